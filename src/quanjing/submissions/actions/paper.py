"""The sheet on paper: blank, with what is known filled in."""

from __future__ import annotations

from django.utils.translation import get_language

from gongwen.facade import blank_sheet_docx
from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from quanjing.foundation.actor import Actor
from quanjing.sheets.models import Block, Field
from quanjing.sheets.rules import is_known
from quanjing.submissions.queries import ReportPage

HEADER = "header"


def blank_sheet(*, actor: Actor, page: ReportPage) -> bytes:  # noqa: ARG001
    """The sheets of a page as one Word file, to be filled in by hand or handed round.

    Reads only: what is known of the actor's body is nothing new to him, so no entry in the record.
    """
    header = tuple(_field(one.key, one.field) for one in page.header)
    blocks = [SheetBlock(key=HEADER, label="", fields=header)] if header else []
    blocks += [_block(place.key, place.block) for place in page.places]
    known = {
        one.key: page.known[one.field.meaning.fact].value
        for one in page.header
        if one.field.meaning is not None and is_known(one.field, page.known)
    }
    title = page.directive.title
    return blank_sheet_docx(
        Sheet(title=title, blocks=tuple(blocks)),
        known=known,
        title=title,
        language=(get_language() or "zh")[:2],
    )


def _block(key: str, block: Block) -> SheetBlock:
    return SheetBlock(
        key=key,
        label=block.label,
        fields=tuple(
            _field(field.key, field) for field in block.fields.all() if field.type != FieldType.FILE
        ),
        repeat=block.repeat,
        optional=block.optional,
        hint=block.hint,
    )


def _field(key: str, field: Field) -> SheetField:
    return SheetField(
        key=key,
        label=field.label,
        type=FieldType(field.type),
        required=field.required,
        options=tuple(field.options),
        hint=field.hint,
    )
