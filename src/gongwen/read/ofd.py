"""OFD (GB/T 33190): lines and tables of the pages, found by the same means as in a PDF.

Seals, annotations and attached files are left aside; what stands on a page's template is printed
on every page and so is no part of the text.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongwen.errors import DamagedDocument, EncryptedDocument, TextlessDocument
from gongwen.model import Document, Line, Options
from gongwen.read.archive import Archive, open_archive
from gongwen.read.ofd_page import glyphs, local_name, numbers, objects, rules
from gongwen.read.pdf_flow import Item, cell_text, flow, without_furniture
from gongwen.read.pdf_layout import page_lines, text_lines
from gongwen.read.pdf_page import Glyph
from gongwen.read.pdf_tables import Grid, PlacedTable, fill, find_grids, lies_in
from gongwen.read.safe_xml import parse_xml

_POINTS = 72 / 25.4
_A4 = (210.0, 297.0)
_UNKNOWN = 0.5  # share of signs without a meaning that makes a text unreadable


@dataclass(frozen=True, slots=True)
class _Page:
    """A page's content, the template behind it, its size in points, and where its pictures are."""

    content: etree._Element
    templates: tuple[etree._Element, ...]
    size: tuple[float, float]
    pictures: dict[str, str] = field(default_factory=dict)  # resource id -> path in the package


def read(data: bytes, options: Options, furniture: bool = False, /) -> Document:
    """The paragraphs and tables of an OFD file in reading order.

    Args:
        data: the whole file.
        options: limits for unfolding the package.
        furniture: give every printed line as it stands, templates and page numbers too; nothing
            is joined and no table is looked for.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
        TextlessDocument: pictures of pages only, or fonts that do not tell their characters.
    """
    pages: list[list[Item]] = []
    sizes: list[tuple[float, float]] = []
    plain: list[Line] = []
    signs = unknown = 0
    for number, page in enumerate(_pages(_open(data, options)), start=1):
        found = glyphs(page.content)
        if furniture:
            behind = [glyph for template in page.templates for glyph in glyphs(template)]
            plain += [Line(line.text, page=number) for line in text_lines(found + behind, number)]
            continue
        sizes.append(page.size)
        pages.append(_items(found, find_grids(*rules(page.content)), number, page.size[0]))
        signs += len(found)
        unknown += sum(glyph.text == "\ufffd" or "\ue000" <= glyph.text <= "\uf8ff" for glyph in found)
    if furniture:
        return Document("ofd", tuple(plain))
    if not any(pages) or unknown > _UNKNOWN * signs:
        raise TextlessDocument()
    kept = without_furniture(pages, [height for _, height in sizes])
    return Document("ofd", tuple(flow(kept, [width for width, _ in sizes])))


def page_pictures(data: bytes, options: Options) -> list[bytes]:
    """The largest picture of each page that has one: the page itself where the file is a scan.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: from opening the package.
    """
    archive = _open(data, options)
    found: list[bytes] = []
    for page in _pages(archive):
        largest = max(objects(page.content, "ImageObject"), key=_area, default=None)
        path = page.pictures.get(str(largest.get("ResourceID"))) if largest is not None else None
        if path in archive.names:
            found.append(archive.read(str(path)))
    return found


def _area(node: etree._Element) -> float:
    box = numbers(node.get("Boundary"))
    return box[2] * box[3] if len(box) == 4 else 0.0


def _open(data: bytes, options: Options) -> Archive:
    archive = open_archive(data, options)
    if any(name.rpartition("/")[2] == "Encryptions.xml" for name in archive.names):
        raise EncryptedDocument()
    return archive


def _pages(archive: Archive) -> Iterator[_Page]:
    """The pages of every document in the package, in order."""
    if "OFD.xml" not in archive.names:
        raise DamagedDocument()
    for location in _texts(_xml(archive, "OFD.xml"), "DocRoot"):
        path = _resolved(archive, "", location)
        document = _xml(archive, path)
        templates = {
            str(node.get("ID")): _resolved(archive, path, str(node.get("BaseLoc", "")))
            for node in objects(document, "TemplatePage")
        }
        pictures = _pictures(archive, document, path)
        usual = next(iter(_texts(document, "PhysicalBox")), None)
        for node in objects(document, "Page"):
            content = _xml(archive, _resolved(archive, path, str(node.get("BaseLoc", ""))))
            used = (templates.get(str(use.get("TemplateID"))) for use in objects(content, "Template"))
            behind = tuple(_xml(archive, place) for place in used if place in archive.names)
            box = next(iter(_texts(content, "PhysicalBox")), usual)
            yield _Page(content, behind, _size(box), pictures)


def _xml(archive: Archive, path: str | None) -> etree._Element:
    return parse_xml(archive.read_xml(path or ""))


def _texts(root: etree._Element, name: str) -> Iterator[str]:
    return (str(node.text).strip() for node in root.iter() if local_name(node) == name and node.text)


def _resolved(archive: Archive, base: str, location: str) -> str:
    """A location in the package; some producers write it from the root, some from the file it is in."""
    beside = posixpath.normpath(posixpath.join("/", posixpath.dirname(base), location.strip()))[1:]
    from_root = posixpath.normpath("/" + location.strip())[1:]
    return beside if beside in archive.names else from_root


def _pictures(archive: Archive, document: etree._Element, path: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("PublicRes", "DocumentRes"):
        for location in _texts(document, name):
            resources = _resolved(archive, path, location)
            if resources not in archive.names:
                continue
            root = _xml(archive, resources)
            folder = posixpath.join(resources, "..", str(root.get("BaseLoc", "")), "x")
            for media in objects(root, "MultiMedia"):
                for file in _texts(media, "MediaFile"):
                    found[str(media.get("ID"))] = _resolved(archive, posixpath.normpath(folder), file)
    return found


def _size(box: str | None) -> tuple[float, float]:
    sides = numbers(box)
    width, height = sides[2:4] if len(sides) == 4 and min(sides[2:]) > 0 else _A4
    return width * _POINTS, height * _POINTS


def _items(found: list[Glyph], grids: list[Grid], number: int, width: float) -> list[Item]:
    """Lines and tables of one page in reading order."""
    tables: list[PlacedTable] = []
    for grid in grids:
        inside = [glyph for glyph in found if lies_in(glyph, grid.box)]
        if any(glyph.text != " " for glyph in inside):
            found = [glyph for glyph in found if not lies_in(glyph, grid.box)]
            tables.append(_placed(grid, inside, number))
    items: list[Item] = list(page_lines(found, number, width))
    for table in tables:
        below = (index for index, item in enumerate(items) if _top(item) > table.top)
        items.insert(next(below, len(items)), table)
    return items


def _top(item: Item) -> float:
    return item.top if isinstance(item, PlacedTable) else item.base


def _placed(grid: Grid, inside: list[Glyph], number: int) -> PlacedTable:
    def text_of(signs: list[Glyph]) -> str:
        right = max((glyph.x1 for glyph in signs), default=0.0)
        edges = [edge for edge in grid.columns if edge >= right - 1]
        return cell_text(text_lines(signs, number), edges[0] if edges else right)

    return PlacedTable(fill(grid, inside, text_of), number, grid.rows[0], grid.columns)
