"""The issuer's own blank as the paper of a template whose keys are given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongwen.errors import FormlessDocument, GongwenError
from gongwen.extract.sheets import place_sheet
from gongwen.model import Options, Sheet
from gongwen.read.bundle_files import FORMATS, take_out
from gongwen.read.convert import to_office
from gongwen.read.kinds import sniff
from gongwen.sheets.annex import annexes
from gongwen.sheets.bindings import same_fields
from gongwen.sheets.forms import open_form, plan_on
from gongwen.sheets.model import Template

_OFFICE = frozenset({"docx", "xlsx"})
_WORD = frozenset({"doc", "wps"})
_CONVERTED = frozenset({"doc", "wps", "xls", "et"})
_SHARE = 0.7  # of a template's fields that its paper has


@dataclass(frozen=True, slots=True)
class Blank:
    """A form among the files of a notice, as docx or xlsx. `name` as it stands there, with that ending."""

    name: str
    data: bytes
    sheet: Sheet


def template_on(blank: bytes, name: str, sheet: Sheet, options: Options) -> Template:
    """The blank as a template under the keys of `sheet`.

    Fields are known by their labels in their order; an answer in one that only the blank has is given
    under the block "".
    """
    document = open_form(blank, name, options)
    placed = place_sheet(document)
    if placed is None:
        raise FormlessDocument()
    own = placed.sheet
    keys = {}
    for (number, at), (block, field) in same_fields(own, sheet).items():
        printed = own.blocks[number]
        keys[printed.key, printed.fields[at].key] = (block.key, field.key)
    return Template(own, plan_on(document, placed), keys=keys)


def fits(blank: Sheet, sheet: Sheet) -> bool:
    """Whether a form is the paper of a template: it has nearly all of its fields."""
    wanted = sum(len(block.fields) for block in sheet.blocks)
    return wanted > 0 and len(same_fields(blank, sheet)) / wanted >= _SHARE


def blanks_in(data: bytes, name: str, options: Options) -> Iterator[Blank]:
    """The forms among the files of a zip or a mail, or printed behind the headings of a notice's annexes.

    What cannot be read is passed over.
    """
    try:
        format = sniff(data, name, options)
        if format not in FORMATS:
            yield from _printed_in(data, name, format, options)
            return
        found = list(take_out(data, format, options))
    except GongwenError:
        return
    for item in found:
        if item.error:
            continue
        try:
            format = sniff(item.data, item.name, options)
            if item.is_letter:
                yield from _printed_in(item.data, item.name, format, options)
            elif (blank := _blank(item.name, item.data, options)) is not None:
                yield blank
        except GongwenError:
            continue


def _printed_in(data: bytes, name: str, format: str, options: Options) -> Iterator[Blank]:
    """The forms that a Word notice prints as annexes, each as a file of its own. Raises `GongwenError`."""
    if format in _WORD:
        data, format = to_office(data, format, options)
    if format != "docx":
        return
    for annex in annexes(data, options):
        blank = _blank(name, annex, options)
        if blank is not None:
            yield blank


def _blank(name: str, data: bytes, options: Options) -> Blank | None:
    format = sniff(data, name, options)
    if format in _CONVERTED:
        data, format = to_office(data, format, options)
    if format not in _OFFICE:
        return None
    placed = place_sheet(open_form(data, f"blank.{format}", options))
    if placed is None:
        return None
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Blank(f"{stem}.{format}", data, placed.sheet)
