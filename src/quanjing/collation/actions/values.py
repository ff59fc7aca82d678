"""What stands in an entry, as values and words for a paper."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongwen.facade import Value
from quanjing.collation.queries import FILE_TYPES, BlockTable
from quanjing.collation.rules import OWN_NAME
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field


def cell(field: Field, value: Any, names: dict[str, str]) -> Value:
    """A value as the field's type has it: a number, a day, or text. `names` are file names by code."""
    if value is None or value == "":
        return None
    if field.type in FILE_TYPES:
        return names.get(str(value), str(value))
    if field.type == FieldType.NUMBER and isinstance(value, int | float):
        return value
    if field.type == FieldType.DATE:
        return _day(str(value))
    return words(value)


def words(value: Any) -> str:
    """A value as one text; several choices stand behind each other."""
    return _(", ").join(str(one) for one in value) if isinstance(value, list) else str(value)


def header_fields(table: BlockTable) -> list[Field]:
    """The fields above the sheet but for the body's name."""
    return [field for field in table.header if not (field.meaning and field.meaning.key == OWN_NAME)]


def header_value(table: BlockTable, field: Field, header: dict[str, Any]) -> Any:
    """The answer to a field above the sheet; where sheets share a key, under the sheet's own."""
    own = f"{field.key}-{table.block.template.code}"
    return header.get(own, header.get(field.key))


def _day(text: str) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
