"""What several processes do at once in test_races."""

from __future__ import annotations

from datetime import timedelta

from quanjing.accounts.models import User
from quanjing.foundation import clock
from quanjing.foundation.errors import WrongState
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import actor_for
from quanjing.quiz import actions
from quanjing.quiz.actions import Entrant
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import Attempt, Contest
from quanjing.quiz.papers import Line

ATTEMPTS = 2


def prepare() -> str:
    """One contest with two attempts in all; opens an hour after the moment."""
    body = Organization.add_root(name="示例科协", kind=Kind.ASSOCIATION, level=Level.PROVINCIAL, number="1")
    holder = User.objects.create(username="officer", name="林知远")
    post = Post.objects.create(organization=body, title="专员", role=Role.OFFICER, holder=holder)
    officer = actor_for(post)
    bank = actions.create_bank(actor=officer, name="题库")
    text = "\n\n".join(f"第{number}题{{TRUE}}" for number in range(5)).encode()
    taken = actions.preview_import(actor=officer, bank=bank, name="a.gift", data=text)
    actions.apply_import(actor=officer, draft=taken)
    opens = clock.now() + timedelta(hours=1)
    plan = Plan(
        "竞答", opens, opens + timedelta(days=3), [Line("", 0, 3, 1)], [bank],
        attempts_a_day=0, attempts=ATTEMPTS,
    )  # fmt: skip
    actions.publish_contest(actor=officer, contest=actions.create_contest(actor=officer, plan=plan))
    return "prepared"


def begin() -> str:
    """Start as one and the same person."""
    attempt = actions.start(contest=Contest.objects.get(), entrant=Entrant("a"))
    return f"{attempt.number} {attempt.pk}"


def rush() -> str:
    """Start and hand in until nothing is left."""
    contest = Contest.objects.get()
    for _turn in range(ATTEMPTS + 2):
        try:
            attempt = actions.start(contest=contest, entrant=Entrant("a"))
            actions.submit(contest=contest, participant="a", number=attempt.number, answers=[True] * 3)
        except WrongState:
            break
    return str(Attempt.objects.count())


def hand_in(answer: str) -> str:
    """Hand in the first attempt with three answers alike."""
    contest = Contest.objects.get()
    answers = [answer == "right"] * 3
    return str(actions.submit(contest=contest, participant="a", number=1, answers=answers).score)
