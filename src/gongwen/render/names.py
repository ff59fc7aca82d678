"""File names for packages: readable, safe on every system, never the same twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

MAX_CHARACTERS = 120
MAX_BYTES = 255  # of one name in UTF-8, on Linux and macOS

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_SPACE = re.compile(r"\s+")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')
# Control characters, and direction marks, which can make a name look like one of another type.
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def file_name(pattern: str, values: Mapping[str, str], extension: str, taken: set[str]) -> str:
    """A free file name made from `pattern`, and its key added to `taken`.

    Args:
        pattern: text with placeholders, such as ``{organization}_{task}_{number}``.
        values: a text for each placeholder.
        extension: with or without the dot; empty for none.
        taken: keys of the names in use, compared without case; kept by the caller for one folder.

    Returns:
        At most 120 characters and 255 bytes; ``_2``, ``_3`` … before the extension where needed.

    Raises:
        KeyError: the pattern names a value that is not given.
    """
    stem = _clean(_PLACEHOLDER.sub(lambda match: values[match.group(1)], pattern)) or "file"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    ending = _clean(extension)[:20].rstrip("._ ")
    ending = f".{ending}" if ending else ""
    name = _first_free(stem, ending, taken)
    taken.add(name_key(name))
    return name


def name_key(name: str) -> str:
    """What two names share when a system may take them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("_", _INVISIBLE.sub("", _SPACE.sub(" ", text))).strip("._ ")


def _first_free(stem: str, ending: str, taken: set[str]) -> str:
    """The first free number, found by doubling: ten thousand same names stay cheap."""
    if _is_free(_numbered(stem, 1, ending), taken):
        return _numbered(stem, 1, ending)
    used, free = 1, 2
    while not _is_free(_numbered(stem, free, ending), taken):
        used, free = free, free * 2
    while free - used > 1:
        middle = (used + free) // 2
        if _is_free(_numbered(stem, middle, ending), taken):
            free = middle
        else:
            used = middle
    return _numbered(stem, free, ending)


def _is_free(name: str, taken: set[str]) -> bool:
    return name not in taken and name_key(name) not in taken


def _numbered(stem: str, number: int, ending: str) -> str:
    suffix = ending if number == 1 else f"_{number}{ending}"
    stem = stem[: MAX_CHARACTERS - len(suffix)]
    room = MAX_BYTES - len(suffix.encode())
    stem = stem.encode()[:room].decode("utf-8", errors="ignore")  # a cut character is dropped whole
    return (stem.rstrip("._ ") or "file") + suffix
