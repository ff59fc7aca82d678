"""A Word form with a content control at every answer, values and reference written in."""

from __future__ import annotations

import copy
from collections import defaultdict
from itertools import count

from lxml import etree

from gongwen.errors import FormlessDocument, RoomlessForm
from gongwen.extract import sheet_words as words
from gongwen.extract.sheet_grid import Kind
from gongwen.model import FieldType, Options, Sheet
from gongwen.read import docx_forms
from gongwen.read.docx_forms import Traced
from gongwen.read.safe_xml import W
from gongwen.sheets.bindings import Binding, Bound, Rows, bind
from gongwen.sheets.docx_text import Control, paragraph_text, put_control, tick_at
from gongwen.sheets.package import rewritten
from gongwen.sheets.ticking import behind_label, blank_in, gap_in, with_ticks
from gongwen.text.spaces import squeeze

Edit = tuple[int, int, Control]


def fill_docx(blank: bytes, sheet: Sheet, values: Rows, reference: str, options: Options) -> bytes:
    """The blank with controls bound to the fields of `sheet`; see `facade.fill_sheet_docx`."""
    traced, bound = _opened(blank, sheet, options)
    if _add_rows(traced, bound, values):
        grown = rewritten(blank, {traced.package.path: _bytes(traced)}, "", options)
        traced, bound = _opened(grown, sheet, options)
    edits: dict[etree._Element, list[Edit]] = defaultdict(list)
    for binding in bound.singles(values):
        _single(traced, bound, binding, edits)
    for one in bound.plan.lists:
        for row, at, binding in bound.cells(one, values):
            box = bound.plan.rows[row].boxes[at]
            if box.cell >= 0:
                _into_cell(
                    _cell(traced, bound, bound.plan.rows[row].part, box.cell), binding, box.text, edits
                )
    numbers = count(1_000)
    for paragraph, found in edits.items():
        for start, end, control in sorted(found, key=lambda edit: edit[:2], reverse=True):
            put_control(paragraph, start, end, control, next(numbers))
    return rewritten(blank, {traced.package.path: _bytes(traced)}, reference, options)


def _opened(blank: bytes, sheet: Sheet, options: Options) -> tuple[Traced, Bound]:
    traced = docx_forms.read(blank, options)
    bound = bind(traced.document, sheet)
    if bound is None:
        raise FormlessDocument()
    return traced, bound


def _bytes(traced: Traced) -> bytes:
    return etree.tostring(traced.package.main, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cell(traced: Traced, bound: Bound, part: int, cell: int) -> etree._Element:
    return traced.nodes[bound.origins[part]][cell]


def _add_rows(traced: Traced, bound: Bound, values: Rows) -> bool:
    """Copy the last empty row of lists that are too short."""
    added = False
    for one in bound.plan.lists:
        missing = bound.wanted(one, values) - len(one.body)
        row = bound.plan.rows[one.body[-1]] if one.body else None
        box = next((box for box in row.boxes if box.cell >= 0), None) if row else None
        if missing <= 0:
            continue
        if row is None or box is None:
            label = bound.plan.sheet.blocks[one.block].label or bound.plan.sheet.title
            raise RoomlessForm(block=label, rows=bound.wanted(one, values), room=len(one.body))
        node = next(_cell(traced, bound, row.part, box.cell).iterancestors(W + "tr"))
        for step in range(missing, 0, -1):
            node.addnext(_counted(copy.deepcopy(node), step))
            added = True
    return added


def _counted(row: etree._Element, step: int) -> etree._Element:
    """A copied row whose number in front goes on counting."""
    for cell in row.iterchildren(W + "tc"):
        texts = [node for node in cell.iter(W + "t") if node.text]
        number = "".join(str(node.text) for node in texts).strip()
        if number.isdecimal():
            for node in texts:
                node.text = ""
            texts[0].text = str(int(number) + step)
    return row


def _single(traced: Traced, bound: Bound, binding: Binding, edits: dict[etree._Element, list[Edit]]) -> None:
    place = binding.slot.place
    part = bound.parts[place.part]
    if place.kind in (Kind.OWN, Kind.GAP):
        if isinstance(part, str):
            nodes = list(traced.nodes[bound.origins[place.part]][:1])
        elif place.label is not None and place.label.cell >= 0:
            nodes = list(_cell(traced, bound, place.part, place.label.cell).iter(W + "p"))
        else:
            return
        _into_text(nodes, binding, edits)
    elif place.answer is not None and place.answer.cell >= 0:
        _into_cell(_cell(traced, bound, place.part, place.answer.cell), binding, place.answer.text, edits)


def _control(binding: Binding, prompt: str = "") -> Control:
    title, many = binding.field.label, binding.field.type is FieldType.MULTICHOICE
    if prompt:
        return Control(binding.tag, title, binding.value, prompt=prompt)
    return Control(binding.tag, title, binding.value, () if many else binding.field.options)


def _into_cell(
    cell: etree._Element, binding: Binding, printed: str, edits: dict[etree._Element, list[Edit]]
) -> None:
    """A control at the cell's beginning; boxes to tick stay what they are."""
    paragraphs = list(cell.iterchildren(W + "p"))
    if not paragraphs:
        return
    if binding.field.options and words.has_boxes(printed):
        _tick(paragraphs, binding)
        return
    text = paragraph_text(paragraphs[0])
    if squeeze(text) and words.is_blank(text):  # only a place for a date, or a unit
        _into_blank(paragraphs[0], text, binding, edits)
    else:
        first = _line_before(paragraphs[0]) if squeeze(text) else paragraphs[0]
        edits[first].append((0, 0, _control(binding)))


def _line_before(paragraph: etree._Element) -> etree._Element:
    """A new line above what is printed in a cell, set like it."""
    new = copy.deepcopy(paragraph)
    for child in list(new):
        if child.tag != W + "pPr":
            new.remove(child)
    paragraph.addprevious(new)
    return new


def _into_blank(
    paragraph: etree._Element, text: str, binding: Binding, edits: dict[etree._Element, list[Edit]]
) -> None:
    end = blank_in(text, 0)
    line = text.find("\n", 0, end)
    end = end if line < 0 or "年" in text[:end] else line  # what is printed below stays on its line
    edits[paragraph].append((0, end, _control(binding, text[:end] if "年" in text[:end] else "")))


def _tick(paragraphs: list[etree._Element], binding: Binding) -> None:
    chosen = binding.value.split("、") if binding.value else []
    for paragraph in paragraphs:
        text = paragraph_text(paragraph)
        ticked = with_ticks(text, binding.slot.label, binding.field.options, chosen)
        for place, char in enumerate(ticked):
            if char != text[place]:
                tick_at(paragraph, place)


def _into_text(
    paragraphs: list[etree._Element], binding: Binding, edits: dict[etree._Element, list[Edit]]
) -> None:
    """A control behind the label in the same text, or in the blank of a sentence."""
    if binding.field.options and any(words.has_boxes(paragraph_text(one)) for one in paragraphs):
        _tick(paragraphs, binding)
        return
    for paragraph in paragraphs:
        text = paragraph_text(paragraph)
        if binding.slot.place.kind is Kind.GAP:
            span = gap_in(text, binding.slot.place.index)
        else:
            span = behind_label(text, binding.slot.label)
        if span:
            edits[paragraph].append((*span, _control(binding, text[slice(*span)])))
            return
