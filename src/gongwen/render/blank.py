"""Blank sheets: the form of a task as Word or Excel, what is known already filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO

from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.render import wordxml
from gongwen.render.blank_heads import WIDE, Matrix, heads_of, is_wide, matrix_of
from gongwen.render.strings import Strings, strings
from gongwen.render.wordxml import TYPE_AREA, TYPE_AREA_LANDSCAPE, TableCell, TableRow

HEADER = "header"
EMPTY_ROWS = 3  # of a repeating block
_LABEL_WIDTH = 1700  # twips
_LINE, _TALL, _MEDIUM = 560, 2600, 1200  # heights in twips
BARRED = "—"  # in a cell that asks for nothing
_NARROW = 5  # more columns than these take the whole width, their label in a row above
_CHOICES = (FieldType.CHOICE, FieldType.MULTICHOICE)


def blank_sheet_docx(
    sheet: Sheet, *, known: Mapping[str, str], title: str, notes: Sequence[str] = (), language: str = "zh"
) -> bytes:
    """The blank form as a Word file, one ruled table below the title.

    Args:
        sheet: the blocks; repeating ones get their columns and three empty rows.
        known: values of header fields by key; they stand in their boxes.
        title: above the table.
        notes: below the table, in small type.
        language: of the few words added.
    """
    # python-docx is slow to load, and reading a notice must not wait for it.
    from gongwen.render.paper import new_paper, write_paper

    words = strings(language)
    wide = is_wide(sheet.blocks)
    area = TYPE_AREA_LANDSCAPE if wide else TYPE_AREA
    tables = _tables(list(_block_rows(block, known, words, area)) for block in sheet.blocks)
    out = BytesIO()
    write_paper(out, new_paper(title, cover=False, landscape=wide), _body(title, tables, notes, words))
    return out.getvalue()


def _tables(blocks: Iterable[list[TableRow]]) -> list[list[TableRow]]:
    """The rows as tables: Word repeats a head on further pages only where its table begins with it."""
    tables: list[list[TableRow]] = []
    for rows in filter(None, blocks):
        if tables and not rows[0].is_head and not tables[-1][0].is_head:
            tables[-1] += rows
        else:
            tables.append(rows)
    return tables


def _body(title: str, tables: list[list[TableRow]], notes: Sequence[str], words: Strings) -> Iterator[str]:
    yield wordxml.paragraphs(title, "FormTitle")
    for rows in tables:
        yield from wordxml.table(wordxml.grid_of(rows), rows)
    if notes:
        yield wordxml.paragraphs("\n".join((words.notes, *notes)), "FormNote")


def _block_rows(block: SheetBlock, known: Mapping[str, str], words: Strings, area: int) -> Iterator[TableRow]:
    if not block.fields:
        return iter((TableRow((_label(block.label, block_hint(block, words), area),), _LINE),))
    if block.key == HEADER:
        return _header_rows(block, known, words, area)
    if block.repeat:
        return _repeating_rows(block, words, area)
    matrix = matrix_of(block)
    return _matrix_rows(block, matrix, words, area) if matrix else _single_rows(block, words, area)


def _header_rows(
    block: SheetBlock, known: Mapping[str, str], words: Strings, area: int
) -> Iterator[TableRow]:
    """Label and box, two pairs a line."""
    for first in range(0, len(block.fields), 2):
        pair = block.fields[first : first + 2]
        widths = wordxml.shares(area - _LABEL_WIDTH * len(pair), (1,) * len(pair))
        cells: list[TableCell] = []
        for field, width in zip(pair, widths, strict=True):
            value = known.get(field.key) or box_text(field, words)
            cells += _label(field.label, bracketed(words, field.hint)), _box(value, width)
        yield TableRow(tuple(cells), _LINE)


def _single_rows(block: SheetBlock, words: Strings, area: int) -> Iterator[TableRow]:
    """The block's label at the left; the fields' labels and boxes beside it."""
    merge = "restart" if len(block.fields) > 1 else ""
    for field in block.fields:
        cells = [_label(block.label, block_hint(block, words), merge=merge)] if block.label else []
        if has_own_label(block, field):
            cells.append(_label(field.label, bracketed(words, field.hint)))
        width = area - _LABEL_WIDTH * len(cells)
        height = _TALL if field.type is FieldType.LONGTEXT else _LINE
        yield TableRow((*cells, _box(box_text(field, words), width)), height)
        merge = "continue" if merge else ""


def _repeating_rows(block: SheetBlock, words: Strings, area: int) -> Iterator[TableRow]:
    """A line of column labels and empty rows; the block's label beside them, or above many."""
    side = bool(block.label) and len(block.fields) <= _NARROW
    if block.label and not side:
        yield TableRow((_label(block.label, block_hint(block, words), area),), _LINE, is_head=True)
    left = _LABEL_WIDTH if side else 0
    weights = [3 if field.type is FieldType.LONGTEXT else 1 for field in block.fields]
    widths = wordxml.shares(area - left, weights)
    hints = {field.label: bracketed(words, field.hint) for field in block.fields}
    label = (_label(block.label, block_hint(block, words), merge="restart"),) if side else ()
    more = (_label("", "", merge="continue"),) if side else ()
    for number, heads in enumerate(_head_rows([field.label for field in block.fields], widths, hints)):
        yield TableRow((*(more if number else label), *heads), _LINE, is_head=not side)
    pairs = zip(block.fields, widths, strict=True)
    boxes = tuple(_box(box_text(field, words), width) for field, width in pairs)
    for _ in range(EMPTY_ROWS):
        yield TableRow((*more, *boxes), _MEDIUM if max(weights) > 1 else _LINE)


