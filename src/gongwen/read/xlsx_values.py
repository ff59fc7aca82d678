"""Values of worksheet cells as the text that a person typed or sees."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from lxml import etree

from gongwen.read.package import Package
from gongwen.read.safe_xml import S, whole

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built in, Chinese ones too
_PERCENT_FORMATS = {9, 10}
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # halves of pairs stay as they are
_LAST_DAY = 2_958_466  # the serial after 9999-12-31


class Values:
    """Shared strings and number formats of one workbook."""

    def __init__(self, package: Package) -> None:
        strings = package.part("sharedStrings")
        self._strings = [] if strings is None else [_string(node) for node in strings.iterchildren(S + "si")]
        self._formats = _formats(package.part("styles"))
        properties = package.main.find(S + "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}

    def text(self, cell: etree._Element) -> str:
        """The text of a `c` element, "" where it is empty."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return "" if inline is None else _string(inline)
        value = cell.find(S + "v")
        text = "" if value is None else str(value.text or "")
        if kind == "s":
            index = whole(text, len(self._strings))
            return self._strings[index] if index < len(self._strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if kind in {"str", "e", "d"}:
            return _unescape(text)
        return self._number(text, whole(cell.get("s")))

    def _number(self, text: str, style: int) -> str:
        try:
            number = float(text)
        except ValueError:
            return text
        format = self._formats[style] if style < len(self._formats) else ""
        if format == "date" and 0 <= number < _LAST_DAY:
            return _moment(number, self._from_1904)
        return plain_number(number * 100) + "%" if format == "percent" else plain_number(number)


def plain_number(number: float) -> str:
    """A number as a person writes it: no noise of binary fractions, no exponent below 10¹⁵."""
    if abs(number) < 1e15 and number == int(number):
        return str(int(number))
    return f"{number:.15g}"


def _moment(serial: float, from_1904: bool) -> str:
    """A serial of days as date, time of day, or both."""
    seconds = round(serial * 86_400)
    if from_1904:
        start = datetime(1904, 1, 1)
    else:  # Excel believes in a 29 February 1900
        start = datetime(1899, 12, 30) if serial >= 60 else datetime(1899, 12, 31)
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return plain_number(serial)
    if serial < 1:
        return f"{moment:%H:%M}"
    return moment.date().isoformat() if seconds % 86_400 == 0 else f"{moment:%Y-%m-%d %H:%M}"


def _formats(styles: etree._Element | None) -> list[str]:
    """Cell style number -> "date", "percent" or ""."""
    if styles is None:
        return []
    own = {
        whole(node.get("numFmtId")): _sort_of(str(node.get("formatCode", "")))
        for node in styles.iter(S + "numFmt")
    }
    list_of_styles = styles.find(S + "cellXfs")
    used = [] if list_of_styles is None else [whole(node.get("numFmtId")) for node in list_of_styles]
    return [own.get(number) or _built_in(number) for number in used]


def _built_in(number: int) -> str:
    if number in _DATE_FORMATS:
        return "date"
    return "percent" if number in _PERCENT_FORMATS else ""


def _sort_of(code: str) -> str:
    letters = _NOT_LETTERS.sub("", code).lower()
    if letters.startswith("general"):
        return ""
    if re.search(r"[ymdhs]", letters):
        return "date"
    return "percent" if "%" in letters else ""


def _string(node: etree._Element) -> str:
    """The text of a shared or inline string without its pronunciation."""
    pieces = [child for child in node if child.tag in (S + "t", S + "r")]
    texts = (piece if piece.tag == S + "t" else piece.find(S + "t") for piece in pieces)
    return _unescape("".join(text.text or "" for text in texts if text is not None))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
