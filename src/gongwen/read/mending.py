"""A line of two-byte characters with a byte lost or added, read with the least damage.

One wrong byte shifts every pair behind it, so that a decoder shows nonsense up to the next line
end. Here every way to cut the line into characters is weighed at once, in one pass: common
characters cost nothing, rare ones a little, a byte left out the most.
"""

from __future__ import annotations

from collections.abc import Container

_RARE = 2
_PRIVATE = 5
_LEFT_OUT = 6
_LOST = "\ufffd"


def mend(line: bytes, encoding: str, common: Container[str]) -> str:
    """The text of `line`, a sign U+FFFD in place of each byte that fits nowhere.

    Args:
        line: bytes without a line end, or with one behind.
        encoding: "gb18030" or "big5hkscs".
        common: characters that speak for a cut.
    """
    best: list[tuple[int, int, str]] = [(0, 0, "")]  # cost up to here, where it came from, what it read
    best += [(len(line) * _LEFT_OUT + 1, 0, "")] * len(line)
    for at, byte in enumerate(line):
        cost = best[at][0]
        if byte < 0x80:
            _keep(best, at + 1, cost, at, chr(byte))
            continue
        _keep(best, at + 1, cost + _LEFT_OUT, at, _LOST)
        size = 4 if encoding == "gb18030" and line[at + 1 : at + 2].isdigit() else 2
        text = _decoded(line[at : at + size], encoding)
        if text:
            _keep(best, at + size, cost + _weight(text, common), at, text)
    pieces: list[str] = []
    end = len(line)
    while end:
        _, end, piece = best[end]
        pieces.append(piece)
    return "".join(reversed(pieces))


def _keep(best: list[tuple[int, int, str]], end: int, cost: int, start: int, text: str) -> None:
    if cost < best[end][0]:
        best[end] = (cost, start, text)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if len(data) > 1 else ""


def _weight(text: str, common: Container[str]) -> int:
    if text in common:
        return 0
    return _PRIVATE if "\ue000" <= text <= "\uf8ff" else _RARE
