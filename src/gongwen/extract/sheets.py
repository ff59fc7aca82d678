"""The blank form in an attachment or a file: header fields, blocks, rows that repeat, hints.

Two ways lead into one recognizer. A file's tables come with their merged cells (`read_sheet`); the
text of a notice comes as paragraphs and rows, whose merges and empty rows are lost (`find_sheet`).
A table without a blank (a plan, a roster, a timetable) is no form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gongwen.extract import sheet_words as words
from gongwen.extract.fields import field_type, is_required, keys_of
from gongwen.extract.sheet_grid import Grid, Kind, Place, grid_of, ragged_grid
from gongwen.extract.sheet_lines import (
    bare_labels,
    colon_fields,
    glued_labels,
    options_named,
    sentence_fields,
)
from gongwen.extract.sheet_matrix import Part
from gongwen.extract.sheet_tables import Form, read_grid
from gongwen.extract.sheet_words import Asked
from gongwen.model import Document, FieldType, Line, Sheet, SheetBlock, SheetField, Table
from gongwen.parse.layout import Layout, Paragraph
from gongwen.text.spaces import squeeze
from gongwen.text.widths import fold

_FORM_NAME = re.compile(r"(?:表|单|书|回执|函|台账|登记卡|名册|模板|样表|问卷)(?:[(（][^()（）]*[)）])?$")
_ANNEX = re.compile(r"附(?:件|表)\d{0,2}[:.、]?")
_WORKBOOKS = {"xlsx", "xls", "et", "ods"}
_RULED = re.compile(r"[_＿]{8,}")
_FEW = 2  # fields without a table, from which on lines may be a form
_CAPTION = 30  # characters of the longest heading over a text
_TITLE = 60  # characters of the longest title


def find_sheet(layout: Layout, title: str, paragraphs: Iterable[Paragraph]) -> Sheet | None:
    """The form in an attachment's paragraphs; None where they ask for nothing.

    Args:
        layout: the text that the paragraphs' cells point into.
        title: the attachment's, which its form takes over.
        paragraphs: the attachment's own text.
    """
    parts: list[str | Grid] = []
    for rows, lines in groupby(paragraphs, key=lambda paragraph: bool(paragraph.cells)):
        if rows:
            parts.append(ragged_grid([[layout.text[a:b] for a, b in line.cells] for line in lines]))
        else:
            parts.extend(layout.text[line.start : line.end] for line in lines)
    form = _read(title, parts)
    found = form.parts if form.parts and _is_form(form, title, parts, named=False) else []
    return _finished(title, found, form.notes) if found else None


def read_sheet(document: Document, title: str = "", *, attached: bool = False) -> Sheet | None:
    """The form that a whole file is, or a part of one; None where it asks for nothing.

    Args:
        document: lines and tables; one made of some parts of another will do.
        title: where it is known; else it is looked for at the top.
        attached: whether it is printed below a notice, where lines are often no form; without a
            table they make one only under a form's name.
    """
    parts = [part for part, _ in parts_of(document)]
    name = title or _title_of(parts)
    form = _read(name, parts)
    found = form.parts if form.parts and _is_form(form, name, parts, named=not attached) else []
    return _finished(name, found, form.notes) if found else None


@dataclass(frozen=True, slots=True)
class PlacedSheet:
    """A form and where its answers belong: for each field of each block a place, None where none is known."""

    sheet: Sheet
    places: tuple[tuple[Place | None, ...], ...]


def place_sheet(document: Document) -> PlacedSheet | None:
    """The form that a file is said to be, with its places; None where it asks for nothing at all."""
    parts = [part for part, _ in parts_of(document, trim=False)]
    name = _title_of(parts)
    form = _read(name, parts, claimed=True)
    if not form.parts:
        return None
    places = tuple(tuple(one.place for one in part.fields) for part in form.parts)
    return PlacedSheet(_finished(name, form.parts, form.notes), places)


def parts_of(document: Document, *, trim: bool = True) -> list[tuple[str | Grid, int]]:
    """What a form is read from: lines and grids, each with the number of the document's part.

    `trim` drops columns of a workbook that may be no more than painted.
    """
    parts: list[tuple[str | Grid, int]] = []
    in_workbook = document.format in _WORKBOOKS
    for number, part in enumerate(document.parts):
        if isinstance(part, Table):
            parts.append((grid_of(part, trim=trim and in_workbook, wide=in_workbook), number))
        elif not (in_workbook and part.heading):  # the worksheet's name
            parts += [(line, number) for line in _lines_of(part)]
    return parts


def _lines_of(line: Line) -> list[str]:
    return [one for one in (line.label + line.text).split("\n") if one.strip()]


def _title_of(parts: Sequence[str | Grid]) -> str:
    """The first line, or the first row of one cell, that ends like a form's name; else the first."""
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Grid):
            lines += [row[0].text for row in part.rows[:3] if len(row) == 1]
            break
        lines.append(part)
    fit = [squeeze(one) for one in lines]
    fit = [one for one in fit if 1 < len(one) <= _TITLE and not one.endswith(("：", ":", "。"))]
    fit = [one for one in fit if not (_ANNEX.fullmatch(one) or colon_fields(one)[0])]
    return next((one for one in fit if _FORM_NAME.search(one)), fit[0] if fit else "")


