"""Findings from a filled table: looked at line by line first, entered all together or not at all."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import xlsxwriter
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongwen.facade import examine
from quanjing.audit.actions import record
from quanjing.files.actions import base_name, day_of, heads_of, options_for, read_table, word_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.inspections.actions.findings import FindingWanted, problems_of_finding, put_down
from quanjing.inspections.actions.writing import tell_body
from quanjing.inspections.enums import UNSETTLED, InspectionState
from quanjing.inspections.models import Finding, FindingTable, InspectedBody, Inspection
from quanjing.inspections.queries import around_all
from quanjing.inspections.rules import owns

MOST_ROWS = 500
READ = ("xlsx", "xls", "docx", "csv")
NEEDED = frozenset({"organization", "process", "text"})
COLUMNS: dict[str, str | Promise] = {
    "organization": gettext_lazy("Organization"),
    "process": gettext_lazy("Step of the work"),
    "text": gettext_lazy("What is not in order"),
    "owner": gettext_lazy("Owner: a post or office of the body"),
    "due_on": gettext_lazy("To be rectified by"),
    "basis": gettext_lazy("Basis"),
    "stage": gettext_lazy("Stage"),
}


@dataclass(slots=True)
class FindingRow:
    """A line as it stands in the file, and what was understood of it."""

    texts: Mapping[str, str]
    body: InspectedBody | None
    wanted: FindingWanted
    problems: list[Problem] = field(default_factory=list)


def blank_findings(inspection: Inspection) -> bytes:
    """An xlsx with the heads, and the names of the bodies of the inspection to choose from."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet, names = book.add_worksheet(_("Findings")), book.add_worksheet(_("Names"))
    text = book.add_format({"num_format": "@", "text_wrap": True})
    sheet.set_column(0, len(COLUMNS) - 1, 24, text)
    for place, (column, label) in enumerate(COLUMNS.items()):
        star = "" if column in ("basis", "stage") else "*"
        sheet.write_string(0, place, f"{label}{star}", book.add_format({"bold": True, "text_wrap": True}))
    bodies = list(_rows_of(inspection).values_list("organization__name", flat=True))
    for row, name in enumerate(bodies):
        names.write_string(row, 0, name)
    if bodies:
        source = f"='{names.get_name()}'!$A$1:$A${len(bodies)}"
        sheet.data_validation(1, 0, MOST_ROWS, 0, {"validate": "list", "source": source})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


@transaction.atomic
def preview_findings(*, actor: Actor, inspection: Inspection, name: str, data: bytes) -> FindingTable:
    """Keep an uploaded table for looking at; nothing is written down yet, so nothing is recorded.

    Raises `Denied`, `WrongState`, `Invalid` for a file without the columns, GongwenError for an unsafe one.
    """
    if not owns(actor, inspection) or actor.post_id is None:
        raise Denied
    if inspection.state != InspectionState.ANNOUNCED:
        raise WrongState
    ending = name.rsplit(".", 1)[-1].casefold()
    if ending not in READ:
        raise Invalid([Problem("file", _("Please upload the table as xlsx, csv or docx."))])
    examine(data, name=name, options=options_for(name))
    table = read_table(data, heads_of(COLUMNS), NEEDED.issubset, most=MOST_ROWS, name=f"table.{ending}")
    return FindingTable.objects.create(
        inspection=inspection, post_id=actor.post_id, rows=table.rows, made_at=clock.now(),
        file_name=base_name(name),
    )  # fmt: skip


def checked_findings(table: FindingTable) -> list[FindingRow]:
    """Every line with its problems against what stands now: five queries, however many lines."""
    inspection = table.inspection
    bodies = {word_of(one.organization.name): one for one in _rows_of(inspection)}
    bodies |= {word_of(one.organization.code): one for one in bodies.values()}
    stages = {word_of(one.name): one.position for one in inspection.stages.all()}
    around = around_all(inspection.under.path)
    there = _standing(inspection)
    rows = []
    for texts in table.rows:
        row = _understood(texts, bodies, stages)
        if row.body is not None:
            row.problems += problems_of_finding(row.body, row.wanted, around)
            key = (row.body.pk, word_of(row.wanted.process), word_of(row.wanted.text))
            if key in there:
                words = _("This stands there already: %(where)s.")
                row.problems.append(Problem("text", words % {"where": there[key]}))
            there[key] = _("line %(number)s") % {"number": texts["row"]}
        rows.append(row)
    return rows


@transaction.atomic
def enter_findings(*, actor: Actor, table: FindingTable) -> int:
    """Write down all lines, or none; each body is told once. Returns how many.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    locked = FindingTable.objects.select_for_update(of=("self",))
    table = locked.select_related("inspection__organization", "inspection__under").get(pk=table.pk)
    if table.post_id != actor.post_id or not owns(actor, table.inspection):
        raise Denied
    if table.inspection.state != InspectionState.ANNOUNCED:
        raise WrongState
    if table.done_at is not None:
        raise WrongState(_("This table was entered already."))
    rows = checked_findings(table)
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise Invalid(problems)
    made = [put_down(actor, row.body, row.wanted, None) for row in rows if row.body is not None]
    _tell(table, made)
    table.done_at = clock.now()
    table.save(update_fields=["done_at"])
    detail = {"file": table.file_name, "count": len(made)}
    record(actor=actor, verb="inspections.enter_findings", on=table.inspection, detail=detail)
    return len(made)


def _rows_of(inspection: Inspection) -> QuerySet[InspectedBody]:
    rows = inspection.bodies.select_related("organization", "inspection__organization")
    return rows.order_by("organization__path")


def _standing(inspection: Inspection) -> dict[tuple[int, str, str], str]:
    rows = Finding.objects.filter(inspection=inspection, state__in=UNSETTLED)
    found = rows.values_list("body", "process", "text", "number")
    words = _("finding %(number)s")
    return {
        (body, word_of(process), word_of(text)): words % {"number": number}
        for body, process, text, number in found
    }


def _understood(
    texts: Mapping[str, str], bodies: Mapping[str, InspectedBody], stages: Mapping[str, int]
) -> FindingRow:
    problems = []
    body = bodies.get(word_of(texts.get("organization", "")))
    if body is None:
        words = _("“%(name)s” is not among the bodies of this inspection.")
        problems.append(Problem("organization", words % {"name": texts.get("organization", "")}))
    named = texts.get("stage", "")
    if named and word_of(named) not in stages:
        words = _("This inspection has no stage “%(name)s”.")
        problems.append(Problem("stage", words % {"name": named}))
    due = day_of(texts.get("due_on", ""))
    plain = {name: texts.get(name, "") for name in ("text", "process", "owner", "basis")}
    wanted = FindingWanted(due_on=due, stage=stages.get(word_of(named), 0), **plain)
    return FindingRow(texts, body, wanted, problems)


def _tell(table: FindingTable, made: list[Finding]) -> None:
    inspection = table.inspection
    for body, count in Counter(one.organization_id for one in made).items():
        values = {"name": inspection.name, "count": count}
        link = f"{reverse('finding_list')}?inspection={inspection.code}"
        tell_body([body], "findings_written", values, link, f"findings:{table.code}:{body}")
