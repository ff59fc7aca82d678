"""The doors of the forms: what the facade offers."""

from __future__ import annotations

from gongwen.model import Options, Sheet
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
    """Read a filled copy of a form: answers, and every text that is neither printed in the blank nor an answer.

    Raises:
        GongwenError: empty, damaged, encrypted, too large, of another kind; the subclass says which.
    """
    return read_filled(data, name, template, options)
