"""The work log as xlsx and in the official layout as docx: the same lines and numbers as on the page."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import document_from, facts_from, official_docx
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.worklog import LogKind
from quanjing.worklog.enums import LogSpan
from quanjing.worklog.queries import MOST_IN_FILE, Days, Line, Statistics, Wanted, log_lines, statistics_of

Table = tuple[str, list[str], list[list[str]]]  # title, heads, rows


def log_xlsx(*, actor: Actor, wanted: Wanted) -> bytes:
    """Entries on one sheet, numbers by kind and class on another. Raises `Missing` as the page does."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True})
    for title, heads, rows in _tables(actor, wanted):
        sheet = book.add_worksheet(title[:31])
        sheet.write_string(0, 0, title_of(wanted), bold)
        sheet.write_string(1, 0, _note(clock.now()))
        for column, head in enumerate(heads):
            sheet.write_string(2, column, head, bold)
        for number, row in enumerate(rows, start=3):
            for column, value in enumerate(row):
                sheet.write(number, column, int(value) if value.isdecimal() and column else value)
        sheet.set_column(0, len(heads) - 1, 18)
        sheet.freeze_panes(3, 0)
    book.close()
    return out.getvalue()


def log_docx(*, actor: Actor, wanted: Wanted) -> bytes:
    """The log as an office file; a text of the office, whatever language the reader uses."""
    with override(settings.LANGUAGE_CODE):
        tables = [
            {"caption": title, "columns": heads, "rows": rows}
            for title, heads, rows in _tables(actor, wanted)
            if rows
        ]
        facts = facts_from(
            {
                "kind": "statistics_table",
                "agency": wanted.head.name,
                "subject": _("Work log"),
                "date": clock.today().isoformat(),
                "sealed": False,
                "tables": tables,
            }
        )
        return official_docx(
            replace(document_from(facts), title=title_of(wanted), notes=(_note(clock.now()),))
        )


def title_of(wanted: Wanted) -> str:
    """Whose log of which days, as it stands over page and files."""
    return _("Work log of %(body)s, %(days)s") % {"body": wanted.head.name, "days": days_named(wanted.days)}


def days_named(days: Days) -> str:
    if days.span == LogSpan.YEAR:
        return str(days.first.year)
    if days.span == LogSpan.MONTH:
        return f"{days.first:%Y-%m}"
    return f"{days.first.isoformat()} – {days.last.isoformat()}"


def _tables(actor: Actor, wanted: Wanted) -> list[Table]:
    lines = log_lines(actor, wanted, MOST_IN_FILE)
    return [_entries(lines), _numbers(statistics_of(actor, wanted))]


def _entries(lines: Sequence[Line]) -> Table:
    heads = [_("Day"), _("Organization"), _("Kind"), _("Matter"), _("Result"), _("Serves")]
    rows = [
        [
            line.entry.day.isoformat(),
            line.body.name,
            line.kind_label,
            line.entry.matter,
            line.entry.result,
            line.service_label,
        ]
        for line in lines
    ]
    return _("Entries"), heads, rows


def _numbers(found: Statistics) -> Table:
    heads = [_("Class"), *(str(kind.label) for kind in LogKind), _("Together")]
    rows = [[row.label, *(str(count) for _kind, count in row.counts), str(row.total)] for row in found.rows]
    return _("By kind and class"), heads, rows


def _note(now: datetime) -> str:
    local = now.astimezone(clock.CHINA)
    return _("As of %(day)s. In the order of days, never by number.") % {"day": f"{local:%Y-%m-%d %H:%M}"}
