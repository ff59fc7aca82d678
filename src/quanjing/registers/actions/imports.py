"""Entries from a filled table: looked at first, entered all together or not at all."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.files.actions import base_name, need_workbook
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing
from quanjing.organizations.queries import visible_to as bodies_visible_to
from quanjing.registers.actions.dating import BATCH, keep_dates, keep_steps, put_first
from quanjing.registers.actions.entering import SNAPSHOT
from quanjing.registers.actions.facts import checked, name_posts, put
from quanjing.registers.actions.tables import TableRow, read_entries, understood
from quanjing.registers.enums import EntryState, Outcome
from quanjing.registers.models import EntryTable, EntryVersion, RegisterEntry, RegisterKind
from quanjing.registers.queries import block_of, kinds_for
from quanjing.registers.rules import can_keep, dates_of, is_kept_by, waits_for_review
from quanjing.sheets.models import Block

Key = tuple[int, str]


def enters_for_others(actor: Actor) -> bool:
    """Whether a table may name bodies below: of a desk that issues and reads its subtree."""
    return actor.may(Right.ISSUE) and actor.reads_subtree


@transaction.atomic
def preview_table(*, actor: Actor, kind: RegisterKind, name: str, data: bytes) -> EntryTable:
    """Keep an uploaded table for looking at; nothing is entered yet, so nothing is recorded.

    Raises `Denied`, `Invalid` for a file without the columns, GongwenError for an unsafe file.
    """
    if not can_keep(actor) or actor.post_id is None or actor.organization_id is None:
        raise Denied
    need_workbook(data, name)
    return EntryTable.objects.create(
        kind=kind,
        organization_id=actor.organization_id,
        post_id=actor.post_id,
        file_name=base_name(name),
        rows=read_entries(data, block_of(kind.template_id)),
        made_at=clock.now(),
    )


def get_table(actor: Actor, code: str) -> EntryTable:
    """A table that the actor uploaded under the present post. Raises `Missing`."""
    rows = EntryTable.objects.select_related("organization", "kind__template", "kind__organization")
    found = rows.filter(code=code, post=actor.post_id).first()
    if found is None:
        raise Missing
    return found


def checked_rows(actor: Actor, table: EntryTable) -> list[TableRow]:
    """Every row with its problems against the entries as they are now; constant queries."""
    kind, block = table.kind, block_of(table.kind.template_id)
    bodies = _bodies(actor, table)
    rows = [understood(texts, bodies, table.organization) for texts in table.rows]
    taken = _there(kind, rows)
    usable = {one.pk for one in kinds_for(table.organization.path, clock.today())}
    for row in rows:
        row.values, wrong = checked(kind, block, row.facts, {}, complete=True)
        row.problems += [_at_label(problem, block) for problem in wrong]
        if kind.pk not in usable or (row.organization and not is_kept_by(kind, row.organization)):
            words = _("This register is not in use for this body.")
            row.problems.append(Problem("organization", words))
        if row.organization is None or not row.facts.name:
            continue
        key = (row.organization.pk, row.facts.name)
        if key in taken:
            words = _("It is in the register already: %(where)s.") % {"where": taken[key]}
            row.problems.append(Problem("name", words))
        taken[key] = _("row %(number)s") % {"number": row.texts["row"]}
    return rows


@transaction.atomic
def apply_table(*, actor: Actor, table: EntryTable) -> int:
    """Enter all rows, or none; one entry in the record says how many. Returns how many.

    What a desk enters for bodies below is in force at once, since it is the desk that would look at it.
    Raises `Denied`; `Invalid` with every problem; `WrongState` for a table that was entered already.
    """
    rows_locked = EntryTable.objects.select_for_update(of=("self",))
    table = rows_locked.select_related("organization", "kind__template").get(pk=table.pk)
    if not can_keep(actor) or table.organization_id != actor.organization_id:
        raise Denied
    if table.done_at is not None:
        raise WrongState(_("This table was entered already."))
    rows = checked_rows(actor, table)
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise Invalid(problems)
    entries = _entries(actor, table, rows)
    _keep(actor, entries)
    table.done_at = clock.now()
    table.save(update_fields=["done_at"])
    detail = {"file": table.file_name, "count": len(entries), "kind": str(table.kind)}
    record(actor=actor, verb="registers.enter_table", on=table, detail=detail)
    return len(entries)


def _entries(actor: Actor, table: EntryTable, rows: list[TableRow]) -> list[RegisterEntry]:
    block, now, today = block_of(table.kind.template_id), clock.now(), clock.today()
    entries: list[RegisterEntry] = []
    by_body: dict[int, list[RegisterEntry]] = defaultdict(list)
    for row in rows:
        assert row.organization is not None
        entry = RegisterEntry(
            kind=table.kind, organization=row.organization, template=table.kind.template, made_at=now,
            made_name=actor.signature, changed_at=now, filed_on=today, confirmed_year=today.year,
        )  # fmt: skip
        put(entry, row.facts, row.values, block)
        if table.kind.dormant_days and entry.updated_on is None:
            entry.updated_on = today
        entries.append(entry)
        by_body[row.organization.pk].append(entry)
    for mine in by_body.values():
        name_posts(mine, mine[0].organization)
    for entry in entries:
        own = entry.organization_id == actor.organization_id
        waits = own and waits_for_review(entry, entry.organization)
        entry.state = EntryState.FILED if waits else EntryState.CURRENT
        entry.accepted = None if waits else 1
        entry.confirmed_year = None if waits else today.year
        put_first(entry, dates_of(entry))
    return entries


def _keep(actor: Actor, entries: list[RegisterEntry]) -> None:
    RegisterEntry.objects.bulk_create(entries, batch_size=BATCH)
    EntryVersion.objects.bulk_create(
        (
            EntryVersion(
                entry=one, number=1, filed_name=actor.signature, filed_post=actor.post_code,
                filed_at=one.made_at, outcome=Outcome.ACCEPTED if one.accepted else Outcome.WAITING,
                **{name: getattr(one, name) for name in SNAPSHOT},
            )
            for one in entries
        ),
        batch_size=BATCH,
    )  # fmt: skip
    if entries[0].kind.steps:
        for one in entries:
            keep_steps(one)
    for start in range(0, len(entries), BATCH):
        keep_dates(entries[start : start + BATCH])


def _bodies(actor: Actor, table: EntryTable) -> dict[str, list[Organization]]:
    """Bodies by code, name, short name that the table may name: the own one, for a desk those below."""
    wanted = {texts.get("organization", "").strip() for texts in table.rows} - {""}
    found: dict[str, list[Organization]] = {}
    if not wanted:
        return found
    near = bodies_visible_to(actor).filter(existing())
    if not enters_for_others(actor):
        near = near.filter(pk=actor.organization_id)
    for column in ("name", "short_name", "code"):
        for body in near.filter(**{f"{column}__in": wanted}):
            places = found.setdefault(getattr(body, column), [])
            places += [body] if body not in places else []
    return found


def _there(kind: RegisterKind, rows: list[TableRow]) -> dict[Key, str]:
    """What these bodies have in the register under these names: one query."""
    bodies = {row.organization.pk for row in rows if row.organization is not None}
    open_now = RegisterEntry.objects.filter(kind=kind, organization__in=bodies)
    open_now = open_now.exclude(state=EntryState.CLOSED)
    return {
        (body, name): code for body, name, code in open_now.values_list("organization_id", "name", "code")
    }


def _at_label(problem: Problem, block: Block) -> Problem:
    """The problem of a field of the sheet with the field's name, since a table has no boxes to point at."""
    label = next((one.label for one in block.fields.all() if one.key == problem.where), "")
    if not label or f"“{label}”" in str(problem.message):
        return problem
    words = _("“%(label)s”: %(problem)s") % {"label": label, "problem": problem.message}
    return Problem(problem.where, words)
