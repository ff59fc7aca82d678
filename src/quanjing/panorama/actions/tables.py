"""The panorama and its lists as xlsx: the numbers of one count, with its id on every sheet."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.figures import Figure
from quanjing.organizations.enums import Kind, Level, SocietyClass
from quanjing.panorama.enums import Time, Which
from quanjing.panorama.queries import Look, Value, behind, counted, sections, upper, value_of

Cells = Sequence[str | int | None]


def page_xlsx(look: Look) -> bytes:
    """All figures of a look with definition, numerator and denominator; the same for each body below.

    The caller has authorized the reader.
    """
    heads = [_("Part"), _("Figure"), _("Numerator"), _("Denominator"), _("Definition")]
    rows: list[Cells] = [
        [str(section.label), str(value.figure.label), value.numerator, value.denominator,
         str(value.figure.definition)]
        for section, values in sections(look)
        for value in values
    ]  # fmt: skip
    sheets = [(_("Figures"), heads, rows)]
    places = upper(look)
    if places:
        sheets.append((_("Below"), *_below(look, places)))
    return _book(look, sheets)


def list_xlsx(look: Look, figure: Figure, which: Which) -> bytes:
    """The bodies behind a figure, in the order of the tree. The caller has authorized the reader."""
    heads = [_("No."), _("Organization"), _("Kind"), _("Level"), _("Class"), _("Numerator"), _("Denominator")]
    rows: list[Cells] = [
        [
            place, one.body.name, str(Kind(one.body.kind).label),
            str(Level(one.body.level).label) if one.body.level else "",
            str(SocietyClass(one.body.society_class).label), one.numerator,
            one.denominator if figure.denominator else None,
        ]
        for place, one in enumerate(behind(look, figure, which), start=1)
    ]  # fmt: skip
    value = value_of(look, figure)
    return _book(look, [(_("List"), heads, rows)], f"{figure.label} {said(value)}", str(figure.definition))


def said(value: Value) -> str:
    """132 / 139, or the count alone."""
    return str(value.numerator) if value.denominator is None else f"{value.numerator} / {value.denominator}"


def printed(look: Look) -> str:
    """What stands on every page and file: which count, of when, of whom, narrowed to what."""
    moment = look.snapshot.taken_at.astimezone(clock.CHINA)
    parts = [
        _("Snapshot %(code)s, %(moment)s")
        % {"code": look.snapshot.code, "moment": f"{moment:%Y-%m-%d %H:%M}"},
        look.node.name,
        str(Time(look.time).label),
    ]
    if look.society_class:
        parts.append(str(SocietyClass(look.society_class).label))
    if look.level:
        parts.append(str(Level(look.level).label))
    return " · ".join(parts)


def _below(look: Look, places: Sequence[Any]) -> tuple[list[str], list[Cells]]:
    shown = counted(look)
    rows: list[Cells] = [
        [body.name, *(said(value_of(look, figure, look.edition.stretch(body.path))) for figure in shown)]
        for body in places
    ]
    return [_("Organization"), *(str(figure.label) for figure in shown)], rows


def _book(look: Look, sheets: Sequence[tuple[str, list[str], list[Cells]]], *notes: str) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    bold = book.add_format({"bold": True})
    for title, heads, rows in sheets:
        sheet = book.add_worksheet(title[:31])
        lines = [printed(look), *notes]
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, bold if not number else None)
        for column, head in enumerate(heads):
            sheet.write_string(len(lines), column, head, bold)
        for number, row in enumerate(rows, start=len(lines) + 1):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
        sheet.set_column(0, len(heads) - 1, 22)
        sheet.freeze_panes(len(lines) + 1, 0)
        sheet.set_footer(f"&L{look.snapshot.code}&R&P")
    book.close()
    return out.getvalue()