def _read(title: str, parts: Sequence[str | Grid], *, claimed: bool = False) -> Form:
    """The blocks with something to fill in, and the notes.

    Where a person says that it is a form, a heading with nothing below it asks for a text.
    """
    form = Form()
    instructed = False
    name = squeeze(title)
    tables = any(isinstance(part, Grid) for part in parts)
    for number, part in enumerate(parts):
        form.part = number
        if isinstance(part, Grid):
            instructed = False
            read_grid(form, _without_title(part, name))
        elif instructed and _is_signing(part):
            instructed = False
            _read_line(form, part, tables)
        elif claimed and _asks_below(parts, number):
            instructed = False
            form.head(part)
            form.add_text()
        elif claimed and number and _is_bracketed(part) and _asks_below(parts, number - 1):
            form.notes.append(part)  # how long the text may be
        elif instructed or words.is_instruction(part):
            instructed = True
            form.notes.append(part)
        elif lines_below := _asks_on_lines(parts, number):
            form.close_heading()
            form.join(lines_below)
        elif not _is_title(part, name):
            _read_line(form, part, tables)
    form.close_heading()
    if not tables:
        _read_flat(form, [line for line in parts if isinstance(line, str) and not _is_title(line, name)])
    for block in form.parts:
        block.fields = [one for one in block.fields if one.label.strip("/")]
    form.parts = [part for part in form.parts if part.fields]
    return form


def _asks_on_lines(parts: Sequence[str | Grid], number: int) -> list[Asked]:
    """A question with a colon over a line of nothing but a blank: the answer belongs on that line."""
    line, after = parts[number], parts[number + 1] if number + 1 < len(parts) else ""
    if not (isinstance(line, str) and isinstance(after, str) and _RULED.fullmatch(after.strip())):
        return []
    fields, whole = colon_fields(line)
    if not whole or len(fields) != 1 or not line.rstrip().endswith(("：", ":")):
        return []
    return [replace(fields[0], type=FieldType.LONGTEXT, place=Place(Kind.BELOW))]


def _asks_below(parts: Sequence[str | Grid], number: int) -> bool:
    """A numbered heading over nothing but a hint: the next line is a heading as high, or labels, or none."""
    line = parts[number]
    if not isinstance(line, str) or not _is_heading(line):
        return False
    after = parts[number + 1] if number + 1 < len(parts) else ""
    if isinstance(after, str) and _is_bracketed(after):
        after = parts[number + 2] if number + 2 < len(parts) else ""
    if isinstance(after, Grid):
        return False
    fields, whole = colon_fields(after) if after else ([], False)
    beside = _is_heading(after) and _level(after) <= _level(line)
    return beside or not after or (whole and bool(fields)) or words.is_instruction(after)


def _is_bracketed(line: str) -> bool:
    bare = squeeze(fold(line))
    return bare.startswith("(") and bare.endswith(")")


def _is_heading(line: str) -> bool:
    """A numbered caption; one with a colon has its blank beside it."""
    if not words.numbered(line) or len(squeeze(line)) > _CAPTION or ":" in fold(line):
        return False
    return words.is_label(words.cut_label(line)[0])


