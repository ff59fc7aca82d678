"""Writing checklists: a change makes a new sheet, what was answered keeps the old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.inspections.enums import Answer
from quanjing.inspections.models import BLOCK, Checklist, ItemBasis
from quanjing.inspections.queries import guidance_seen, items_of
from quanjing.inspections.rules import can_plan, owns
from quanjing.sheets.actions import create_template
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import SheetTemplate

MOST_ITEMS = 80
LONGEST = 300


@dataclass(frozen=True, slots=True)
class ItemWanted:
    """A check item; `key` is empty for a new one, `basis` the code of guidance."""

    text: str
    basis: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistWanted:
    """Columns of `Checklist` of the same names."""

    name_zh: str
    purpose: str
    name_en: str = ""


@transaction.atomic
def define_checklist(*, actor: Actor, wanted: ChecklistWanted, items: Sequence[ItemWanted]) -> Checklist:
    """Make a checklist for the actor's body and all below. Raises `Denied`; `Invalid` with every problem."""
    if not can_plan(actor):
        raise Denied
    _refuse(wanted, items)
    made = Checklist.objects.create(
        organization_id=actor.organization_id, template=_template(actor, wanted, items), **_columns(wanted)
    )
    record(actor=actor, verb="inspections.define_checklist", on=made, detail={"name": made.name_zh})
    return made


@transaction.atomic
def change_checklist(
    *, actor: Actor, checklist: Checklist, wanted: ChecklistWanted, items: Sequence[ItemWanted]
) -> Checklist:
    """Change an own checklist; announced inspections go on with the items they have.

    Raises `Denied`, `Invalid`.
    """
    locked = Checklist.objects.select_for_update(of=("self",)).select_related("template").get(pk=checklist.pk)
    if not owns(actor, locked):
        raise Denied
    _refuse(wanted, items)
    locked.template = _template(actor, wanted, items, locked.template)
    locked.version += 1
    for name, value in _columns(wanted).items():
        setattr(locked, name, value)
    locked.save()
    record(actor=actor, verb="inspections.change_checklist", on=locked, detail={"version": locked.version})
    return locked


@transaction.atomic
def copy_checklist(*, actor: Actor, checklist: Checklist) -> Checklist:
    """Make an own checklist of one that the actor sees, to be changed then. Raises `Denied`."""
    if not can_plan(actor):
        raise Denied
    items = [
        ItemWanted(one.text, one.basis.code if one.basis else "", one.key)
        for one in items_of(checklist.template_id)
    ]
    name = _("%(name)s (copy)") % {"name": checklist.name_zh}
    wanted = ChecklistWanted(name[:60], checklist.purpose)
    made = Checklist.objects.create(
        organization_id=actor.organization_id, template=_template(actor, wanted, items), **_columns(wanted)
    )
    record(actor=actor, verb="inspections.copy_checklist", on=made, detail={"of": checklist.code})
    return made


@transaction.atomic
def end_checklist(*, actor: Actor, checklist: Checklist, last_day: date) -> Checklist:
    """Let an own checklist end: nothing new is planned with it. Raises `Denied`."""
    locked = Checklist.objects.select_for_update().get(pk=checklist.pk)
    if not owns(actor, locked):
        raise Denied
    locked.valid_to = last_day
    locked.save(update_fields=["valid_to"])
    detail = {"last_day": last_day.isoformat()}
    record(actor=actor, verb="inspections.end_checklist", on=locked, detail=detail)
    return locked


def _columns(wanted: ChecklistWanted) -> dict[str, Any]:
    return {
        "name_zh": wanted.name_zh.strip()[:60],
        "name_en": wanted.name_en.strip()[:60],
        "purpose": wanted.purpose.strip()[:300],
    }


def _refuse(wanted: ChecklistWanted, items: Sequence[ItemWanted]) -> None:
    problems = [
        Problem(name, words)
        for name, words in (
            ("name_zh", _("The checklist needs a name.")),
            ("purpose", _("Please say what the checklist is for.")),
        )
        if not getattr(wanted, name).strip()
    ]
    texts = [one.text.strip() for one in items]
    if not texts:
        problems.append(Problem("items", _("A checklist needs at least one item.")))
    if len(texts) > MOST_ITEMS:
        problems.append(Problem("items", _("At most %(limit)d items.") % {"limit": MOST_ITEMS}))
    for place, text in enumerate(texts, start=1):
        if not text:
            problems.append(Problem("items", _("Item %(number)d is empty.") % {"number": place}))
        elif texts.index(text) != place - 1:
            problems.append(Problem("items", _("Item %(number)d stands twice.") % {"number": place}))
    if problems:
        raise Invalid(problems)


def _template(
    actor: Actor, wanted: ChecklistWanted, items: Sequence[ItemWanted], before: SheetTemplate | None = None
) -> SheetTemplate:
    """A sheet of these items; an item that stays keeps its key, a new one gets one that never was there."""
    taken = {one.key for one in items if one.key}
    if before is not None:
        taken |= {one.key for one in items_of(before.pk)}
    fresh = (f"i{number}" for number in range(1, 10_000) if f"i{number}" not in taken)
    keys = [one.key or next(fresh) for one in items]
    fields = [
        {"key": key, "label": one.text.strip()[:LONGEST], "type": FieldType.CHOICE, "options": Answer.values}
        for key, one in zip(keys, items, strict=True)
    ]
    sheet = {"blocks": [{"key": BLOCK, "label": wanted.name_zh.strip(), "fields": fields}]}
    made = create_template(sheet=sheet, title=wanted.name_zh.strip())
    if before is not None:
        made.previous, made.version = before, before.version + 1
        made.save(update_fields=["previous", "version"])
    seen = {one.code: one for one in guidance_seen(actor)}
    ItemBasis.objects.bulk_create(
        ItemBasis(template=made, key=key, entry=seen[one.basis])
        for key, one in zip(keys, items, strict=True)
        if one.basis in seen
    )
    return made
