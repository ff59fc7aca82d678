"""Certificates, and what may be seen of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.study.enums import ANSWERS, FEWEST, Asked
from quanjing.study.models import Certificate, ExaminationCertificate, TrainingClass
from quanjing.study.queries.classes import seats_seen
from quanjing.study.queries.reach import one_of


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`lines`: each question with [words of the answer, how often]; empty while it must not be shown."""

    answers: int | None  # None while it runs: even the number would tell of single answers
    lines: list[tuple[str, list[tuple[str, int]]]]
    suggestions: list[str]

    @property
    def is_shown(self) -> bool:
        return bool(self.lines)


def evaluation_of(training_class: TrainingClass) -> Evaluation:
    """What was answered: after its last day alone, and from five answers up."""
    until = training_class.evaluation_until
    if until is None or until >= clock.today():
        return Evaluation(None, [], [])
    first = training_class.tallies.filter(asked=Asked.CONTENT).aggregate(all=Sum("count"))
    number = first["all"] or 0
    if number < FEWEST:
        return Evaluation(number, [], [])
    counts = {(one.asked, one.answer): one.count for one in training_class.tallies.all()}
    lines = [
        (str(asked.label), [(str(words), counts[asked.value, answer]) for answer, words in ANSWERS.items()])
        for asked in Asked
    ]
    return Evaluation(number, lines, list(training_class.suggestions.values_list("text", flat=True)))


def certificates_seen(actor: Actor, training_class: TrainingClass) -> QuerySet[Certificate]:
    """The holder of the class sees all, a body its own, a person his."""
    seats = seats_seen(actor, training_class).select_related(None).values("pk")
    own = training_class.nominations.filter(post=actor.post_id).values("pk")
    found = Certificate.objects.filter(seat__in=seats) | Certificate.objects.filter(seat__in=own)
    return found.select_related("seat__training_class")


def get_certificate(actor: Actor, code: str) -> Certificate:
    """One that the actor sees. Raises `Missing`."""
    found = one_of(Certificate.objects.select_related("seat__training_class"), code=code)
    return one_of(certificates_seen(actor, found.seat.training_class), code=code)


def certificate_numbered(number: str) -> Certificate | ExaminationCertificate | None:
    """The one with this number, for the public page; of an examination where the person wants it shown."""
    wanted = number.strip().lower()
    passed = ExaminationCertificate.objects.filter(number=wanted, is_public=True)
    return Certificate.objects.filter(number=wanted).first() or passed.first()
