"""Finishing a class, certificates, and the anonymous evaluation."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import official_docx, official_pdf
from gongwen.official import Form, OfficialDocument, SignOff, Text
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.foundation.ids import ALPHABET
from quanjing.study.actions.classes import locked_class
from quanjing.study.enums import ANSWERS, Asked, ClassState
from quanjing.study.models import (
    Certificate,
    CertificateYear,
    ClassSeat,
    EvaluationTally,
    EvaluationText,
    EvaluationTicket,
    TrainingClass,
)
from quanjing.study.rules import need_keeper

TAIL = 5
LONGEST_EVALUATION = timedelta(days=90)


@transaction.atomic
def finish(*, actor: Actor, training_class: TrainingClass) -> TrainingClass:
    """Say that the class is over. Raises `Denied`, `WrongState`; `Invalid` before presence is entered."""
    made = locked_class(actor, training_class, ClassState.OPEN)
    if not made.nominations.filter(is_present=True).exists():
        raise Invalid([Problem("present", _("Please enter the presence list first."))])
    made.state = ClassState.DONE
    made.version += 1
    made.save(update_fields=["state", "version"])
    record(actor=actor, verb="study.finish_class", on=made)
    return made


@transaction.atomic
def issue_certificates(*, actor: Actor, training_class: TrainingClass) -> int:
    """Give a numbered certificate to everybody who was present and has none yet; how many.

    Names are frozen as they are printed. Raises `Denied`; `WrongState` while the class is not over.
    """
    made = locked_class(actor, training_class, ClassState.DONE)
    seats = list(
        made.nominations.filter(is_present=True, certificate=None)
        .select_related("post__holder", "organization")
        .order_by("organization__path", "pk")
    )
    today = clock.today()
    CertificateYear.objects.get_or_create(organization_id=made.organization_id, year=today.year)
    year = CertificateYear.objects.select_for_update().get(
        organization_id=made.organization_id, year=today.year
    )
    rows = [_certificate(made, seat, year.last + place, today) for place, seat in enumerate(seats, start=1)]
    Certificate.objects.bulk_create(rows)
    year.last += len(rows)
    year.save(update_fields=["last"])
    record(
        actor=actor, verb="study.issue_certificates", on=made, detail={"numbers": [str(one) for one in rows]}
    )
    return len(rows)


@transaction.atomic
def withdraw_certificate(*, actor: Actor, certificate: Certificate, reason: str) -> Certificate:
    """Withdraw one; its number stays and says so. Raises `Denied`, `WrongState`, `Invalid`."""
    need_keeper(actor, certificate.seat.training_class.organization_id)
    if certificate.withdrawn_on is not None:
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    certificate.withdrawn_on, certificate.reason = clock.today(), reason.strip()[:300]
    certificate.save(update_fields=["withdrawn_on", "reason"])
    record(actor=actor, verb="study.withdraw_certificate", on=certificate)
    return certificate


def certificate_file(*, certificate: Certificate, form: str) -> bytes:
    """The certificate as docx or pdf. The caller has authorized the reader."""
    with override(settings.LANGUAGE_CODE):
        made = certificate.seat.training_class
        form_of_day = _("j M Y")
        said = _("%(organization)s, %(post)s %(name)s, took part in “%(title)s” from %(first)s to %(last)s.")
        words = said % {
            "organization": certificate.organization_name, "post": certificate.post_title,
            "name": certificate.holder_name, "title": certificate.title,
            "first": formatted(made.starts_on, form_of_day), "last": formatted(made.ends_on, form_of_day),
        }  # fmt: skip
        check = _("Number %(number)s, to be looked up at %(address)s") % {
            "number": certificate.number,
            "address": settings.BASE_URL.rstrip("/") + "/certificates/",
        }
        document = OfficialDocument(
            form=Form.PLAIN,
            title=_("Certificate"),
            number=certificate.number,
            parts=(Text(words), Text(check)),
            sign_off=SignOff((certificate.issuer,), certificate.issued_on),
        )
        return (
            official_docx(document)
            if form == "docx"
            else official_pdf(document, font_dir=settings.FONT_DIR).data
        )


@transaction.atomic
def open_evaluation(*, actor: Actor, training_class: TrainingClass, until: date) -> TrainingClass:
    """Ask everybody who was present, to a day. What is answered is not shown before that day is over.

    Raises: `Denied`; `WrongState` before the class is over or a second time; `Invalid`.
    """
    made = locked_class(actor, training_class, ClassState.DONE)
    if made.evaluation_until is not None:
        raise WrongState
    if not clock.today() <= until <= clock.today() + LONGEST_EVALUATION:
        raise Invalid([Problem("until", _("A day from today on, within 90 days."))])
    made.evaluation_until = until
    made.save(update_fields=["evaluation_until"])
    codes = made.nominations.filter(is_present=True).values_list("code", flat=True)
    tickets = [EvaluationTicket(training_class=made, digest=digest_of(code)) for code in codes]
    EvaluationTicket.objects.bulk_create(sorted(tickets, key=lambda one: one.digest))
    EvaluationTally.objects.bulk_create(
        EvaluationTally(training_class=made, asked=asked, answer=answer)
        for asked in Asked.values
        for answer in ANSWERS
    )
    record(actor=actor, verb="study.open_evaluation", on=made, detail={"until": until.isoformat()})
    return made


@transaction.atomic
def close_evaluation(*, actor: Actor, training_class: TrainingClass) -> TrainingClass:
    """End it before its day; then it is shown, from five answers up. Raises `Denied`, `WrongState`."""
    made = locked_class(actor, training_class, ClassState.DONE)
    if made.evaluation_until is None or made.evaluation_until < clock.today():
        raise WrongState
    made.evaluation_until = clock.today() - timedelta(days=1)
    made.save(update_fields=["evaluation_until"])
    record(actor=actor, verb="study.close_evaluation", on=made)
    return made


@transaction.atomic
def evaluate(
    *, actor: Actor, training_class: TrainingClass, answers: Mapping[str, int], text: str = ""
) -> None:
    """Answer once. Not in the record of actions: nothing is kept that leads to a person or a time.

    Raises: `Denied` for who was not there; `WrongState` outside its days or a second time; `Invalid`.
    """
    seat = ClassSeat.objects.filter(
        training_class=training_class, post=actor.post_id, is_present=True
    ).first()
    if seat is None or actor.acting_for:
        raise Denied
    until = training_class.evaluation_until
    if until is None or until < clock.today():
        raise WrongState
    if missing := [one for one in Asked.values if answers.get(one) not in ANSWERS]:
        raise Invalid([Problem(name, _("Please choose one.")) for name in missing])
    used, _rows = EvaluationTicket.objects.filter(
        training_class=training_class, digest=digest_of(seat.code)
    ).delete()
    if not used:
        raise WrongState(_("You have answered already."))
    for asked in Asked.values:
        tally = EvaluationTally.objects.filter(
            training_class=training_class, asked=asked, answer=answers[asked]
        )
        tally.update(count=F("count") + 1)
    if text.strip():
        EvaluationText.objects.create(training_class=training_class, text=text.strip()[:2000])


def digest_of(seat_code: str) -> str:
    return salted_hmac("quanjing.study.evaluation", seat_code, algorithm="sha256").hexdigest()


def _certificate(made: TrainingClass, seat: ClassSeat, sequence: int, today: date) -> Certificate:
    tail = "".join(secrets.choice(ALPHABET) for _place in range(TAIL))
    return Certificate(
        seat=seat,
        number=f"{today.year}-{sequence:04d}-{tail}",
        title=made.title,
        issuer=made.organization.name,
        organization_name=seat.organization.name,
        post_title=seat.post.title,
        holder_name=seat.post.holder.name if seat.post.holder else "",
        issued_on=today,
    )
