"""A stretch of a Word paragraph put into a content control, its look kept."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from gongwen.read.docx_runs import symbol_of
from gongwen.read.safe_xml import W
from gongwen.render.characters import legal

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = {W + "t": None, W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
_SYMBOL, _TICK = W + "sym", "F0FE"  # a ticked box in Wingdings
_PROMPT = "\u3000\u3000\u3000\u3000"


@dataclass(frozen=True, slots=True)
class Control:
    """A content control: what it is bound to, what may be chosen, what stands in it."""

    tag: str
    title: str
    value: str
    options: tuple[str, ...] = ()
    prompt: str = _PROMPT


def control_element(control: Control, look: etree._Element | None, number: int) -> etree._Element:
    """The w:sdt element around its value, or around its prompt where it is empty."""
    node = etree.Element(W + "sdt")
    properties = etree.SubElement(node, W + "sdtPr")
    etree.SubElement(properties, W + "alias").set(W + "val", legal(control.title)[:60])
    etree.SubElement(properties, W + "tag").set(W + "val", control.tag)
    etree.SubElement(properties, W + "id").set(W + "val", str(number))
    if not control.value:
        etree.SubElement(properties, W + "showingPlcHdr")
    if control.options:
        drop = etree.SubElement(properties, W + "dropDownList")
        for option in control.options:
            item = etree.SubElement(drop, W + "listItem")
            item.set(W + "displayText", option)
            item.set(W + "value", option)
    # A control of plain text (w:text) is not used: LibreOffice 7 repeats what stands in one.
    content = etree.SubElement(node, W + "sdtContent")
    content.append(_run(control.value or control.prompt, look))
    return node


def _run(text: str, look: etree._Element | None) -> etree._Element:
    run = etree.Element(W + "r")
    if look is not None:
        run.append(copy.deepcopy(look))
    for number, line in enumerate(legal(text).split("\n")):
        if number:
            etree.SubElement(run, W + "br")
        node = etree.SubElement(run, W + "t")
        node.text = line
        node.set(_XML_SPACE, "preserve")
    return run


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of the paragraph's own runs, one character for a tab or a break."""
    return "".join(_piece(child) for run in paragraph.iterchildren(W + "r") for child in run)


def _piece(node: etree._Element) -> str:
    if node.tag == _SYMBOL:
        return symbol_of(node)[:1]
    if node.tag not in _TEXTS:
        return ""
    return _TEXTS[node.tag] or node.text or ""


def put_control(paragraph: etree._Element, start: int, end: int, control: Control, number: int) -> None:
    """Replace the characters [start, end) of `paragraph_text` by a control."""
    runs = _isolated(paragraph, start, end)
    before = _place(paragraph, start)
    beside = runs[0] if runs else before
    look = beside.find(W + "rPr") if beside is not None else None
    if look is None and not runs:
        look = paragraph.find(f"{W}pPr/{W}rPr")
    if look is None:
        look = _look_of_row(paragraph)
    node = control_element(control, look, number)
    if runs:
        runs[0].addprevious(node)
    elif before is not None:
        before.addnext(node)
    else:
        _prepend(paragraph, node)
    for run in runs:
        paragraph.remove(run)


def _look_of_row(paragraph: etree._Element) -> etree._Element | None:
    """How the labels in the same row of a table look, but for their weight."""
    row = next(paragraph.iterancestors(W + "tr"), None)
    look = None if row is None else next(row.iter(W + "rPr"), None)
    if look is None:
        return None
    look = copy.deepcopy(look)
    for node in list(look):
        if node.tag in (W + "b", W + "bCs"):
            look.remove(node)
    return look


def _prepend(paragraph: etree._Element, node: etree._Element) -> None:
    properties = paragraph.find(W + "pPr")
    if properties is not None:
        properties.addnext(node)
    else:
        paragraph.insert(0, node)


def _place(paragraph: etree._Element, start: int) -> etree._Element | None:
    """The last run that ends at `start`."""
    at, found = 0, None
    for run in paragraph.iterchildren(W + "r"):
        at += sum(len(_piece(child)) for child in run)
        if at > start:
            break
        if at == start and start:
            found = run
    return found


def _isolated(paragraph: etree._Element, start: int, end: int) -> Sequence[etree._Element]:
    """The runs that hold exactly the characters [start, end), cut out of longer ones."""
    _cut(paragraph, end)
    _cut(paragraph, start)
    at, inside = 0, []
    for run in list(paragraph.iterchildren(W + "r")):
        length = sum(len(_piece(child)) for child in run)
        if length and start <= at and at + length <= end:
            inside.append(run)
        at += length
    return inside


def _cut(paragraph: etree._Element, place: int) -> None:
    """Let a run end at `place`."""
    at = 0
    for run in list(paragraph.iterchildren(W + "r")):
        length = sum(len(_piece(child)) for child in run)
        if at < place < at + length:
            _split(run, place - at)
            return
        at += length


def _split(run: etree._Element, place: int) -> None:
    behind = copy.deepcopy(run)
    run.addnext(behind)
    at = 0
    for first, second in zip(list(run), list(behind), strict=True):
        text = _piece(first)
        if first.tag not in _TEXTS:
            if first.tag != W + "rPr":
                behind.remove(second)
            continue
        if at >= place:
            run.remove(first)
        elif at + len(text) <= place:
            behind.remove(second)
        else:
            first.text, second.text = text[: place - at], text[place - at :]
            first.set(_XML_SPACE, "preserve")
            second.set(_XML_SPACE, "preserve")
        at += len(text)


def tick_at(paragraph: etree._Element, place: int) -> None:
    """Put a tick for the box that is the character at `place`."""
    at = 0
    for run in paragraph.iterchildren(W + "r"):
        for child in run:
            text = _piece(child)
            if at <= place < at + len(text):
                if child.tag == _SYMBOL:
                    child.set(W + "font", "Wingdings")
                    child.set(W + "char", _TICK)
                else:
                    child.text = f"{text[: place - at]}☑{text[place - at + 1 :]}"
                return
            at += len(text)
