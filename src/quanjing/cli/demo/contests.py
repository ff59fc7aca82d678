"""A question bank and voluntary contests drawn from it: one is over, its final and another are open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from quanjing.cli.demo.scene import Scene
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.quiz.actions import (
    Entrant,
    apply_import,
    create_bank,
    create_contest,
    invite_finalists,
    key_of,
    preview_import,
    publish_contest,
    start,
    submit,
)
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import Attempt, Contest, QuestionBank
from quanjing.quiz.papers import Line

FIRST, SECOND = -45, -3  # days from today on which the rules were published
PEOPLE = 30  # took part in the one that is over, the last of them under an account
FINALISTS = 10
NAMED = {1: "茶香", 4: "爱读书的人", 9: "晨光"}  # who gave a name to be shown
QUESTIONS = """
$CATEGORY: 科学家精神

科学家精神中居于首位的是 {=爱国精神 ~奉献精神 ~协同精神 ~育人精神#科学家精神以爱国精神为首。}

下列哪些属于科学家精神的内涵？ {~%50%创新精神 ~%50%求实精神 ~%-100%守成精神#创新、求实皆在其中。}

求实精神要求坚持立德为先、诚信为本。 {TRUE#是求实精神的内容。}

协同精神反对集智攻关、团结协作。 {FALSE#协同精神倡导集智攻关、团结协作。}

甘为人梯、奖掖后学说的是____精神。 {=育人 =育人精神}

$CATEGORY: 科技常识

我国第一颗人造地球卫星的名称是 {=东方红一号 ~实践一号 ~风云一号 ~北斗一号#一九七〇年四月二十四日发射。}

下列哪些属于可再生能源？ {~%50%风能 ~%50%太阳能 ~%-100%煤炭#煤炭不可再生。}

光在真空中比在水中传播得快。 {TRUE}

声音能够在真空中传播。 {FALSE#声音的传播需要介质。}

标准大气压下，纯水的沸点是____摄氏度。 {=100 =一百}

杂交水稻利用的是哪一种现象？ {=杂种优势 ~光周期 ~春化作用#两个亲本的杂种在长势和产量上超过亲本。}

地球绕太阳公转一周约为____个月。 {=12 =十二}
"""


def contests(scene: Scene) -> Iterator[int]:
    """The bank and the first contest, its attempts, then its final and the one that are open today."""
    yield FIRST
    bank = _bank(scene.officer)
    first = _published(scene.officer, "科学家精神知识竞答", bank, days=10)
    yield FIRST + 12
    units = list(Organization.objects.filter(kind=Kind.SOCIETY, level=Level.PROVINCIAL).order_by("path")[:6])
    for number in range(PEOPLE - 1):
        _played(first, number, Entrant(key_of(secret=f"demo{number}"), units[number % len(units)].pk))
    handler = scene.actor("handler", "handler")
    _played(first, PEOPLE - 1, Entrant(key_of(user_id=handler.user_id), handler.organization_id))
    yield SECOND
    days = SECOND * -1 + 14
    _published(scene.officer, "科普知识竞答", bank, days)
    final = _published(scene.officer, "科学家精神知识竞答决赛", bank, days, final_of=first)
    invite_finalists(actor=scene.officer, contest=final)


def _bank(officer: Actor) -> QuestionBank:
    made = create_bank(actor=officer, name="科普与科学家精神题库")
    taken = preview_import(actor=officer, bank=made, name="题库.txt", data=QUESTIONS.encode())
    apply_import(actor=officer, draft=taken)
    return made


def _published(
    officer: Actor, name: str, bank: QuestionBank, days: int, final_of: Contest | None = None
) -> Contest:
    """A contest that begins tomorrow and lasts so many days."""
    opens = datetime.combine(clock.today() + timedelta(days=1), time(9), clock.CHINA)
    plan = Plan(
        name, opens, opens + timedelta(days=days), [Line("科学家精神", 0, 3, 2), Line("", 0, 5, 1)], [bank],
        intro="自愿参加，重在学习。", attempts_a_day=3, attempts=0, final_of=final_of,
        finalists=FINALISTS if final_of else 0,
    )  # fmt: skip
    return publish_contest(actor=officer, contest=create_contest(actor=officer, plan=plan))


def _played(contest: Contest, number: int, entrant: Entrant) -> None:
    """One attempt: the later ones know a little more."""
    begun = contest.opens_at + timedelta(hours=7 * number)
    with clock.frozen(begun):
        attempt = start(contest=contest, entrant=replace(entrant, display_name=NAMED.get(number, "")))
    answers = [
        answer_of(contest, card, knows=(number * 7 + place * 3) % PEOPLE <= number)
        for place, card in enumerate(attempt.paper)
    ]
    with clock.frozen(begun + timedelta(seconds=70 + 7 * number)):
        _done: Attempt = submit(
            contest=contest, participant=entrant.participant, number=attempt.number, answers=answers
        )


def answer_of(contest: Contest, card: tuple[int, int, list[int]], *, knows: bool) -> object:
    """The right answer to a question of a paper, or a wrong one."""
    pk, _points, order = card
    question = contest.pool.get(pk=pk)
    if question.answers:
        return question.answers[0] if knows else "不清楚"
    if not question.options:
        return question.is_true == knows
    right = [shown for shown, option in enumerate(order) if question.options[option][1]]
    return right if knows else [place for place in range(len(order)) if place not in right][:1]
