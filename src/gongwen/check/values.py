"""Single values out of the XML of a Word file: text, switches, measures."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongwen.check.paper import Border
from gongwen.check.resolve import Look
from gongwen.read.safe_xml import W
from gongwen.standard import LINE

OFF = {"0", "false", "off", "none"}
_WRAP = 2**32
_SKIPPED = {W + "del", W + "moveFrom", W + "sdtPr", W + "pPr", W + "rPr", W + "instrText"}


def runs_of(node: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph that are not deleted, also inside links and insertions."""
    for child in node:
        if child.tag == W + "r":
            yield child
        elif child.tag not in _SKIPPED and child.tag != W + "p":
            yield from runs_of(child)


def texts_of(run: etree._Element) -> Iterator[str]:
    """The text of a run, tabs and line breaks included."""
    for child in run:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield "\t"
        elif child.tag in (W + "br", W + "cr") and child.get(W + "type", "textWrapping") == "textWrapping":
            yield "\n"


def leads(node: etree._Element, mark: etree._Element) -> bool:
    """Whether a page break stands before all text of its paragraph."""
    for child in node.iter(W + "t", W + "br"):
        if child is mark:
            return True
        if child.tag == W + "t" and (child.text or "").strip():
            return False
    return False


def has_page_number(root: etree._Element) -> bool:
    codes = [node.text or "" for node in root.iter(W + "instrText")]
    codes += [str(node.get(W + "instr", "")) for node in root.iter(W + "fldSimple")]
    return (
        any(code.split()[:1] == ["PAGE"] for code in codes) or next(root.iter(W + "pgNum"), None) is not None
    )


def borders_of(look: Look) -> dict[str, Border]:
    return {
        side: Border(
            look[f"pBdr.{side}.val"],
            measure(look.get(f"pBdr.{side}.sz"), 0),
            measure(look.get(f"pBdr.{side}.space"), 0),
            look.get(f"pBdr.{side}.color", "auto").upper(),
        )
        for side in ("top", "bottom")
        if look.get(f"pBdr.{side}.val", "nil") not in ("nil", "none")
    }


def indent_of(look: Look, side: str, per: float) -> float:
    """An indent in characters; one given in characters goes before one given in twips."""
    other = {"left": "start", "right": "end"}.get(side, side)
    chars = measure(look.get(f"ind.{side}Chars", look.get(f"ind.{other}Chars")), 0)
    return chars / 100 if chars else measure(look.get(f"ind.{side}", look.get(f"ind.{other}")), 0) / per


def spacing_of(look: Look, side: str) -> float:
    if look.get(f"spacing.{side}Autospacing", "0") not in OFF:
        return 280.0
    lines = measure(look.get(f"spacing.{side}Lines"), 0)
    return lines / 100 * LINE if lines else measure(look.get(f"spacing.{side}"), 0)


def measure(text: str | None, default: float) -> float:
    """A measure in twips, also where it is written with its unit."""
    if not text:
        return default
    units = {"pt": 20.0, "mm": 56.693, "cm": 566.93, "in": 1440.0}
    try:
        if text[-2:] in units:
            return float(text[:-2]) * units[text[-2:]]
        value = float(text)
    except ValueError:
        return default
    if _WRAP / 2 <= value < _WRAP:  # LibreOffice writes a negative number without its sign
        value -= _WRAP
    return value if abs(value) < 1e7 else default
