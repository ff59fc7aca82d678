"""XML from strangers: no entities, no document types, no network."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from gongwen.errors import DamagedDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", S[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)


def usual_namespaces(data: bytes) -> bytes:
    """An office part with the strict namespaces replaced by the ones in common use."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def parse_xml(data: bytes) -> etree._Element:
    """The root of an office part.

    Raises:
        DamagedDocument: not well-formed, or with a document type, which no office part has.
    """
    data = usual_namespaces(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedDocument()
    return root


def iterate_xml(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """The elements of the named `tags` as each is closed, forgotten after use.

    For parts too large to hold as a tree. Safe in the same ways as `parse_xml`.

    Raises:
        DamagedDocument: not well-formed.
    """
    try:
        for _, node in etree.iterparse(
            BytesIO(usual_namespaces(data)),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            yield node
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument() from error


def whole(text: str | None, default: int = 0) -> int:
    """A number from an attribute that may be missing or wrong."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else default
