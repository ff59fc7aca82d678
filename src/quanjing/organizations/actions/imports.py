"""Societies from a table: looked at first, entered all together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gongwen.facade import examine
from quanjing.files.actions import options_for
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem, WrongState
from quanjing.organizations.actions.bodies import NewBody, add_many, as_body, problems_in
from quanjing.organizations.actions.tables import bodies_of, read_table
from quanjing.organizations.models import ImportDraft, Organization
from quanjing.organizations.rules import can_administer


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as uploaded (`texts`, "row" is its number in the sheet) and what is wrong with it today."""

    texts: dict[str, str]
    problems: list[Problem]


@transaction.atomic
def preview_import(*, actor: Actor, under: Organization, name: str, data: bytes) -> ImportDraft:
    """Keep an uploaded table for looking at; nothing is entered yet, so nothing is recorded.

    Raises `Denied`, `Invalid` for a file without the columns, GongwenError for an unsafe file.
    """
    if not can_administer(actor, under):
        raise Denied
    kind = examine(data, name=name, options=options_for(name))
    if kind.format not in ("xlsx", "xls"):
        raise Invalid([Problem("file", _("This file is not a readable xlsx table."))])
    table = read_table(data)
    return ImportDraft.objects.create(
        under=under,
        file_name=name.replace("\\", "/").rsplit("/", 1)[-1][-255:],
        rows={"rows": table.rows, "ignored": table.ignored},
        created_by_post_id=actor.post_id,
        created_at=clock.now(),
    )


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
    """Every row with its problems against the register as it is now; two queries."""
    rows = draft.rows["rows"]
    bodies, words = bodies_of(rows, draft.under.level)
    entries = problems_in([as_body(body) for body in bodies])
    persons = [_person_problems(body) for body in bodies]
    return [PreviewRow(*row) for row in zip(rows, _joined(words, entries, persons), strict=True)]


@transaction.atomic
def apply_import(*, actor: Actor, draft: ImportDraft) -> list[Organization]:
    """Enter all rows of a draft, or none.

    Raises `Invalid` with every problem, `WrongState` for a draft that was entered already.
    """
    draft = ImportDraft.objects.select_for_update(of=("self",)).select_related("under").get(pk=draft.pk)
    if draft.done_at is not None:
        raise WrongState(_("This table was imported already."))
    problems = [problem for row in checked_rows(draft) for problem in row.problems]
    if problems:
        raise Invalid(problems)
    bodies, _words = bodies_of(draft.rows["rows"], draft.under.level)
    detail = {"file": draft.file_name}
    entered = add_many(actor=actor, under=draft.under, rows=bodies, detail=detail)
    draft.done_at = clock.now()
    draft.save(update_fields=["done_at"])
    return entered


def _person_problems(body: NewBody) -> list[Problem]:
    if (body.phone or body.email) and not body.contact:
        return [Problem("contact", _("A contact person is missing."))]
    if len(body.contact) > 100:
        return [Problem("contact", _("This name is too long."))]
    return []


def _joined(*lists: list[list[Problem]]) -> list[list[Problem]]:
    return [[problem for part in parts for problem in part] for parts in zip(*lists, strict=True)]
