"""The doors of the forms: what the facade offers."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.model import Options, Sheet
from gongwen.sheets.bindings import Rows
from gongwen.sheets.data import sheet_from_json
from gongwen.sheets.forms import read_filled, read_template, template_of
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
    return read_filled(data, name, template, options)


def fill_sheet_docx(
    blank: bytes, *, sheet: Sheet, values: Rows, reference: str = "", options: Options = _DEFAULT
) -> bytes:
    """The given Word blank with a content control at every answer: tags `qj.BLOCK.FIELD`, lists for choices.

    Args:
        blank: the docx, whose tables and styles are kept.
        sheet: the template whose keys the controls carry.
        values: by key of the block its rows, each values by key of the field; several options joined by 、.
        reference: an opaque text that the file carries and `read_filled_sheet` gives back.

    Raises:
        FormlessDocument: the blank asks for nothing.
        RoomlessForm: more rows are given than the blank has, and none can be repeated.
        GongwenError: as for any file that is read.
    """
    from gongwen.sheets.fill_docx import fill_docx

    return fill_docx(blank, sheet, values, reference, options)


def fill_sheet_xlsx(
    blank: bytes, *, sheet: Sheet, values: Rows, reference: str = "", options: Options = _DEFAULT
) -> bytes:
    """The given Excel blank with a named cell at every answer; arguments as for `fill_sheet_docx`.

    Raises:
        FormlessDocument, RoomlessForm, GongwenError: as for `fill_sheet_docx`.
    """
    from gongwen.sheets.fill_xlsx import fill_xlsx

    return fill_xlsx(blank, sheet, values, reference, options)


def draw_sheet_docx(
    sheet: Sheet,
    *,
    values: Rows,
    reference: str = "",
    notes: Sequence[str] = (),
    language: str = "zh",
    options: Options = _DEFAULT,
) -> bytes:
    """A form of our own drawing as Word, with controls and values; for templates without a paper."""
    from gongwen.render import blank_sheet_docx

    blank = blank_sheet_docx(sheet, known={}, title=sheet.title, notes=notes, language=language)
    return fill_sheet_docx(blank, sheet=sheet, values=values, reference=reference, options=options)


def draw_sheet_xlsx(
    sheet: Sheet,
    *,
    values: Rows,
    reference: str = "",
    notes: Sequence[str] = (),
    language: str = "zh",
    options: Options = _DEFAULT,
) -> bytes:
    """A form of our own drawing as Excel, with named cells and values; for templates without a paper."""
    from gongwen.render import blank_sheet_xlsx

    blank = blank_sheet_xlsx(sheet, known={}, title=sheet.title, notes=notes, language=language)
    return fill_sheet_xlsx(blank, sheet=sheet, values=values, reference=reference, options=options)
