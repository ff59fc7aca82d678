"""Sending what is complete: one version for each assignment, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.submissions.actions.drafting import new_report, reporting_page
from quanjing.submissions.actions.owners import pass_on_corrections
from quanjing.submissions.actions.rollup import link_sources
from quanjing.submissions.actions.telling import tell_reviewer
from quanjing.submissions.enums import ConfirmationState, EntryState, SubmissionState
from quanjing.submissions.models import Attachment, Confirmation, Entry, Report, Submission
from quanjing.submissions.queries import Part, ReportPage
from quanjing.submissions.queries.page import FILE_TYPES, files_named
from quanjing.submissions.rules import (
    Checked,
    Mode,
    as_json,
    asks_head,
    can_report,
    checked_parts,
    drafts_of,
    is_ready,
    mode_of,
)
from quanjing.submissions.rules.answers import BlockDraft, Row
from quanjing.submissions.rules.permission import is_closed
from quanjing.tasks import actions as tasks_actions
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import first_due_of


@transaction.atomic
def submit(*, actor: Actor, directive: Directive, tasks: list[str] | None = None) -> list[Submission]:
    """Send from the page's draft: a new version for each of `tasks`, or for each that is complete.

    Without `tasks`, items not begun, nil reports and items sent and unchanged are passed over.
    A corrected item takes over everything that was not sent back, accepted entries as accepted.

    Returns:
        The new submissions in the order of the notice.

    Raises:
        Missing: the directive or one of `tasks` is not addressed to the actor's body.
        Denied: the post does not report.
        Invalid: one of `tasks` is incomplete, or nothing is complete; nothing is sent.
        WrongState: one of `tasks` is accepted, locked, exempt or cancelled.
    """
    page = reporting_page(actor, directive)
    sent = [send(actor, page, part, checked) for part, checked in ready_parts(page, tasks)]
    report = page.report or new_report(page)
    _settle(actor, report, {one.assignment.task.code for one in sent})
    detail = {one.assignment.code: {"code": one.code, "version": one.version} for one in sent}
    record(actor=actor, verb="submissions.submit", on=report, detail=detail)
    return sent


def _settle(actor: Actor, report: Report, sent: set[str]) -> None:
    """What the head was asked to confirm and sent directly no longer waits."""
    for asked in Confirmation.objects.filter(report=report, state=ConfirmationState.WAITING):
        if sent.issuperset(asked.tasks):
            asked.state, asked.decided_name = ConfirmationState.CONFIRMED, actor.signature
            asked.decided_at = clock.now()
            asked.save()


def ready_parts(page: ReportPage, tasks: list[str] | None) -> list[tuple[Part, Checked]]:
    """What would be sent, in the order of the notice. Raises `Invalid`, `Missing` and `WrongState`."""
    parts = list(page.parts) if tasks is None else [page.part(code) for code in tasks]
    checks = checked_parts(page)
    if tasks is None:
        parts = [part for part in parts if is_ready(part, checks.get(part.code), page.report)]
        if not parts:
            raise Invalid(_what_is_missing(checks.values()), _("Nothing is complete yet."))
    _refuse_closed(parts, checks)
    problems = [problem for part in parts for problem in checks[part.code].problems]
    if problems:
        raise Invalid(list(dict.fromkeys(problems)))
    return [(part, checks[part.code]) for part in parts]


@transaction.atomic
def submit_nil(*, actor: Actor, assignment: Assignment, reason: str) -> Submission:
    """Confirm that there is nothing to report; the assignment is nil at once. The draft stays.

    Raises:
        Denied: not the actor's own assignment, or the post does not report.
        Invalid: no reason, or the task takes no nil report.
        WrongState: accepted, nil already, locked, exempt or cancelled.
    """
    if not can_report(actor, assignment):
        raise Denied
    page = reporting_page(actor, assignment.directive)
    submission = send_nil(actor, nil_part(page, assignment.task.code, reason), reason)
    record(actor=actor, verb="submissions.submit_nil", on=submission, detail={"reason": reason.strip()})
    return submission


def nil_part(page: ReportPage, task: str, reason: str) -> Part:
    """The part that may be answered with nothing. Raises `Invalid`, `Missing`, `WrongState`."""
    part = page.part(task)
    if not reason.strip():
        raise Invalid([Problem(f"nil.{part.code}", _("Please say in a few words why there is nothing."))])
    if not part.task.nil_allowed:
        raise Invalid([Problem(f"nil.{part.code}", _("This item takes no nil report."))])
    if mode_of(part, clock.now()) is Mode.SHOWN:
        raise WrongState
    return part


def send_nil(actor: Actor, part: Part, reason: str) -> Submission:
    """Write the nil report, move the assignment, tell the reviewer."""
    submission = _new_version(actor, part, SubmissionState.NIL)
    submission.is_nil, submission.nil_reason = True, reason.strip()
    submission.save()
    _move(actor, part, State.NIL, submission)
    tell_reviewer(submission, part, "nil_received")
    return submission


def send(actor: Actor, page: ReportPage, part: Part, checked: Checked) -> Submission:
    """Write one new version with its entries and files, move the assignment, tell the reviewer."""
    submission = _new_version(actor, part, SubmissionState.SUBMITTED)
    submission.header, submission.none_blocks = checked.header, checked.none_blocks
    submission.save()
    entries = _entries(submission, checked)
    link_sources(submission, entries)
    _attach(actor, page, submission, entries)
    if mode_of(part, clock.now()) is Mode.CORRECT:
        _carry_into_draft(page, part, checked)
    _move(actor, part, State.SUBMITTED, submission)
    pass_on_corrections(
        actor=actor, page=page, rows=[(block, values) for block, values, _origin in checked.entries]
    )
    tell_reviewer(submission, part, "submission_received")
    return submission


def _what_is_missing(checks: Iterable[Checked]) -> list[Problem]:
    """Of what was begun, and the rows that do not say for which item they are; each once."""
    found = [
        problem
        for checked in checks
        for problem in checked.problems
        if checked.started or problem.where.endswith(".task")
    ]
    return list(dict.fromkeys(found))


def _refuse_closed(parts: Sequence[Part], checks: dict[str, Checked]) -> None:
    now = clock.now()
    for part in parts:
        if part.code not in checks:
            over = is_closed(part.assignment, now)
            raise WrongState(_("The time for this item is over; it is locked.") if over else None)


def _new_version(actor: Actor, part: Part, state: SubmissionState) -> Submission:
    """An unsaved next version; one that was sent and not decided is replaced by it.

    Every way out of a body comes through here, so that nothing leaves which the head has to confirm.
    """
    if asks_head(actor, part.assignment.organization):
        raise WrongState(_("In your body the head confirms a report before it leaves."))
    now = clock.now()
    latest = part.latest
    if latest is not None and latest.state in (SubmissionState.SUBMITTED, SubmissionState.NIL):
        Submission.objects.filter(pk=latest.pk).update(state=SubmissionState.REPLACED)
    return Submission(
        assignment=part.assignment,
        version=latest.version + 1 if latest else 1,
        state=state,
        submitted_by_id=actor.post_id,
        submitted_name=actor.signature,
        submitted_at=now,
        was_late=_is_late(part),
    )


def _is_late(part: Part) -> bool:
    """After a return its own date counts: the sender's clock stands still while the desk checks."""
    first = first_due_of(part.assignment)
    moments = [note.due_at for note in part.base.return_notes.all()] if part.base else []
    due = max([moment for moment in (first, *moments) if moment is not None], default=None)
    return due is not None and clock.now() > due


