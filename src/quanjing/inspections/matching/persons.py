"""Whether a text names a person: findings are about organizations and processes only.

Careful in both directions: names that the platform knows, a surname with a title, a masked name. A refusal
may be wrong
for a rare turn of phrase; then other words do, since nobody can override it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from quanjing.inspections.matching import wording

HAN = r"\u3400-\u9fff"
_SURNAME = (
    f"(?:{wording.COMPOUND}|[{wording.SURE}]|(?:(?<![{HAN}])|(?<=[{wording.BEFORE}]))[{wording.UNSURE}])"
)
_MASK = re.escape(wording.MASKS)
_PATTERNS = (
    # a surname and a title
    re.compile(f"{_SURNAME}(?:{wording.TITLES})(?![{wording.NOT_AFTER_TITLE}])"),
    # a surname, a given name or its mask, and how one speaks to people
    re.compile(f"{_SURNAME}[{HAN}{_MASK}]{{1,2}}(?:{wording.ADDRESSES})"),
    # a surname and how one speaks to people
    re.compile(f"{_SURNAME}(?:{wording.ADDRESSES})"),
    # a surname and a mask; behind it nothing that would make a thing of it
    re.compile(f"{_SURNAME}[{_MASK}]{{1,2}}(?![{wording.THINGS}])"),
)
SHORT = 2  # a name of so few signs is often a word as well
_EDGE = f"(?:(?<![{HAN}])|(?<=[{wording.BEFORE}]))"
_END = f"(?=[^{HAN}]|$|{wording.TITLES}|{wording.ADDRESSES}|[{wording.BEFORE}])"


def persons_named(text: str, names: Iterable[str] = ()) -> list[str]:
    """The passages that name a person, each once, in the order of the text; `names` are known ones."""
    plain = " ".join(text.split())
    found = {hit.start(): hit.group() for pattern in _PATTERNS for hit in pattern.finditer(plain)}
    for name in names:
        for hit in _known(name.strip(), plain):
            found.setdefault(hit.start(), hit.group())
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def _known(name: str, text: str) -> Iterable[re.Match[str]]:
    """Where a known name stands; a short or a Latin one only as a word of its own."""
    if not name:
        return ()
    written = re.escape(name)
    if name.isascii():
        return re.finditer(rf"(?<![A-Za-z]){written}(?![A-Za-z])", text, re.IGNORECASE)
    return re.finditer(f"{_EDGE}{written}{_END}" if len(name) <= SHORT else written, text)
