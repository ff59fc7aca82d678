"""What a worksheet says outside of its cells: comments, and text boxes drawn on it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongwen.read.package import Package
from gongwen.read.safe_xml import S, parse_xml

_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_THREADED = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
_STAND_IN = "tc="  # how the author of a comment is called that only stands in for a threaded one


def texts_on(package: Package, sheet: str) -> Iterator[str]:
    """The texts of comments and text boxes on the worksheet whose file is `sheet`."""
    for role, path in package.beside(sheet):
        if role in ("comments", "threadedComment", "drawing"):
            root = parse_xml(package.read(path))
            said = {"comments": _comments, "threadedComment": _threaded, "drawing": _boxes}[role](root)
            yield from (text.strip() for text in said if text.strip())


def _comments(root: etree._Element) -> Iterator[str]:
    authors = [str(node.text or "") for node in root.iter(S + "author")]
    for comment in root.iter(S + "comment"):
        number = str(comment.get("authorId", ""))
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        if not author.startswith(_STAND_IN):
            yield "".join(str(node.text or "") for node in comment.iter(S + "t"))


def _threaded(root: etree._Element) -> Iterator[str]:
    yield from (str(node.text or "") for node in root.iter(_THREADED + "text"))


def _boxes(root: etree._Element) -> Iterator[str]:
    """One text a paragraph; the fallback of a shape says the same again."""
    for paragraph in root.iter(_DRAWING_TEXT + "p"):
        if next(paragraph.iterancestors(_FALLBACK), None) is None:
            yield "".join(str(node.text or "") for node in paragraph.iter(_DRAWING_TEXT + "t"))
