"""What each type of field takes: one small function a type, from input to the value that is kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field

TEXT_LIMIT = 2_000  # characters
LONGTEXT_LIMIT = 100_000

_DATE = re.compile(
    r"(\d{4})\s*[-./\u5e74]\s*(\d{1,2})\s*[-./\u6708]\s*(\d{1,2})\s*\u65e5?"
)  # or year, month, day
_SEPARATORS = re.compile(r"[、,，;；]")


class Unfit(ValueError):
    """A value that the field does not take; the message is for the person who typed it."""


def is_empty(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _string(value: object, limit: int) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise Unfit(_("This must be text."))
    text = str(value).strip()
    if len(text) > limit:
        raise Unfit(_("At most %(limit)d characters.") % {"limit": limit})
    return text


def text(value: object, _field: Field) -> object:
    return " ".join(_string(value, TEXT_LIMIT).split())


def longtext(value: object, _field: Field) -> object:
    return _string(value, LONGTEXT_LIMIT).replace("\r\n", "\n")


def number(value: object, _field: Field) -> object:
    written = unicodedata.normalize("NFKC", _string(value, 40)).replace(",", "").replace(" ", "")
    try:
        exact = Decimal(written)
    except InvalidOperation:
        raise Unfit(_("This must be a number.")) from None
    if not exact.is_finite() or abs(exact) > Decimal(10) ** 15:
        raise Unfit(_("This must be a number."))
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def day(value: object, _field: Field) -> object:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", _string(value, 40)))
    try:
        return date(*(int(part) for part in found.groups())).isoformat() if found else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> str:
    raise Unfit(_("This must be a date such as 2026-09-15."))


def choice(value: object, field: Field) -> object:
    chosen = _string(value, TEXT_LIMIT)
    if chosen not in field.options:
        raise Unfit(_("Please choose one of: %(options)s.") % {"options": " / ".join(field.options)})
    return chosen


def multichoice(value: object, field: Field) -> object:
    given = [value] if isinstance(value, str) and value in field.options else value
    parts = _SEPARATORS.split(given) if isinstance(given, str) else given
    if not isinstance(parts, list):
        raise Unfit(_("This must be a list of choices."))
    return [choice(part, field) for part in parts if not is_empty(part)]


def stored_file(value: object, _field: Field) -> object:
    code = _string(value, TEXT_LIMIT)
    if not re.fullmatch(r"[0-9a-z]{1,16}", code):
        raise Unfit(_("This must be a file."))
    return code


CHECKS: dict[str, Callable[[object, Field], object]] = {
    FieldType.TEXT: text,
    FieldType.LONGTEXT: longtext,
    FieldType.NUMBER: number,
    FieldType.DATE: day,
    FieldType.CHOICE: choice,
    FieldType.MULTICHOICE: multichoice,
    FieldType.FILE: stored_file,
    FieldType.PHOTO: stored_file,
}
