"""A published notice with one task, in any state, for any body."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task
from quanjing.urging.actions import remind_by_rules
from tests.world import World

Notice = Callable[..., Directive]


def china(day: int, hour: int = 9, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=clock.CHINA)


DUE = china(15, 17)  # a Tuesday; 7 workdays before is Friday the 4th
PUBLISHED = china(1)


def remind() -> int:
    return remind_by_rules(lambda done, total: None)


@pytest.fixture
def notice(world: World) -> Notice:
    """Puts a notice for `bodies` into the database, by default of the association."""

    def made(
        *bodies: Organization,
        due: datetime | None = DUE,
        state: State = State.DUE,
        issuer: Organization = world.association,
        title: str = "关于报送材料的通知",
        closes: datetime | None = None,
        opens: datetime | None = None,
        return_due: datetime | None = None,
    ) -> Directive:
        directive = Directive.objects.create(
            organization=issuer,
            state=DirectiveState.PUBLISHED,
            title=title,
            day_end="17:00",
            registered_at=PUBLISHED,
            published_at=PUBLISHED,
        )
        task = Task.objects.create(
            directive=directive, position=1, name="报送材料", assign=True, due_at=due, closes_at=closes,
            opens_on=opens.date() if opens else None,
        )  # fmt: skip
        sent = PUBLISHED + timedelta(days=1) if state in (State.SUBMITTED, State.RETURNED) else None
        for body in bodies:
            Assignment.objects.create(
                task=task, organization=body, directive=directive, state=state,
                changed_at=PUBLISHED, return_due=return_due,
                submitted_at=sent,
            )  # fmt: skip
        return directive

    return made
