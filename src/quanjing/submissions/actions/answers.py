"""Sending answers by program: the same page, filled in one step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.submissions.actions.drafting import keep, keep_file, new_report, reporting_page
from quanjing.submissions.actions.sending import send
from quanjing.submissions.models import Submission
from quanjing.submissions.queries import Part, ReportPage, page_keys
from quanjing.submissions.rules import (
    Checked,
    Mode,
    as_json,
    can_report,
    check,
    drafts_of,
    may_edit,
    mode_of,
)
from quanjing.submissions.rules.answers import BlockDraft, Row
from quanjing.tasks.models import Assignment

HEADER = "header"
NONE = "none"
Values = dict[str, object]
Files = Mapping[str, tuple[str, bytes]]


@dataclass(slots=True)
class _Given:
    """The answers sorted by block, under the keys that the task's own sheet prints."""

    header: Values = field(default_factory=dict)
    rows: dict[str, list[Values]] = field(default_factory=dict)
    none: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def all_rows(self) -> Iterator[tuple[str, Values]]:
        """Each row with its place, the fields above the sheet first."""
        yield HEADER, self.header
        for key, rows in self.rows.items():
            for number, row in enumerate(rows, start=1):
                yield f"{key}.{number}", row


@transaction.atomic
def submit_answers(
    *, actor: Actor, assignment: Assignment, answers: Mapping[str, Any], files: Files | None = None
) -> Submission:
    """Send one assignment. The answers also stand on the page afterwards.

    For an assignment that was returned the rows are those that were sent, in their order: only returned
    fields may differ, and fields left out stay as they are.

    Args:
        answers: block key -> rows ([{field key: value}]) or "none"; fields above the sheet are block
            "header" with one row. A file is {"file": name of a part}.
        files: part -> (file name, bytes).

    Raises:
        Denied: not the actor's own assignment, or the post does not report.
        Invalid: unknown or wrong fields, one problem each ("b2.3.name", "header.name"); nothing is kept.
        WrongState: accepted, locked, exempt or cancelled.
        gongwen.errors.GongwenError: a file is refused.
    """
    if not can_report(actor, assignment):
        raise Denied
    page = reporting_page(actor, assignment.directive)
    part = page.part(assignment.task.code)
    mode = mode_of(part, clock.now())
    if mode is Mode.SHOWN:
        raise WrongState
    keys = page_keys(place.block for place in part.places)
    given = _sorted(page, part, keys, answers)
    _store_files(actor, given, files or {})
    if given.problems:
        raise Invalid(given.problems)
    checked = (
        _correct(page, part, keys, given) if mode is Mode.CORRECT else _fill(actor, page, part, keys, given)
    )
    submission = send(actor, page, part, checked)
    detail = {assignment.code: {"code": submission.code, "version": submission.version}}
    record(actor=actor, verb="submissions.submit", on=submission, detail=detail)
    return submission


def _sorted(page: ReportPage, part: Part, keys: Mapping[int, str], answers: Mapping[str, Any]) -> _Given:
    """The answers by block, with a problem for each block or header field that the sheet does not have."""
    given = _Given()
    blocks = {keys[place.block.pk]: place.block for place in part.places}
    for key, answer in answers.items():
        if key != HEADER and key not in blocks:
            given.problems.append(Problem(key, _("This sheet has no such part: %(key)s.") % {"key": key}))
        elif answer == NONE and key != HEADER and blocks[key].optional:
            given.none.add(key)
        elif answer == NONE:
            given.problems.append(Problem(key, _("This part cannot be answered with none.")))
        elif not isinstance(answer, list) or not all(isinstance(row, Mapping) for row in answer):
            given.problems.append(Problem(key, _("This must be a list of rows.")))
        elif key != HEADER:
            given.rows[key] = [dict(row) for row in answer]
        elif answer:
            given.header = dict(answer[0])
    names = {one.field.key: one.key for one in page.header_of(part)}
    for key in given.header.keys() - names.keys():
        wrong = _("This part has no such field: %(key)s.") % {"key": key}
        given.problems.append(Problem(f"{HEADER}.{key}", wrong))
    given.header = {names[key]: value for key, value in given.header.items() if key in names}
    return given


