"""Templates and answers as the plain values that are written as JSON, and back."""

from __future__ import annotations

import json
from typing import Any

from gongwen.errors import UnreadableTemplate
from gongwen.extract.fields import is_required
from gongwen.model import FieldType, Sheet, SheetBlock, SheetField
from gongwen.sheets.model import Answers

_MOST = 2_000  # fields of a form


def sheet_as_json(sheet: Sheet) -> dict[str, object]:
    """The form as `quanjing sheet read` prints it."""
    return {
        "title": sheet.title,
        "blocks": [
            {
                "label": block.label or None,
                "repeat": block.repeat,
                "optional": block.optional,
                "fields": [
                    {
                        "key": field.key,
                        "label": field.label,
                        "type": field.type.value,
                        "options": list(field.options),
                    }
                    for field in block.fields
                ],
            }
            for block in sheet.blocks
        ],
    }


def answers_as_json(sheet: Sheet, answers: Answers) -> dict[str, object]:
    """The answers as `quanjing sheet answers` prints them: blocks and fields by their labels."""
    blocks = {block.key: block for block in sheet.blocks}
    labels = {(block.key, field.key): field.label for block in sheet.blocks for field in block.fields}
    return {
        "answers": [
            {
                "block": blocks[one.block].label or None,
                "row": one.row,
                "field": labels[one.block, one.field],
                "value": one.value.replace("\n", ""),
            }
            for one in answers.answers
        ],
        "not_understood": list(answers.not_understood),
    }


def sheet_from_json(data: bytes) -> Sheet:
    """A form from what `sheet_as_json` gives.

    Raises:
        UnreadableTemplate: no JSON, or not of that shape; says where.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableTemplate(place="JSON") from error
    blocks = _list(_dict(found, "$"), "blocks", "$")
    made = tuple(_block(_dict(one, f"blocks[{at}]"), at) for at, one in enumerate(blocks))
    if not made or not 0 < sum(len(block.fields) for block in made) <= _MOST:
        raise UnreadableTemplate(place="blocks")
    return Sheet(_text(found, "title", "$"), made)


def _block(found: dict[str, Any], at: int) -> SheetBlock:
    place = f"blocks[{at}]"
    fields = _list(found, "fields", place)
    made = tuple(
        _field(_dict(one, f"{place}.fields[{n}]"), f"{place}.fields[{n}]") for n, one in enumerate(fields)
    )
    label = found.get("label")
    return SheetBlock(
        str(found.get("key") or ("header" if at == 0 and not label else f"b{at}")),
        "" if label is None else _text(found, "label", place),
        made,
        repeat=bool(found.get("repeat")),
        optional=bool(found.get("optional")),
    )


def _field(found: dict[str, Any], place: str) -> SheetField:
    label = _text(found, "label", place)
    options = tuple(map(str, _list(found, "options", place))) if found.get("options") else ()
    try:
        kind = FieldType(found.get("type", "text"))
    except ValueError as error:
        raise UnreadableTemplate(place=f"{place}.type") from error
    key = found.get("key")
    if not label.strip() or not isinstance(key, str) or not key:
        raise UnreadableTemplate(place=f"{place}.key")
    return SheetField(key, label, kind, required=is_required(label), options=options)


def _dict(found: object, place: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise UnreadableTemplate(place=place)
    return found


def _list(found: dict[str, Any], name: str, place: str) -> list[Any]:
    value = found.get(name)
    if not isinstance(value, list):
        raise UnreadableTemplate(place=f"{place}.{name}")
    return value


def _text(found: dict[str, Any], name: str, place: str) -> str:
    value = found.get(name)
    if not isinstance(value, str):
        raise UnreadableTemplate(place=f"{place}.{name}")
    return value
