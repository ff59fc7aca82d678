"""Lists of activities as xlsx."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _

from quanjing.activities.models import RhythmRule
from quanjing.activities.queries import Span, bodies_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.organizations.models import Organization


def due_table(*, actor: Actor, rule: RhythmRule, span: Span, head: Organization) -> bytes:
    """The bodies that a rule reaches in a span, in the order of the tree, as xlsx.

    Raises `Missing` for a subtree that the actor may not see. Nothing is written, so nothing is recorded.
    """
    if not actor.covers(head.path):
        raise Missing
    heads = [_("No."), _("Organization"), _("asked for"), _("took place"), _("still due")]
    rows: list[list[object]] = []
    for place, body in enumerate(bodies_of(rule, span, head).iterator(), start=1):
        times = int(body.times)
        rows.append([place, body.name, rule.minimum, times, max(rule.minimum - times, 0)])
    title = f"{rule.kind} {span.first.isoformat()} – {span.last.isoformat()}"
    note = _("As of %(day)s. In the order of the tree.") % {"day": clock.today().isoformat()}
    return workbook(title, note, heads, rows)


def workbook(title: str, note: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A sheet with a title, a note, heads and rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, note)
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, bold)
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, max(len(heads) - 1, 2), 12)
    sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()
