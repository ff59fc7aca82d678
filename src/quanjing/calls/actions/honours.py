"""Honours: written by a result or entered from before, their certificates, and recommendations to others."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import official_docx, official_pdf
from gongwen.official import Form, OfficialDocument, SignOff, Text
from quanjing.audit.actions import record
from quanjing.calls.actions.numbers import take_numbers
from quanjing.calls.enums import RecommendationState, Series
from quanjing.calls.models import Call, DecisionLine, Honour, Recommendation
from quanjing.calls.rules.notices import runs
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.foundation.ids import ALPHABET
from quanjing.organizations.models import Organization

TAIL = 5
FIRST_YEAR = 1949


@dataclass(frozen=True, slots=True)
class HonourFacts:
    """An honour from before the platform."""

    award: str
    holder: str
    year: int
    grade: str = ""
    unit: str = ""
    holder_body: Organization | None = None


@dataclass(frozen=True, slots=True)
class RecommendationFacts:
    award: str
    giver: str
    body: Organization
    sent_on: date
    subject: str = ""


def give_honours(call: Call, lines: Sequence[DecisionLine]) -> int:
    """Write an honour with a numbered certificate for each line; part of the action that publishes."""
    numbers = _certificate_numbers(call.organization_id, len(lines))
    Honour.objects.bulk_create(
        Honour(
            organization=call.organization, application=line.application, award=call.award, grade=line.grade,
            year=call.year, given_on=clock.today(), number=number, **_holder(call, line),
        )
        for line, number in zip(lines, numbers, strict=True)
    )  # fmt: skip
    return len(lines)


@transaction.atomic
def enter_honour(*, actor: Actor, facts: HonourFacts) -> Honour:
    """Enter an honour of former years, so that its holder is known. Raises `Denied`, `Invalid`."""
    if actor.organization_id is None or not runs(actor, actor.organization_id):
        raise Denied
    problems = [
        Problem(name, _("This is needed."))
        for name, value in (("award", facts.award), ("holder", facts.holder))
        if not value.strip()
    ]
    if not FIRST_YEAR <= facts.year <= clock.today().year:
        problems.append(Problem("year", _("A year up to this one.")))
    if problems:
        raise Invalid(problems)
    made = Honour.objects.create(
        organization_id=actor.organization_id, award=facts.award.strip(), grade=facts.grade.strip(),
        holder=facts.holder.strip(), unit=facts.unit.strip(), holder_body=facts.holder_body, year=facts.year,
    )  # fmt: skip
    record(actor=actor, verb="calls.enter_honour", on=made)
    return made


@transaction.atomic
def withdraw_honour(*, actor: Actor, honour: Honour, reason: str) -> Honour:
    """Withdraw an honour; its number stays and says so. Raises `Denied`, `WrongState`, `Invalid`."""
    current = Honour.objects.select_for_update().get(pk=honour.pk)
    if not runs(actor, current.organization_id):
        raise Denied
    if current.withdrawn_on is not None:
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.withdrawn_on, current.reason = clock.today(), reason.strip()[:300]
    current.save(update_fields=["withdrawn_on", "reason"])
    record(actor=actor, verb="calls.withdraw_honour", on=current, detail={"reason": current.reason})
    return current


def certificate_file(*, honour: Honour, form: str) -> bytes:
    """The certificate in the official look, as docx or pdf. The caller has authorized the reader.

    Raises `WrongState` for an honour without a number or one that was withdrawn.
    """
    if honour.number is None or honour.withdrawn_on is not None:
        raise WrongState
    with override(settings.LANGUAGE_CODE):
        words = _("%(holder)s is given “%(award)s” of the year %(year)d%(grade)s.") % {
            "holder": f"{honour.unit} {honour.holder}".strip()
            if honour.unit != honour.holder
            else honour.holder,
            "award": honour.award,
            "year": honour.year,
            "grade": _(" (%(grade)s)") % {"grade": honour.grade} if honour.grade else "",
        }
        check = _("Number %(number)s, to be looked up at %(address)s") % {
            "number": honour.number,
            "address": settings.BASE_URL.rstrip("/") + "/honours/check/",
        }
        document = OfficialDocument(
            form=Form.PLAIN,
            title=_("Certificate of honour"),
            number=honour.number,
            parts=(Text(words), Text(check)),
            sign_off=SignOff((honour.organization.name,), honour.given_on),
        )
    if form == "docx":
        return official_docx(document)
    return official_pdf(document, font_dir=settings.FONT_DIR).data


@transaction.atomic
def recommend(*, actor: Actor, facts: RecommendationFacts) -> Recommendation:
    """Note whom the own body recommended to an award of others. Raises `Denied`, `Invalid`."""
    if actor.organization_id is None or not runs(actor, actor.organization_id):
        raise Denied
    problems = [
        Problem(name, _("This is needed."))
        for name, value in (("award", facts.award), ("giver", facts.giver))
        if not value.strip()
    ]
    if facts.sent_on > clock.today():
        problems.append(Problem("sent_on", _("This day is still to come.")))
    if not actor.covers(facts.body.path):
        problems.append(Problem("body", _("A body of your own subtree.")))
    if problems:
        raise Invalid(problems)
    made = Recommendation.objects.create(
        organization_id=actor.organization_id, award=facts.award.strip(), giver=facts.giver.strip(),
        body=facts.body, subject=facts.subject.strip(), sent_on=facts.sent_on, made_name=actor.signature,
    )  # fmt: skip
    record(actor=actor, verb="calls.recommend", on=made)
    return made


@transaction.atomic
def note_outcome(
    *, actor: Actor, recommendation: Recommendation, state: RecommendationState, on: date, note: str = ""
) -> Recommendation:
    """Note what came of a recommendation. Raises `Denied`, `WrongState`, `Invalid`."""
    current = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if not runs(actor, current.organization_id):
        raise Denied
    if current.state != RecommendationState.SENT or state == RecommendationState.SENT:
        raise WrongState
    if not current.sent_on <= on <= clock.today():
        raise Invalid([Problem("on", _("A day between the recommendation and today."))])
    current.state, current.decided_on, current.note = state, on, note.strip()[:300]
    current.save(update_fields=["state", "decided_on", "note"])
    record(actor=actor, verb="calls.note_outcome", on=current, detail={"state": current.state})
    return current


def _certificate_numbers(organization_id: int, count: int) -> list[str]:
    """Numbers in order, each ending with letters that nobody can guess."""
    year, places = take_numbers(organization_id, Series.HONOURS, count)
    tails = ["".join(secrets.choice(ALPHABET) for _letter in range(TAIL)) for _place in places]
    return [f"{year}-h{place:04d}-{tail}" for place, tail in zip(places, tails, strict=True)]


def _holder(call: Call, line: DecisionLine) -> dict[str, object]:
    """Who holds it: the nominee, or the body with its work."""
    one = line.application
    if not call.nominates:
        return {"holder": one.title, "unit": one.organization.name, "holder_body": one.organization}
    body = one.organization if one.subject == one.organization.name else None
    return {"holder": one.subject, "unit": one.subject_unit or one.organization.name, "holder_body": body}
