"""Societies from a table: new ones and changes, looked at first, entered all together or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.files.actions import base_name, need_workbook
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.organizations.actions.bodies import NewBody, add_many, as_body, problems_in
from quanjing.organizations.actions.places import lock_tree
from quanjing.organizations.actions.tables import WITH_CODE, bodies_of, filled_table, read_societies
from quanjing.organizations.actions.updates import (
    Register,
    Row,
    Update,
    change_many,
    known_rows,
    shown,
    updates_of,
)
from quanjing.organizations.models import ImportDraft, Organization
from quanjing.organizations.rules import can_administer

SINCE = _("Somebody changed this body since the table was uploaded; please upload it again.")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the preview: its column, what the table says, and what stood there where that differs."""

    column: str
    text: str
    old: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as uploaded (`texts`, "row" is its number in the sheet) and what is wrong with it today.

    `update` is set where the row names a body that exists, `entered` where it is a new one.
    """

    texts: dict[str, str]
    problems: list[Problem]
    entered: NewBody | None = None
    update: Update | None = None
    cells: list[Cell] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        return self.update is not None and bool(self.update.changes)


@transaction.atomic
def preview_import(*, actor: Actor, under: Organization, name: str, data: bytes) -> ImportDraft:
    """Keep an uploaded table for looking at; nothing is entered yet, so nothing is recorded.

    The bodies that the rows name are noted with their versions: what changes in between is a conflict.
    Raises `Denied`, `Invalid` for a file without the columns, GongwenError for an unsafe file.
    """
    if not can_administer(actor, under):
        raise Denied
    need_workbook(data, name)
    table = read_societies(data)
    register = Register(under)
    matches = {row["row"]: register.match(row) for row in table.rows}
    seen = {number: [found[0].pk, found[0].version] for number, found in matches.items() if len(found) == 1}
    return ImportDraft.objects.create(
        under=under,
        file_name=base_name(name),
        rows={"rows": table.rows, "ignored": table.ignored, "seen": seen},
        created_by_post_id=actor.post_id,
        created_at=clock.now(),
    )


def export_table(*, actor: Actor, under: Organization) -> bytes:
    """The societies below a body as a table that can be corrected and uploaded again. Raises `Denied`."""
    if not can_administer(actor, under):
        raise Denied
    return filled_table(known_rows(under))


def get_draft(actor: Actor, code: str) -> ImportDraft:
    """A draft that the actor uploaded under the present post. Raises `Missing`."""
    found = (
        ImportDraft.objects.select_related("under")
        .filter(code=code, created_by_post_id=actor.post_id)
        .first()
    )
    if found is None:
        raise Missing
    return found


def checked_rows(draft: ImportDraft) -> list[PreviewRow]:
    """Every row with its problems against the register as it is now; six queries, whatever the table."""
    rows: list[dict[str, str]] = [{"code": "", **row} for row in draft.rows["rows"]]
    register = Register(draft.under)
    matches = [register.match(row) for row in rows]
    unknown = [row for row, found in zip(rows, matches, strict=True) if not found]
    named = [(row, found[0]) for row, found in zip(rows, matches, strict=True) if len(found) == 1]
    entered = _entered(unknown, draft.under.level)
    updates = iter(updates_of(register, named, [row["name"] for row in unknown]))
    checked = []
    for row, found in zip(rows, matches, strict=True):
        since = _since(draft, row, found)
        if not found:
            one = next(entered)
            checked.append(
                PreviewRow(row, one.problems + since, entered=one.entered, cells=_cells(row, {}, {}))
            )
        elif len(found) > 1:
            clash = Problem("name", _("The columns of this row name different bodies."))
            checked.append(PreviewRow(row, [clash], cells=_cells(row, {}, {})))
        else:
            update, old = next(updates), register.texts(found[0])
            cells = _cells(row, old, shown(update, old))
            checked.append(PreviewRow(row, update.problems + since, update=update, cells=cells))
    return checked


@transaction.atomic
def apply_import(*, actor: Actor, draft: ImportDraft) -> list[Organization]:
    """Enter all rows of a draft, or none; returns the new bodies.

    Raises `Invalid` with every problem, also where somebody changed a body since the upload, `WrongState`
    for a draft that was entered already.
    """
    lock_tree()
    draft = ImportDraft.objects.select_for_update(of=("self",)).select_related("under").get(pk=draft.pk)
    if draft.done_at is not None:
        raise WrongState(_("This table was entered already."))
    rows = checked_rows(draft)
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise Invalid(problems)
    new = [row.entered for row in rows if row.entered is not None]
    updates = [row.update for row in rows if row.update is not None and row.changes]
    if updates:
        change_many(actor=actor, under=draft.under, updates=updates, file=draft.file_name)
    entered = []
    if new:
        entered = add_many(actor=actor, under=draft.under, rows=new, detail={"file": draft.file_name})
    draft.done_at = clock.now()
    draft.save(update_fields=["done_at"])
    return entered


def _entered(rows: list[dict[str, str]], level: str) -> Iterator[PreviewRow]:
    bodies, words = bodies_of(rows, level)
    entries = problems_in([as_body(body) for body in bodies])
    for row, body, *found in zip(rows, bodies, words, entries, strict=True):
        problems = [problem for part in (*found, _person_problems(body)) for problem in part]
        if row["code"]:
            problems.append(Problem("code", _("No society below has this code.")))
        yield PreviewRow(row, problems, entered=body)


def _since(draft: ImportDraft, row: Row, found: list[Organization]) -> list[Problem]:
    """Whether the register still stands, for this row, as it did when the table was uploaded."""
    seen = draft.rows.get("seen", {}).get(row["row"])
    now = [found[0].pk, found[0].version] if len(found) == 1 else None
    return [] if seen == now else [Problem("name", SINCE)]


def _cells(row: Row, old: Row, new: Row) -> list[Cell]:
    return [
        Cell(name, new.get(name, row[name] or old.get(name, "")), old.get(name, ""), name in new)
        for name in WITH_CODE
    ]


def _person_problems(body: NewBody) -> list[Problem]:
    if (body.phone or body.email) and not body.contact:
        return [Problem("contact", _("A contact person is missing."))]
    if len(body.contact) > 100:
        return [Problem("contact", _("This name is too long."))]
    return []
