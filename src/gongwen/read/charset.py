"""Bytes -> text: which encoding a Chinese text is written in.

The decoding that gives the most common characters wins; nothing is dropped or replaced where any
encoding fits without an error.
"""

from __future__ import annotations

import codecs
import re

from gongwen.doubts import Doubt
from gongwen.errors import DamagedDocument
from gongwen.read.mending import mend

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 1 << 14  # characters that decide between encodings
_HEAD = 1 << 17  # bytes that tell whether a file is text at all
_CUT = 4  # a file cut off inside a character lacks at most this many bytes less one
_PROSE = 0.05  # plausibility under which wide characters, or a text with NUL bytes, are no text
_WESTERN = 0.7  # share of ASCII from which on single-byte letters of the West are thought of
_HIGH = bytes(range(0x80, 0x100))
_STRAY = 0.05  # share of control characters that a text may hold
_DOUBLE = ("gb18030", "big5hkscs")
_DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_TOLERATED = 0.01  # share of characters that may be wrong before a text counts as damaged
_FEW = 5  # wrong characters that even a short text may hold
_BROKEN_LINES = 200  # more than these, or than a tenth of all, are no text with a few wrong bytes
_LONGEST_MENDED = 1 << 14  # bytes of a line that is mended character by character

# The most frequent characters of Chinese prose, simplified and traditional, with punctuation.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种"
    "面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本"
    "去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比"
    "或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总"
    "次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做"
    "必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
    "收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报科协省市县会议附件通知请"
    "這個國時來們為過說發動經電實體機應開還關線數變條問無總設級圖統較將組見計別論運農區強決戰則處隊門規熱領"
    "導壓爭濟術極聯認權證轉單風帶場車務萬達積議聲報協縣對會學進與業長產現點種樣員黨題書請從後當兩麼義"
    "，。、；：？！“”（）《》〔〕　·—…"
)
_WITHOUT_USUAL = dict.fromkeys([*map(ord, _COMMON), *range(0x20, 0x7F), *b"\t\r\n"])
_IMPLAUSIBLE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x80-\x84\x86-\x9f]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of `data` and the name of its encoding.

    A few wrong bytes, and lines pasted in another encoding, do not make a text unreadable: each line
    is then read for itself, U+FFFD in place of what fits nowhere.

    Args:
        data: the bytes of a text file.
        declared: an encoding that the text itself names (the meta tag of a page), believed
            where it is one of those in use and nothing else reads better.

    Raises:
        DamagedDocument: no encoding fits, not even with a few wrong bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _best(data, ["utf-8", "utf-32-le", "utf-32-be", *_WIDE, *_DOUBLE])
    text = _strict(data, "utf-8")
    if text is not None:
        return text, "utf-8"
    first = [_DECLARED[declared.lower()]] if declared.lower() in _DECLARED else []
    western = ["cp1252"] if len(data.translate(None, _HIGH)) > _WESTERN * len(data) else []
    return _best(data, [*first, *_DOUBLE, *_WIDE, *western])


def lost_characters(text: str) -> tuple[Doubt, ...]:
    """A doubt where signs stand in place of wrong bytes."""
    lost = text.count("\ufffd")
    return (Doubt("characters_lost", (("count", str(lost)),)),) if lost else ()


def looks_like_text(data: bytes) -> bool:
    """Whether `data` can be read as text at all, judged by its first part."""
    head = data[:_HEAD]
    try:
        text, _ = decode(head)
    except DamagedDocument:
        return False
    if b"\x00" in head and plausibility(text) < _PROSE:
        return False
    return len(_IMPLAUSIBLE.findall(text)) <= max(2, _STRAY * len(text))


def plausibility(text: str) -> float:
    """How much `text` looks like Chinese or Western prose: 1 fully, 0 or below not at all."""
    sample = text[:_SAMPLE]
    usual = len(sample) - len(sample.translate(_WITHOUT_USUAL))
    wrong = len(_IMPLAUSIBLE.findall(sample))
    return (usual - 5 * wrong) / max(1, len(sample))


def _marked(data: bytes, encoding: str) -> tuple[str, str]:
    text = _strict(data, encoding)
    if text is None and encoding == "utf-8":
        return _best(data, [])
    text = _nearly(data, encoding) if text is None else text
    if text is None:
        raise DamagedDocument()
    return text, encoding


def _best(data: bytes, encodings: list[str]) -> tuple[str, str]:
    """The most plausible of the encodings that fit, the first one on a tie."""
    found = [(text, encoding) for encoding in encodings if (text := _strict(data, encoding)) is not None]
    if b"\x00" in data:
        found += [(text, wide) for wide in _WIDE if (text := _nearly(data, wide)) is not None]
    found += [reading for other in _DOUBLE if (reading := _line_by_line(data, other)) is not None]
    if not found:
        raise DamagedDocument()
    text, encoding = max(found, key=lambda pair: plausibility(pair[0]))
    if encoding in _WIDE and b"\x00" not in data and plausibility(text) < _PROSE:
        raise DamagedDocument()  # any even number of bytes can be read as some characters
    return text, encoding


def _line_by_line(data: bytes, other: str) -> tuple[str, str] | None:
    """Each line in UTF-8 or the `other` encoding, whichever reads better; None for too many wrong."""
    texts: list[str] = []
    used: set[str] = set()
    lines = data.splitlines(keepends=True)
    bearable = max(_FEW, min(_BROKEN_LINES, len(lines) // 10))
    broken = 0
    for line in lines:
        readings = [(text, name) for name in ("utf-8", other) if (text := _whole(line, name)) is not None]
        if not readings:
            broken += 1
            readings = [(line.decode("utf-8", "replace"), "utf-8"), (_mended(line, other), other)]
        if broken > bearable:
            return None
        text, name = readings[0] if len(readings) == 1 else max(readings, key=lambda r: plausibility(r[0]))
        texts.append(text)
        if not line.isascii():
            used.add(name)
    whole = _if_few_wrong("".join(texts))
    return None if whole is None else (whole, "/".join(sorted(used, reverse=True)))


def _whole(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mended(line: bytes, encoding: str) -> str:
    return mend(line, encoding, _COMMON) if len(line) <= _LONGEST_MENDED else line.decode(encoding, "replace")


def _strict(data: bytes, encoding: str) -> str | None:
    """The text, where at most the last character is cut off."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        text = decoder.decode(data)
    except UnicodeError:
        return None
    rest = decoder.getstate()[0]
    return text if len(rest) < _CUT else None


def _nearly(data: bytes, encoding: str) -> str | None:
    """The text with a sign in place of each wrong byte, as long as these are few."""
    return _if_few_wrong(data.decode(encoding, "replace"))


def _if_few_wrong(text: str) -> str | None:
    wrong = text.count("\ufffd")
    return text if wrong <= max(_FEW, _TOLERATED * len(text)) and 5 * wrong < len(text) else None
