"""Facts of a directive's frame as a person sets them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gongwen.facade import read_fact
from quanjing.directives.models import Attachment, Directive
from quanjing.directives.queries import FACTS, doubts_read, same_document
from quanjing.foundation.errors import Invalid, Problem
from quanjing.sheets.actions import create_template
from quanjing.sheets.models import SheetTemplate

CORRECTABLE = frozenset({*FACTS, "day_end"})
_LISTS = frozenset({"addressees", "issuers"})
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00")


def correct(*, directive: Directive, changes: Mapping[str, Any]) -> None:
    """Set facts as a person says; a fact that is set needs no confirmation any more.

    Raises:
        Invalid: an unknown fact, or a value that the fact cannot have.
    """
    problems = [
        Problem(name, _("This cannot be changed here.")) for name in changes if name not in CORRECTABLE
    ]
    values: dict[str, Any] = {}
    for name in CORRECTABLE & set(changes):
        try:
            values[name] = _clean(name, changes[name])
        except ValueError as error:
            problems.append(Problem(name, str(error)))
    if problems:
        raise Invalid(problems)
    for name, value in values.items():
        setattr(directive, name, value)
    directive.doubts = {name: why for name, why in directive.doubts.items() if name not in values}
    directive.duplicate_of = same_document(directive)


def _clean(name: str, value: Any) -> Any:
    if name in _LISTS:
        parts = re.split(r"[、，；\n;]", value) if isinstance(value, str) else list(value or ())
        return [str(part).strip()[:200] for part in parts if str(part).strip()]
    if name == "issued_on":
        if value in (None, ""):
            return None
        return value if isinstance(value, date) else _day(str(value))
    text = str(value or "").strip()
    if name == "day_end" and not _TIME.fullmatch(text):
        raise ValueError(_("A time of day such as 17:00, at most 24:00."))
    if name == "title" and not text:
        raise ValueError(_("A directive needs a title."))
    return text[: 500 if name == "title" else 100]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("A date such as 2026-09-15.")) from None


def reread(*, directive: Directive, fact: str, span: tuple[int, int]) -> dict[str, Any] | None:
    """What the engine reads as `fact` in a marked passage: {"value", "spans"}; None for nothing."""
    return read_fact(directive.text, fact, span, issued_on=directive.issued_on)


def set_fact(*, directive: Directive, fact: str, value: Any, spans: Any) -> None:
    """Set a fact of the frame in the shape of `value_of`; where it stands moves with it.

    `spans` None: where the first reading had it.
    """
    if fact == "attachments":
        _set_attachments(directive, value)
    elif fact != "contacts":
        correct(directive=directive, changes={fact: value})
    directive.corrected = {name: one for name, one in directive.corrected.items() if name != fact}
    if spans is not None:
        directive.corrected[fact] = {"value": value, "spans": spans}


def settle_doubts(*, directive: Directive, position: int) -> None:
    """Drop the engine's doubts about the task at `position` (from 1): a person has set its deadline."""
    settled = {
        f"warning.{place}"
        for place, one in enumerate(doubts_read(directive.notice), start=1)
        if one.get("task") == position
    }
    directive.doubts = {name: why for name, why in directive.doubts.items() if name not in settled}


def _set_attachments(directive: Directive, shapes: Sequence[Mapping[str, Any]]) -> None:
    """The attachments as given; a sheet is kept by title, else by place, else made of the shape."""
    before = list(directive.attachments.select_related("sheet").order_by("position"))
    by_title = {one.title: one.sheet for one in before}
    in_order = [one.sheet for one in before] if len(before) == len(shapes) else []
    made = []
    for place, shape in enumerate(shapes):
        title = shape["title"][:300]
        span = shape.get("span") or (None, None)
        sheet = by_title.get(title) or (in_order[place] if in_order else None)
        if isinstance(shape.get("sheet"), str):
            sheet = SheetTemplate.objects.get(code=shape["sheet"])
        elif sheet is None and (shape.get("sheet") or {}).get("blocks"):
            sheet = create_template(sheet=shape["sheet"])
        made.append(
            Attachment(
                directive=directive, position=place + 1, title=title, start=span[0], end=span[1], sheet=sheet
            )
        )
    directive.attachments.all().delete()
    Attachment.objects.bulk_create(made)
