"""The desk enters for a unit what came by telephone or on paper; the mark stays for ever."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.errors import GongwenError
from quanjing.audit.actions import record
from quanjing.directives.rules import can_review
from quanjing.files.actions import store
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.organizations.queries import handlers_of
from quanjing.submissions.actions.drafting import Draft, keep, keep_file, new_report
from quanjing.submissions.actions.filled import read_file
from quanjing.submissions.actions.sending import nil_part, send, send_nil
from quanjing.submissions.actions.telling import tell_later
from quanjing.submissions.enums import SubmissionState, Way
from quanjing.submissions.models import Attachment, Report, Submission
from quanjing.submissions.queries import Layout, Part, ReportPage, page_of_unit
from quanjing.submissions.rules import Checked, Mode, as_json, check, drafts_of, is_started, mode_of
from quanjing.submissions.rules.answers import BlockDraft
from quanjing.submissions.rules.merging import merge
from quanjing.submissions.rules.understood import Understood
from quanjing.tasks.models import Assignment


def entering_page(actor: Actor, assignment: Assignment) -> ReportPage:
    """The unit's page for one task, without the unit's draft, which stays its own. Raises `Denied`."""
    if not can_review(actor, assignment.directive):
        raise Denied
    return _narrowed(page_of_unit(assignment.directive, assignment.organization_id), assignment)


@transaction.atomic
def enter_for(
    *,
    actor: Actor,
    assignment: Assignment,
    way: str,
    told_by: str,
    header: Mapping[str, object] | None = None,
    draft: Draft | None = None,
    nil_reason: str = "",
    files: Sequence[StoredFile] = (),
) -> Submission:
    """Send for a unit, marked with who entered it, when, by which way and from whom.

    The unit is told and corrects it by a new version. What the unit has begun to type stays as it is;
    where it has typed nothing, its page is filled with what was entered.

    Args:
        way: one of `Way`. told_by: who of the unit told it or handed it in.
        header, draft: as `save_draft`, of `entering_page`. nil_reason: instead of them, nothing to report.
        files: the filled forms that it was read from; they stay with the submission.

    Raises:
        Denied: not a reviewer of the body that issued the directive.
        Invalid: something is missing or wrong; nothing is kept.
        WrongState: decided, locked, exempt or cancelled, or sent back, when the unit corrects it itself.
    """
    page = _open_page(actor, assignment)
    problems = _problems(way, told_by)
    unit = _as_unit(actor, assignment)
    if nil_reason.strip():
        submission = _send_nil(unit, page, assignment, nil_reason, problems)
    else:
        submission = _send(unit, page, assignment, header or {}, draft or {}, problems)
    submission.entered_way, submission.entered_from = way, told_by.strip()[:150]
    submission.save(update_fields=["entered_way", "entered_from"])
    _keep_with(submission, files)
    detail = {"way": way, "told_by": told_by.strip(), "version": submission.version}
    record(actor=actor, verb="submissions.enter_for", on=submission, detail=detail)
    _tell_unit(actor, assignment, submission)
    return submission


def _open_page(
    actor: Actor,
    assignment: Assignment,
    modes: Collection[Mode] = (Mode.FORM,),
    layout: Layout | None = None,
) -> ReportPage:
    """The unit's page, its report locked. Raises `Denied`, `WrongState`."""
    if not can_review(actor, assignment.directive):
        raise Denied
    mine = Report.objects.filter(directive=assignment.directive, organization=assignment.organization)
    mine.select_for_update().first()
    page = page_of_unit(assignment.directive, assignment.organization_id, layout=layout)
    if mode_of(page.part(assignment.task.code), clock.now()) not in modes:
        raise WrongState(_("Nothing can be entered for this item now."))
    return page


def _as_unit(actor: Actor, assignment: Assignment) -> Actor:
    """The officer with the unit's files, and its head's say: what came has left the body already."""
    rights = actor.rights | {Right.CONFIRM}
    return replace(actor, organization_code=assignment.organization.code, rights=rights)


