"""What the panorama says of tasks and of the load of reporting; a colour is that of a task, of no body."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, CharField, Count, Min, Q, QuerySet, Sum, Value
from django.db.models import When as Where
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
    """Open assignments by colour; done, expected and load by month: four queries."""
    columns = blank(when, [f"tasks.{name}" for name in COLOURS], MONTHLY)
    _colours(columns, when.now)
    months = _months(when)
    of_month = _in_month(months)
    _done(columns, of_month, [pk for keys in months.values() for pk in keys])
    _load(columns, of_month, [pk for keys in months.values() for pk in keys])
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


def _in_month(months: dict[str, list[int]]) -> Case:
    cases = [Where(directive__in=keys, then=Value(month)) for month, keys in months.items()]
    return Case(*cases, default=Value(NO_MONTH), output_field=CharField())


def _done(columns: Numbers, month: Case, directives: list[int]) -> None:
    found = Assignment.objects.filter(directive__in=directives).exclude(state__in=NOT_EXPECTED).order_by()
    rows = found.annotate(month=month).values_list("organization", "month").annotate(
        expected=Count("pk"), done=Count("pk", filter=Q(state__in=DONE))
    )  # fmt: skip
    for body, key, expected, done in rows:
        columns["tasks.expected", key][body] = expected
        if done:
            columns["tasks.done", key][body] = done


def _load(columns: Numbers, month: Case, directives: list[int]) -> None:
    """Each notice once for each society, by its first assignment there."""
    asked = Assignment.objects.filter(directive__in=directives).exclude(state=State.CANCELLED).order_by()
    once = asked.values("organization", "directive").annotate(first=Min("pk")).values("first")
    found = Assignment.objects.filter(pk__in=once, organization__kind=Kind.SOCIETY).order_by()
    sums = {name: Sum(f"directive__load__{name}", default=0) for name in ("requests", "fields_asked",
                                                                         "fields_known")}  # fmt: skip
    rows = found.annotate(month=month).values_list("organization", "month").annotate(**sums)
    for body, key, requests, fields_asked, fields_known in rows:
        columns["load.requests", key][body] = requests
        columns["load.fields", key][body] = fields_asked + fields_known
        columns["load.known", key][body] = fields_known


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Assignments that changed between two moments: one query."""
    found: QuerySet[Assignment] = Assignment.objects.filter(
        organization__in=bodies, changed_at__gt=since, changed_at__lte=until
    )
    for one in found.select_related("task", "directive").order_by("-changed_at"):
        page = reverse("directive_page", args=[one.directive.code])
        yield Moved(one.organization_id, one.changed_at, f"{one.task}: {one.get_state_display()}", page)
