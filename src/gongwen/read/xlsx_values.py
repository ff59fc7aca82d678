"""Values of worksheet cells as the text that a person typed or sees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from lxml import etree

from gongwen.read.lines import clean
from gongwen.read.package import Package
from gongwen.read.safe_xml import S, whole

_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}  # built in, Chinese ones too
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_PLACES = re.compile(r"[¥￥$]?[#,?]*(?P<whole>0*)(?:\.(?P<decimals>0+))?(?P<percent>%?) *")
_NOT_LETTERS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")  # halves of pairs stay as they are
_VALUE, _INLINE = S + "v", S + "is"
_LAST_DAY = 2_958_466  # the serial after 9999-12-31


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown: as a date, or with so many places; None where nothing is said."""

    is_date: bool = False
    is_percent: bool = False
    whole: int = 1  # digits before the point, zeros in front
    decimals: int | None = None


_PLAIN = Format()


class Values:
    """Shared strings and number formats of one workbook."""

    def __init__(self, package: Package) -> None:
        strings = package.part("sharedStrings")
        self._strings = [] if strings is None else [_string(node) for node in strings.iterchildren(S + "si")]
        styles = package.part("styles")
        self._formats = _formats(styles)
        self._ruled = _ruled(styles)
        properties = package.main.find(S + "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}

    def text(self, cell: etree._Element) -> str:
        """The text of a `c` element, "" where it is empty."""
        kind = cell.get("t", "n")
        text = ""
        for child in cell:
            if child.tag == _VALUE:
                text = child.text or ""
            elif child.tag == _INLINE and kind == "inlineStr":
                return _string(child)
        if kind == "s":
            index = whole(text, len(self._strings))
            return self._strings[index] if index < len(self._strings) else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if kind in {"str", "e", "d"}:
            return _seen(text)
        return self._number(text, whole(cell.get("s"))) if text else ""

    def is_ruled(self, cell: etree._Element) -> bool:
        """Whether the cell is drawn with a line around it: a place to fill in, though it is empty."""
        return whole(cell.get("s")) in self._ruled

    def _number(self, text: str, style: int) -> str:
        try:
            number = float(text)
        except ValueError:
            return _seen(text)
        format = self._formats[style] if style < len(self._formats) else _PLAIN
        if format.is_date and 0 <= number < _LAST_DAY:
            return _moment(number, self._from_1904)
        sign = "%" if format.is_percent else ""
        return _with_places(number * 100 if sign else number, format) + sign


def _with_places(number: float, format: Format) -> str:
    """A number with the places that its format shows; thousands are not parted."""
    if format.decimals is None or not abs(number) < 1e15:
        return plain_number(number)
    shown = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-format.decimals), ROUND_HALF_UP)
    width = format.whole + (format.decimals + 1 if format.decimals else 0) + (shown < 0)
    return f"{shown:f}".zfill(width)


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


def _formats(styles: etree._Element | None) -> list[Format]:
    """The format of each cell style."""
    if styles is None:
        return []
    own = {whole(node.get("numFmtId")): str(node.get("formatCode", "")) for node in styles.iter(S + "numFmt")}
    list_of_styles = styles.find(S + "cellXfs")
    used = [] if list_of_styles is None else [whole(node.get("numFmtId")) for node in list_of_styles]
    return [_format(own.get(number, ""), number) for number in used]


def _ruled(styles: etree._Element | None) -> set[int]:
    """The cell styles with a line on some side."""
    if styles is None:
        return set()
    borders = styles.find(S + "borders")
    drawn = set()
    for number, border in enumerate(borders if borders is not None else ()):
        if any(side.get("style", "none") != "none" for side in border):
            drawn.add(number)
    used = styles.find(S + "cellXfs")
    nodes = [] if used is None else list(used)
    return {at for at, node in enumerate(nodes) if whole(node.get("borderId")) in drawn}


def _format(code: str, number: int) -> Format:
    """A format from its code or, where a file gives none, from its number among the built-in ones."""
    if not code and number in _DATE_FORMATS:
        return Format(is_date=True)
    letters = _NOT_LETTERS.sub("", code or _BUILT_IN.get(number, "General"))
    if letters.lower().startswith("general"):
        return _PLAIN
    if re.search(r"[ymdhs]", letters.lower()):
        return Format(is_date=True)
    places = _PLACES.fullmatch(letters.split(";")[0])
    if places is None or not (places["whole"] or places["decimals"]):
        return Format(is_percent="%" in letters)
    return Format(
        is_percent=bool(places["percent"]),
        whole=len(places["whole"]),
        decimals=len(places["decimals"] or ""),
    )


def _string(node: etree._Element) -> str:
    """The text of a shared or inline string without its pronunciation."""
    pieces = [child for child in node if child.tag in (S + "t", S + "r")]
    texts = (piece if piece.tag == S + "t" else piece.find(S + "t") for piece in pieces)
    return _seen("".join(text.text or "" for text in texts if text is not None))


def _seen(text: str) -> str:
    """A text without escapes, invisible characters and blank lines around it."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return clean(text).strip("\n")
