"""Rows inserted into a worksheet's XML: cells below move, merged ranges, sums and rules go on over them."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from lxml import etree

from gongwen.read.safe_xml import S, whole
from gongwen.read.xlsx_places import column_in, range_of
from gongwen.render.excel import cell_name
from gongwen.sheets.formulas import Insertion, copied_down

_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_RANGED = tuple(S + name for name in ("dimension", "autoFilter", "hyperlink", "mergeCell", "f"))  # by ref
_LISTED = tuple(
    S + name for name in ("dataValidation", "conditionalFormatting", "protectedRange", "ignoredError")
)
_FORMULAS = (*(S + name for name in ("f", "formula", "formula1", "formula2")), _XM + "f")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}row"


def may_insert(root: etree._Element, change: Insertion) -> bool:
    """Whether every entry of the list is one row: no cell within it is merged over several."""
    ranges = (range_of(str(node.get("ref", ""))) for node in root.iter(S + "mergeCell"))
    return not any(
        found and found[2] > found[0] and change.first - 1 <= found[0] <= change.last - 1 for found in ranges
    )


def insert_rows(root: etree._Element, change: Insertion) -> None:
    """Put copies of the list's last row below it; what they say as numbers counts on."""
    _number(root)
    _write_out_shared(root)
    data = root.find(S + "sheetData")
    merged = [str(node.get("ref", "")) for node in root.iter(S + "mergeCell")]
    _move_references(root, change, inside=True)
    if data is None:
        return
    last: etree._Element | None = None
    for row in data.iterchildren(S + "row"):
        number = whole(row.get("r"), 0)
        if number == change.last:
            last = row
        elif number > change.last:
            _renumber(row, change.row(number))
    if last is not None:
        for step in range(change.count, 0, -1):
            last.addnext(_copy(last, change.last + step, step))
    _merge_copies(root, merged, change)


def move_elsewhere(root: etree._Element, change: Insertion) -> None:
    """Let the formulas of another worksheet follow."""
    _move_references(root, change, inside=False)


def move_parts(root: etree._Element, role: str, change: Insertion) -> None:
    """Let what lies upon the worksheet follow: drawings, comments, tables."""
    for node in root.iter(etree.Element):
        if role == "drawing" and node.tag == _DRAWN:
            node.text = str(change.row(whole(node.text, 0) + 1) - 1)
        elif role in {"comments", "table"} and node.get("ref"):
            node.set("ref", change.range(str(node.get("ref"))))


def move_names(workbook: etree._Element, change: Insertion) -> None:
    """Let the names of the workbook follow, and have it worked out again when it is opened."""
    for node in workbook.iter(S + "definedName"):
        node.text = change.formula(node.text or "", inside=False)
    for node in workbook.iter(S + "calcPr"):
        node.set("fullCalcOnLoad", "1")


def move_chain(chain: etree._Element, sheet: str, change: Insertion) -> None:
    """Let the order of calculation follow; `sheet` is the worksheet's number in it."""
    current = ""
    for node in chain.iter(S + "c"):
        current = str(node.get("i") or current)
        if current == sheet:
            node.set("r", change.range(str(node.get("r", ""))))


def _move_references(root: etree._Element, change: Insertion, *, inside: bool) -> None:
    for node in list(root.iter(etree.Element)):
        if inside and node.tag in _RANGED and node.get("ref"):
            node.set("ref", change.ranges(str(node.get("ref"))))
        elif inside and node.tag in _LISTED and node.get("sqref"):
            node.set("sqref", change.ranges(str(node.get("sqref"))))
        elif inside and node.tag == _XM + "sqref":
            node.text = change.ranges(node.text or "")
        elif inside and node.tag == S + "rowBreaks":
            for mark in node.iterchildren(S + "brk"):
                mark.set("id", str(change.row(whole(mark.get("id"), 0))))
        if node.tag in _FORMULAS and node.text:
            moved = change.formula(node.text, inside=inside)
            if moved != node.text:
                node.text = moved
                _forget(node)


def _forget(formula: etree._Element) -> None:
    """Drop the value that a formula had: it is another one now."""
    cell = formula.getparent()
    if cell is not None and formula.tag == S + "f":
        for value in cell.findall(S + "v"):
            cell.remove(value)


def _copy(row: etree._Element, number: int, step: int) -> etree._Element:
    new = copy.deepcopy(row)
    _renumber(new, number)
    for cell in new.iterchildren(S + "c"):
        formula = cell.find(S + "f")
        if formula is not None and formula.text:
            formula.text = copied_down(formula.text, step)
            _forget(formula)
    return new


def _merge_copies(root: etree._Element, merged: list[str], change: Insertion) -> None:
    """The cells merged side by side in the copied row are so in its copies."""
    holder = root.find(S + "mergeCells")
    if holder is None:
        return
    for reference in merged:
        found = range_of(reference)
        if found and found[0] == found[2] == change.last - 1:
            for step in range(1, change.count + 1):
                first, last = cell_name(found[0] + step, found[1]), cell_name(found[2] + step, found[3])
                etree.SubElement(holder, S + "mergeCell").set("ref", f"{first}:{last}")
    holder.set("count", str(len(holder)))


def _number(root: etree._Element) -> None:
    """Rows and cells that leave their place out are given it."""
    row_number = 0
    for row in _rows(root):
        row_number = whole(row.get("r"), row_number + 1)
        row.set("r", str(row_number))
        column = -1
        for cell in row.iterchildren(S + "c"):
            named = column_in(str(cell.get("r", "")))
            column = column + 1 if named is None else named
            cell.set("r", cell_name(row_number - 1, column))


def _renumber(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row.iterchildren(S + "c"):
        column = column_in(str(cell.get("r", "")))
        if column is not None:
            cell.set("r", cell_name(number - 1, column))


def _write_out_shared(root: etree._Element) -> None:
    """Formulas that many cells share are written out in each, where they point one row further down."""
    masters: dict[str, tuple[str, int, int]] = {}
    for cell in (cell for row in _rows(root) for cell in row.iterchildren(S + "c")):
        formula = cell.find(S + "f")
        place = range_of(str(cell.get("r", "")))
        if formula is None or formula.get("t") != "shared" or place is None:
            continue
        shared = str(formula.get("si", ""))
        if formula.text:
            masters[shared] = (formula.text, place[0], place[1])
        elif shared in masters and masters[shared][2] == place[1]:
            text, top, _ = masters[shared]
            formula.text = copied_down(text, place[0] - top)
        else:
            continue
        for name in {"t", "si", "ref"} & set(map(str, formula.attrib)):
            del formula.attrib[name]


def _rows(root: etree._Element) -> Iterator[etree._Element]:
    data = root.find(S + "sheetData")
    return iter(()) if data is None else data.iterchildren(S + "row")
