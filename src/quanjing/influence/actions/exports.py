"""What leaves: the blank table, all items with the result, and the data that anybody computes again."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.influence.measuring import count
from quanjing.influence.models import Measurement
from quanjing.influence.queries import counted_of, export_of, formula_of, items_as_facts, results_of

COLUMNS: dict[str, str | Promise] = {
    "organization": gettext_lazy("Organization"),
    "dimension": gettext_lazy("Dimension"),
    "title": gettext_lazy("Title of the item"),
    "outlet": gettext_lazy("Outlet"),
    "on": gettext_lazy("Day"),
    "link": gettext_lazy("Link"),
}
LEFT_OUT: dict[str, str | Promise] = {
    "twice": gettext_lazy("the link counts once"),
    "outlet_month": gettext_lazy("beyond the cap of the outlet in the month"),
    "outlet": gettext_lazy("beyond the cap of the outlet"),
}
ROWS_IN_BLANK = 5000
SPREADSHEET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
Cells = Sequence[str | int | None]


def blank_table(measurement: Measurement) -> bytes:
    """An xlsx with the heads, and lists of who takes part and of the dimensions."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SPREADSHEET)
    sheet, names = book.add_worksheet(_("Public items")), book.add_worksheet(_("Names"))
    bold = book.add_format({"bold": True, "text_wrap": True})
    sheet.set_column(0, len(COLUMNS) - 1, 24, book.add_format({"num_format": "@", "text_wrap": True}))
    for place, label in enumerate(COLUMNS.values()):
        sheet.write_string(0, place, f"{label}*", bold)
    bodies = list(measurement.participants.values_list("organization__name", flat=True))
    dimensions = [one.name for one in measurement.dimensions.all()]
    for column, values in enumerate((bodies, dimensions)):
        for row, value in enumerate(values):
            names.write_string(row, column, value)
        if values:
            letter = "AB"[column]
            source = f"='{names.get_name()}'!${letter}$1:${letter}${len(values)}"
            sheet.data_validation(1, column, ROWS_IN_BLANK, column, {"validate": "list", "source": source})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def items_table(measurement: Measurement) -> bytes:
    """Items that stand, with those beyond a cap marked, and the numbers and points of every body."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SPREADSHEET)
    bold = book.add_format({"bold": True, "text_wrap": True})
    _sheet(book, bold, _("Results"), *_result_rows(measurement))
    _sheet(book, bold, _("Public items"), *_item_rows(measurement))
    _sheet(
        book, bold, _("Formula"), [_("Dimension"), _("Weight"), _("Full number")], _formula_rows(measurement)
    )
    book.close()
    return out.getvalue()


def results_data(measurement: Measurement) -> bytes:
    """Formula, items and totals as JSON: `python -m quanjing.influence.measuring FILE` computes it again."""
    return json.dumps(export_of(measurement), ensure_ascii=False, indent=1).encode()


def _result_rows(measurement: Measurement) -> tuple[list[str], list[Cells]]:
    dimensions = list(measurement.dimensions.all())
    heads = [_("Place in the order"), _("Organization"), *(one.name for one in dimensions)]
    heads += [_("%(name)s, value") % {"name": one.name} for one in dimensions]
    heads += [_("Total"), _("Best place"), _("Worst place")]
    rows: list[Cells] = [
        [
            line.firmness.place, line.name,
            *(line.result.numbers.get(one.key, 0) for one in dimensions),
            *(str(line.result.points[one.key]) for one in dimensions),
            str(line.result.total), line.firmness.best, line.firmness.worst,
        ]
        for line in results_of(measurement).lines
    ]  # fmt: skip
    return heads, rows


def _item_rows(measurement: Measurement) -> tuple[list[str], list[Cells]]:
    counted = count(items_as_facts(measurement), formula_of(measurement))
    left_out = {key: why for one in counted.values() for key, why in one.left_out.items()}
    ordered = counted_of(measurement).order_by("organization__path", "on", "pk")
    rows: list[Cells] = [
        [
            one.organization.name, one.dimension.name, one.title, one.outlet, one.on.isoformat(), one.link,
            str(LEFT_OUT[left_out[one.code]]) if one.code in left_out else "",
        ]
        for one in ordered.select_related("organization", "dimension")
    ]  # fmt: skip
    return [*map(str, COLUMNS.values()), _("Does not count")], rows


def _formula_rows(measurement: Measurement) -> list[Cells]:
    rows: list[Cells] = [[one.name, one.weight, one.full] for one in measurement.dimensions.all()]
    return [
        *rows,
        [_("Items of one outlet in a month"), measurement.per_outlet_month],
        [_("Items of one outlet in all"), measurement.per_outlet],
        [_("Value: weight × ln(1 + items) ÷ ln(1 + full number), at most the weight")],
    ]


def _sheet(
    book: xlsxwriter.Workbook, bold: object, name: str, heads: Sequence[str], rows: Sequence[Cells]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, max(0, len(heads) - 1), 18)
    sheet.write_row(0, 0, heads, bold)
    for place, row in enumerate(rows, start=1):
        sheet.write_row(place, 0, row)
    sheet.freeze_panes(1, 0)