@transaction.atomic
def attach_for(*, actor: Actor, assignment: Assignment, name: str, data: bytes) -> StoredFile:
    """Keep a file that came with what is entered. Raises `Denied` and as `attach_file`."""
    if not can_review(actor, assignment.directive):
        raise Denied
    file = keep_file(replace(actor, organization_code=assignment.organization.code), name, data)
    record(actor=actor, verb="submissions.attach_for", on=file, detail={"assignment": assignment.code})
    return file


@transaction.atomic
def receive_files(
    *,
    actor: Actor,
    assignment: Assignment,
    files: Sequence[StoredFile],
    told_by: str,
    read: Callable[[ReportPage, Part, ReportPage], tuple[Mapping[str, object], Draft]],
    layout: Layout | None = None,
) -> Submission:
    """Take files that came by mail as a unit's report, with what was read from them.

    What was read is sent as if typed, also where something is missing; where nothing was, the files stand
    for the sheet and the desk looks at them. They are kept with the submission in both cases.

    Args:
        files: stored for the unit's body. told_by: the sender.
        read: header and draft, as `enter_for`, of what the files answer; called once with the locked page
            narrowed to the item, the item, and the unit's whole page.
        layout: of the assignment's directive, where the caller has it.

    Raises:
        Denied: not a reviewer of the body that issued the directive.
        WrongState: decided, locked, exempt or cancelled, sent back in parts and none of them corrected, or
            the unit reported by itself.
    """
    page = _open_page(actor, assignment, (Mode.FORM, Mode.CORRECT), layout)
    latest = page.part(assignment.task.code).latest
    if latest is not None and latest.state == SubmissionState.SUBMITTED and latest.entered_way != Way.MAIL:
        raise WrongState(_("The unit has reported already; a person decides what the mail changes."))
    unit, part = _as_unit(actor, assignment), page.part(assignment.task.code)
    narrow = _narrowed(page, assignment)
    header, draft = read(narrow, narrow.parts[0], page)
    submission = send(unit, page, part, _told(narrow, header, draft))
    _keep_with(submission, files)
    submission.entered_way, submission.entered_from = Way.MAIL, told_by.strip()[:150]
    submission.save(update_fields=["entered_way", "entered_from"])
    detail = {"files": [file.code for file in files], "told_by": told_by, "version": submission.version}
    record(actor=actor, verb="submissions.receive_files", on=submission, detail=detail)
    _tell_unit(actor, assignment, submission)
    return submission


@transaction.atomic
def read_for(
    *, actor: Actor, assignment: Assignment, files: Sequence[tuple[str, bytes]]
) -> tuple[Understood, list[StoredFile], list[str]]:
    """Read filled forms that came to the desk for a unit; nothing is sent. The files are kept for the unit.

    Returns:
        What they say by the keys of the unit's page, the files kept, and what is wrong with others.

    Raises:
        Denied: not a reviewer of the body that issued the directive.
    """
    if not can_review(actor, assignment.directive):
        raise Denied
    page = page_of_unit(assignment.directive, assignment.organization_id)
    owner = replace(actor, organization_code=assignment.organization.code)
    said, kept, wrong = Understood(), [], []
    for name, data in files:
        try:
            with transaction.atomic():
                file = store(actor=owner, name=name, data=data)
                found = read_file(page, file, patiently=True)
        except (WrongState, GongwenError) as error:
            told = error.message(get_language() or "en") if isinstance(error, GongwenError) else str(error)
            wrong.append(f"{name}: {told}")
            continue
        kept.append(file)
        said.add(found.said)
    detail = {"assignment": assignment.code, "files": [file.code for file in kept]}
    record(actor=actor, verb="submissions.read_for", on=assignment, detail=detail)
    return said, kept, wrong