def _head_rows(
    labels: Sequence[str], widths: Sequence[int], hints: Mapping[str, str]
) -> Iterator[tuple[TableCell, ...]]:
    """One row of labels, or two where some stand under a common one."""
    heads = heads_of(labels)
    deep = any(head.inner for head in heads)
    upper: list[TableCell] = []
    lower: list[TableCell] = []
    for head in heads:
        under = widths[head.first : head.first + head.count]
        merge = "restart" if deep and not head.inner else ""
        upper.append(_label(head.text, "" if head.inner else hints.get(head.text, ""), sum(under), merge))
        for at, width in enumerate(under):
            text = head.inner[at] if head.inner else ""
            hint = hints.get(f"{head.text}/{text}", "")
            lower.append(_label(text, hint, width, "" if head.inner else "continue"))
    yield tuple(upper)
    if deep:
        yield tuple(lower)


def _matrix_rows(block: SheetBlock, matrix: Matrix, words: Strings, area: int) -> Iterator[TableRow]:
    """Printed rows under a head; a crossing that asks for nothing is barred."""
    long = {
        column
        for (_, column), field in matrix.fields.items()
        if field.type in (FieldType.LONGTEXT, *_CHOICES)
    }
    side = area // 4 if len(matrix.columns) < WIDE else _LABEL_WIDTH
    widths = wordxml.shares(area - side, [2 if column in long else 1 for column in matrix.columns])
    for number, heads in enumerate(_head_rows(matrix.columns, widths, {})):
        merge = "continue" if number else "restart" if _is_deep(matrix.columns) else ""
        label = _label(block.label, block_hint(block, words), side, merge)
        yield TableRow((label, *heads), _LINE, is_head=True)
    for row in matrix.rows:
        boxes = []
        for column, width in zip(matrix.columns, widths, strict=True):
            field = matrix.fields.get((row, column))
            boxes.append(_box(box_text(field, words) if field else BARRED, width))
        yield TableRow((_label(row, "", side), *boxes), _LINE)


def _is_deep(labels: Sequence[str]) -> bool:
    return any(head.inner for head in heads_of(labels))


def has_own_label(block: SheetBlock, field: SheetField) -> bool:
    """Whether the field's label says more than the block's does: it alone repeats or replaces it."""
    return len(block.fields) > 1 or not block.label or field.label not in ("", block.label)


def block_hint(block: SheetBlock, words: Strings) -> str:
    """The block's hint, and how to say that there is nothing, each in brackets on its line."""
    return bracketed(words, block.hint, words.none_hint if block.optional else "")


def bracketed(words: Strings, *hints: str) -> str:
    """The hints that are not empty, one a line, in brackets unless they bring their own."""
    return "\n".join(hint if hint[0] in "（(" else words.hint.format(hint=hint) for hint in hints if hint)


def box_text(field: SheetField, words: Strings) -> str:
    """What an empty box says: the options to tick, or that a file may come along."""
    if field.type in _CHOICES:
        return "\u3000".join(f"□{option}" for option in field.options)
    return words.file_hint if field.type in (FieldType.FILE, FieldType.PHOTO) else ""


def _label(label: str, hint: str, width: int = _LABEL_WIDTH, merge: str = "") -> TableCell:
    if merge == "continue":
        label = hint = ""
    content = wordxml.paragraphs(label, "TableHead")
    return TableCell(content + (wordxml.paragraphs(hint, "TableHint") if hint else ""), width, merge, True)


def _box(text: str, width: int) -> TableCell:
    return TableCell(wordxml.paragraphs(text, "TableText"), width, centred=True)
