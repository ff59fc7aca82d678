"""Text -> lines: every kind of line end, invisible characters dropped, nothing else touched."""

from __future__ import annotations

import re

from gongwen.read.markup import plain

# CR LF, CR, LF, vertical tab, form feed, NEL, line and paragraph separator.
_LINE_ENDS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Control characters but for the tab; soft hyphen, zero-width space, direction marks, byte order
# mark, halves of surrogate pairs. Joiners and variation selectors stay: they tell rare characters apart.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def split_lines(text: str) -> list[str]:
    """The lines of `text` without invisible characters and tags, white space at the end of a line cut."""
    return [clean(line).rstrip() for line in _LINE_ENDS.split(plain(text))]


def clean(text: str) -> str:
    """`text` without control and other invisible characters, line ends kept."""
    return _INVISIBLE.sub("", text)
