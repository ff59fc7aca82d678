"""Banks and contests, and who may see them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Count, Model, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import Kind
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing
from quanjing.quiz.enums import ContestState
from quanjing.quiz.models import Attempt, BankImport, Contest, Question, QuestionBank

T = TypeVar("T", bound=Model)


def banks_of(actor: Actor) -> QuerySet[QuestionBank]:
    """The banks that the actor keeps, with the number of their questions."""
    if not actor.may(Right.ISSUE) or actor.organization_id is None:
        return QuestionBank.objects.none()
    found = QuestionBank.objects.filter(organization=actor.organization_id)
    return found.annotate(count=Count("questions", filter=Q(questions__is_retired=False)))


def get_bank(actor: Actor, code: str) -> QuestionBank:
    """One bank. Raises `Missing`."""
    return _one(banks_of(actor).filter(code=code))


def get_import(actor: Actor, code: str) -> BankImport:
    """One file that was looked at. Raises `Missing`."""
    found = BankImport.objects.filter(bank__in=banks_of(actor), code=code).select_related("bank").first()
    if found is None:
        raise Missing
    return found


def contests_of(actor: Actor) -> QuerySet[Contest]:
    """The contests that the actor keeps."""
    if not actor.may(Right.ISSUE) or actor.organization_id is None:
        return Contest.objects.none()
    own = Contest.objects.filter(organization=actor.organization_id, is_examination=False)
    return own.select_related("organization")


def get_contest(actor: Actor, code: str) -> Contest:
    """One contest that the actor keeps. Raises `Missing`."""
    return _one(contests_of(actor).filter(code=code))


def open_contests(actor: Actor) -> QuerySet[Contest]:
    """The contests that are out, of the actor's own body and of those above it."""
    step = Organization.steplen
    above = [actor.path[:end] for end in range(step, len(actor.path) + 1, step)]
    found = _published().filter(organization__path__in=above)
    return found.select_related("organization")


def get_open_contest(actor: Actor | None, code: str) -> Contest:
    """A contest that is out, for whoever has its link; without an account only where guests are welcome.

    Raises `Missing`.
    """
    return _one(_out(actor, code).select_related("organization", "final_of"))


def get_played_contest(actor: Actor | None, code: str) -> Contest:
    """The same for a request that thousands send at once: without the bodies and rounds around it.

    Raises `Missing`.
    """
    return _one(_out(actor, code))


def _out(actor: Actor | None, code: str) -> QuerySet[Contest]:
    found = _published().filter(code=code)
    return found.filter(guests=True) if actor is None else found


def _published() -> QuerySet[Contest]:
    """What is out for everybody it may concern; an examination is opened by the app that it belongs to."""
    return Contest.objects.exclude(state=ContestState.DRAFT).filter(is_examination=False)


def is_invited(contest: Contest, participant: str) -> bool:
    """Whether a participant may take part: in a final round only the best of the round before."""
    return contest.final_of_id is None or contest.invited.filter(participant=participant).exists()


def finals_of(actor: Actor | None, contest: Contest) -> QuerySet[Contest]:
    """The final rounds of a contest that are out, for whoever has its link."""
    found = contest.finals.exclude(state=ContestState.DRAFT).order_by("opens_at")
    return found.filter(guests=True) if actor is None else found


def units_of(contest: Contest) -> QuerySet[Organization]:
    """The bodies that a participant may say he belongs to, in the order of the tree."""
    below = Organization.objects.filter(existing(), in_subtree(contest.organization.path))
    wanted: QuerySet[Organization] = below.filter(kind__in=(Kind.SOCIETY, Kind.ASSOCIATION)).order_by("path")
    return wanted


def unit_of(contest: Contest, code: str) -> int | None:
    """The key of the unit with this code, where a participant may say that he belongs to it."""
    return units_of(contest).filter(code=code).values_list("pk", flat=True).first() if code else None


def attempts_of(contest: Contest, participant: str) -> list[Attempt]:
    """A participant's attempts in their order."""
    return list(Attempt.objects.filter(contest=contest, participant=participant).order_by("number"))


def get_question(actor: Actor, code: str) -> Question:
    """One question of a bank that the actor keeps. Raises `Missing`."""
    found = Question.objects.filter(bank__in=banks_of(actor), code=code)
    return _one(found.select_related("bank"))


def topics_of(bank: QuestionBank) -> list[str]:
    """The topics of a bank."""
    found = bank.questions.exclude(topic="").order_by("topic").values_list("topic", flat=True)
    return list(found.distinct())


def get_attempt(contest: Contest, participant: str, number: int) -> Attempt:
    """One attempt of a participant. Raises `Missing`."""
    found = Attempt.objects.filter(contest=contest, participant=participant, number=number).first()
    if found is None:
        raise Missing
    return found


def _one(rows: QuerySet[T]) -> T:
    found = rows.first()
    if found is None:
        raise Missing
    return found
