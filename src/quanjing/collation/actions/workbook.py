"""The table: one worksheet a block, one row an entry, its sums by class and body, what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, BinaryIO

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Column, Link, Sum, Workbook, Worksheet, write_workbook
from gongwen.facade import Row as Cells
from gongwen.model import FieldType
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.actions.scope import Counts, Groups, Report, Scope, definition, scope_now
from quanjing.collation.actions.values import cell, header_fields, header_value
from quanjing.collation.queries import BlockTable, Reader, Row
from quanjing.collation.rules import ACCEPTED, is_number
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.sheets.models import Field
from quanjing.submissions.enums import EntryState, SubmissionState

OWN_BEHIND = 3  # columns that every table has behind those of the sheet


def workbook(
    *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState] = ACCEPTED
) -> None:
    """Write the entries as xlsx to `out`: one worksheet a block, in the order of the tree, streamed.

    Args:
        actor: sees the entries of the subtree that the post reads.
        states: of the newest versions that are taken; the state stands in a column.

    Raises:
        Denied: the post reads no subtree. WrongState: the directive is not published.
    """
    scope = scope_now(actor, directive, states)
    write_table(scope, out)
    detail = {"states": [state.value for state in states], "reports": len(scope.snapshot.submissions)}
    record(actor=actor, verb="collation.workbook", on=directive, detail=detail)


def write_table(scope: Scope, out: BinaryIO) -> Counts:
    """The workbook of a scope; progress counts reports, once for each block."""
    counts = Counts()
    tables = queries.tables_of(scope.directive)
    groups = Groups(scope.head)
    reader = Reader(scope.directive)
    written = [_Table(scope, table, reader, groups, counts, place) for place, table in enumerate(tables)]
    behind = chain((one for table in written for one in table.sums()), [_about(scope)])
    sheets = chain((table.worksheet(len(tables)) for table in written), behind)
    write_workbook(out, Workbook(str(scope.directive), sheets, get_language() or ""))
    return counts


class _Table:
    """A block's worksheet; it sums up while its rows are streamed."""

    def __init__(
        self, scope: Scope, table: BlockTable, reader: Reader, groups: Groups, counts: Counts, place: int
    ) -> None:
        self.scope, self.table, self.reader, self.groups, self.counts = scope, table, reader, groups, counts
        self.place = place
        self.header = header_fields(table)
        self.numbers = [field for field in table.fields if field.type == FieldType.NUMBER]
        self.label = table.block.label or table.block.template.title
        self.by_group: dict[str, _Sums] = {}
        self.states = {str(key): str(label) for key, label in EntryState.choices}
        self.base = f"{settings.BASE_URL.rstrip('/')}{reverse('submission_page', args=['CODE'])}"

    def worksheet(self, tables: int) -> Worksheet:
        columns = (
            Column(_("No."), FieldType.NUMBER, 3),
            Column(_("Organization"), width_hint=14),
            Column(_("Task"), width_hint=10),
            *(_column(field) for field in self.header),
            *(_column(field) for field in self.table.fields),
            Column(_("State"), width_hint=5),
            Column(_("Sent"), width_hint=8),
            Column(_("Entry"), width_hint=5),
        )
        return Worksheet(self.label, f"{self.scope.directive} {self.label}", columns, self._rows(tables))

    def sums(self) -> Iterator[Worksheet]:
        """The sums by class and body below, where the sheet asks for numbers and any came."""
        if not any(one.values for one in self.by_group.values()):
            return
        columns = (
            Column(_("Class or body"), width_hint=14),
            Column(_("Entries"), FieldType.NUMBER),
            *(Column(field.label, FieldType.NUMBER) for field in self.numbers),
        )
        rows: list[Cells] = [
            (name, one.entries, *(one.values.get(field.key) for field in self.numbers))
            for name, one in self.by_group.items()
        ]
        total = (Sum(1, sum(one.entries for one in self.by_group.values())), *self._totals(1))
        label = _("%(table)s: sums") % {"table": self.label}
        yield Worksheet(label, f"{self.scope.directive} {label}", columns, [*rows, (_("Total"), *total)])

    def _rows(self, tables: int) -> Iterator[Cells]:
        submissions = self.scope.snapshot.submissions
        report = _counted(self.scope.report, self.place * len(submissions), tables * len(submissions))
        number = 0
        for row in self.reader.rows(submissions, self.table.block.pk, report=report):
            number += 1
            self._add(row)
            yield self._row(number, row)
        self.counts.entries += number
        if any(one.values for one in self.by_group.values()):
            yield self._foot()

    def _row(self, number: int, row: Row) -> Cells:
        sent = row.sent
        names = {code: file.name for code, file in row.files.items()}
        values = row.values
        return (
            number,
            sent.organization,
            sent.task,
            *(cell(field, header_value(self.table, field, sent.header), names) for field in self.header),
            *(cell(field, values.get(field.key), names) for field in self.table.fields),
            self.states[row.state],
            sent.submitted_at.astimezone(clock.CHINA),
            Link(row.code, self.base.replace("CODE", sent.code)),
        )

    def _add(self, row: Row) -> None:
        if not self.numbers:
            return
        group = self.groups.of(row.sent.path, row.sent.society_class)
        self.by_group.setdefault(group, _Sums()).add(row.values, self.numbers)

    def _totals(self, first: int) -> list[Sum | None]:
        """The sum of each column of numbers, None where no number came."""
        found: list[Sum | None] = []
        for field in self.numbers:
            numbers = [one.values[field.key] for one in self.by_group.values() if field.key in one.values]
            found.append(Sum(first, sum(numbers, Decimal())) if numbers else None)
        return found

    def _foot(self) -> Cells:
        totals = {field.key: total for field, total in zip(self.numbers, self._totals(1), strict=True)}
        return (
            None,
            _("Total"),
            None,
            *(None for _field in self.header),
            *(totals.get(field.key) for field in self.table.fields),
            *(None for _place in range(OWN_BEHIND)),
        )


class _Sums:
    """The entries of one class or body and the sums of their numbers, exact as decimals."""

    def __init__(self) -> None:
        self.entries = 0
        self.values: dict[str, Decimal] = {}

    def add(self, values: dict[str, Any], fields: Sequence[Field]) -> None:
        self.entries += 1
        for field in fields:
            value = values.get(field.key)
            if is_number(value):
                self.values[field.key] = self.values.get(field.key, Decimal()) + Decimal(str(value))


def _column(field: Field) -> Column:
    return Column(field.label, FieldType(field.type))


def _counted(report: Report, before: int, total: int) -> Report:
    return lambda done, _of: report(before + done, total)


def _about(scope: Scope) -> Worksheet:
    """Where the figures come from: numerator, denominator, date, definition."""
    directive = scope.directive
    numbers, counted = definition(scope)
    rows = (
        (_("Notice"), str(directive)),
        (_("Document number"), directive.doc_number),
        (_("Whose subtree"), scope.head.name),
        (_("Reports"), numbers),
        (_("What counts"), counted),
        (_("Entry"), _("The code at the end of a row opens the report that it came from.")),
    )
    return Worksheet(
        _("About this table"), "", (Column(_("Item")), Column(_("Content"), width_hint=40)), rows
    )
