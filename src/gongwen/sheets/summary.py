"""An issuer's own summary table in Excel: where its head, body and sums are, and filling it.

The head may have two levels (a merged cell above others); the body is the rows below it that are still
free; a row of sums stands above or below it. Filling keeps what is there: the first free row is the pattern
of all, with its styles and formulas, what stands below moves down, sums reach over the new rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from gongwen.errors import DamagedDocument, FormlessDocument
from gongwen.render.characters import cut, legal
from gongwen.render.data import Value
from gongwen.sheets.texts import likeness, norm

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NUMBER, ORGANIZATION = "=number", "=organization"  # what a column may take besides a field
_SUMS = frozenset({"合计", "总计", "共计", "累计", "小计", "total", "sum"})
_NUMBER_LABELS = frozenset({"序号", "编号", "no.", "no", "#"})
_UNIT = re.compile(r"单位|学会名称|协会名称|社团名称|组织名称|organization|unit")
_LOOKED = 40  # rows in which a head is looked for
_ALIKE = 0.6
_CELL_LIMIT = 32_767


@dataclass(frozen=True, slots=True)
class SummaryColumn:
    """A column with its label; `group` is the label above it where the head has two levels."""

    letter: str
    label: str
    group: str = ""

    @property
    def words(self) -> str:
        return f"{self.group} {self.label}" if self.group else self.label


@dataclass(frozen=True, slots=True)
class SummaryLayout:
    """Rows from 1: the head's last, the body's first and last free one, that of the sums (0 for none)."""

    sheet: str
    head: int
    first: int
    last: int
    sums: int
    columns: tuple[SummaryColumn, ...]


def read_summary_xlsx(data: bytes) -> SummaryLayout:
    """Where the first worksheet with a table takes its rows.

    Raises:
        FormlessDocument: no worksheet has a head of at least two columns with free rows below.
        DamagedDocument: not an xlsx.
    """
    book = _opened(data)
    for sheet in book.worksheets:
        found = _layout(sheet)
        if found is not None:
            return found
    raise FormlessDocument


def match_columns(layout: SummaryLayout, labels: Mapping[str, str]) -> dict[str, str]:
    """What each column takes, by its label: letter -> field key, `NUMBER` or `ORGANIZATION`.

    Args:
        labels: label by field key; a field goes into one column, the likest pair first.
    """
    taken: dict[str, str] = {}
    scored = []
    for place, column in enumerate(layout.columns):
        if norm(column.label) in _NUMBER_LABELS and NUMBER not in taken.values():
            taken[column.letter] = NUMBER
            continue
        for key, label in labels.items():
            score = max(likeness(label, column.label), likeness(label, column.words))
            if score >= _ALIKE:
                exact = norm(label) in (norm(column.label), norm(column.words.replace(" ", "")))
                scored.append((-score - exact, place, column.letter, key))
    for _score, _place, letter, key in sorted(scored):
        if letter not in taken and key not in taken.values():
            taken[letter] = key
    for column in layout.columns:
        free = column.letter not in taken and ORGANIZATION not in taken.values()
        if free and _UNIT.search(norm(column.label)):
            taken[column.letter] = ORGANIZATION
    return taken


def fill_summary_xlsx(
    blank: bytes, *, layout: SummaryLayout, columns: Mapping[str, str], rows: Iterable[Mapping[str, Value]]
) -> bytes:
    """The issuer's file with a row for each of `rows`, as `read_summary_xlsx` found it.

    Args:
        columns: what each column takes, by letter.
        rows: values by what the columns take; `NUMBER` is counted here.

    Returns:
        The xlsx. Sums reach over all rows and carry their value; Excel computes all formulas when it opens.

    Raises:
        DamagedDocument: not an xlsx, or its worksheet is not there.
    """
    book = _opened(blank)
    if layout.sheet not in book.sheetnames:
        raise DamagedDocument
    filling = _Filling(book[layout.sheet], layout, columns)
    filling.fill(list(rows))
    book.calculation.fullCalcOnLoad = True
    out = BytesIO()
    book.save(out)
    return _with_values(out.getvalue(), book.sheetnames.index(layout.sheet) + 1, filling.values)


def summary_as_json(layout: SummaryLayout) -> dict[str, Any]:
    """A layout as plain values."""
    return asdict(layout)


def summary_from_json(values: Mapping[str, Any]) -> SummaryLayout:
    """A layout from what `summary_as_json` gave."""
    columns = tuple(SummaryColumn(**one) for one in values["columns"])
    return SummaryLayout(**{**values, "columns": columns})


def _opened(data: bytes) -> Any:
    # openpyxl is slow to load, and reading a notice must not wait for it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(BytesIO(data))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, TypeError) as error:
        raise DamagedDocument from error  # whatever openpyxl says of a file that is none


def _layout(sheet: Worksheet) -> SummaryLayout | None:
    top = _head_row(sheet)
    if top is None:
        return None
    head = _head_end(sheet, top)
    columns = _columns(sheet, top, head)
    if len(columns) < 2:
        return None
    letters = [column.letter for column in columns]
    numbered = {column.letter for column in columns if norm(column.label) in _NUMBER_LABELS}
    first = head + 1
    sums = 0
    if _is_sums(sheet, first, letters):
        sums, first = first, first + 1
    last = first - 1
    while last + 1 <= sheet.max_row and _is_free(sheet, last + 1, numbered):
        last += 1
    if not sums and _is_sums(sheet, last + 1, letters):
        sums = last + 1
    return SummaryLayout(sheet.title, head, first, last, sums, tuple(columns))


def _head_row(sheet: Worksheet) -> int | None:
    """The first row with about as many labels as any: titles and lines to be filled in have few."""
    counts = {row: _labels_in(sheet, row) for row in range(1, min(sheet.max_row, _LOOKED) + 1)}
    most = max(counts.values(), default=0)
    if most < 2:
        return None
    return next(row for row, count in counts.items() if count >= max(2, most / 2))


def _labels_in(sheet: Worksheet, row: int) -> int:
    texts = [cell.value for cell in sheet[row] if isinstance(cell.value, str) and cell.value.strip()]
    return sum(":" not in norm(text) + text and "：" not in text and len(text) <= 60 for text in texts)


def _head_end(sheet: Worksheet, top: int) -> int:
    """The last row of the head: as far as its cells reach down, or the row below a cell over several."""
    reach = [area.max_row for area in sheet.merged_cells.ranges if area.min_row == top]
    wide = any(
        area.min_row == area.max_row == top and area.max_col > area.min_col
        for area in sheet.merged_cells.ranges
    )
    end: int = max([top, *reach])
    return max(end, top + 1) if wide and _labels_in(sheet, top + 1) else end


def _columns(sheet: Worksheet, top: int, head: int) -> list[SummaryColumn]:
    from openpyxl.utils import get_column_letter

    above = {
        column: sheet.cell(area.min_row, area.min_col).value
        for area in sheet.merged_cells.ranges
        if top <= area.min_row <= head and area.max_col > area.min_col
        for column in range(area.min_col, area.max_col + 1)
    }
    found = []
    for column in range(1, sheet.max_column + 1):
        texts = [sheet.cell(row, column).value for row in range(top, head + 1)]
        own = [" ".join(str(text).split()) for text in texts if text not in (None, "")]
        group = " ".join(str(above.get(column) or "").split())
        if own:
            label = own[-1]
            found.append(SummaryColumn(get_column_letter(column), label, group if group != label else ""))
    return found


def _is_sums(sheet: Worksheet, row: int, letters: Sequence[str]) -> bool:
    texts = [sheet[f"{letter}{row}"].value for letter in letters]
    words = next((norm(text) for text in texts if isinstance(text, str) and text.strip()), "")
    return words in _SUMS


def _is_free(sheet: Worksheet, row: int, numbered: set[str]) -> bool:
    """Whether a row waits for values: empty but for its number and for formulas, and not merged across."""
    from openpyxl.utils import get_column_letter

    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.max_col > area.min_col:
            return False
    for cell in sheet[row]:
        value: Any = cell.value
        if value in (None, "") or (isinstance(value, str) and value.startswith("=")):
            continue
        if get_column_letter(cell.column or 1) in numbered and str(value).strip().isdigit():
            continue
        return False
    return True


class _Filling:
    """One worksheet that is being filled; `values` are those of formulas, by cell."""

    def __init__(self, sheet: Worksheet, layout: SummaryLayout, columns: Mapping[str, str]) -> None:
        self.sheet, self.layout, self.columns = sheet, layout, columns
        self.values: dict[str, str] = {}
        self.totals: dict[str, Decimal] = {}

    def fill(self, rows: Sequence[Mapping[str, Value]]) -> None:
        first, room = self.layout.first, self.layout.last - self.layout.first + 1
        more = max(0, len(rows) - room)
        sums = self.layout.sums
        if more:
            self._move_down(max(self.layout.last, first - 1) + 1, more)
            sums += more if sums > self.layout.last else 0
        cells: list[Any] = list(self.sheet[first])
        pattern = [(copy(cell._style), cell.value, cell.column) for cell in cells]
        height = self.sheet.row_dimensions[first].height if room else None
        for place, row in enumerate(rows, start=first):
            if place > first:
                self._like_first(place, pattern, height, first)
            self._write(place, place - first + 1, row)
        if sums:
            self._sum(sums, first, max(first + len(rows) - 1, self.layout.last + more))

    def _move_down(self, row: int, more: int) -> None:
        """Move what stands from `row` on: cells with their styles, merged areas, heights."""
        sheet = self.sheet
        end = sheet.max_row
        if row > end:
            return
        for area in list(sheet.merged_cells.ranges):
            if area.min_row >= row:
                area.shift(row_shift=more)
        heights = {at: sheet.row_dimensions[at].height for at in range(row, end + 1)}
        from openpyxl.utils import get_column_letter

        sheet.move_range(f"A{row}:{get_column_letter(sheet.max_column)}{end}", rows=more, translate=True)
        for at, height in heights.items():
            sheet.row_dimensions[at].height = None
            sheet.row_dimensions[at + more].height = height

    def _like_first(
        self, row: int, pattern: Sequence[tuple[Any, Any, int]], height: float | None, first: int
    ) -> None:
        """A row with the styles of the first free one, its formulas carried along."""
        from openpyxl.formula.translate import Translator

        for style, value, column in pattern:
            cell: Any = self.sheet.cell(row, column)
            cell._style = copy(style)
            if isinstance(value, str) and value.startswith("="):
                origin = self.sheet.cell(first, column).coordinate
                cell.value = Translator(value, origin).translate_formula(cell.coordinate)
        if height is not None:
            self.sheet.row_dimensions[row].height = height

    def _write(self, row: int, number: int, values: Mapping[str, Value]) -> None:
        for letter, key in self.columns.items():
            cell: Any = self.sheet[f"{letter}{row}"]
            if isinstance(cell.value, str) and cell.value.startswith("="):
                continue  # the issuer computes this column
            value = number if key == NUMBER else values.get(key)
            if isinstance(value, str):
                cell.value = cut(legal(value), _CELL_LIMIT)[0]
                cell.data_type = "s"  # text stays text whatever it starts with
            elif isinstance(value, datetime):
                cell.value = value.replace(tzinfo=None)
            else:
                cell.value = value
            if key != NUMBER and isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                self.totals[letter] = self.totals.get(letter, Decimal()) + Decimal(str(value))

    def _sum(self, row: int, first: int, last: int) -> None:
        """The sums over all rows: those that the issuer had, and those of columns with numbers."""
        for column in self.layout.columns:
            name = f"{column.letter}{row}"
            cell: Any = self.sheet[name]
            had = isinstance(cell.value, str) and cell.value.upper().replace(" ", "").startswith("=SUM(")
            if had or (cell.value in (None, "", 0) and column.letter in self.totals):
                cell.value = f"=SUM({column.letter}{first}:{column.letter}{last})"
                if column.letter in self.totals:
                    self.values[name] = str(self.totals[column.letter])


def _with_values(data: bytes, number: int, values: Mapping[str, str]) -> bytes:
    """The file with the values of sums beside their formulas, for readers that compute nothing."""
    from zipfile import ZIP_DEFLATED, ZipFile

    if not values:
        return data
    out = BytesIO()
    part = f"xl/worksheets/sheet{number}.xml"
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item.filename)
            if item.filename == part:
                xml = content.decode()
                for name, value in values.items():
                    pattern = (
                        rf'(<c r="{name}"[^>]*><f>[^<]*</f>)<v\s*/>|(<c r="{name}"[^>]*><f>[^<]*</f>)<v></v>'
                    )
                    xml = re.sub(pattern, rf"\g<1>\g<2><v>{value}</v>", xml, count=1)
                content = xml.encode()
            target.writestr(item, content)
    return out.getvalue()