def _told(narrow: ReportPage, header: Mapping[str, object], draft: Draft) -> Checked:
    """What files that came say: all that was read, or the returned fields as the files have them.

    Raises: `WrongState` where parts were sent back and the files correct none of them.
    """
    part, now = narrow.parts[0], clock.now()
    if mode_of(part, now) is Mode.FORM:
        checked = check(narrow, part, drafts_of(narrow, draft), dict(header), {}, now)
        return checked if checked.entries or checked.none_blocks else Checked(started=True)
    assert part.base is not None
    said = Understood(
        dict(header), {key: {"none": False, "rows": block["rows"]} for key, block in draft.items()}
    )
    merged = merge(narrow, said, now)
    checked = check(narrow, part, {}, {**part.base.header, **header}, merged.corrections, now)
    if not checked.complete:
        raise WrongState(_("Only parts were sent back, and the files do not correct them; a person decides."))
    return checked


def _keep_with(submission: Submission, files: Sequence[StoredFile]) -> None:
    """The files with the submission as a whole, but for those that stand in a field."""
    held = set(submission.attachments.values_list("file_id", flat=True))
    Attachment.objects.bulk_create(
        Attachment(submission=submission, file=file) for file in files if file.pk not in held
    )


def _send_nil(
    unit: Actor, page: ReportPage, assignment: Assignment, reason: str, problems: list[Problem]
) -> Submission:
    if problems:
        raise Invalid(problems)
    return send_nil(unit, nil_part(page, assignment.task.code, reason), reason)


def _send(
    unit: Actor,
    page: ReportPage,
    assignment: Assignment,
    header: Mapping[str, object],
    draft: Draft,
    problems: list[Problem],
) -> Submission:
    narrow = _narrowed(page, assignment)
    part = narrow.parts[0]
    typed = drafts_of(narrow, draft)
    checked = check(narrow, part, typed, dict(header), {}, clock.now())
    problems += checked.problems
    if problems:
        raise Invalid(problems)
    report = page.report or new_report(page)
    stored = drafts_of(page, report.draft)
    if not is_started(page.part(part.code), stored, report):
        empty = {key: value for key, value in header.items() if not report.header.get(key)}
        beside = {
            key: as_json(_beside(stored.get(key, BlockDraft()), block, part.code))
            for key, block in typed.items()
        }
        keep(unit, page, report, header=empty, draft=beside, corrections={})
    return send(unit, page, page.part(part.code), checked)


def _beside(stored: BlockDraft, entered: BlockDraft, task: str) -> BlockDraft:
    """The unit's rows of other tasks in a shared block stay beside what was entered."""
    others = tuple(row for row in stored.rows if row.task != task)
    return BlockDraft((stored.none - {task}) | entered.none, others + entered.rows)


def _narrowed(page: ReportPage, assignment: Assignment) -> ReportPage:
    part = page.part(assignment.task.code)
    places = tuple(replace(place, tasks=(part.code,)) for place in part.places)
    return replace(
        page,
        report=None,
        parts=(replace(part, places=places),),
        places=places,
        header=tuple(page.header_of(part)),
    )


def _problems(way: str, told_by: str) -> list[Problem]:
    problems = []
    if way not in Way.values:
        problems.append(Problem("way", _("Please say by which way it came.")))
    if not told_by.strip():
        problems.append(Problem("told_by", _("Please say who of the unit it came from.")))
    return problems


def _tell_unit(actor: Actor, assignment: Assignment, submission: Submission) -> None:
    directive = assignment.directive
    values = {
        "title": directive.title,
        "task": assignment.task.name,
        "name": actor.signature,
        "source": submission.entered_from,
    }
    posts = [post.pk for post in handlers_of([assignment.organization_id])]
    link = reverse("report_page", args=[directive.code])
    tell_later(posts, "entered_for_you", values, link, f"entered_for_you-{submission.code}")
