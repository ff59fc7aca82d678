"""The table: one worksheet a block, one row an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Column, Row, Workbook, Worksheet, write_workbook
from gongwen.model import FieldType
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.actions.values import cell, file_names, header_fields, header_value
from quanjing.collation.queries import BlockTable
from quanjing.collation.rules import ACCEPTED, need_collatable
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.sheets.models import Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Submission


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
    need_collatable(actor, directive)
    submissions = queries.taken(actor, directive, states)
    tables = queries.tables_of(directive)
    sheets = tuple(_sheet(directive, table, submissions) for table in tables)
    write_workbook(out, Workbook(str(directive), sheets, get_language() or ""))
    detail = {"states": [state.value for state in states], "reports": submissions.count()}
    record(actor=actor, verb="collation.workbook", on=directive, detail=detail)


def _sheet(directive: Directive, table: BlockTable, submissions: QuerySet[Submission]) -> Worksheet:
    label = table.block.label or table.block.template.title
    columns = (
        Column(_("No."), FieldType.NUMBER, 3),
        Column(_("Organization"), width_hint=14),
        Column(_("Task"), width_hint=10),
        *(_column(field) for field in header_fields(table)),
        *(_column(field) for field in table.fields),
        Column(_("State"), width_hint=5),
        Column(_("Sent"), width_hint=8),
        Column(_("Entry"), width_hint=5),
    )
    return Worksheet(label, f"{directive} {label}", columns, _rows(table, submissions))


def _column(field: Field) -> Column:
    return Column(field.label, FieldType(field.type))


def _rows(table: BlockTable, submissions: QuerySet[Submission]) -> Iterator[Row]:
    for number, entry in enumerate(queries.entries_of_block(submissions, table.block), start=1):
        yield _row(number, entry, table)


def _row(number: int, entry: Entry, table: BlockTable) -> Row:
    submission = entry.submission
    assignment = submission.assignment
    names = file_names(entry)
    return (
        number,
        assignment.organization.name,
        assignment.task.name,
        *(
            cell(field, header_value(table, field, submission.header), names)
            for field in header_fields(table)
        ),
        *(cell(field, entry.values.get(field.key), names) for field in table.fields),
        str(entry.get_state_display()),
        submission.submitted_at.astimezone(clock.CHINA),
        entry.code,
    )
