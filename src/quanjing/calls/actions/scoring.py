"""A judge's own work: kept while it is typed, finished, taken up again until the desk closes the round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.enums import ScoreState
from quanjing.calls.judging import total_of
from quanjing.calls.models import Criterion, Score
from quanjing.calls.queries.judges import allotted_to
from quanjing.calls.queries.panels import judges_of
from quanjing.calls.rules.judging import can_score
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Missing, Problem, WrongState

LONGEST_TEXT = 5000
STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a judge typed: points by criterion as texts, a word to the applicant, a note for the desk."""

    points: Mapping[int, str] = field(default_factory=dict)
    feedback: str = ""
    note: str = ""


def keep_score(*, actor: Actor, score: Score, marks: Marks, version: int) -> Score:
    """Keep what is typed so far; points that cannot be right are left out. Raises as `finish_score`."""
    _look_again(actor, score)
    with transaction.atomic():
        current = _own(actor, score, version)
        if current.state == ScoreState.DONE:
            raise WrongState
        points, _problems = _checked(marks, _criteria(current))
        _enter(current, points, marks)
        current.state = ScoreState.DRAFT
        current.save()
        record(actor=actor, verb="calls.keep_score", on=current.judge)
    return current


def finish_score(*, actor: Actor, score: Score, marks: Marks, version: int) -> Score:
    """Enter what a judge gives. Once more until the desk closes the round, in the light of a reopening.

    Raises `Missing` for what is not allotted to the actor or has a conflict; `WrongState` in a closed round;
    `Conflict` where it was written elsewhere in the meantime; `Invalid` with a problem at each criterion.
    """
    _look_again(actor, score)
    with transaction.atomic():
        current = _own(actor, score, version)
        criteria = _criteria(current)
        points, problems = _checked(marks, criteria)
        problems += _lacking(criteria, points, problems)
        if problems:
            raise Invalid(problems)
        _enter(current, points, marks)
        current.total = total_of(points, {one.pk: (one.most, one.weight) for one in criteria})
        current.state, current.done_at = ScoreState.DONE, clock.now()
        current.save()
        record(actor=actor, verb="calls.score", on=current.judge)
    return current


def reopen_score(*, actor: Actor, score: Score) -> Score:
    """Take up again what is finished, to change it; until then it counts no more. Raises as above."""
    _look_again(actor, score)
    with transaction.atomic():
        current = _own(actor, score, score.version)
        if current.state != ScoreState.DONE:
            raise WrongState
        current.state, current.done_at, current.total = ScoreState.DRAFT, None, None
        current.version += 1
        current.save()
        record(actor=actor, verb="calls.reopen_score", on=current.judge)
    return current


def _look_again(actor: Actor, score: Score) -> None:
    """Look for conflicts once more before anything is written; what is found stands, though nothing is."""
    found = allotted_to(actor).filter(pk=score.pk).first()
    if found is not None:
        call = found.judge.panel.call
        [judge] = judges_of(call).filter(pk=found.judge_id)
        find_conflicts(call=call, judges=[judge], applications=[found.application])


def _own(actor: Actor, score: Score, version: int) -> Score:
    """The score, locked. Raises as `finish_score`."""
    found = allotted_to(actor).select_for_update(of=("self",)).filter(pk=score.pk).first()
    if found is None:
        raise Missing
    if not can_score(found):
        raise WrongState(_("This round is closed."))
    if found.version != version:
        raise Conflict
    return found


def _criteria(score: Score) -> list[Criterion]:
    return list(Criterion.objects.filter(call=score.application.call_id).order_by("position"))


def _checked(marks: Marks, criteria: Sequence[Criterion]) -> tuple[dict[int, Decimal], list[Problem]]:
    """The points that can be right, and what is wrong with the others."""
    points, problems = {}, []
    for one in criteria:
        text = marks.points.get(one.pk, "").strip()
        if not text:
            continue
        value = read_points(text)
        if value is None or not 0 <= value <= one.most:
            words = _("“%(name)s”: a number from 0 to %(most)d, with two decimals at most.")
            problems.append(Problem(f"p{one.pk}", words % {"name": one.name, "most": one.most}))
        else:
            points[one.pk] = value
    return points, problems


def _lacking(
    criteria: Sequence[Criterion], points: Mapping[int, Decimal], problems: Sequence[Problem]
) -> list[Problem]:
    """A problem for each criterion without points that has none yet."""
    named = {problem.where for problem in problems}
    return [
        Problem(f"p{one.pk}", _("Please give points for “%(name)s”.") % {"name": one.name})
        for one in criteria
        if one.pk not in points and f"p{one.pk}" not in named
    ]


def read_points(text: str) -> Decimal | None:
    """A number with two decimals at most; None for anything else."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and value == value.quantize(STEP) else None


def _enter(score: Score, points: Mapping[int, Decimal], marks: Marks) -> None:
    score.points = {str(key): str(value) for key, value in points.items()}
    score.feedback = marks.feedback.strip()[:LONGEST_TEXT]
    score.note = marks.note.strip()[:LONGEST_TEXT]
    score.total = None
    score.version += 1
