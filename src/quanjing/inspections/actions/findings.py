"""Findings: written down, rectified with proof, closed by a second person, sent back, given more time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.inspections.actions.words import naming
from quanjing.inspections.actions.writing import (
    add_finding,
    finding_link,
    locked_finding,
    say,
    tell_body,
    tell_desk,
)
from quanjing.inspections.enums import EventKind, FindingState, InspectionState, Origin
from quanjing.inspections.models import Finding, InspectedBody
from quanjing.inspections.queries import Around, guidance_seen
from quanjing.inspections.rules import can_close, can_judge, can_rectify, is_second, may_move, owns
from quanjing.registers.models import RegisterEntry

TEXTS = ("text", "process", "basis", "owner", "short_reason")


@dataclass(frozen=True, slots=True)
class FindingWanted:
    """Columns of `Finding` of the same names; `guidance` is a code, `stage` a position (0: none)."""

    text: str
    process: str
    owner: str
    due_on: date | None
    basis: str = ""
    guidance: str = ""
    stage: int = 0
    short_reason: str = ""  # why it is due at once


@transaction.atomic
def write_finding(*, actor: Actor, body: InspectedBody, wanted: FindingWanted) -> Finding:
    """Write down a finding that the inspecting body made beside the sheet; the body is told.

    Raises: `Denied`; `WrongState` for an inspection that is not under way; `Invalid`, also for a text that
    names
        a person (it says where such matters go) and for a date of today without a reason.
    """
    inspection = body.inspection
    if not owns(actor, inspection):
        raise Denied
    if inspection.state != InspectionState.ANNOUNCED:
        raise WrongState
    problems = problems_of_finding(body, wanted, None)
    guidance = next((one for one in guidance_seen(actor) if one.code == wanted.guidance), None)
    if wanted.guidance and guidance is None:
        problems.append(Problem("guidance", _("There is no such guidance in force.")))
    if problems:
        raise Invalid(problems)
    finding = put_down(actor, body, wanted, guidance)
    values = {"name": finding.process, "due": _moment(finding.due_on)}
    link, key = finding_link(finding), f"finding:{finding.code}"
    tell_body([finding.organization_id], "finding_written", values, link, key)
    return finding


def problems_of_finding(body: InspectedBody, wanted: FindingWanted, around: Around | None) -> list[Problem]:
    """What is wrong with a finding as it was typed, persons named included."""
    texts = {name: getattr(wanted, name) for name in TEXTS}
    return _wrong(wanted) + naming(body.organization, texts, around)


def put_down(
    actor: Actor, body: InspectedBody, wanted: FindingWanted, guidance: RegisterEntry | None
) -> Finding:
    """Write a finding that was looked at, with its first line and record; nobody is told."""
    inspection = body.inspection
    assert wanted.due_on is not None
    finding = Finding(
        inspection=inspection, body=body, organization=body.organization, origin=Origin.VISIT,
        stage=inspection.stages.filter(position=wanted.stage).first(), guidance=guidance,
        due_on=wanted.due_on,
        text=wanted.text.strip(), process=wanted.process.strip()[:300], basis=wanted.basis.strip()[:300],
        owner=wanted.owner.strip()[:100],
    )  # fmt: skip
    add_finding(actor, finding, wanted.short_reason)
    detail = {"due_on": finding.due_on.isoformat(), "reason": wanted.short_reason}
    record(actor=actor, verb="inspections.write_finding", on=finding, detail=detail)
    return finding


@transaction.atomic
def put_in_stage(*, actor: Actor, finding: Finding, stage: int) -> Finding:
    """Let a finding belong to a stage of its inspection, or to none (0). Raises `Denied`."""
    current = locked_finding(finding)
    if not owns(actor, current.inspection):
        raise Denied
    current.stage = current.inspection.stages.filter(position=stage).first()
    current.save(update_fields=["stage"])
    record(actor=actor, verb="inspections.put_in_stage", on=current, detail={"stage": stage})
    return current


@transaction.atomic
def rectify(
    *, actor: Actor, finding: Finding, evidence: str, file: tuple[str, bytes] | None = None, purpose: str = ""
) -> Finding:
    """Say for the body that it is rectified, with what shows it; then a second person looks.

    Raises: `Denied`, `WrongState`; `Invalid` without evidence, for a file without a purpose, and for a text
    that
        names a person; GongwenError for a file that is refused.
    """
    current = locked_finding(finding)
    if not can_rectify(actor, current):
        raise Denied
    if not may_move(current, FindingState.RECTIFIED):
        raise WrongState
    problems = (
        [] if evidence.strip() else [Problem("evidence", _("Please say what was done and what shows it."))]
    )
    if file is not None and not purpose.strip():
        problems.append(Problem("purpose", _("Please say what the file is for.")))
    problems += naming(current.organization, {"evidence": evidence})
    if problems:
        raise Invalid(problems)
    if file is not None:
        current.file = store(actor=actor, name=file[0], data=file[1])
        current.file_purpose = purpose.strip()[:200]
    current.state, current.evidence = FindingState.RECTIFIED, evidence.strip()
    current.rectified_by_id, current.rectified_name = actor.user_id, actor.signature
    current.rectified_on, current.changed_at = clock.today(), clock.now()
    current.save()
    say(actor, current, EventKind.RECTIFIED, evidence)
    values = {"name": current.process, "organization": current.organization.name}
    key = f"finding_rectified:{current.code}:{current.events.count()}"
    tell_desk(current.inspection, "finding_rectified", values, finding_link(current), key)
    record(actor=actor, verb="inspections.rectify", on=current)
    return current


@transaction.atomic
def close_finding(*, actor: Actor, finding: Finding, note: str = "") -> Finding:
    """Agree as a second person that it is rectified. Whoever wrote it or rectified it does not close it.

    Raises: `Denied`, also for the first person; `WrongState` for one that is not rectified or is disputed.
    """
    current = locked_finding(finding)
    if not can_judge(actor, current):
        raise Denied
    if not is_second(actor, current):
        raise Denied(_("Whoever wrote the finding or said that it is rectified does not close it."))
    if current.is_disputed or not may_move(current, FindingState.CLOSED):
        raise WrongState
    assert can_close(actor, current)
    current.state, current.closed_on = FindingState.CLOSED, clock.today()
    current.closed_name, current.changed_at = actor.signature, clock.now()
    current.save()
    say(actor, current, EventKind.CLOSED, note)
    link, key = finding_link(current), f"finding_closed:{current.code}"
    tell_body([current.organization_id], "finding_closed", {"name": current.process}, link, key)
    record(actor=actor, verb="inspections.close_finding", on=current)
    return current


@transaction.atomic
def send_finding_back(*, actor: Actor, finding: Finding, reason: str) -> Finding:
    """Say that it is not rectified yet; it is open again. Raises `Denied`, `WrongState`, `Invalid`."""
    current = locked_finding(finding)
    if not can_judge(actor, current):
        raise Denied
    if current.state != FindingState.RECTIFIED:
        raise WrongState
    reason = _reason(current, reason)
    current.state, current.changed_at = FindingState.OPEN, clock.now()
    current.save()
    say(actor, current, EventKind.RETURNED, reason)
    values = {"name": current.process, "reason": reason}
    key = f"finding_returned:{current.code}:{current.events.count()}"
    tell_body([current.organization_id], "finding_returned", values, finding_link(current), key)
    record(actor=actor, verb="inspections.send_finding_back", on=current, detail={"reason": reason})
    return current


@transaction.atomic
def extend(*, actor: Actor, finding: Finding, due_on: date | None, reason: str) -> Finding:
    """Give more time, with a reason; the date before stays in the history.

    Raises `Denied`, `WrongState`, `Invalid`.
    """
    current = locked_finding(finding)
    if not can_judge(actor, current):
        raise Denied
    if current.state != FindingState.OPEN:
        raise WrongState
    if due_on is None or due_on <= max(current.due_on, clock.today()):
        raise Invalid([Problem("due_on", _("Please give a day after today and after the date before."))])
    reason = _reason(current, reason)
    before, current.due_on, current.changed_at = current.due_on, due_on, clock.now()
    current.save()
    say(actor, current, EventKind.EXTENDED, reason, due_on)
    detail = {"from": before.isoformat(), "to": due_on.isoformat(), "reason": reason}
    record(actor=actor, verb="inspections.extend", on=current, detail=detail)
    return current


def _reason(finding: Finding, reason: str) -> str:
    problems = [] if reason.strip() else [Problem("reason", _("Please say in a few words why."))]
    problems += naming(finding.organization, {"reason": reason})
    if problems:
        raise Invalid(problems)
    return reason.strip()


def _wrong(wanted: FindingWanted) -> list[Problem]:
    problems = [
        Problem(name, words)
        for name, words in (
            ("text", _("Please say what is not in order.")),
            ("process", _("In which step of the work is it?")),
            ("owner", _("Which post or office sees to it?")),
        )
        if not getattr(wanted, name).strip()
    ]
    today = clock.today()
    if wanted.due_on is None:
        problems.append(Problem("due_on", _("By which day?")))
    elif wanted.due_on < today:
        problems.append(Problem("due_on", _("This day has passed.")))
    elif wanted.due_on == today and not wanted.short_reason.strip():
        words = _("Due on the same day: give more time, or say why it has to be today.")
        problems.append(Problem("short_reason", words))
    return problems


def _moment(day: date) -> str:
    return clock.end_of(day).isoformat()
