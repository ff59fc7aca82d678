"""What the racing processes of these tests do."""

from __future__ import annotations

import sys
from datetime import timedelta

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.tasks.models import Assignment, Task
from quanjing.urging.actions import remind_by_rules, reminding
from quanjing.urging.models import Reminder, ReminderLine
from tests.world import build_world


def prepare() -> int:
    """A notice for three societies that is due the next day."""
    world, now = build_world(), clock.now()
    then = now - timedelta(days=20)
    directive = Directive.objects.create(
        organization=world.association, state=DirectiveState.PUBLISHED, day_end="17:00",
        registered_at=then, published_at=then,
    )  # fmt: skip
    task = Task.objects.create(
        directive=directive, position=1, name="报送材料", assign=True, due_at=now + timedelta(days=1)
    )
    for body in (world.tea, world.nursing, world.mathematics):
        Assignment.objects.create(task=task, organization=body, directive=directive, changed_at=then)
    return Assignment.objects.count()


def remind() -> int:
    return remind_by_rules(lambda done, total: None)


def remind_half() -> int:
    """One unit at a time; after the first it says so and waits."""
    reminding.BATCH = 1

    def step(done: int, total: int) -> None:
        if done:
            print("half-way", flush=True)
            sys.stdin.readline()

    return remind_by_rules(step)


def sent() -> str:
    return f"{Reminder.objects.count()} {ReminderLine.objects.count()} {Message.objects.count()}"
