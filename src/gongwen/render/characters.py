"""Characters: what XML forbids, and lengths as Excel counts them."""

from __future__ import annotations

import re

_BREAKS = re.compile("\r\n?|[\x0b\x0c]")  # Word copies its soft line break as a vertical tab
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = re.compile("[\x00-\x1f<>&\ud800-\udfff\ufffe\uffff]")


def is_plain(text: str) -> bool:
    """Whether `text` is one line that may stand in XML as it is: nearly every text of a volume."""
    return _NOT_PLAIN.search(text) is None


def legal(text: str) -> str:
    """`text` with every line break as ``\\n`` and without the characters that XML 1.0 forbids."""
    if not _SUSPECT.search(text):
        return text
    return _ILLEGAL.sub("", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """`legal` text with its lines joined by a space, for titles and labels."""
    text = legal(text).strip()
    if "\n" not in text:
        return text
    return " ".join(line.strip() for line in text.split("\n") if line.strip())


def cut(text: str, limit: int) -> tuple[str, str]:
    """Split legal `text` after at most `limit` UTF-16 units, never inside a character."""
    if len(text) <= limit // 2:
        return text, ""
    units = text[:limit].encode("utf-16-le")
    if len(units) <= 2 * limit:
        return text[:limit], text[limit:]
    end = 2 * limit
    if 0xDC <= units[end + 1] <= 0xDF:  # the cut would part a surrogate pair
        end -= 2
    head = units[:end].decode("utf-16-le")
    return head, text[len(head) :]
