"""The roll-up of one level is the submission to the next: nothing is typed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.files.actions import copy_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, Problem, WrongState
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block
from quanjing.sheets.rules.values import is_empty
from quanjing.submissions.actions.drafting import keep, new_report, reporting_page
from quanjing.submissions.models import Entry, RolledUp, Submission
from quanjing.submissions.queries.page import FILE_TYPES
from quanjing.submissions.queries.rollup import roll_up_of
from quanjing.submissions.rules import BlockDraft, Mode, Row, as_json, drafts_of, mode_of
from quanjing.tasks.models import Assignment

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONGTEXT})


@transaction.atomic
def roll_up(*, actor: Actor, assignment: Assignment, entries: Sequence[str] | None = None) -> int:
    """Take accepted entries of the units below into the draft of the body's own report.

    A repeating block gets one row an entry, in the place of the row that was taken from an earlier version
    of it and stands unchanged. A block of one row gets texts one below the other under the
    name of each unit, sums of numbers, and other values where all agree; what already stands there stays.

    Args:
        entries: codes of entries (None: all that were not taken before).

    Returns:
        How many entries were taken.

    Raises:
        Missing, Denied: not the actor's own assignment, or the post does not report.
        WrongState: sent back in part, decided, or locked.
    """
    page = reporting_page(actor, assignment.directive)
    part = page.part(assignment.task.code)
    if mode_of(part, clock.now()) is not Mode.FORM:
        raise WrongState
    fresh = roll_up_of(actor, part.assignment).fresh
    chosen = [entry for entry in fresh if entries is None or entry.code in set(entries)]
    if not chosen:
        return 0
    report = page.report or new_report(page)
    drafts = drafts_of(page, report.draft)
    taken: list[RolledUp] = []
    for place in part.places:
        own = [entry for entry in chosen if entry.block_id == place.block.pk]
        if own:
            block = drafts.get(place.key, BlockDraft())
            drafts[place.key] = _filled(actor, part.assignment, block, place.block, own, taken)
    draft = {key: as_json(block) for key, block in drafts.items()}
    keep(actor, page, report, header={}, draft=draft, corrections={})
    RolledUp.objects.bulk_create(taken)
    detail = {"entries": len(taken), "draft": report.version}
    record(actor=actor, verb="submissions.roll_up", on=part.assignment, detail=detail)
    return len(taken)


@transaction.atomic
def take_text(
    *,
    actor: Actor,
    assignment: Assignment,
    place: tuple[str, str],
    value: str,
    sources: Iterable[Entry],
    replace: bool = False,
) -> None:
    """Put what was made of many entries into one field of the draft of the body's own report.

    A repeating block gets a row with it; the entries stay linked as what it was joined from.

    Args:
        place: keys of the block on the page and of the field in it.
        value: a text, or the code of a file of the own body.
        replace: also where something stands in the field already.

    Raises:
        Missing, Denied: not the actor's own assignment or not its field, or the post does not report.
        WrongState: sent back in part, decided, or locked.
        Invalid: something stands there, and `replace` is not given.
    """
    page = reporting_page(actor, assignment.directive)
    part = page.part(assignment.task.code)
    block = next((one.block for one in part.places if one.key == place[0]), None)
    if block is None or all(field.key != place[1] for field in block.fields.all()):
        raise Missing
    if mode_of(part, clock.now()) is not Mode.FORM:
        raise WrongState
    report = page.report or new_report(page)
    drafts = drafts_of(page, report.draft)
    draft = drafts.get(place[0], BlockDraft())
    drafts[place[0]] = _with_value(draft, part.code, place[1], value, add=block.repeat, replace=replace)
    kept = {key: as_json(one) for key, one in drafts.items()}
    keep(actor, page, report, header={}, draft=kept, corrections={})
    detail = {"entries": _linked(part.assignment, sources), "draft": report.version}
    record(actor=actor, verb="submissions.take_text", on=part.assignment, detail=detail)


def _linked(assignment: Assignment, sources: Iterable[Entry]) -> int:
    """Say of these entries that the report was joined from them; how many were not linked before."""
    known = set(RolledUp.objects.filter(assignment=assignment).values_list("source_id", flat=True))
    fresh = [one for one in sources if one.pk not in known]
    RolledUp.objects.bulk_create(RolledUp(assignment=assignment, source=one) for one in fresh)
    return len(fresh)


def _with_value(
    draft: BlockDraft, code: str, key: str, value: str, *, add: bool, replace: bool
) -> BlockDraft:
    rows = [row for row in draft.rows if not row.is_blank]
    own = next((row for row in rows if row.task == code), None)
    if own is None or add:
        return BlockDraft(draft.none - {code}, (*rows, Row(code, {key: value})))
    if not is_empty(own.values.get(key)) and own.values[key] != value and not replace:
        words = _("Something stands in this field already. Tick that it shall be replaced.")
        raise Invalid([Problem("replace", words)])
    rows[rows.index(own)] = Row(code, {**own.values, key: value})
    return BlockDraft(draft.none - {code}, tuple(rows))


def link_sources(submission: Submission, entries: Sequence[Entry]) -> None:
    """Say for each row that was taken from below where it stands in the new version."""
    taken = list(RolledUp.objects.filter(assignment=submission.assignment_id).select_related("source"))
    free = list(entries)
    for one in taken:
        same = [e for e in free if e.block_id == one.source.block_id and e.values == one.values]
        one.entry = same[0] if same else None
        free = [entry for entry in free if entry is not one.entry]
    RolledUp.objects.bulk_update(taken, ["entry"])


def _filled(
    actor: Actor,
    assignment: Assignment,
    draft: BlockDraft,
    block: Block,
    entries: Sequence[Entry],
    taken: list[RolledUp],
) -> BlockDraft:
    code = assignment.task.code
    if not block.repeat:
        taken += [RolledUp(assignment=assignment, source=entry) for entry in entries]
        others = tuple(row for row in draft.rows if row.task != code)
        before = next((row.values for row in draft.rows if row.task == code), {})
        return BlockDraft(draft.none - {code}, (*others, Row(code, _joined(actor, block, before, entries))))
    rows = [row for row in draft.rows if not row.is_blank]
    earlier = _taken_before(assignment, block)
    for entry in entries:
        values = _copied(actor, entry)
        taken.append(RolledUp(assignment=assignment, source=entry, values=values))
        old = earlier.get((entry.submission.assignment_id, entry.row))
        if old is not None and old.values is not None and Row(code, old.values) in rows:
            rows[rows.index(Row(code, old.values))] = Row(code, values)
            old.delete()
        else:
            rows.append(Row(code, values))
    return BlockDraft(draft.none - {code}, tuple(rows))


def _taken_before(assignment: Assignment, block: Block) -> dict[tuple[int, int], RolledUp]:
    """What was taken from earlier versions, by the assignment below and the row there."""
    found = RolledUp.objects.filter(assignment=assignment, source__block=block)
    found = found.select_related("source__submission")
    return {(one.source.submission.assignment_id, one.source.row): one for one in found}


def _copied(actor: Actor, entry: Entry) -> dict[str, object]:
    """The row with its files as files of the own body."""
    files = {one.field_key: one.file for one in entry.attachments.all()}
    values = dict(entry.values)
    for field in entry.block.fields.all():
        if field.type in FILE_TYPES and field.key in files and values.get(field.key):
            values[field.key] = copy_of(actor=actor, file=files[field.key]).code
    return values


def _joined(
    actor: Actor, block: Block, before: Mapping[str, object], entries: Sequence[Entry]
) -> dict[str, object]:
    values = dict(before)
    rows = [_copied(actor, entry) for entry in entries]
    names = [entry.submission.assignment.organization.name for entry in entries]
    for field in block.fields.all():
        given = [(name, row[field.key]) for name, row in zip(names, rows, strict=True) if field.key in row]
        if given and is_empty(values.get(field.key)):
            found = _one_value(field.type, given)
            if found is not None:
                values[field.key] = found
    return values


def _one_value(kind: str, given: Sequence[tuple[str, object]]) -> object | None:
    """Many answers to one cell as one, or None where only a person can tell."""
    answers = [value for _name, value in given]
    if kind in _TEXTS and len(given) > 1:
        return "\n".join(f"{name}\n{value}" for name, value in given)
    if kind == FieldType.NUMBER:
        return sum(value for value in answers if isinstance(value, int | float))
    return answers[0] if all(answer == answers[0] for answer in answers) else None
