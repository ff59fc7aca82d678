"""The register of what a body received: numbers without gaps, a proposal, instructions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import OUT
from quanjing.directives.models import Directive, Receipt
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, Problem
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import IncomingState
from quanjing.tasks.models import Incoming, IncomingYear, Instruction
from quanjing.tasks.rules.incoming import can_keep, is_superiors_paper, keeps_register


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a paper that came from outside the platform."""

    title: str
    received_on: date
    doc_number: str = ""
    issuer: str = ""
    issued_on: date | None = None


@transaction.atomic
def register_received(*, actor: Actor, directive: Directive) -> Incoming:
    """Enter a notice in the register of the actor's body; again gives the entry that is there.

    That is one that addresses the body, or a superior's paper that the body uploaded itself.

    Raises:
        Denied: a post that keeps no register.
        Missing: the notice did not come to the body, or is its own.
    """
    if not keeps_register(actor):
        raise Denied
    found = Receipt.objects.select_related("organization").filter(
        directive=directive, organization=actor.organization_id
    )
    receipt = found.first() if directive.state in OUT else None
    body = Organization.objects.get(pk=actor.organization_id)
    if receipt is None and not is_superiors_paper(directive, body):
        raise Missing
    moment = (receipt.confirmed_at or clock.now()) if receipt else directive.registered_at
    entry, is_new = number_directive(actor=actor, directive=directive, body=body, received=moment)
    if is_new:
        record(actor=actor, verb="tasks.register_incoming", on=entry, detail={"number": entry.number})
    return entry


def number_directive(
    *, actor: Actor, directive: Directive, body: Organization, received: datetime
) -> tuple[Incoming, bool]:
    """The entry of a directive and whether it is new; a step of actions, which leave the audit entry."""
    day = received.astimezone(clock.CHINA).date()
    year = _locked_year(body, day.year)
    existing = Incoming.objects.filter(organization=body, directive=directive).first()
    if existing is not None:
        return existing, False
    paper = Paper(
        title=str(directive)[:500],
        received_on=day,
        doc_number=directive.doc_number,
        issuer="\u3001".join(directive.issuers)[:300] or directive.organization.name,
        issued_on=directive.issued_on,
    )
    entry = _entry(actor, body, year, paper)
    entry.directive = directive
    entry.save()
    return entry, True


@transaction.atomic
def register_paper(*, actor: Actor, paper: Paper, file: tuple[str, bytes] | None = None) -> Incoming:
    """Enter a paper that came from outside the platform, with its file (name and bytes) where there is one.

    Raises:
        Denied: a post that keeps no register.
        Invalid: no title, a day of receipt in the future.
        gongwen.errors.GongwenError: the file is refused (see `files.actions.store`); no number is used up.
    """
    if not keeps_register(actor):
        raise Denied
    _refuse_paper(paper)
    body = Organization.objects.get(pk=actor.organization_id)
    entry = _entry(actor, body, _locked_year(body, paper.received_on.year), paper)
    entry.file = store(actor=actor, name=file[0], data=file[1]) if file else None
    entry.save()
    detail = {"number": entry.number, "file": entry.file.name if entry.file else ""}
    record(actor=actor, verb="tasks.register_incoming", on=entry, detail=detail)
    return entry


@transaction.atomic
def propose(*, actor: Actor, incoming: Incoming, text: str, version: int | None = None) -> Incoming:
    """Write how a paper should be dealt with; replaces what was proposed, the record keeps what stood there.

    Raises `Denied`; `Conflict` with both texts where `version` is not the present one.
    """
    current = kept(actor, incoming)
    if version is not None and version != current.version:
        raise Conflict(theirs={"proposal": current.proposal}, yours={"proposal": text})
    before, current.proposal = current.proposal, text.strip()
    current.proposed_name, current.proposed_at = actor.signature, clock.now()
    current.version += 1
    current.save(update_fields=["proposal", "proposed_name", "proposed_at", "version"])
    detail = {"text": current.proposal, "before": before}
    record(actor=actor, verb="tasks.propose", on=current, detail=detail)
    return current


@transaction.atomic
def instruct(
    *, actor: Actor, incoming: Incoming, text: str, given_name: str = "", given_on: date | None = None
) -> Instruction:
    """Add what a head wrote on a paper; there may be several, in order, and none is changed afterwards.

    Args:
        given_name: who gave it, where a clerk enters it from the paper; the actor himself without it.
        given_on: the day, today without it.

    Raises: `Denied`; `Invalid` for an empty text or a day in the future.
    """
    current = kept(actor, incoming)
    problems = [] if text.strip() else [Problem("text", _("Please write the instruction."))]
    if given_on and given_on > clock.today():
        problems.append(Problem("given_on", _("This day lies in the future.")))
    if problems:
        raise Invalid(problems)
    made = Instruction.objects.create(
        incoming=current,
        text=text.strip(),
        given_name=(given_name.strip() or actor.signature)[:150],
        given_on=given_on or clock.today(),
        entered_name=actor.signature,
        entered_at=clock.now(),
    )
    detail = {"text": made.text, "given": made.given_name, "on": made.given_on.isoformat()}
    record(actor=actor, verb="tasks.instruct", on=current, detail=detail)
    return made


@transaction.atomic
def settle(*, actor: Actor, incoming: Incoming, settled: bool) -> Incoming:
    """Say that a paper is dealt with, or take it up again; both at any time. Raises `Denied`."""
    current = kept(actor, incoming)
    state = IncomingState.SETTLED if settled else IncomingState.OPEN
    if current.state != state:
        current.state = state
        current.save(update_fields=["state"])
        record(actor=actor, verb="tasks.settle", on=current, detail={"settled": settled})
    return current


def kept(actor: Actor, incoming: Incoming) -> Incoming:
    """The paper, locked. Raises `Denied` for anyone but the people who keep the body's register."""
    locked = Incoming.objects.select_for_update(of=("self",)).select_related("organization")
    current = locked.get(pk=incoming.pk)
    if not can_keep(actor, current):
        raise Denied
    return current


def _locked_year(body: Organization, year: int) -> IncomingYear:
    """The counter of a year; whoever else numbers for the body waits until this transaction ends."""
    IncomingYear.objects.get_or_create(organization=body, year=year)
    return IncomingYear.objects.select_for_update().get(organization=body, year=year)


def _entry(actor: Actor, body: Organization, year: IncomingYear, paper: Paper) -> Incoming:
    """An unsaved entry with the next number: saved or rolled back together with the counter."""
    year.last += 1
    year.save(update_fields=["last"])
    return Incoming(
        organization=body,
        year=year.year,
        sequence=year.last,
        title=paper.title.strip(),
        doc_number=paper.doc_number.strip(),
        issuer=paper.issuer.strip(),
        issued_on=paper.issued_on,
        received_on=paper.received_on,
        registered_name=actor.signature,
        registered_at=clock.now(),
    )


def _refuse_paper(paper: Paper) -> None:
    problems = [] if paper.title.strip() else [Problem("title", _("A title is missing."))]
    if paper.received_on > clock.today():
        problems.append(Problem("received_on", _("This day lies in the future.")))
    if problems:
        raise Invalid(problems)
