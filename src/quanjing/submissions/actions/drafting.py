"""Keeping what a unit types, and the files that go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.files.actions import store
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.submissions.models import Report
from quanjing.submissions.queries import ReportPage, page_of_report
from quanjing.submissions.rules import (
    BlockDraft,
    Mode,
    Row,
    as_json,
    can_report,
    drafts_of,
    is_started,
    mode_of,
)
from quanjing.tasks import actions as tasks
from quanjing.tasks.enums import OPEN, State

ACCEPTED_FORMATS = frozenset({"docx", "pdf", "jpg", "png", "mp4", "xlsx"})
Draft = Mapping[str, Mapping[str, object]]


@transaction.atomic
def save_draft(
    *,
    actor: Actor,
    directive: Directive,
    header: Mapping[str, object],
    draft: Draft,
    version: int,
    corrections: Mapping[str, Mapping[str, object]] | None = None,
    dropped: Sequence[str] = (),
) -> Report:
    """Keep what stands on the page of the actor's body, and move its assignments between due and draft.

    Blocks, header fields and corrections that are not given stay as they are; a given block replaces its
    rows, except those of tasks that are no longer open, which stay too. Saving is not sending: nobody
    outside the body sees a draft. Only the change of a state leaves an entry in the audit record,
    so that the record does not become a log of working hours.

    Args:
        header: header key -> value.
        draft: block key -> {"none": [task code], "rows": [{"task", "values"}]}.
        version: `ReportPage.version` of the page on which it was typed.
        corrections: code of a returned entry -> {field key: value}.
        dropped: keys of blocks whose rows of the last time are not wanted; added to those before.

    Raises:
        Missing: the directive is not addressed to the actor's body.
        Denied: the post does not report.
        Conflict: somebody else saved in between; `theirs` and `yours` by place.
        WrongState: rows were typed for a task that was decided or locked in the meantime.
    """
    page = reporting_page(actor, directive)
    if page.version != version:
        raise _conflict(page, header, draft, corrections or {})
    report = page.report or new_report(page)
    report.dropped = list(dict.fromkeys([*report.dropped, *dropped]))
    moved = keep(actor, page, report, header=header, draft=draft, corrections=corrections or {})
    if moved:
        record(actor=actor, verb="submissions.save_draft", on=report, detail={"states": moved})
    return report


def keep(
    actor: Actor,
    page: ReportPage,
    report: Report,
    *,
    header: Mapping[str, object],
    draft: Draft,
    corrections: Mapping[str, Mapping[str, object]],
) -> dict[str, str]:
    """Write the page's content as a new version; returns the states that changed by task code."""
    names = {one.key for one in page.header}
    stored = drafts_of(page, report.draft)
    typed = drafts_of(page, draft)
    merged = stored | {key: _merged(page, stored.get(key, BlockDraft()), new) for key, new in typed.items()}
    report.header = {**report.header, **{key: value for key, value in header.items() if key in names}}
    report.draft = {key: as_json(block) for key, block in merged.items()}
    report.corrections = _corrections(report.corrections, corrections)
    report.version += 1
    report.changed_by = actor.signature
    if actor.organization_id == page.parts[0].assignment.organization_id:
        report.handled_by_id = actor.post_id
    report.changed_at = clock.now()
    report.save()
    return move_open(actor, page, report, merged)


def reporting_page(actor: Actor, directive: Directive) -> ReportPage:
    """The actor's page, its report locked until the transaction ends. Raises `Missing` and `Denied`."""
    reports = Report.objects.select_for_update(of=("self",))
    reports.filter(directive=directive, organization__path=actor.path).first()
    page = page_of_report(actor, directive.code)
    if not can_report(actor, page.parts[0].assignment):
        raise Denied
    return page


def new_report(page: ReportPage) -> Report:
    """The unsaved report of a page on which nothing was typed yet."""
    return Report(directive=page.directive, organization=page.parts[0].assignment.organization, version=0)


