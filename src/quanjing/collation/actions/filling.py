"""The issuer's own table, filled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from gongwen.facade import Value, fill_summary_xlsx, summary_from_json
from quanjing.collation import queries, rules
from quanjing.collation.actions.scope import Counts, Groups, Scope
from quanjing.collation.actions.values import cell, header_value
from quanjing.collation.models import Layout
from quanjing.collation.queries import BlockTable, Reader, Row
from quanjing.foundation import clock


def fill_layout(layout: Layout, scope: Scope, out: BinaryIO) -> Counts:
    """The issuer's file with a row an entry, to `out`; what found no column is told in the notes."""
    table = queries.table_of(scope.directive, layout.block_id)
    filling = _Rows(scope, table)
    with default_storage.open(layout.file.place) as opened:
        blank = opened.read()
    out.write(
        fill_summary_xlsx(
            blank, layout=summary_from_json(layout.layout), columns=layout.columns, rows=filling.rows()
        )
    )
    counts = filling.counts
    fields, columns = rules.left_over(layout, table)
    if fields:
        counts.notes.append(_("Fields without a column: %(names)s") % {"names": _(", ").join(fields)})
    if columns:
        counts.notes.append(_("Columns without a field: %(names)s") % {"names": _(", ").join(columns)})
    return counts


class _Rows:
    """The entries of one block as values by what a column takes."""

    def __init__(self, scope: Scope, table: BlockTable) -> None:
        self.scope, self.table = scope, table
        self.counts = Counts()
        self.groups = Groups(scope.head)

    def rows(self) -> Iterator[dict[str, Value]]:
        reader = Reader(self.scope.directive)
        submissions = self.scope.snapshot.submissions
        for row in reader.rows(submissions, self.table.block.pk, report=self.scope.report):
            self.counts.entries += 1
            yield self._values(row)

    def _values(self, row: Row) -> dict[str, Value]:
        sent, names = row.sent, {code: file.name for code, file in row.files.items()}
        values: dict[str, Value] = {
            rules.ORGANIZATION: sent.organization,
            rules.CLASS: self.groups.of(sent.path, sent.society_class),
            rules.TASK: sent.task,
            rules.DAY: sent.submitted_at.astimezone(clock.CHINA).date(),
            rules.ENTRY: row.code,
        }
        for field in self.table.header:
            values[field.key] = cell(field, header_value(self.table, field, sent.header), names)
        for field in self.table.fields:
            values[field.key] = cell(field, row.values.get(field.key), names)
        return values
