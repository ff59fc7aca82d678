"""The assignments behind a figure of one body."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.figures import Behind, When, month_key
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment, DirectiveLoad
from quanjing.tasks.queries.coloured import coloured


def behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """Assignments of a colour, those expected with what is done, or what notices ask: two queries."""
    if code.startswith("load."):
        return _load(code, body, when)
    if code == "tasks.done":
        found = Assignment.objects.filter(organization=body, directive__in=_published(when))
        rows = found.exclude(state__in=NOT_EXPECTED)
    else:
        rows = coloured(when.now).filter(organization=body, colour=code.removeprefix("tasks."))
    rows = rows.select_related("task", "directive").order_by("-directive__published_at", "task__position")
    return [
        Behind(
            f"{one.directive}: {one.task}", _day(one.directive), one.get_state_display(),
            counts=code != "tasks.done" or one.state in DONE,
        )
        for one in rows
    ]  # fmt: skip


def _load(code: str, body: int, when: When) -> list[Behind]:
    if not Organization.objects.filter(pk=body, kind=Kind.SOCIETY).exists():
        return []
    asked = Assignment.objects.filter(organization=body).exclude(state=State.CANCELLED).values("directive")
    loads = DirectiveLoad.objects.filter(directive__in=asked).filter(directive__in=_published(when))
    rows = loads.select_related("directive").order_by("-directive__published_at")
    if code == "load.requests":
        return [Behind(str(one.directive), _day(one.directive), times=one.requests) for one in rows]
    return [
        Behind(
            str(one.directive), _day(one.directive),
            f"{one.fields_known} / {one.fields_asked + one.fields_known}", times=one.fields_known,
        )
        for one in rows
    ]  # fmt: skip


def _published(when: When) -> list[int]:
    first = datetime.combine(min(when.months), time(), tzinfo=clock.CHINA)
    months = {month_key(month) for month in when.months}
    found = Directive.objects.filter(published_at__gte=first, published_at__lte=when.now)
    rows = found.order_by().values_list("pk", "published_at")
    return [pk for pk, at in rows if at and month_key(at.astimezone(clock.CHINA)) in months]


def _day(directive: Directive) -> date:
    assert directive.published_at is not None
    return directive.published_at.astimezone(clock.CHINA).date()
