"""Tables as people fill them in and upload them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
from django.utils.functional import Promise


def xlsx_of(columns: Mapping[str, str | Promise], rows: Sequence[Sequence[str]]) -> bytes:
    """An xlsx with these heads and rows, every cell a text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [str(label) for label in columns.values()])
    for place, row in enumerate(rows, start=1):
        sheet.write_row(place, 0, row)
    book.close()
    return out.getvalue()
