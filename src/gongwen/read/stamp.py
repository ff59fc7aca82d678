"""The reference that a form carries with it, however it travelled: a property of the file."""

from __future__ import annotations

from lxml import etree

from gongwen.errors import GongwenError
from gongwen.model import Options
from gongwen.read.archive import open_archive
from gongwen.read.safe_xml import parse_xml

NAME = "quanjing"
PLACE = "docProps/custom.xml"
LONGEST = 2_000  # characters
_DIRECTORY = 1 << 16  # bytes at a zip's end that hold the names in it


def reference_of(data: bytes, options: Options) -> str:
    """The text of the custom property "quanjing" of a docx or xlsx; "" where there is none."""
    if not data.startswith(b"PK") or PLACE.encode() not in data[-_DIRECTORY:]:
        return ""
    try:
        archive = open_archive(data, options)
        if PLACE not in archive.names:
            return ""
        root = parse_xml(archive.read_xml(PLACE))
    except GongwenError:
        return ""
    for node in root.iter(etree.Element):
        if node.get("name") == NAME:
            return "".join(str(text) for text in node.itertext()).strip()[:LONGEST]
    return ""
