"""The doors of the forms: what the facade offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongwen.model import FieldType, Options, Sheet
from gongwen.sheets.bindings import Rows
from gongwen.sheets.data import sheet_from_json
from gongwen.sheets.forms import read_filled, read_scanned, read_template, template_of
from gongwen.sheets.kept import Blank, blanks_in, fits, template_on
from gongwen.sheets.mark import marked_docx, marked_xlsx
from gongwen.sheets.model import Answers, Template

_DEFAULT = Options()


def read_sheet_template(data: bytes, *, name: str, options: Options = _DEFAULT) -> Template:
    """Read a blank form (docx, xlsx; doc, xls through LibreOffice) as a template.

    Raises:
        FormlessDocument: nothing in it asks to be filled in.
        GongwenError: empty, damaged, encrypted, too large, of another kind; the subclass says which.
    """
    return read_template(data, name, options)


def sheet_template(sheet: Sheet) -> Template:
    """A template from blocks and fields alone: filled copies are read by their labels."""
    return template_of(sheet)


def sheet_template_from_json(data: bytes) -> Template:
    """A template from what `sheet_as_json` gives.

    Raises:
        UnreadableTemplate: not JSON of that shape; says where.
    """
    return template_of(sheet_from_json(data))


def read_filled_sheet(data: bytes, *, name: str, template: Template, options: Options = _DEFAULT) -> Answers:
    """Read a filled copy of a form: its answers, and every text that is neither printed nor an answer.

    Raises:
        GongwenError: empty, damaged, encrypted, too large, of another kind; the subclass says which.
    """
    return read_filled(data, name, [template], options)[0]


def sheet_template_on(blank: bytes, *, name: str, sheet: Sheet, options: Options = _DEFAULT) -> Template:
    """The issuer's own blank as a template under the keys of `sheet`, whose fields it prints.

    Raises:
        FormlessDocument: nothing in it asks to be filled in.
        GongwenError: as for any file that is read.
    """
    return template_on(blank, name, sheet, options)


def sheet_blanks(
    data: bytes, *, name: str, sheets: Sequence[Sheet], options: Options = _DEFAULT
) -> list[Blank | None]:
    """For each of `sheets` its paper: a form among a notice's files (zip, mail) or an annex in it.

    Returns:
        As many as `sheets`; None where no file fits. Raises nothing: what cannot be read fits nothing.
    """
    found = list(blanks_in(data, name, options))
    return [next((one for one in found if fits(one.sheet, sheet)), None) for sheet in sheets]


def read_filled_sheets(
    data: bytes, *, name: str, templates: Sequence[Template], options: Options = _DEFAULT
) -> list[Answers]:
    """As `read_filled_sheet` for several templates at once, of which the caller takes the fittest."""
    return read_filled(data, name, templates, options)


def read_scanned_sheets(
    data: bytes, *, name: str, templates: Sequence[Template], options: Options = _DEFAULT
) -> list[Answers]:
    """Read the scan of a filled copy (pdf, jpg, png), with every line that was recognized in `lines`.

    Raises:
        MissingRecognizer: the extra `ocr` is not installed.
        TextlessDocument: nothing legible in it.
        GongwenError: as for any file that is read.
    """
    return read_scanned(data, name, templates, options)


def fill_sheet_docx(
    blank: bytes,
    *,
    sheet: Sheet,
    values: Rows,
    reference: str = "",
    mark: str = "",
    options: Options = _DEFAULT,
) -> bytes:
    """The given Word blank with a content control at every answer: tags `qj.BLOCK.FIELD`, lists for choices.

    Args:
        blank: the docx, whose tables and styles are kept.
        sheet: the template whose keys the controls carry.
        values: by key of the block its rows, each values by key of the field; several options joined by 、.
        reference: an opaque text that the file carries and `read_filled_sheet` gives back.
        mark: a short text printed at the foot of every page.

    Raises:
        FormlessDocument: the blank asks for nothing.
        RoomlessForm: more rows are given than the blank has, and none can be repeated.
        GongwenError: as for any file that is read.
    """
    from gongwen.sheets.fill_docx import fill_docx

    paper = marked_docx(blank, mark) if mark else blank
    return fill_docx(paper, sheet, values, reference, options)


def fill_sheet_xlsx(
    blank: bytes,
    *,
    sheet: Sheet,
    values: Rows,
    reference: str = "",
    mark: str = "",
    options: Options = _DEFAULT,
) -> bytes:
    """The given Excel blank with a named cell at every answer; arguments as for `fill_sheet_docx`.

    Raises:
        FormlessDocument, RoomlessForm, GongwenError: as for `fill_sheet_docx`.
    """
    from gongwen.sheets.fill_xlsx import fill_xlsx

    paper = marked_xlsx(blank, mark, options) if mark else blank
    return fill_xlsx(paper, sheet, values, reference, options)


def draw_sheet_docx(
    sheet: Sheet,
    *,
    values: Rows,
    reference: str = "",
    mark: str = "",
    notes: Sequence[str] = (),
    language: str = "zh",
    by_hand: bool = False,
    options: Options = _DEFAULT,
) -> bytes:
    """A form of our own drawing as Word, with controls and values; for templates without a paper.

    Single choices are lists to choose from; `by_hand` prints boxes to tick in their place.
    """
    from gongwen.render import blank_sheet_docx

    drawn = sheet if by_hand else _without_boxes(sheet)
    blank = blank_sheet_docx(drawn, known={}, title=sheet.title, notes=notes, language=language)
    return fill_sheet_docx(blank, sheet=sheet, values=values, reference=reference, mark=mark, options=options)


def _without_boxes(sheet: Sheet) -> Sheet:
    """The sheet with an empty cell for each single choice."""
    blocks = [
        replace(
            block,
            fields=tuple(
                replace(field, type=FieldType.TEXT, options=()) if field.type is FieldType.CHOICE else field
                for field in block.fields
            ),
        )
        for block in sheet.blocks
    ]
    return replace(sheet, blocks=tuple(blocks))


def draw_sheet_xlsx(
    sheet: Sheet,
    *,
    values: Rows,
    reference: str = "",
    mark: str = "",
    notes: Sequence[str] = (),
    language: str = "zh",
    by_hand: bool = False,  # noqa: ARG001 - a cell of Excel offers its list in both cases
    options: Options = _DEFAULT,
) -> bytes:
    """A form of our own drawing as Excel, with named cells and values; for templates without a paper."""
    from gongwen.render import blank_sheet_xlsx

    rows = {key: len(found) for key, found in values.items()}
    blank = blank_sheet_xlsx(sheet, known={}, title=sheet.title, notes=notes, language=language, rows=rows)
    return fill_sheet_xlsx(blank, sheet=sheet, values=values, reference=reference, mark=mark, options=options)
