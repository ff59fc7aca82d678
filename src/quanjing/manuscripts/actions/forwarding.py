"""The log of what was passed on, and what was answered from above."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.files.actions import store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.manuscripts.actions.steps import locked
from quanjing.manuscripts.actions.telling import tell_units
from quanjing.manuscripts.actions.versions import links_to_units
from quanjing.manuscripts.enums import Way
from quanjing.manuscripts.models import Answer, Forward, Version


@dataclass(frozen=True, slots=True)
class Sent:
    """To whom a version went, on which day and how."""

    recipient: str
    sent_on: date | None
    way: str = Way.PAPER
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """What came back: a text, a file (name, bytes) or both; `places` empty: to the whole."""

    given_on: date | None
    text: str = ""
    places: list[int] = field(default_factory=list)
    file: tuple[str, bytes] | None = None


@transaction.atomic
def forward(*, actor: Actor, version: Version, sent: Sent) -> Forward:
    """Enter that an approved version was passed on.

    Raises:
        Denied: another body's manuscript.
        WrongState: not approved, or a text in it was withdrawn before it ever went out.
        Invalid: no recipient, or a day that is missing or still to come.
    """
    current = locked(actor, version.compilation)
    fresh = Version.objects.get(pk=version.pk)
    if not fresh.is_approved:
        raise WrongState(_("Only an approved version is passed on."))
    gone = fresh.sources.filter(entry__withdrawal__isnull=False)
    if gone.exists() and not fresh.forwards.exists():
        raise WrongState(_("A text in this version was withdrawn. Please finish a new version."))
    problems = []
    if not sent.recipient.strip():
        problems.append(Problem("recipient", _("Please name the recipient.")))
    if sent.sent_on is None or sent.sent_on > clock.today():
        problems.append(Problem("sent_on", _("Please give the day, today at the latest.")))
    if sent.way not in Way.values:
        problems.append(Problem("way", _("Please choose a way.")))
    if problems or sent.sent_on is None:
        raise Invalid(problems)
    made = Forward.objects.create(
        version=fresh,
        recipient=sent.recipient.strip()[:200],
        sent_on=sent.sent_on,
        way=sent.way,
        note=sent.note.strip()[:500],
        made_name=actor.signature,
        made_at=clock.now(),
    )
    detail = {"version": fresh.number, "recipient": made.recipient, "sent_on": made.sent_on.isoformat()}
    record(actor=actor, verb="manuscripts.forward", on=current, detail=detail)
    return made


@transaction.atomic
def enter_answer(*, actor: Actor, forward: Forward, given: AnswerGiven) -> Answer:
    """Enter what the recipient answered; the units whose texts stand there are told once.

    Raises:
        Denied: another body's manuscript.
        Invalid: neither text nor file, a day before the version went out or still to come, or a point that
            the version does not have.
        gongwen.errors.GongwenError: the file is refused.
    """
    version = forward.version
    current = locked(actor, version.compilation)
    problems = []
    if not given.text.strip() and given.file is None:
        problems.append(Problem("text", _("Please enter the answer or choose its file.")))
    if given.given_on is None or not forward.sent_on <= given.given_on <= clock.today():
        problems.append(Problem("given_on", _("Please give the day, not before it was passed on.")))
    places = sorted(set(given.places))
    if any(not 1 <= place <= len(version.content["points"]) for place in places):
        problems.append(Problem("places", _("This version has no such point.")))
    if problems or given.given_on is None:
        raise Invalid(problems)
    file = store(actor=actor, name=given.file[0], data=given.file[1]) if given.file else None
    made = Answer.objects.create(
        forward=forward,
        places=places,
        given_on=given.given_on,
        text=given.text.strip(),
        file=file,
        made_name=actor.signature,
        made_at=clock.now(),
    )
    detail = {"version": version.number, "recipient": forward.recipient, "places": places}
    record(actor=actor, verb="manuscripts.enter_answer", on=current, detail=detail)
    values = {"title": current.title, "recipient": forward.recipient}
    key = f"manuscript_answered:{made.code}"
    tell_units(links_to_units(version, places), "manuscript_answered", values, key)
    return made
