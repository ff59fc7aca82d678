"""What the panorama says of the work log: entries by kind and month, from the kept counts of every body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When, blank, month_key
from quanjing.foundation.worklog import LogKind
from quanjing.inspections.queries import visited_branches
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing
from quanjing.worklog.enums import Yearly
from quanjing.worklog.models import LogEntry, LogTally, YearCount

BRANCHES = "year.branches"
DRAWN, ALL, STUDIED = "log.drawn", "log.all", "log.studied"


def log_page(code: str, first: date, last: date) -> str:
    span = "month" if (first.year, first.month) == (last.year, last.month) else "year"
    return f"{reverse('worklog_page')}?under={code}&span={span}&day={first.isoformat()}"


def year_page(code: str, _first: date, _last: date) -> str:
    return f"{reverse('worklog_year')}?under={code}"


FIGURES = (
    Figure(
        "log.drawn", _("Entries drawn from records"),
        _("Entries that meetings, reports, notices and terms left by themselves, of all entries."),
        Section.LOG, DRAWN, ALL, monthly=True, link=log_page,
    ),
    Figure(
        "log.studied", _("Societies that studied"),
        _("Societies that have, or whose bodies have, at least one entry of study in these months, of all "
          "societies."),
        Section.LOG, STUDIED, "society", bodies=True, monthly=True, link=log_page,
    ),
    *(
        Figure(
            f"log.{kind.value}", kind.label,
            _("Entries of this kind in these months; what several bodies hold together counts for each."),
            Section.LOG, f"log.{kind.value}", monthly=True, part_of="log.drawn", link=log_page,
        )
        for kind in LogKind
    ),
    *(
        Figure(
            f"year.{kind.value}", kind.label,
            _("As the bodies entered it for this year; a number, never a list of names."),
            Section.YEAR, f"year.{kind.value}", link=year_page,
        )
        for kind in Yearly if kind != Yearly.VISITED
    ),
    Figure(
        "year.visited", Yearly.VISITED.label,
        _("Branches visited this year, of all branches: by the records of visits, and as entered by bodies "
          "that keep no such record."),
        Section.YEAR, "year.visited", BRANCHES, link=year_page,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Each body's own entries: what it keeps less what those directly below it keep. One query a month."""
    every = [
        name for name in (DRAWN, ALL, STUDIED, *(f"log.{kind.value}" for kind in LogKind)) if when.wants(name)
    ]
    columns = {key: Counter[int]() for key in blank(when, monthly=every)}
    tree = dict(Organization.objects.order_by().values_list("path", "pk"))
    societies = set(Organization.objects.filter(kind=Kind.SOCIETY).order_by().values_list("pk", flat=True))
    above = {pk: tree.get(path[: -Organization.steplen]) for path, pk in tree.items()}
    for month in when.months if every else ():
        key = month_key(month)
        for node, kind, drawn, number in _kept(month, every):
            parent = above.get(node)
            if kind == LogKind.STUDY and number and node in societies and STUDIED in every:
                columns[STUDIED, key][node] = 1
            for name in (f"log.{kind}", ALL, DRAWN) if drawn else (f"log.{kind}", ALL):
                column = columns.get((name, key))
                if column is None:
                    continue
                column[node] += number
                if parent is not None:
                    column[parent] -= number
    return {**columns, **_of_the_year(when)}


def _kept(month: date, names: Collection[str]) -> Iterable[tuple[int, str, bool, int]]:
    """What bodies keep of a month by kind, where only some kinds are wanted, of those: one query."""
    rows = LogTally.objects.filter(month=month).order_by()
    if ALL not in names and DRAWN not in names:
        kinds = {kind.value for kind in LogKind if f"log.{kind.value}" in names}
        rows = rows.filter(kind__in=kinds | ({LogKind.STUDY.value} if STUDIED in names else set()))
    return rows.values_list("node", "kind", "drawn").annotate(sum=Sum("count"))


def _of_the_year(when: When) -> Columns:
    """Numbers that bodies entered for this year, visits by record, and the branches: three queries."""
    names = [*(f"year.{kind.value}" for kind in Yearly), BRANCHES]
    if not any(when.wants(name) for name in names):
        return {}
    columns = blank(when, plain=names)
    rows = YearCount.objects.filter(year=when.day.year).values_list("kind", "organization", "number")
    for kind, body, number in rows:
        columns[f"year.{kind}", NO_MONTH][body] = number
    _count_visits(columns["year.visited", NO_MONTH], when.day.year)
    branches = Organization.objects.filter(existing(on=when.day), kind__in=(Kind.BRANCH, Kind.JOINT_BRANCH))
    columns[BRANCHES, NO_MONTH] = dict.fromkeys(branches.values_list("pk", flat=True), 1)
    return columns


def _count_visits(column: dict[int, int], year: int) -> None:
    """A branch that was visited by record counts once, for itself; its visitors' own numbers give way."""
    branches, visitors = visited_branches(year)
    for body in visitors:
        column.pop(body, None)
    column |= dict.fromkeys(branches, 1)


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Own entries that were added or taken out, and numbers entered, between two moments: three queries."""
    found = LogEntry.objects.filter(organization__in=bodies, made_at__gt=since, made_at__lte=until)
    gone = LogEntry.objects.filter(organization__in=bodies, removed_at__gt=since, removed_at__lte=until)
    for one in found.select_related("organization"):
        page = "" if one.removed_at else log_page(one.organization.code, one.day, one.day)
        yield Moved(one.organization_id, one.made_at, one.matter, page)
    for one in gone:
        yield Moved(one.organization_id, one.removed_at or until, one.matter)
    entered = YearCount.objects.filter(organization__in=bodies, entered_at__gt=since, entered_at__lte=until)
    for count in entered:
        yield Moved(count.organization_id, count.entered_at, f"{count.get_kind_display()}: {count.number}")
