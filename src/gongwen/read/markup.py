"""Remains of a web page in plain text: <br/>, <p …>, &nbsp;, &ldquo;.

Texts that were taken out of a site's database often carry them. Tags that end a line become one, those
that end a cell a tab; the others go; entities become their characters.
"""

from __future__ import annotations

import re
from html import unescape

_NAMES = (
    "p|br|div|span|strong|b|i|u|em|font|a|li|ul|ol|h[1-6]|img|table|tbody|thead|tr|td|th|section|center|o:p"
)
_VALUE = r"\"[^\"<>]{0,600}\"|'[^'<>]{0,600}'|[^\s<>\"']{1,200}"
_ATTRIBUTE = rf"\s{{1,9}}[A-Za-z][A-Za-z:-]{{0,40}}(?:\s?=\s?(?:{_VALUE}))?"
_TAG = re.compile(rf"</?(?:{_NAMES})(?:{_ATTRIBUTE}){{0,20}}\s{{0,9}}/?>", re.I)
_LINE = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6]|/section|/center|/table)\b", re.I)
_CELL = re.compile(r"</t[dh]\b", re.I)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")


def plain(text: str) -> str:
    """`text` without tags and entities; as it is where it holds none."""
    for _ in range(2):  # &amp;nbsp; was written twice
        if "&" in text:
            text = _ENTITY.sub(_character, text)
    if "<" not in text or not _TAG.search(text):
        return text
    return _TAG.sub(_between, text)


def _between(tag: re.Match[str]) -> str:
    if _LINE.match(tag.group()):
        return "\n"
    return "\t" if _CELL.match(tag.group()) else ""


def _character(entity: re.Match[str]) -> str:
    name = entity.group()
    char = unescape(name)
    # A bracket that was written as an entity is text, and half a pair is none.
    return name if char == name else {"\xa0": " ", "<": "＜", ">": "＞"}.get(char, char)
