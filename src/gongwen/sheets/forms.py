"""Files as forms: a blank becomes a template, a filled copy of it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongwen.errors import EmptyDocument, FormlessDocument, UnsupportedDocument
from gongwen.extract.sheet_grid import Grid
from gongwen.extract.sheets import PlacedSheet, parts_of, place_sheet
from gongwen.model import Document, Line, Options, Sheet, Table
from gongwen.read import docx_forms
from gongwen.read.convert import to_office
from gongwen.read.dispatch import check_upload, read_document
from gongwen.read.stamp import reference_of
from gongwen.sheets.accounts import bare
from gongwen.sheets.answers import read_answers
from gongwen.sheets.bound import Boxes
from gongwen.sheets.model import Answers, Template
from gongwen.sheets.plan import Plan, make_plan
from gongwen.sheets.planned import parts_for

_WORD = {"docx", "doc", "wps", "rtf", "odt"}
_EXCEL = {"xlsx", "xls", "et", "ods"}
_ROW = re.compile(r"(?<=\..)(?P<key>[^.]*)\.\d+$")
_PREFIX = "qj."  # of the tags and names by which our own files bind a box to a field


def read_template(data: bytes, name: str, options: Options) -> Template:
    """A blank form as a template.

    Raises:
        FormlessDocument: nothing in it asks for anything.
        GongwenError: as for any file that is read.
    """
    document = open_form(data, name, options)
    placed = place_sheet(document)
    if placed is None:
        raise FormlessDocument()
    return Template(placed.sheet, plan_on(document, placed))


def plan_on(document: Document, placed: PlacedSheet) -> Plan:
    """The plan of an opened blank."""
    parts = [part for part, _ in parts_of(document, trim=False)]
    beside = document.beside + document.hidden
    return make_plan(placed.sheet, placed.places, parts, beside=beside)


def template_of(sheet: Sheet) -> Template:
    """A template from blocks and fields alone, where the blank is not at hand."""
    parts, places = parts_for(sheet)
    return Template(sheet, make_plan(sheet, places, parts, loose=True))


def read_filled(data: bytes, name: str, templates: Sequence[Template], options: Options) -> list[Answers]:
    """The answers that a filled copy gives to each of several forms; the file is opened once.

    Raises:
        GongwenError: as for any file that is read.
    """
    document = open_form(data, name, options)
    found = parts_of(document, trim=False)
    parts, bound = [part for part, _ in found], _bound(document, found)
    reference, outside = reference_of(data, options), tuple(_outside(document, found))
    flows = document.format == "docx"
    read = [
        _under_keys(read_answers(one.plan, parts, _own_tags(bound, one), flows=flows), one)
        for one in templates
    ]
    return [
        replace(
            one,
            not_understood=(*one.not_understood, *outside, *_beside(document, template.plan)),
            reference=reference,
        )
        for one, template in zip(read, templates, strict=True)
    ]


def read_scanned(data: bytes, name: str, templates: Sequence[Template], options: Options) -> list[Answers]:
    """As `read_filled` for a picture or a PDF, with every line that was recognized.

    Raises:
        MissingRecognizer: the extra is not installed.
        TextlessDocument: nothing legible in it.
        GongwenError: as for any file that is read.
    """
    document = read_document(data, name, options)
    parts = [part for part, _ in parts_of(document, trim=False)]
    lines = tuple(text for part in document.parts for text in _texts(part))
    return [replace(_under_keys(read_answers(one.plan, parts, {}), one), lines=lines) for one in templates]


def _own_tags(bound: Boxes, template: Template) -> Boxes:
    """Tags by the keys of a sheet as tags by those of its paper, whose plan is read against."""
    if template.keys is None:
        return bound
    own = {".".join(ours): ".".join(printed) for printed, ours in template.keys.items()}
    return {place: tuple((own.get(tag, tag), text) for tag, text in tags) for place, tags in bound.items()}


def _under_keys(answers: Answers, template: Template) -> Answers:
    """Answers by the keys of the sheet; under the block "" where only its paper has the field."""
    keys = template.keys
    if keys is None:
        return answers
    named = [
        replace(one, block=block, field=field)
        for one in answers.answers
        for block, field in [keys.get((one.block, one.field), ("", one.field))]
    ]
    return replace(answers, answers=tuple(named))


def _texts(part: Line | Table) -> list[str]:
    return [part.text] if isinstance(part, Line) else [cell.text for cell in part.cells]


def _outside(document: Document, found: list[tuple[str | Grid, int]]) -> Iterator[str]:
    """The texts of cells that no form is wide enough to hold."""
    for part, origin in found:
        source = document.parts[origin]
        if isinstance(part, Grid) and isinstance(source, Table):
            held = {box.cell for row in part.rows for box in row}
            yield from (cell.text for at, cell in enumerate(source.cells) if cell.text and at not in held)


def _beside(document: Document, plan: Plan) -> Iterator[str]:
    """What the copy says outside of its text and tables and the blank does not.

    What is hidden is told apart from the form's own only where the blank is at hand.
    """
    known = plan.bare_prints(bare)
    for text in document.beside + (() if plan.loose else document.hidden):
        if bare(text) and bare(text) not in known:
            yield text


def open_form(data: bytes, name: str, options: Options) -> Document:
    """A file as lines and tables, its content controls and named cells kept.

    Raises:
        UnsupportedDocument: neither a text document nor a workbook.
        GongwenError: as for any file that is read.
    """
    format = check_upload(data, name, options)
    target = format
    if format in (_WORD | _EXCEL) - {"docx", "xlsx"}:
        data, target = to_office(data, format, options)
    if target == "docx":
        document = docx_forms.read(data, options).document
    elif target == "xlsx":
        from gongwen.read import xlsx

        document = xlsx.read_form(data, options)
    else:
        raise UnsupportedDocument(format=format)
    if not any(_has_text(part) for part in document.parts):
        raise EmptyDocument()
    return document


def _has_text(part: Line | Table) -> bool:
    return bool(part.text.strip()) if isinstance(part, Line) else any(cell.text for cell in part.cells)


def _bound(document: Document, found: list[tuple[str | Grid, int]]) -> Boxes:
    """What controls and names of cells say of the boxes of each part."""
    bound: dict[tuple[int, int, int], tuple[tuple[str, str], ...]] = {}
    for number, (part, origin) in enumerate(found):
        source = document.parts[origin]
        if isinstance(part, Grid) and isinstance(source, Table):
            for box in (box for row in part.rows for box in row if box.cell >= 0):
                tags = _ours(source.cells[box.cell].bound)
                if tags:
                    bound[number, box.row, box.column] = tags
        elif isinstance(source, Line) and source.bound:
            bound[number, 0, 0] = _ours(source.bound)
    return bound


def _ours(tags: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Keys of fields; the name of a cell in a list ends with the number of its row."""
    ours = ((tag.removeprefix(_PREFIX), text) for tag, text in tags if tag.startswith(_PREFIX))
    return tuple((_ROW.sub(r"\g<key>", tag), text) for tag, text in ours)
