"""Finishing a class, certificates, and the anonymous evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.study.actions.certificates import certificate_paper, printed_for, take_numbers
from quanjing.study.actions.classes import locked_class
from quanjing.study.enums import ANSWERS, Asked, ClassState
from quanjing.study.models import (
    Certificate,
    ClassSeat,
    EvaluationTally,
    EvaluationText,
    EvaluationTicket,
    TrainingClass,
)
from quanjing.study.rules import need_keeper

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
    numbers = take_numbers(made.organization_id, len(seats))
    printed = [printed_for(seat, number, made) for seat, number in zip(seats, numbers, strict=True)]
    rows = [
        Certificate(seat=seat, title=made.title, **words) for seat, words in zip(seats, printed, strict=True)
    ]
    Certificate.objects.bulk_create(rows)
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
    made = certificate.seat.training_class
    with override(settings.LANGUAGE_CODE):
        form_of_day = _("j M Y")
        said = _("%(organization)s, %(post)s %(name)s, took part in “%(title)s” from %(first)s to %(last)s.")
        words = said % {
            "organization": certificate.organization_name, "post": certificate.post_title,
            "name": certificate.holder_name, "title": certificate.title,
            "first": formatted(made.starts_on, form_of_day), "last": formatted(made.ends_on, form_of_day),
        }  # fmt: skip
    return certificate_paper(certificate, words, form=form)


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
