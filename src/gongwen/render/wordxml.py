"""The body of a Word document as strings of XML, small enough to be streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import accumulate, pairwise

from gongwen.render.characters import is_plain, legal, one_line

TYPE_AREA = 8844  # width in twips: 156 mm
TYPE_AREA_LANDSCAPE = 12756  # 225 mm
MAX_LEVEL = 4

# Without the hint quotation marks and dashes fall back to the Latin face of the reader's machine.
HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
AFTER_TABLE = '<w:p><w:pPr><w:pStyle w:val="TableEnd"/></w:pPr></w:p>'  # keeps tables apart


_OPEN = f'<w:r>{HINT}<w:t xml:space="preserve">'
_CLOSE = "</w:t></w:r>"


def runs(line: str, character_style: str = "") -> str:
    """One line of legal text as a run; tabs become Word's tabs."""
    if not line:
        return ""
    if not character_style and is_plain(line):
        return f"{_OPEN}{line}{_CLOSE}"
    face = f'<w:rPr><w:rStyle w:val="{character_style}"/><w:rFonts w:hint="eastAsia"/></w:rPr>'
    texts = (
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>' if text else ""
        for text in line.split("\t")
    )
    return f"<w:r>{face if character_style else HINT}{'<w:tab/>'.join(texts)}</w:r>"


def paragraph(content: str, style: str, properties: str = "") -> str:
    """A paragraph around ready-made runs."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def paragraphs(text: str, style: str) -> str:
    """Any text, one paragraph a line."""
    if text and is_plain(text):
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_OPEN}{text}{_CLOSE}</w:p>'
    return "".join(paragraph(runs(line), style) for line in legal(text).split("\n"))


def lines(texts: Iterable[str], style: str) -> str:
    """One paragraph whose lines end where these do."""
    broken = "<w:r><w:br/></w:r>".join(runs(legal(text)) for text in texts)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{broken}</w:p>'


def labelled(label: str, value: str, style: str) -> str:
    """A label (with its colon) in the heading face and its value; further lines follow below."""
    if value and is_plain(value):
        return f"{_label(label, style)}{_OPEN}{value}{_CLOSE}</w:p>"
    first, _, rest = legal(value).partition("\n")
    head = f"{_label(label, style)}{runs(first)}</w:p>"
    return head + (paragraphs(rest, style) if rest else "")


@lru_cache(maxsize=512)  # a volume has few labels, each as often as it has entries
def _label(label: str, style: str) -> str:
    opening = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
    return opening + runs(legal(label).replace("\n", " "), "FactLabel")


def title(text: str) -> str:
    """The title of a chapter on one line, as it stands in its heading and in the table of contents."""
    return runs(one_line(text))


def heading(title: str, level: int, bookmark: int, *, new_page: bool = False) -> str:
    """A chapter's heading around its `title`, with the bookmark that the table of contents points to.

    Raises:
        ValueError: the level is not 1 to 4.
    """
    if not 1 <= level <= MAX_LEVEL:
        raise ValueError(f"chapter level {level} is not 1 to {MAX_LEVEL}")
    page = "<w:pageBreakBefore/>" if new_page else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Heading{level}"/>{page}</w:pPr><w:bookmarkStart w:id="{bookmark}" '
        f'w:name="{_anchor(bookmark)}"/>{title}<w:bookmarkEnd w:id="{bookmark}"/></w:p>'
    )


def contents(title: str, entries: Sequence[tuple[str, int]]) -> Iterator[str]:
    """A table of contents over `entries` (`title`, level), filled in: Word asks nothing on opening.

    The entries link to the headings; page numbers come when a reader updates the field.
    """
    yield '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
    yield '<w:docPartUnique w:val="1"/></w:docPartObj></w:sdtPr><w:sdtContent>'
    yield paragraph(runs(one_line(title)), "TOCHeading")
    begin = (
        f'{_field_char("begin")}<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{MAX_LEVEL}" \\h \\z \\u '
    )
    opening = f"{begin}</w:instrText></w:r>{_field_char('separate')}"
    for bookmark, (entry, level) in enumerate(entries, start=1):
        yield (
            f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{opening}<w:hyperlink '
            f'w:anchor="{_anchor(bookmark)}" w:history="1">{entry}</w:hyperlink></w:p>'
        )
        opening = ""
    yield f"<w:p>{_field_char('end')}</w:p></w:sdtContent></w:sdt>"


def picture(relation: str, number: int, width: float, height: float, caption: str) -> str:
    """An inline picture of `width` × `height` millimetres as a paragraph's run; `number` is its own."""
    wide, high = (round(side * 36_000) for side in (width, height))
    name = escape(one_line(caption), quote=True)
    size = f'cx="{wide}" cy="{high}"'
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    kind = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{number}" descr="{name}"/><a:graphic xmlns:a="{main}">'
        f'<a:graphicData uri="{kind}"><pic:pic xmlns:pic="{kind}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        f'r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def page_number() -> str:
    """The runs of "— 1 —" with the page's own number."""
    code = '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    field = f"{_field_char('begin')}{code}{_field_char('separate')}{runs('1')}{_field_char('end')}"
    return f"{runs('— ')}{field}{runs(' —')}"


def _field_char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _anchor(bookmark: int) -> str:
    return f"_Toc{bookmark:08d}"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell as wide as `width` twips; `content` is paragraphs in XML."""

    content: str
    width: int
    merge: str = ""  # restart or continue: one cell over several rows
    centred: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    cells: tuple[TableCell, ...]
    height: int = 0  # at least so many twips
    is_head: bool = False  # repeated on every page
    whole: bool = False  # never parted between two pages


def shares(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """`total` parted by `weights`, without a rest."""
    edges = [total * part // sum(weights) for part in accumulate(weights, initial=0)]
    return tuple(after - before for before, after in pairwise(edges))


def table(grid: Sequence[int], rows: Iterable[TableRow]) -> Iterator[str]:
    """A ruled table with grid columns of `grid` twips, row by row; cells end on the grid's edges."""
    yield '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
    yield f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    yield "</w:tblGrid>"
    edges = {edge: place for place, edge in enumerate(accumulate(grid, initial=0))}
    for row in rows:
        yield _row(row, edges)
    yield f"</w:tbl>{AFTER_TABLE}"


def grid_of(rows: Iterable[TableRow]) -> tuple[int, ...]:
    """The grid that holds the edges of every cell of `rows`."""
    edges = {0}
    for row in rows:
        edges.update(accumulate(cell.width for cell in row.cells))
    ordered = sorted(edges)
    return tuple(after - before for before, after in pairwise(ordered))


def _row(row: TableRow, edges: dict[int, int]) -> str:
    height = f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>' if row.height else ""
    head = "<w:tblHeader/>" if row.is_head else ""
    whole = "<w:cantSplit/>" if row.whole else ""
    starts = accumulate((cell.width for cell in row.cells), initial=0)
    cells = "".join(
        _cell(cell, edges[start + cell.width] - edges[start])
        for cell, start in zip(row.cells, starts, strict=False)
    )
    return f"<w:tr><w:trPr>{whole}{height}{head}</w:trPr>{cells}</w:tr>"


def _cell(cell: TableCell, span: int) -> str:
    properties = f'<w:tcW w:w="{cell.width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if cell.merge:
        properties += f'<w:vMerge w:val="{cell.merge}"/>'
    if cell.centred:
        properties += '<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{cell.content}</w:tc>"
