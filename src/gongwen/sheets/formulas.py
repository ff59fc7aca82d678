"""References in formulas and names of a workbook, moved as rows are inserted or a formula is copied down."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COLUMN, _ROW = r"\$?[A-Z]{1,3}", r"\$?[1-9][0-9]{0,6}"
_CELL = rf"{_COLUMN}{_ROW}"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[\w.]+)!)?"
    rf"(?:(?P<first>{_CELL})(?::(?P<last>{_CELL}))?|(?P<rows>{_ROW}:{_ROW}))(?![\w(!.])",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?P<column>\$?[A-Za-z]{0,3})(?P<fixed>\$?)(?P<row>[0-9]+)")
_LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Insertion:
    """Rows put into a worksheet below a row of a list; rows count from 1 as in the file."""

    sheet: str  # its name
    first: int  # of the list's rows
    last: int  # the row below which the new ones are put
    count: int

    def row(self, number: int) -> int:
        """Where a row stands afterwards."""
        return number + self.count if number > self.last else number

    def bottom(self, top: int, number: int) -> int:
        """Where a range from `top` ends afterwards: one that ends with the list goes on with it."""
        return number + self.count if number > self.last or self._ends(top, number) else number

    def _ends(self, top: int, number: int) -> bool:
        return number == self.last and (top < number or self.first == self.last)

    def range(self, reference: str) -> str:
        """A range without a sheet: `A5:B9`, `A5`."""
        first, colon, last = reference.partition(":")
        top = _row_of(first)
        if not colon:
            return _with_row(first, self.row(top))
        return f"{_with_row(first, self.row(top))}:{_with_row(last, self.bottom(top, _row_of(last)))}"

    def ranges(self, references: str) -> str:
        """Several ranges with spaces between them."""
        return " ".join(self.range(one) for one in references.split())

    def formula(self, text: str, *, inside: bool) -> str:
        """A formula whose references follow their cells.

        Args:
            text: without the sign of equality.
            inside: whether references without a sheet's name mean this worksheet.
        """

        def moved(found: re.Match[str]) -> str:
            sheet = found["sheet"]
            here = inside if not sheet else sheet[:-1].strip("'").replace("''", "'") == self.sheet
            if found["text"] or not here:
                return found.group()
            if found["rows"]:
                return (sheet or "") + self.range(found["rows"])
            last = f":{found['last']}" if found["last"] else ""
            return (sheet or "") + self.range(found["first"] + last)

        return self._added(_TOKEN.sub(moved, text), inside=inside)

    def _added(self, text: str, *, inside: bool) -> str:
        """A sum written out row by row (E5+E6+E7) goes on over the new rows."""
        if not inside or self.first == self.last:
            return text
        for column in set(re.findall(rf"(?<![\w$:!])([A-Z]{{1,3}}){self.last}(?![\w:(])", text)):
            rows = range(self.first, self.last + 1)
            written = r"\+".join(f"{column}{row}" for row in rows)
            more = "".join(f"+{column}{self.last + step}" for step in range(1, self.count + 1))
            text = re.sub(rf"(?<![\w$:!])({written})(?![\w:(])", rf"\g<1>{more}", text)
        return text


def copied_down(text: str, rows: int) -> str:
    """A formula as it reads `rows` below: its relative references move along."""

    def moved(found: re.Match[str]) -> str:
        if found["text"]:
            return found.group()
        ends = found["rows"] or ":".join(filter(None, (found["first"], found["last"])))
        return (found["sheet"] or "") + ":".join(_down(end, rows) for end in ends.split(":"))

    return _TOKEN.sub(moved, text)


def _down(reference: str, rows: int) -> str:
    found = _PARTS.fullmatch(reference)
    if not found or found["fixed"] or (not found["column"] and reference.startswith("$")):
        return reference
    return f"{found['column']}{min(max(int(found['row']) + rows, 1), _LAST_ROW)}"


def _row_of(reference: str) -> int:
    found = re.search(r"[0-9]+$", reference)
    return int(found.group()) if found else 0


def _with_row(reference: str, row: int) -> str:
    return re.sub(r"[0-9]+$", str(min(row, _LAST_ROW)), reference)
