"""The text of one Word paragraph: what would be printed, tracked changes accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.read.safe_xml import W
from gongwen.read.symbols import symbol

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"

_RUN, _RUN_PROPERTIES, _VANISH = W + "r", W + "rPr", W + "vanish"
_CONTROL = W + "sdt"
_TEXTS = {W + "t", _MATH_TEXT}
_GONE = {W + "del", W + "moveFrom"}
_DROPPED = {
    W + name
    for name in (
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "instrText",
        "delText",
        "delInstrText",
        "rt",
        "sdtPr",
        "tcPr",
        "p",
    )
}
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}


@dataclass(slots=True)
class Gathered:
    """Pieces of text in order, and the text boxes anchored between them."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    bound: list[tuple[str, str]] = field(default_factory=list)  # tagged content controls

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def gather(paragraph: etree._Element) -> Gathered:
    """The text of a w:p and the w:txbxContent elements inside it."""
    found = Gathered()
    for child in paragraph:
        _walk(child, found)
    return found


def mark_deleted(properties: etree._Element | None) -> bool:
    """Whether the paragraph's end was deleted or moved away under tracking: it runs on into the next."""
    mark = None if properties is None else properties.find(_RUN_PROPERTIES)
    return mark is not None and any(child.tag in _GONE for child in mark)


def _walk(node: etree._Element, found: Gathered) -> None:
    tag = node.tag
    if tag in _TEXTS:
        found.pieces.append(_text(node))
    elif tag == _RUN:
        if not is_hidden(node):
            for child in node:
                _walk(child, found)
    elif tag in _SIGNS:
        found.pieces.append(_SIGNS[tag])
    elif tag == W + "txbxContent":
        found.boxes.append(node)
    elif tag == W + "sym":
        found.pieces.append(symbol_of(node))
    elif tag == W + "ffData":
        found.pieces.append(_form_field(node))
    elif tag == _WORD_ART:
        found.pieces.append(str(node.get("string", "")))
    elif tag == _CONTROL:
        _control(node, found)
    elif tag == _MC + "AlternateContent":
        for child in _preferred(node):
            _walk(child, found)
    elif tag not in _DROPPED:
        for child in node:
            _walk(child, found)


def control_tag(control: etree._Element) -> str:
    """The tag of a content control, by which whoever made the form knows it again."""
    node = control.find(f"{W}sdtPr/{W}tag")
    return "" if node is None else str(node.get(W + "val", ""))


def _control(node: etree._Element, found: Gathered) -> None:
    """A content control; its prompt to click and type is no text."""
    before = len(found.pieces)
    if not is_placeholder(node):
        for child in node:
            _walk(child, found)
    tag = control_tag(node)
    if tag:
        found.bound.append((tag, "".join(found.pieces[before:])))


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control still shows its prompt to click and type."""
    return control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _preferred(node: etree._Element) -> Iterator[etree._Element]:
    """The first choice of an alternative; its fallback says the same again."""
    choices = [child for child in node if child.tag == _MC + "Choice"]
    fallbacks = [child for child in node if child.tag == _MC + "Fallback"]
    yield from (choices or fallbacks)[:1]


def is_hidden(run: etree._Element) -> bool:
    """Whether a run is set not to be shown."""
    properties = run.find(_RUN_PROPERTIES)
    vanish = None if properties is None else properties.find(_VANISH)
    return vanish is not None and vanish.get(W + "val") not in {"0", "false", "off"}


def _text(node: etree._Element) -> str:
    """The text of a w:t; ticks set in a symbol font stand in the private area of Unicode."""
    text = node.text or ""
    if not _PRIVATE.search(text):
        return text
    run = node.getparent()
    fonts = None if run is None else run.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else str(fonts.get(W + "ascii", ""))
    return "".join(symbol(ord(char), font) for char in text)


def symbol_of(node: etree._Element) -> str:
    """The character that a w:sym shows."""
    try:
        code = int(str(node.get(W + "char", "")), 16)
    except ValueError:
        return ""
    return symbol(code, str(node.get(W + "font", "")))


def _form_field(node: etree._Element) -> str:
    """Old form fields keep their state outside the text: tick boxes and lists to choose from."""
    box = node.find(W + "checkBox")
    if box is not None:
        state = box.find(W + "checked")
        if state is None:
            state = box.find(W + "default")
        ticked = state is not None and state.get(W + "val") not in {"0", "false", "off"}
        return "☑" if ticked else "□"
    chosen = node.find(f"{W}ddList/{W}result")
    if chosen is None:
        chosen = node.find(f"{W}ddList/{W}default")
    entries = node.findall(f"{W}ddList/{W}listEntry")
    number = str(chosen.get(W + "val", "0")) if chosen is not None else "0"
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    return str(entries[index].get(W + "val", "")) if index < len(entries) else ""
