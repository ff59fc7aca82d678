"""The reference that a filled form carries with it, however it travelled."""

from __future__ import annotations

from gongwen.errors import GongwenError
from gongwen.model import Options
from gongwen.read.archive import open_archive
from gongwen.read.safe_xml import parse_xml

NAME = "quanjing"
_PLACE = "docProps/custom.xml"


def reference_of(data: bytes, options: Options) -> str | None:
    """The text of the custom property "quanjing" of a docx or xlsx; None where there is none."""
    if not data.startswith(b"PK"):
        return None
    try:
        archive = open_archive(data, options)
        if _PLACE not in archive.names:
            return None
        root = parse_xml(archive.read_xml(_PLACE))
    except GongwenError:
        return None
    for node in root:
        if node.get("name") == NAME:
            return "".join(str(text) for text in node.itertext()).strip() or None
    return None
