"""A program is offered what the page offers, and nobody else sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.submissions.actions import submit_answers
from tests.api.conftest import Caller
from tests.submissions.test_offers import ANSWERS, assignment, hand_out
from tests.world import World


def test_an_earlier_answer_is_offered_to_its_own_body_only(
    world: World, caller_of: Callable[[Post], Caller]
) -> None:
    first, second = (datetime(year, 1, 10, 9, 0, tzinfo=clock.CHINA) for year in (2026, 2027))
    with clock.frozen(first):
        before = assignment(hand_out(world, "岚科协〔2026〕1号", first))
        submit_answers(actor=world.actor(world.tea_handler), assignment=before, answers=ANSWERS)
    with clock.frozen(second):
        code = assignment(hand_out(world, "岚科协〔2027〕1号", second)).code
        own = caller_of(world.tea_handler).get(f"/assignments/{code}").json()
        issuer = caller_of(world.officer).get(f"/assignments/{code}").json()
    offered = {
        field["key"]: field["offered"]
        for block in own["sheet"]["blocks"]
        for field in block["fields"]
        if field["offered"]
    }
    assert offered["address"] == {
        "value": "岚州市示例路1号", "source": "岚科协〔2026〕1号", "on": "2026-01-10",
    }  # fmt: skip
    assert set(offered) == {"address", "members", "then", "on"}
    fields = [field for block in issuer["sheet"]["blocks"] for field in block["fields"]]
    assert not any(field["offered"] for field in fields)
