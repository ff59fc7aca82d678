"""A bank of the association and a contest drawn from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import xlsxwriter

from quanjing.foundation import clock
from quanjing.quiz import actions
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import Contest, QuestionBank
from quanjing.quiz.papers import Line
from tests.world import World

OPENS = datetime(2026, 9, 7, 1, tzinfo=UTC)  # nine o'clock in China
CLOSES = OPENS + timedelta(days=5)
SETTLED = CLOSES + timedelta(seconds=6)  # no answer comes in any more
HEAD = ["题型", "题干", "A", "B", "C", "答案", "知识点", "难度", "解析"]

MakeContest = Callable[..., Contest]


def table(*rows: list[str]) -> bytes:
    """Rows under the usual heading as a workbook."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEAD, *rows]):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def questions(count: int) -> list[list[str]]:
    """Single choices whose first option is right, half of them of each topic."""
    topics = ("章程", "历史")
    return [
        ["单选题", f"第{number}题问什么？", "对的", "错的", "别的", "A", topics[number % 2], "中", "见材料"]
        for number in range(1, count + 1)
    ]


@pytest.fixture
def bank(world: World) -> QuestionBank:
    officer = world.actor(world.officer)
    made = actions.create_bank(actor=officer, name="党建知识")
    draft = actions.preview_import(actor=officer, bank=made, name="题库.xlsx", data=table(*questions(12)))
    actions.apply_import(actor=officer, draft=draft)
    return made


@pytest.fixture
def contest(world: World, bank: QuestionBank) -> MakeContest:
    """Makes a published contest; keywords are those of `Plan`."""

    def make(**changes: object) -> Contest:
        officer = world.actor(world.officer)
        values: dict[str, object] = {
            "name": "知识竞答", "opens_at": OPENS, "closes_at": CLOSES, "banks": [bank],
            "lines": [Line("章程", 0, 2, 1), Line("", 0, 2, 2)],
        }  # fmt: skip
        with clock.frozen(OPENS - timedelta(days=3)):
            made = actions.create_contest(actor=officer, plan=Plan(**{**values, **changes}))  # type: ignore[arg-type]
            return actions.publish_contest(actor=officer, contest=made)

    return make