@transaction.atomic
def attach_file(*, actor: Actor, directive: Directive, name: str, data: bytes) -> StoredFile:
    """Keep a file for the page of the actor's body; it is sent with the field that names its code.

    Raises:
        gongwen.errors.GongwenError: the file is refused (see `files.actions.store`).
        Invalid: a kind of file that reports do not take.
        WrongState: nothing on the page is open.
        Missing, Denied: as `save_draft`.
    """
    page = reporting_page(actor, directive)
    now = clock.now()
    if all(mode_of(part, now) is Mode.SHOWN for part in page.parts):
        raise WrongState
    file = keep_file(actor, name, data)
    detail = {"directive": directive.code, "format": file.format, "size": file.size}
    record(actor=actor, verb="submissions.attach_file", on=file, detail=detail)
    return file


def keep_file(actor: Actor, name: str, data: bytes) -> StoredFile:
    """Store a file of a kind that reports take. Raises `Invalid` and what `store` raises."""
    file = store(actor=actor, name=name, data=data)
    if file.format not in ACCEPTED_FORMATS:
        raise Invalid([Problem("file", _("Please choose a docx, pdf, jpg, png, mp4 or xlsx file."))])
    return file


def _merged(page: ReportPage, stored: BlockDraft, typed: BlockDraft) -> BlockDraft:
    """The typed block with what belongs to closed tasks kept from the stored one."""
    now = clock.now()
    closed = {part.code for part in page.parts if mode_of(part, now) is not Mode.FORM}
    kept = tuple(row for row in stored.rows if row.task in closed)
    if any(row.task in closed and row not in kept for row in typed.rows):
        raise WrongState(_("This item was decided or locked in the meantime. Please reload the page."))
    fresh = tuple(row for row in typed.rows if row.task not in closed)
    return BlockDraft((stored.none & closed) | (typed.none - closed), kept + fresh)


def _corrections(
    stored: Mapping[str, Mapping[str, object]], typed: Mapping[str, Mapping[str, object]]
) -> dict[str, dict[str, object]]:
    codes = dict.fromkeys([*stored, *typed])
    return {code: {**stored.get(code, {}), **typed.get(code, {})} for code in codes}


def move_open(
    actor: Actor, page: ReportPage, report: Report, drafts: Mapping[str, BlockDraft]
) -> dict[str, str]:
    """Move open items between due and draft; returns those that changed by task code."""
    moved: dict[str, str] = {}
    for part in page.parts:
        assignment = part.assignment
        wanted = State.DRAFT if is_started(part, drafts, report) else State.DUE
        if assignment.state in OPEN and assignment.state != wanted:
            tasks.move(actor=actor, assignment=assignment, to=wanted)
            moved[part.code] = wanted.value
    return moved


def _conflict(
    page: ReportPage,
    header: Mapping[str, object],
    draft: Draft,
    corrections: Mapping[str, Mapping[str, object]],
) -> Conflict:
    """Both versions of each place that differs."""
    assert page.report is not None or not page.version
    report = page.report or Report()
    theirs = {f"header.{key}": report.header.get(key, "") for key in header}
    yours = {f"header.{key}": value for key, value in header.items()}
    stored, typed = drafts_of(page, report.draft), drafts_of(page, draft)
    for key, block in typed.items():
        yours |= _flat(key, block)
        theirs |= _flat(key, stored.get(key, BlockDraft()))
    for code, values in corrections.items():
        kept = report.corrections.get(code, {})
        yours |= {f"fix.{code}.{key}": value for key, value in values.items()}
        theirs |= {f"fix.{code}.{key}": kept[key] for key in values if key in kept}
    differ = [place for place in dict.fromkeys([*yours, *theirs]) if yours.get(place) != theirs.get(place)]
    return Conflict(
        theirs={place: theirs.get(place, "") for place in differ},
        yours={place: yours.get(place, "") for place in differ},
    )


def _flat(key: str, block: BlockDraft) -> dict[str, object]:
    rows: list[Row] = [row for row in block.rows if not row.is_blank]
    return {
        f"{key}.{number}.{name}": value
        for number, row in enumerate(rows, start=1)
        for name, value in row.values.items()
    }
