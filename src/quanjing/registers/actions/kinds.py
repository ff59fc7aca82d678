"""Making kinds of registers: by the desk of an association for its subtree, on a page, without code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.registers.models import BLOCK, RegisterKind
from quanjing.registers.queries import kinds_for
from quanjing.registers.rules import can_define, owns_kind
from quanjing.sheets.actions import create_template, know_as
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import SheetTemplate
from quanjing.sheets.rules import lacks_purpose

MOST_FIELDS = 40
CHOICES = (FieldType.CHOICE, FieldType.MULTICHOICE)


@dataclass(frozen=True, slots=True)
class FieldWanted:
    """A field of the sheet; `key` is empty for a new one."""

    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    hint: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class KindWanted:
    """Columns of `RegisterKind` of the same names."""

    name_zh: str
    purpose: str
    name_en: str = ""
    holders: tuple[str, ...] = ()
    is_reviewed: bool = False
    needs_reviewer: bool = False
    review_months: int | None = None
    expires: bool = False
    is_dated: bool = False
    ahead_days: int | None = None
    steps: tuple[tuple[str, int], ...] = ()
    is_consulted: bool = False
    is_shared: bool = False
    is_acknowledged: bool = False
    confirm_month: int | None = None
    dormant_days: int | None = None
    keeps_log: bool = False
    asked_as: tuple[str, ...] = ()


@transaction.atomic
def define_kind(*, actor: Actor, wanted: KindWanted, fields: Sequence[FieldWanted]) -> RegisterKind:
    """Make a register for the actor's body and all below. Raises `Denied`; `Invalid` with every problem."""
    body = Organization.objects.filter(pk=actor.organization_id).first()
    if body is None or not can_define(actor, body):
        raise Denied
    problems = _wrong(wanted, fields)
    if kinds_for(body.path, clock.today()).filter(name_zh=wanted.name_zh.strip()).exists():
        problems.append(Problem("name_zh", _("There is a register of this name.")))
    if problems:
        raise Invalid(problems)
    made = RegisterKind(organization=body, template=_template(wanted, fields), valid_from=clock.today())
    _put(made, wanted)
    made.save()
    _know(made)
    record(actor=actor, verb="registers.define_kind", on=made, detail={"name": made.name_zh})
    return made


@transaction.atomic
def change_kind(
    *, actor: Actor, kind: RegisterKind, wanted: KindWanted, fields: Sequence[FieldWanted]
) -> RegisterKind:
    """Change an own register; entries keep what they said, their next version takes the new fields.

    Raises `Denied`, `Invalid`.
    """
    locked = RegisterKind.objects.select_for_update(of=("self",)).select_related("template").get(pk=kind.pk)
    if not owns_kind(actor, locked):
        raise Denied
    problems = _wrong(wanted, fields)
    if problems:
        raise Invalid(problems)
    locked.template = _template(wanted, fields, locked.template)
    locked.version += 1
    _put(locked, wanted)
    locked.save()
    _know(locked)
    record(actor=actor, verb="registers.change_kind", on=locked, detail={"version": locked.version})
    return locked


@transaction.atomic
def end_kind(*, actor: Actor, kind: RegisterKind, last_day: date) -> RegisterKind:
    """Let an own register end: nothing new is entered, what is there stays. Raises `Denied`, `Invalid`."""
    locked = RegisterKind.objects.select_for_update().get(pk=kind.pk)
    if not owns_kind(actor, locked):
        raise Denied
    if locked.valid_from is not None and last_day < locked.valid_from:
        raise Invalid([Problem("last_day", _("The last day lies before the first."))])
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    record(actor=actor, verb="registers.end_kind", on=locked, detail={"last_day": last_day.isoformat()})
    return locked


def _wrong(wanted: KindWanted, fields: Sequence[FieldWanted]) -> list[Problem]:
    problems = [
        Problem(name, words)
        for name, words in (
            ("name_zh", _("The register needs a name.")),
            ("purpose", _("Please say what the register is for.")),
        )
        if not getattr(wanted, name).strip()
    ]
    if wanted.confirm_month is not None and not 1 <= wanted.confirm_month <= 12:
        problems.append(Problem("confirm_month", _("A month from 1 to 12.")))
    if wanted.ahead_days is not None and not wanted.is_dated:
        problems.append(Problem("ahead_days", _("Only entries with a day of their own are filed ahead.")))
    if wanted.steps and not wanted.is_dated:
        problems.append(Problem("steps", _("Steps are counted back from a day: let entries have one.")))
    if wanted.is_acknowledged and not wanted.is_shared:
        problems.append(Problem("is_acknowledged", _("Only what bodies below see can be read by them.")))
    return problems + _wrong_fields(fields)


def _wrong_fields(fields: Sequence[FieldWanted]) -> list[Problem]:
    problems = []
    if not fields:
        problems.append(Problem("fields", _("A register needs at least one field.")))
    if len(fields) > MOST_FIELDS:
        problems.append(Problem("fields", _("At most 40 fields.")))
    labels = [one.label.strip() for one in fields]
    for place, one in enumerate(fields, start=1):
        where = {"number": place, "label": one.label.strip()}
        if labels.count(one.label.strip()) > 1:
            problems.append(Problem("fields", _("Field %(number)d: “%(label)s” stands twice.") % where))
        if one.type in CHOICES and len(one.options) < 2:
            words = _("Field %(number)d “%(label)s”: a choice needs at least two options.")
            problems.append(Problem("fields", words % where))
        if lacks_purpose(one.type, required=one.required, hint=one.hint):
            words = _("Field %(number)d “%(label)s”: a photo without a stated purpose cannot be required.")
            problems.append(Problem("fields", words % where))
    return problems


def _template(
    wanted: KindWanted, fields: Sequence[FieldWanted], before: SheetTemplate | None = None
) -> SheetTemplate:
    """A sheet with these fields; a known key stays with its field, so that old values find it."""
    used = {one.key for one in fields if one.key}
    if before is not None:
        used |= set(before.blocks.values_list("fields__key", flat=True))
    free = (f"f{number}" for number in range(1, 10_000) if f"f{number}" not in used)
    shapes: list[dict[str, Any]] = [
        {
            "key": one.key or next(free), "label": one.label.strip(), "type": one.type,
            "required": one.required, "options": list(one.options), "hint": one.hint,
        }
        for one in fields
    ]  # fmt: skip
    block = {"key": BLOCK, "label": wanted.name_zh, "fields": shapes}
    made = create_template(sheet={"blocks": [block]}, title=wanted.name_zh)
    if before is not None:
        made.previous, made.version = before, before.version + 1
        made.save(update_fields=["previous", "version"])
    return made


def _put(kind: RegisterKind, wanted: KindWanted) -> None:
    values = asdict(wanted)
    values["steps"] = [{"name": name, "days_before": days} for name, days in wanted.steps]
    for name in ("holders", "asked_as"):
        values[name] = list(values[name])
    for name in ("name_zh", "name_en", "purpose"):
        values[name] = values[name].strip()
    for name, value in values.items():
        setattr(kind, name, value)


def _know(kind: RegisterKind) -> None:
    """Forms that ask under these labels are answered from the entries."""
    if kind.asked_as:
        know_as(fact=f"registers.{kind.code}", labels=kind.asked_as)
