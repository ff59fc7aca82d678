"""Examinations of a class: who may look, whose a paper is, and how much of them is shown as a number."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.quiz.enums import ContestState
from quanjing.quiz.models import Attempt
from quanjing.quiz.queries import attempts_of, took_part
from quanjing.quiz.queries.results import LAST_ANSWERS
from quanjing.study.enums import FEWEST, ClassState, SeatState
from quanjing.study.models import ClassSeat, Examination, ExaminationCertificate
from quanjing.study.queries.reach import one_of


@dataclass(frozen=True, slots=True)
class TookPart:
    """How many took part and passed; `people` is None while, or where, the number must not be shown."""

    people: int | None
    passed: int


def examinations_seen(actor: Actor) -> QuerySet[Examination]:
    """The holder of the class sees its examinations, its people those that are announced; nobody else any."""
    if actor.post_id is None:
        return Examination.objects.none()
    theirs = Q(training_class__in=_seats_of(actor).values("training_class"))
    passed = Q(pk__in=ExaminationCertificate.objects.filter(holder=actor.user_id).values("examination"))
    announced = (theirs | passed) & ~Q(contest__state=ContestState.DRAFT)
    found = Examination.objects.filter(announced | _kept_by(actor, "training_class__"))
    return found.select_related("training_class__organization", "contest")


def get_examination(actor: Actor, code: str) -> Examination:
    """One. Raises `Missing`."""
    return one_of(examinations_seen(actor), code=code)


def seat_for(actor: Actor, examination: Examination) -> ClassSeat | None:
    """The place of the actor's own post in the class, where it is confirmed; a delegate has none."""
    found = _seats_of(actor).filter(training_class=examination.training_class_id)
    return found.select_related("post__holder", "organization").first()


def participant_of(seat: ClassSeat, user_id: int | None) -> str:
    """The key under which attempts stand: from it nobody finds the seat or the person."""
    value = f"{seat.code}:{user_id}"
    return salted_hmac("quanjing.study.examination", value, algorithm="sha256").hexdigest()[:32]


def own_attempts(actor: Actor, examination: Examination) -> list[Attempt]:
    """The actor's attempts in their order."""
    seat = seat_for(actor, examination)
    return attempts_of(examination.contest, participant_of(seat, actor.user_id)) if seat else []


def examination_certificates_seen(actor: Actor) -> QuerySet[ExaminationCertificate]:
    """The person sees his own, the holder of the class all of the class; not his body, and nobody above."""
    if actor.post_id is None:
        return ExaminationCertificate.objects.none()
    kept = _kept_by(actor, "examination__training_class__")
    found = ExaminationCertificate.objects.filter(Q(holder=actor.user_id) | kept)
    return found.select_related("examination__training_class__organization")


def get_examination_certificate(actor: Actor, code: str) -> ExaminationCertificate:
    """One that the actor sees. Raises `Missing`."""
    return one_of(examination_certificates_seen(actor), code=code)


def took_part_in(examination: Examination) -> TookPart:
    """Afterwards alone, and where the number tells nothing of a person.

    Five took part at least, and of those in the class without a certificate there are five or none: among
    fewer the certificates would name who did not pass.
    """
    seats = examination.training_class.nominations.filter(state=SeatState.CONFIRMED)
    passed = examination.certificates.count()
    without = seats.exclude(pk__in=examination.certificates.values("seat")).count()
    if clock.now() < examination.contest.closes_at + LAST_ANSWERS or 0 < without < FEWEST:
        return TookPart(None, passed)
    people = sum(took_part(examination.contest).values())
    return TookPart(people if people >= FEWEST else None, passed)


def _seats_of(actor: Actor) -> QuerySet[ClassSeat]:
    """Confirmed places of the actor's own post in classes that are held or over."""
    if actor.acting_for:
        return ClassSeat.objects.none()
    return ClassSeat.objects.filter(
        post=actor.post_id,
        state=SeatState.CONFIRMED,
        training_class__state__in=(ClassState.OPEN, ClassState.DONE),
    )


def _kept_by(actor: Actor, prefix: str) -> Q:
    if not actor.may(Right.REPORT) or actor.organization_id is None:
        return Q(pk__in=[])
    return Q(**{f"{prefix}organization": actor.organization_id})
