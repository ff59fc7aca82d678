"""Plain text: one Line a line, blank lines and indents kept, marks left for the parser."""

from __future__ import annotations

from gongwen.model import Document, Line, Options
from gongwen.read.charset import decode, lost_characters
from gongwen.read.lines import split_lines


def read(data: bytes, _options: Options, _furniture: bool = False, /) -> Document:
    """The lines of a text in any of the encodings in use.

    Raises:
        DamagedDocument: no encoding fits.
    """
    text, encoding = decode(data)
    lines = split_lines(text)
    while lines and not lines[-1]:
        lines.pop()
    parts = tuple(Line(line) for line in lines)
    return Document("txt", parts, engine=encoding, doubts=lost_characters(text))