def _level(line: str) -> int:
    """一、 stands above （一）, that above 1. and （1）."""
    bare = squeeze(fold(line))
    kinds = (r"[一二三四五六七八九十]+[、.]", r"\([一二三四五六七八九十]+\)", r"\d{1,2}[、.]", r"\(\d{1,2}\)")
    return next((level for level, kind in enumerate(kinds) if re.match(kind, bare)), len(kinds))


def _is_signing(line: str) -> bool:
    """A line of nothing but labels and their blanks, as stands below the notes: 填表人：  联系电话：."""
    fields, whole = colon_fields(line)
    return whole and len(fields) > 1 and not words.numbered(line)


def _is_form(form: Form, title: str, parts: Sequence[str | Grid], *, named: bool) -> bool:
    """Whether more is asked than printed; lines alone are a form only under the name of one, or `named`."""
    asked = sum(len(part.fields) for part in form.parts)
    if asked < form.printed:
        return False
    if any(isinstance(part, Grid) for part in parts):
        return True
    return asked >= _FEW and (named or _FORM_NAME.search(squeeze(title)) is not None)


def _finished(title: str, found: Sequence[Part], notes: Sequence[str]) -> Sheet:
    return Sheet(title, tuple(_blocks(found, "\n".join(notes))))


def _is_title(line: str, name: str) -> bool:
    return squeeze(line) == name or _ANNEX.fullmatch(squeeze(line)) is not None


def _without_title(grid: Grid, name: str) -> Grid:
    """The table without a first row that is the form's title."""
    first = next((row for row in grid.rows if any(box.text for box in row)), ())
    if len(first) == 1 and name and squeeze(first[0].text) == name:
        at = first[0].row
        return Grid((*grid.rows[:at], (), *grid.rows[at + 1 :]), grid.width)
    return grid


def _read_line(form: Form, line: str, tables: bool) -> None:
    fields, whole = colon_fields(line)
    boxed = sentence_fields(line) if words.has_boxes(line) else []
    if boxed:
        form.join(boxed)
    elif fields:
        if form.heading:
            form.close_heading()
        form.join(fields, header=form.only_header)
    elif not whole and not words.is_foreign(line):
        inner = sentence_fields(line)
        labels = glued_labels(line)
        if inner:
            form.join(inner)
        elif labels:
            columns = [words.field_of(one) for one in labels if not words.is_ordinal(one)]
            form.add(Part("", columns, repeat=True))
        elif tables and words.numbered(line) and len(squeeze(line)) <= _TITLE:
            form.head(line)


def _read_flat(form: Form, lines: Sequence[str]) -> None:
    fields = bare_labels(lines)
    if fields:
        form.join(fields)


def _blocks(parts: Sequence[Part], notes: str) -> Iterable[SheetBlock]:
    options, many = options_named(notes)
    number = 0
    headed = False
    for part in parts:
        key = "header" if part.header and not headed else f"b{number + 1}"
        headed = headed or part.header
        number += key != "header"
        keys = keys_of(one.label for one in part.fields)
        keys = ["text"] if _is_one_text(part) else keys
        fields = tuple(_field(key, one, options, many) for key, one in zip(keys, part.fields, strict=True))
        yield SheetBlock(key, part.label, fields, part.repeat, part.optional, part.hint)


def _is_one_text(part: Part) -> bool:
    return len(part.fields) == 1 and part.fields[0].label == part.label


def _field(key: str, asked: Asked, named: dict[str, tuple[str, ...]], many: set[str]) -> SheetField:
    leaf = words.folded(asked.label.rsplit("/", 1)[-1])
    options = asked.options or named.get(leaf, ())
    kind = asked.type or field_type(leaf)
    outer = asked.label.split("/")[0]
    counts = field_type(outer) is FieldType.NUMBER and (leaf == "其他" or is_required(leaf))
    if kind is FieldType.TEXT and counts:
        kind = FieldType.NUMBER
    if len(options) > 1:
        kind = FieldType.MULTICHOICE if asked.many or leaf in many else FieldType.CHOICE
    elif kind is FieldType.CHOICE:
        kind = FieldType.TEXT
    required = is_required(asked.label) and is_required(leaf) and is_required(asked.hint)
    return SheetField(key, asked.label, kind, required, options if len(options) > 1 else (), asked.hint)
