"""Activities from a filled table: looked at first, entered all together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.activities.actions.counting import counted
from quanjing.activities.actions.duties import keep_duties
from quanjing.activities.actions.facts import named_hosts, problems_in
from quanjing.activities.actions.recording import entered
from quanjing.activities.actions.sheets import SheetRow, by_name, read_sheet, understood
from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity, ActivityDraft
from quanjing.activities.queries import kinds_for
from quanjing.activities.rules import can_keep
from quanjing.audit.actions import record
from quanjing.files.actions import base_name, need_workbook
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.organizations.models import Organization

Key = tuple[str, datetime]


@transaction.atomic
def preview_import(*, actor: Actor, name: str, data: bytes) -> ActivityDraft:
    """Keep an uploaded table for looking at; nothing is entered yet, so nothing is recorded.

    Raises `Denied`, `Invalid` for a file without the columns, GongwenError for an unsafe file.
    """
    if not can_keep(actor) or actor.post_id is None or actor.organization_id is None:
        raise Denied
    need_workbook(data, name)
    return ActivityDraft.objects.create(
        organization_id=actor.organization_id,
        file_name=base_name(name),
        rows=read_sheet(data),
        post_id=actor.post_id,
        made_at=clock.now(),
    )


def get_draft(actor: Actor, code: str) -> ActivityDraft:
    """A table that the actor uploaded under the present post. Raises `Missing`."""
    found = ActivityDraft.objects.select_related("organization").filter(code=code, post=actor.post_id).first()
    if found is None:
        raise Missing
    return found


def checked_rows(draft: ActivityDraft) -> list[SheetRow]:
    """Every row with its problems against the records as they are now."""
    body = draft.organization
    kinds = by_name(list(kinds_for(body.path, clock.today())))
    rows = [understood(texts, kinds) for texts in draft.rows]
    taken = _entered_before(body, rows)
    for row in rows:
        if row.facts is None:
            continue
        row.problems.extend(problems_in(row.facts, body))
        row.problems.extend(named_hosts(list(row.hosts), body)[1])
        if row.took_place and row.facts.starts_at > clock.now():
            row.problems.append(Problem("took_place", _("It has not begun yet.")))
        key = (row.facts.name.strip(), row.facts.starts_at)
        if key in taken:
            words = _("It was entered already: %(where)s.") % {"where": taken[key]}
            row.problems.append(Problem("name", words))
        taken[key] = _("row %(number)s") % {"number": row.texts["row"]}
    return rows


@transaction.atomic
def apply_import(*, actor: Actor, draft: ActivityDraft) -> list[Activity]:
    """Enter all rows, or none; one entry in the record names the numbers.

    A row that took place is written up where it says how many were present.
    Raises `Denied`; `Invalid` with every problem; `WrongState` for a table that was entered already.
    """
    locked = ActivityDraft.objects.select_for_update(of=("self",)).select_related("organization")
    draft = locked.get(pk=draft.pk)
    if not can_keep(actor) or draft.organization_id != actor.organization_id:
        raise Denied
    if draft.done_at is not None:
        raise WrongState(_("This table was entered already."))
    rows = checked_rows(draft)
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise Invalid(problems)
    made = []
    with counted([]) as ids:
        for row in rows:
            assert row.facts is not None
            joint, _none = named_hosts(list(row.hosts), draft.organization)
            made.append(entered(actor, draft.organization, row.facts, joint, _state(row)))
        ids.extend(one.pk for one in made)
    keep_duties(actor, ids)
    draft.done_at = clock.now()
    draft.save(update_fields=["done_at"])
    detail = {"file": draft.file_name, "numbers": [one.number for one in made]}
    record(actor=actor, verb="activities.enter_table", on=draft, detail=detail)
    return made


def _state(row: SheetRow) -> ActivityState:
    if not row.took_place:
        return ActivityState.PLANNED
    written = row.facts is not None and row.facts.present is not None
    return ActivityState.WRITTEN if written else ActivityState.HELD


def _entered_before(body: Organization, rows: list[SheetRow]) -> dict[Key, str]:
    """What the body has entered at the same moments, by name and start: one query."""
    starts = {row.facts.starts_at for row in rows if row.facts is not None}
    found = Activity.objects.filter(organization=body, starts_at__in=starts)
    known: Mapping[Key, str] = {(one.name, one.starts_at): one.number for one in found}
    return dict(known)