def _store_files(actor: Actor, given: _Given, files: Files) -> None:
    """Put the code of a stored file in the place of each {"file": part}."""
    for where, row in given.all_rows():
        for name, value in list(row.items()):
            if not isinstance(value, Mapping):
                continue
            upload = files.get(str(value.get("file", "")))
            if upload is None:
                given.problems.append(Problem(f"{where}.{name}", _("There is no such file part.")))
            elif not given.problems:
                row[name] = keep_file(actor, *upload).code


def _fill(actor: Actor, page: ReportPage, part: Part, keys: Mapping[int, str], given: _Given) -> Checked:
    """Put the answers on the page in the place of this task's rows. Raises `Invalid`."""
    report = page.report or new_report(page)
    stored = drafts_of(page, report.draft)
    alone, beside = {}, {}
    for place in part.places:
        key = keys[place.block.pk]
        rows = tuple(Row(part.code, row) for row in given.rows.get(key, []))
        none = frozenset({part.code} if key in given.none else ())
        before = stored.get(place.key, BlockDraft())
        others = tuple(row for row in before.rows if row.task != part.code)
        alone[place.key] = BlockDraft(none, rows)
        beside[place.key] = BlockDraft((before.none - {part.code}) | none, others + rows)
    header = {**report.header, **given.header}
    checked = check(page, part, alone, header, {}, clock.now())
    if checked.problems:
        raise Invalid(_as_given(part, keys, checked.problems))
    draft = {key: as_json(block) for key, block in beside.items()}
    keep(actor, page, report, header=given.header, draft=draft, corrections={})
    return checked


def _correct(page: ReportPage, part: Part, keys: Mapping[int, str], given: _Given) -> Checked:
    """Take the returned fields out of the rows. Raises `Invalid` for a change of what was not returned."""
    assert part.base is not None
    now = clock.now()
    problems: list[Problem] = []
    corrections: dict[str, Values] = {}
    places: dict[str, str] = {}
    counts: dict[str, int] = {}
    for entry in part.base.entries.all():
        key = keys[entry.block_id]
        counts[key] = number = counts.get(key, 0) + 1
        places[entry.code] = f"{key}.{number}"
        typed = given.rows.get(key, [])[number - 1 : number]
        changed = {name: v for row in typed for name, v in row.items() if v != entry.values.get(name)}
        corrections[entry.code] = changed
        problems += [
            _stays(f"{key}.{number}.{name}") for name in changed if not may_edit(part, entry.pk, name, now)
        ]
    problems += [_stays(key) for key, rows in given.rows.items() if len(rows) > counts.get(key, 0)]
    sent = part.base.header
    problems += [
        _stays(f"{HEADER}.{name}")
        for name, value in given.header.items()
        if value != sent.get(name) and not may_edit(part, None, name, now)
    ]
    checked = check(page, part, {}, {**sent, **given.header}, corrections, now)
    problems += _as_given(part, keys, checked.problems, places)
    if problems:
        raise Invalid(problems)
    return checked


def _stays(where: str) -> Problem:
    return Problem(where, _("Only what was sent back can be changed."))


def _as_given(
    part: Part,
    keys: Mapping[int, str],
    problems: list[Problem],
    places: Mapping[str, str] | None = None,
) -> list[Problem]:
    """Problems at places of the page ("b1-k7m2.3.name", "fix.ENTRY.name") as places in the answers."""
    named = {place.key: keys[place.block.pk] for place in part.places}
    named |= {f"fix.{code}": place for code, place in (places or {}).items()}
    found = []
    for problem in problems:
        head, *rest = problem.where.split(".")
        if head == "fix":
            head, rest = f"{head}.{rest[0]}", rest[1:]
        found.append(Problem(".".join([named.get(head, head), *rest]), problem.message))
    return found
