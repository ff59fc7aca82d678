"""Contests: drafted, published with a frozen pool, cancelled."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Problem, WrongState
from quanjing.quiz.enums import ContestState, Counting
from quanjing.quiz.models import Asked, Contest, DrawLine, PoolQuestion, Question, QuestionBank
from quanjing.quiz.papers import Line, draw_days, missing
from quanjing.quiz.queries import cards_of
from quanjing.quiz.queries.unfinished import running_contests
from quanjing.quiz.rules import need_keeper

MOST_QUESTIONS = 200  # on a paper
SECONDS = range(30, 3 * 3600 + 1)
ASKED = [field.name for field in Asked._meta.get_fields()]
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What a contest is to be: all of its rules, and what its papers are drawn from."""

    name: str
    opens_at: datetime
    closes_at: datetime
    lines: Sequence[Line]
    banks: Sequence[QuestionBank]
    intro: str = ""
    seconds: int = 400
    attempts_a_day: int = 1
    attempts: int = 5
    counting: Counting = Counting.BEST
    pool_by_day: bool = False
    guests: bool = True
    final_of: Contest | None = None
    finalists: int = 0
    is_examination: bool = False


@transaction.atomic
def create_contest(*, actor: Actor, plan: Plan) -> Contest:
    """Draft a contest of the actor's own body. Raises `Denied`, `Invalid` for rules that cannot be."""
    _need_sound(actor, plan)
    contest = Contest(organization_id=need_keeper(actor, actor.organization_id), created_at=clock.now())
    _write(contest, plan)
    record(actor=actor, verb="quiz.create_contest", on=contest)
    return contest


@transaction.atomic
def change_contest(*, actor: Actor, contest: Contest, version: int, plan: Plan) -> Contest:
    """Change a draft. Raises `Denied`, `Invalid`, `Conflict`, `WrongState` once it is published."""
    need_keeper(actor, contest.organization_id)
    locked = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if locked.state != ContestState.DRAFT:
        raise WrongState(_("The rules of a contest that is published do not change."))
    if locked.version != version:
        raise Conflict(theirs={"name": locked.name}, yours={"name": plan.name})
    _need_sound(actor, plan)
    locked.version += 1
    _write(locked, plan)
    record(actor=actor, verb="quiz.change_contest", on=locked)
    return locked


@transaction.atomic
def publish_contest(*, actor: Actor, contest: Contest) -> Contest:
    """Put the rules out and freeze the questions that papers are drawn from.

    Raises:
        Denied: for anyone but the keepers of the contest.
        Invalid: it would have begun already, or there are too few questions for a line or a day.
        WrongState: it is out already.
    """
    need_keeper(actor, contest.organization_id)
    locked = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if locked.state != ContestState.DRAFT:
        raise WrongState(_("This contest is published already."))
    if locked.opens_at <= clock.now():
        raise Invalid([Problem("opens_at", _("A contest begins after its rules are published."))])
    questions = list(Question.objects.filter(bank__contests=locked, is_retired=False).order_by("pk"))
    days = _days_of(questions, locked)
    lines = [Line(one.topic, one.difficulty, one.number, one.points) for one in locked.lines.all()]
    _need_enough(locked, questions, lines, days)
    PoolQuestion.objects.bulk_create(
        (
            PoolQuestion(
                contest=locked,
                question=question,
                day=days.get(question.pk),
                **{name: getattr(question, name) for name in ASKED},
            )
            for question in questions
        ),
        batch_size=BATCH,
    )
    locked.state, locked.version = ContestState.PUBLISHED, locked.version + 1
    locked.published_at, locked.published_by = clock.now(), actor.signature
    locked.save()
    record(actor=actor, verb="quiz.publish_contest", on=locked, detail={"questions": len(questions)})
    return locked


@transaction.atomic
def cancel_contest(*, actor: Actor, contest: Contest, reason: str) -> Contest:
    """Call a contest off, with the reason on its page. Raises `Denied`, `Invalid`, `WrongState`."""
    need_keeper(actor, contest.organization_id)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say why."))])
    locked = Contest.objects.select_for_update(of=("self",)).get(pk=contest.pk)
    if locked.state != ContestState.PUBLISHED or locked.is_over(clock.now()):
        raise WrongState(_("Only a contest that is out and not over can be called off."))
    locked.state, locked.cancel_reason = ContestState.CANCELLED, reason.strip()[:300]
    locked.version += 1
    locked.save()
    record(actor=actor, verb="quiz.cancel_contest", on=locked, detail={"reason": reason.strip()})
    return locked


@transaction.atomic
def cancel_running(*, organization_ids: Sequence[int]) -> int:
    """Call off what bodies that end have out; part of the action that ends them. How many."""
    return running_contests(organization_ids).update(
        state=ContestState.CANCELLED, cancel_reason=_("The body has ended."), version=F("version") + 1
    )


def _need_sound(actor: Actor, plan: Plan) -> None:
    problems = []
    if not plan.name.strip():
        problems.append(Problem("name", _("Please give it a name.")))
    if plan.closes_at <= plan.opens_at:
        problems.append(Problem("closes_at", _("It must end after it begins.")))
    if plan.seconds not in SECONDS:
        problems.append(Problem("seconds", _("An attempt takes from half a minute to three hours.")))
    number = sum(line.number for line in plan.lines)
    if not 0 < number <= MOST_QUESTIONS:
        problems.append(Problem("lines", _("A paper holds from 1 to 200 questions.")))
    if not plan.banks or any(bank.organization_id != actor.organization_id for bank in plan.banks):
        problems.append(Problem("banks", _("Please choose from the banks of your own body.")))
    if plan.final_of is not None and (
        plan.final_of.organization_id != actor.organization_id or plan.finalists < 1
    ):
        problems.append(Problem("finalists", _("Please say how many of that contest take part.")))
    if problems:
        raise Invalid(problems)


def _write(contest: Contest, plan: Plan) -> None:
    contest.name, contest.intro = plan.name.strip()[:200], plan.intro.strip()
    contest.opens_at, contest.closes_at = plan.opens_at, plan.closes_at
    contest.seconds, contest.counting = plan.seconds, plan.counting
    contest.attempts_a_day, contest.attempts = plan.attempts_a_day, plan.attempts
    contest.pool_by_day, contest.guests = plan.pool_by_day, plan.guests
    contest.final_of, contest.finalists = plan.final_of, plan.finalists
    contest.is_examination = plan.is_examination
    contest.save()
    contest.lines.all().delete()
    DrawLine.objects.bulk_create(
        DrawLine(
            contest=contest, topic=one.topic, difficulty=one.difficulty, number=one.number, points=one.points
        )
        for one in plan.lines
    )
    contest.banks.set(plan.banks)


def _days_of(questions: Sequence[Question], contest: Contest) -> Mapping[int, date]:
    """The day of each question where the pool goes by day."""
    if not contest.pool_by_day:
        return {}
    return draw_days(cards_of(questions), contest.days, secrets.randbits(63))


def _need_enough(
    contest: Contest, questions: Sequence[Question], lines: Sequence[Line], days: Mapping[int, date]
) -> None:
    for day in contest.days if contest.pool_by_day else [None]:
        pool = [question for question in questions if days.get(question.pk) == day]
        lacking = missing(cards_of(pool), lines)
        if lacking:
            place, count = next(iter(lacking.items()))
            text = _("Line %(line)d lacks %(count)d questions.") % {"line": place + 1, "count": count}
            raise Invalid([Problem(f"lines.{place}", text)])
