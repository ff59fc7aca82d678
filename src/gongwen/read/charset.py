"""Bytes -> text: which encoding a Chinese text is written in.

A strict decoding that gives the most common characters wins; nothing is dropped or replaced
where any encoding fits.
"""

from __future__ import annotations

import codecs
import re

from gongwen.errors import DamagedDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16  # characters that decide between encodings
_CUT = 4  # a file cut off inside a character lacks at most this many bytes less one
_PROSE = 0.05  # plausibility under which a text with NUL bytes is no text
_STRAY = 0.05  # share of control characters that a text may hold
_DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_TOLERATED = 0.01  # share of characters that may be wrong before a text counts as damaged

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
_IMPLAUSIBLE = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\x80-\x84\x86-\x9f]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of `data` and the name of its encoding.

    Args:
        data: the bytes of a text file.
        declared: an encoding that the text itself names (the meta tag of a page), believed
            where it is one of those in use and fits without an error.

    Raises:
        DamagedDocument: no encoding fits, not even with a few wrong bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _best(data, ["utf-8", "utf-32-le", "utf-32-be", *_WIDE, "gb18030"])
    for encoding in ("utf-8", _DECLARED.get(declared.lower(), "utf-8")):
        text = _strict(data, encoding)
        if text is not None:
            return text, encoding
    return _best(data, ["gb18030", "big5hkscs", *_WIDE])


def looks_like_text(data: bytes) -> bool:
    """Whether `data` can be read as text at all, judged by its first part."""
    head = data[: _SAMPLE * 2]
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
    plain = sum(" " <= char <= "~" or char in "\t\r\n" for char in sample)
    common = sum(char in _COMMON for char in sample)
    wrong = len(_IMPLAUSIBLE.findall(sample))
    return (plain + common - 5 * wrong) / max(1, len(sample))


def _marked(data: bytes, encoding: str) -> tuple[str, str]:
    text = _strict(data, encoding)
    text = _nearly(data, encoding) if text is None else text
    if text is None:
        raise DamagedDocument()
    return text, encoding


def _best(data: bytes, encodings: list[str]) -> tuple[str, str]:
    """The most plausible of the encodings that fit, the first one on a tie."""
    fitting = [(text, encoding) for encoding in encodings if (text := _strict(data, encoding)) is not None]
    nearly = [(text, encoding) for encoding in ("utf-8", "gb18030") if (text := _nearly(data, encoding))]
    if not fitting and not nearly:
        raise DamagedDocument()
    return max(fitting + nearly, key=lambda pair: plausibility(pair[0]))


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
    text = data.decode(encoding, "replace")
    wrong = text.count("\ufffd")
    return text if wrong <= max(1, _TOLERATED * len(text)) and 5 * wrong < len(text) else None
