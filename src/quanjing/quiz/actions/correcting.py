"""A wrong key is put right: everybody's attempt is marked again, and the page says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.jobs.actions import enqueue
from quanjing.quiz.actions.banks import question_of
from quanjing.quiz.formats import faults_of
from quanjing.quiz.models import Attempt, Contest, KeyCorrection, PoolQuestion
from quanjing.quiz.papers import score
from quanjing.quiz.queries import ready
from quanjing.quiz.rules import need_keeper

BATCH = 500


@transaction.atomic
def correct_key(
    *,
    actor: Actor,
    question: PoolQuestion,
    reason: str,
    right: Sequence[int] = (),
    answers: Sequence[str] = (),
    is_true: bool = False,
) -> KeyCorrection:
    """Say what is right, in the pool and in the bank, and mark all attempts again by a job.

    Args:
        right: places of the right options.
        answers: what may be filled in.
        is_true: of a question that is true or false.

    Raises:
        Denied: for anyone but the keepers of the contest.
        Invalid: no reason, or a key that the kind of question cannot have.
    """
    need_keeper(actor, question.contest.organization_id)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say why."))])
    contest = Contest.objects.select_for_update(of=("self",)).get(pk=question.contest_id)
    before = {"options": question.options, "answers": question.answers, "is_true": question.is_true}
    _write_key(question, right, answers, is_true=is_true)
    _correct_in_bank(question)
    Contest.objects.filter(pk=contest.pk).update(version=F("version") + 1)
    correction = KeyCorrection.objects.create(
        contest=contest,
        question=question,
        before=before,
        reason=reason.strip()[:300],
        corrected_by=actor.signature,
        corrected_at=clock.now(),
    )
    record(actor=actor, verb="quiz.correct_key", on=contest, detail={"reason": reason.strip()})
    owner = None if contest.is_examination else actor  # the progress of the job tells how many took part
    enqueue("quiz.rescore", actor=owner, correction_id=correction.pk)
    return correction


def _write_key(
    question: PoolQuestion, right: Sequence[int], answers: Sequence[str], *, is_true: bool
) -> None:
    question.options = [[text, place in right] for place, (text, _was) in enumerate(question.options)]
    question.answers, question.is_true = [one.strip() for one in answers if one.strip()], is_true
    if any(faults_of(question_of(question))):
        raise Invalid([Problem("right", _("This kind of question cannot have such a key."))])
    question.save(update_fields=["options", "answers", "is_true"])


def _correct_in_bank(question: PoolQuestion) -> None:
    if question.question is not None and question.question.text == question.text:
        original = question.question
        original.options, original.answers = question.options, question.answers
        original.is_true, original.version = question.is_true, original.version + 1
        original.save()


def rescore(*, correction: KeyCorrection, step: Callable[[int, int], None]) -> int:
    """Mark again every attempt that was handed in; returns how many scores changed.

    Said again it changes nothing. Attempts that are handed in meanwhile are marked by the new key at once.
    """
    contest = Contest.objects.get(pk=correction.contest_id)
    keys = ready(contest, None).keys
    handed_in = Attempt.objects.filter(contest=contest).exclude(submitted_at=None).order_by("pk")
    total = handed_in.count()
    held = changed = done = last = 0
    while batch := list(handed_in.filter(pk__gt=last)[:BATCH]):
        step(done, total)
        holding = [one for one in batch if any(card[0] == correction.question_id for card in one.paper)]
        held += len(holding)
        changed += _marked_again(holding, keys, correction)
        done, last = done + len(batch), batch[-1].pk
    Contest.objects.filter(pk=contest.pk).update(version=F("version") + 1)  # kept results are old now
    KeyCorrection.objects.filter(pk=correction.pk).update(attempts=held)
    step(total, total)
    return changed


@transaction.atomic
def _marked_again(
    attempts: Sequence[Attempt], keys: Mapping[int, PoolQuestion], correction: KeyCorrection
) -> int:
    """Scores and the count of those that changed in one transaction: a job that dies counts none twice."""
    others = []
    for attempt in attempts:
        anew = score(attempt.paper, attempt.answers or [], keys)
        if anew != attempt.score:
            attempt.score = anew
            others.append(attempt)
    Attempt.objects.bulk_update(others, ["score"])
    so_far = Coalesce(F("changed"), 0)
    KeyCorrection.objects.filter(pk=correction.pk).update(changed=so_far + len(others))
    return len(others)
