"""Names of attached files: the number and the title that the name of a file gives it."""

from __future__ import annotations

import re

from gongwen.text.numerals import numeral
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_COPY = re.compile(r"(?:[\s_-]*副本|\s*\(\d{1,2}\))+$")
_PREFIX = re.compile(
    r"[\s\[(【]*附\s?[件表录]\s?(?P<marked>\d{1,2}|[一二三四五六七八九十])?[】\])]?[\s:.、_-]*"
    r"|\s*(?P<bare>\d{1,2})\s?[.、_-](?!\d)\s*|\s*\((?P<round>\d{1,2}|[一二三四五六七八九十])\)\s*"
)
_LONGEST = 255  # characters, as file systems have it
_MIN_TITLE = 4  # characters; shorter words stand in many titles
_HEADING = re.compile(r"附[件表录]:?|附[件表录](?P<number>\d{1,2}|[一二三四五六七八九十])(?!\d).{0,60}")


def base_name(name: str) -> str:
    """The name without folders and ending, as it stands."""
    return _ENDING.sub("", name.rpartition("/")[2][-_LONGEST:]).strip()


def title_in(name: str) -> str:
    """The title in a file's name: without ending, number and the marks of a copy; "" where none is left."""
    base = base_name(name)
    folded = fold(base)
    copy = _COPY.search(folded)
    end = copy.start() if copy else len(folded)
    prefix = _PREFIX.match(folded, 0, end)
    return base[prefix.end() if prefix else 0 : end].strip()


def number_in(name: str) -> int | None:
    """The number of an attachment that a file's name begins with."""
    found = _PREFIX.match(fold(base_name(name)))
    return numeral(found["marked"] or found["bare"] or found["round"] or "") if found else None


def is_attached_by_name(name: str) -> bool:
    """Whether a file's name begins with 附件, 附表 or 附录."""
    return bool(re.match(r"[\s\[(【]*附\s?[件表录]", fold(base_name(name))))


def heading_number(line: str) -> int | None:
    """The number in a line such as 附件2 that heads an attachment: 0 for none, None for another line."""
    found = _HEADING.fullmatch(squeeze(fold(line)))
    return (numeral(found["number"] or "") or 0) if found else None


def same_title(one: str, other: str) -> bool:
    """Whether one of two titles is a part of the other, white space left aside."""
    short, long = sorted((squeeze(fold(one)), squeeze(fold(other))), key=len)
    return short == long or (len(short) >= _MIN_TITLE and short in long)
