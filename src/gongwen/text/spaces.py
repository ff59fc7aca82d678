"""White space and stray marks of one line."""

from __future__ import annotations

import re

from gongwen.text.widths import is_chinese

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ufffe\uffff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_BLANK = re.compile(r"[^\S\t]+")
_SPACED = re.compile(r"(\S) (?=(\S))")
_HEADING_MARKS = re.compile(
    r"^\s*(?:#{1,6}\s*|>\s+|[*•●◆■★※▪-]\s+|\?{1,6}\s*(?=[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]))"
)
_STARS = re.compile(r"\*+(?![0-9A-Za-z])|(?<![0-9A-Za-z])\*+")


def without_marks(line: str) -> str:
    """Drop marks that a conversion left behind: # at the line's start, * around words."""
    line = _HEADING_MARKS.sub("", line)
    return _STARS.sub("", line) if "*" in line else line


def tidy(text: str) -> str:
    """Remove white space inside Chinese, keep one space between Latin words, trim the ends."""
    text = _INVISIBLE.sub("", text)
    if not _BLANK.search(text):
        return text.strip()
    text = _BLANK.sub(" ", text).strip()
    return _SPACED.sub(_closed, text)


def _closed(found: re.Match[str]) -> str:
    before, after = found.group(1), found.group(2)
    return before if is_chinese(before) or is_chinese(after) else before + " "


def squeeze(text: str) -> str:
    """`text` without any white space: the form in which two readings are compared."""
    return "".join(text.split())
