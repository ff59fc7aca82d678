"""What the panorama says of tasks and of the load of reporting; a colour is that of a task, of no body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.colours import Colour
from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When, blank, month_key
from quanjing.organizations.enums import Kind
from quanjing.tasks.enums import DONE, NOT_EXPECTED, State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries.coloured import COLOURS, FINISHED, REST, WAITING, coloured

MONTHLY = ("tasks.done", "tasks.expected", "load.requests", "load.known", "load.fields")
Numbers = dict[tuple[str, str], dict[int, int]]
_LOAD = """
    SELECT asked.organization_id, SUM(asks.requests), SUM(asks.fields_asked), SUM(asks.fields_known)
    FROM (
        SELECT DISTINCT directive_id, organization_id FROM tasks_assignment
        WHERE directive_id IN ({places}) AND state <> %s
    ) AS asked
    JOIN tasks_directiveload AS asks ON asks.directive_id = asked.directive_id
    JOIN organizations_organization AS body ON body.id = asked.organization_id AND body.kind = %s
    GROUP BY asked.organization_id
"""


def page_of(colour: str = "", *, dated: bool = False) -> Callable[[str, date, date], str]:
    """The page of a body's assignments of a colour; `dated`: of notices of these days."""

    def page(code: str, first: date, last: date) -> str:
        days = f"&first={first.isoformat()}&last={last.isoformat()}" if dated else ""
        return f"{reverse('body_tasks', args=[code])}?colour={colour}{days}"

    return page


def _task(code: str, label: Any, definition: Any, colour: str) -> Figure:
    name = f"tasks.{code}"
    return Figure(name, label, definition, Section.TASKS, name, colour=colour, link=page_of(code))


FIGURES = (
    Figure(
        "load.requests", _("Sheets asked"),
        _("Sheets that notices published in these months ask of societies, each notice and society once, "
          "over societies and months."),
        Section.LOAD, "load.requests", "society", monthly=True, per_month=True, link=page_of(dated=True),
    ),
    Figure(
        "load.known", _("Fields known already"),
        _("Fields that the platform shows by itself, of all fields that these notices ask societies for."),
        Section.LOAD, "load.known", "load.fields", monthly=True, link=page_of(dated=True),
    ),
    _task("near", _("near: due within seven days"), _("Assignments that the unit has to act on, due in three "
          "to seven days."), Colour.BLUE),
    _task("behind", _("behind: due within three days"), _("Assignments that the unit has to act on, due in "
          "less than three days."), Colour.AMBER),
    _task("overdue", _("overdue"), _("Assignments that the unit has to act on, past their date."),
          Colour.RED),
    _task(REST, _("others in time"), _("Assignments that the unit has to act on, due later or without a "
          "day."), "due"),
    _task(WAITING, _("waiting at the desk"), _("Assignments that were sent and are being checked; the "
          "unit's clock stands still."), "submitted"),
    Figure(
        "tasks.done", _("done"),
        _("Accepted or nil report, of all that notices published in these months ask without exempt and "
          "cancelled."),
        Section.TASKS, "tasks.done", "tasks.expected", monthly=True, colour="accepted",
        link=page_of(FINISHED, dated=True),
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Open assignments by colour; done, expected and load by month: two queries, and two a month."""
    columns = blank(when, [f"tasks.{name}" for name in COLOURS], MONTHLY)
    _colours(columns, when.now)
    for month, directives in _months(when).items():
        _done(columns, month, directives)
        _load(columns, month, directives)
    return columns


def _colours(columns: Numbers, now: datetime) -> None:
    rows = coloured(now).order_by().values_list("colour", "organization")
    for name, body, number in rows.annotate(number=Count("pk")):
        columns[f"tasks.{name}", NO_MONTH][body] = number


def _months(when: When) -> dict[str, list[int]]:
    """Published notices by month: one query."""
    first = datetime.combine(min(when.months), time(), tzinfo=clock.CHINA)
    months: dict[str, list[int]] = {month_key(month): [] for month in when.months}
    published = Directive.objects.filter(published_at__gte=first, published_at__lte=when.now)
    for pk, moment in published.order_by("pk").values_list("pk", "published_at"):
        assert moment is not None
        months[month_key(moment.astimezone(clock.CHINA))].append(pk)
    return {month: keys for month, keys in months.items() if keys}


def _done(columns: Numbers, month: str, directives: list[int]) -> None:
    found = Assignment.objects.filter(directive__in=directives).exclude(state__in=NOT_EXPECTED).order_by()
    # by an expression, since SQLite would walk the whole index of bodies for the sake of its order
    rows = (
        found.annotate(body=F("organization_id") + 0)
        .values_list("body")
        .annotate(expected=Count("pk"), done=Count("pk", filter=Q(state__in=DONE)))
    )
    for body, expected, done in rows:
        columns["tasks.expected", month][body] = expected
        if done:
            columns["tasks.done", month][body] = done


def _load(columns: Numbers, month: str, directives: list[int]) -> None:
    """Each notice once for each society; the pairs are made by the database, which Django cannot say."""
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(directives))
        cursor.execute(_LOAD.format(places=places), [*directives, State.CANCELLED.value, Kind.SOCIETY.value])
        for body, requests, fields_asked, fields_known in cursor.fetchall():
            columns["load.requests", month][body] = int(requests)
            columns["load.fields", month][body] = int(fields_asked + fields_known)
            columns["load.known", month][body] = int(fields_known)


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Assignments that changed between two moments: one query."""
    found: QuerySet[Assignment] = Assignment.objects.filter(
        organization__in=bodies, changed_at__gt=since, changed_at__lte=until
    )
    for one in found.select_related("task", "directive").order_by("-changed_at"):
        page = reverse("directive_page", args=[one.directive.code])
        yield Moved(one.organization_id, one.changed_at, f"{one.task}: {one.get_state_display()}", page)
