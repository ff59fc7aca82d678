"""A checklist as it is filled in or shown: each item with its answer, the last one, and what is open on
it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanjing.inspections.enums import UNSETTLED, Answer
from quanjing.inspections.models import Finding, InspectedBody
from quanjing.inspections.queries.checklists import Item, items_of
from quanjing.inspections.queries.guidance import superseded

Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One item: what is answered now, what was answered the last time, the finding that is still open."""

    item: Item
    answer: str = ""
    note: str = ""
    owner: str = ""
    due: date | None = None
    last: str = ""  # in words
    last_note: str = ""
    finding: Finding | None = None
    is_superseded: bool = False

    @property
    def said(self) -> str:
        return said_of(self.answer)


def said_of(answer: str) -> str:
    """An answer in words."""
    return str(Answer(answer).label) if answer in Answer.values else ""


def sheet_rows(
    template_id: int, answers: Answers, last: Answers, found: Mapping[str, Finding]
) -> list[SheetRow]:
    """The items of a sheet in order: four queries at most."""
    items = items_of(template_id)
    old = {one.old.pk for one in superseded(item.basis.pk for item in items if item.basis)}
    rows = []
    for item in items:
        now, before = answers.get(item.key, {}), last.get(item.key, {})
        row = SheetRow(
            item=item, answer=str(now.get("answer", "")), note=str(now.get("note", "")),
            owner=str(now.get("owner", "")), due=_day(now.get("due")), last=said_of(str(before.get("answer",
            ""))),
            last_note=str(before.get("note", "")), finding=found.get(item.key),
            is_superseded=item.basis is not None and item.basis.pk in old,
        )  # fmt: skip
        rows.append(row)
    return rows


def unsettled_of(body: InspectedBody) -> dict[str, Finding]:
    """What is still open on the same body and checklist, by the key of the item: one query."""
    rows = Finding.objects.filter(
        organization=body.organization_id,
        inspection__checklist=body.inspection.checklist_id,
        state__in=UNSETTLED,
    )
    return {one.item: one for one in rows.exclude(item="").order_by("pk")}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