def _entries(submission: Submission, checked: Checked) -> list[Entry]:
    rows: dict[int, int] = {}
    entries: list[Entry] = []
    for block, values, origin in checked.entries:
        rows[block.pk] = row = origin.row if origin else rows.get(block.pk, 0) + 1
        carried = origin is not None and origin.state == EntryState.ACCEPTED
        state = EntryState.ACCEPTED if carried else EntryState.SUBMITTED
        entries.append(Entry(submission=submission, block=block, row=row, values=values, state=state))
    return Entry.objects.bulk_create(entries)


def _attach(actor: Actor, page: ReportPage, submission: Submission, entries: list[Entry]) -> None:
    """Tie the files that the values name to the submission. Raises `Invalid` for a file of another body."""
    named: list[tuple[Entry | None, str, object]] = [
        (entry, field.key, value)
        for entry in entries
        for field in entry.block.fields.all()
        if field.type in FILE_TYPES and (value := entry.values.get(field.key))
    ]
    named += [
        (None, one.key, value)
        for one in page.header
        if one.field.type in FILE_TYPES and (value := submission.header.get(one.key))
    ]
    whole = page.report.files.get(submission.assignment.task.code, []) if page.report else []
    named += [(None, "", code) for code in whole]
    files = files_named([value for _entry, _key, value in named], actor.organization_code)
    unknown = [str(key) for _entry, key, value in named if value not in files]
    if unknown:
        raise Invalid([Problem(key, _("This file is no longer there.")) for key in unknown])
    Attachment.objects.bulk_create(
        Attachment(submission=submission, entry=entry, field_key=key, file=files[str(value)])
        for entry, key, value in named
    )


def _carry_into_draft(page: ReportPage, part: Part, checked: Checked) -> None:
    """The page's rows of a corrected task follow what was sent, in case it opens as a whole later."""
    report = page.report
    if report is None:
        return
    drafts = drafts_of(page, report.draft)
    for place in part.places:
        others = tuple(row for row in drafts.get(place.key, BlockDraft()).rows if row.task != part.code)
        own = tuple(
            Row(part.code, values) for block, values, _origin in checked.entries if block.pk == place.block.pk
        )
        none = drafts.get(place.key, BlockDraft()).none
        report.draft[place.key] = as_json(BlockDraft(none, others + own))
    report.version += 1
    report.save(update_fields=["draft", "version"])


def _move(actor: Actor, part: Part, to: State, submission: Submission) -> None:
    first = part.assignment.submitted_at or submission.submitted_at
    tasks_actions.move(actor=actor, assignment=part.assignment, to=to, submitted_at=first)
    submission.assignment = part.assignment
