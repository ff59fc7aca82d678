"""Two reviewers who do not see each other, reasons for deductions, a third, conflicts, appeals, approval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from quanjing.assessment import actions
from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Appeal, Assessed, ReviewSheet, Scheme
from quanjing.assessment.queries import lines_shown, sheets_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations.models import Post
from tests.assessment.conftest import at, body, fresh, marks, sheet_of
from tests.world import World


@pytest.fixture(autouse=True)
def in_december(world: World) -> Iterator[None]:
    with clock.frozen(at(date(2026, 12, 7))):
        yield


def posts_of(assessed: Assessed) -> list[Post]:
    sheets = assessed.sheets.filter(conflict="").order_by("pk").select_related("post")
    return [one.post for one in sheets]


def give(world: World, who: Post, assessed: Assessed, **given: Any) -> ReviewSheet:
    return actions.give(actor=world.actor(who), sheet=sheet_of(who, assessed), marks=marks(**given))


def test_each_body_that_sent_has_two_reviewers_none_of_its_own_unit(
    world: World, reviewing: Scheme, panel: list[Post]
) -> None:
    assert [one.assessed.organization for one in ReviewSheet.objects.order_by("pk")] == [
        world.tea, world.tea, world.nursing, world.nursing,
    ]  # fmt: skip
    assert world.nursing_handler not in posts_of(body(reviewing, world.nursing))
    assert not body(reviewing, world.mathematics).sheets.exists()  # it sent nothing


def test_reviews_begin_after_grace_and_with_three_reviewers(
    world: World, sent: Scheme, officer: Actor, panel: list[Post]
) -> None:
    with pytest.raises(Invalid):
        actions.begin_review(actor=officer, scheme=sent)
    actions.name_reviewers(actor=officer, scheme=sent, posts=panel)
    with clock.frozen(at(date(2026, 12, 3))), pytest.raises(WrongState):
        actions.begin_review(actor=officer, scheme=sent)


def test_a_deduction_needs_a_reason(world: World, reviewing: Scheme) -> None:
    tea = body(reviewing, world.tea)
    first = posts_of(tea)[0]
    with pytest.raises(Invalid) as error:
        give(world, first, tea, talks="45")
    assert [(one.where, str(one.message)) for one in error.value.problems] == [("talks", "请说明扣分原因。")]
    with pytest.raises(Invalid):
        give(world, first, tea, talks="51")
    with pytest.raises(Invalid):
        give(world, first, tea, talks="")
    with_reason = marks() | {"talks": ("45", "一场没有通知")}
    given = actions.give(actor=world.actor(first), sheet=sheet_of(first, tea), marks=with_reason)
    assert given.marks["talks"] == ["45", "一场没有通知"]


def test_nobody_gives_marks_on_the_sheet_of_another(world: World, reviewing: Scheme, officer: Actor) -> None:
    tea = body(reviewing, world.tea)
    first, second = posts_of(tea)
    with pytest.raises(Denied):
        actions.give(actor=world.actor(second), sheet=sheet_of(first, tea), marks=marks())
    with pytest.raises(Denied):
        actions.give(actor=officer, sheet=sheet_of(first, tea), marks=marks())


def test_two_that_agree_give_their_mean(world: World, reviewing: Scheme) -> None:
    tea = body(reviewing, world.tea)
    first, second = posts_of(tea)
    give(world, first, tea)
    actions.give(
        actor=world.actor(second), sheet=sheet_of(second, tea), marks=marks() | {"talks": ("45", "少一场")}
    )
    decided = Assessed.objects.get(pk=tea.pk).decided  # 5 of 50 is no more than a tenth
    assert decided["talks"] == {"reviews": ["45", "50"]}


def test_a_third_is_asked_for_the_lines_that_differ_alone(
    world: World, reviewing: Scheme, officer: Actor
) -> None:
    tea = body(reviewing, world.tea)
    first, second = posts_of(tea)
    give(world, first, tea)
    far = marks() | {"talks": ("40", "两场没有记录")}
    actions.give(actor=world.actor(second), sheet=sheet_of(second, tea), marks=far)
    assert Assessed.objects.get(pk=tea.pk).decided == {}
    [third] = [one for one in tea.sheets.select_related("post") if one.is_third]
    assert (sorted(third.marks), third.post in (first, second)) == (["talks"], False)
    actor = world.actor(third.post)
    third = sheets_of(actor).get(pk=third.pk)
    actions.give(actor=actor, sheet=third, marks={"talks": ("42", "两场合并计一场")})
    decided = Assessed.objects.get(pk=tea.pk).decided
    assert decided["talks"] == {"reviews": ["40", "42", "50"]}
    assert decided["plan"] == {"reviews": ["30", "30"]}


def test_a_conflict_gives_the_sheet_to_another(world: World, reviewing: Scheme, officer: Actor) -> None:
    tea = body(reviewing, world.tea)
    first, second = posts_of(tea)
    actions.declare_conflict(actor=world.actor(first), sheet=sheet_of(first, tea), reason="曾任该会理事")
    now = posts_of(tea)
    assert (len(now), first in now, second in now) == (2, False, True)
    assert sheets_of(world.actor(first)).filter(assessed=tea).count() == 0


def test_where_no_reviewer_is_left_the_desk_names_more(
    world: World, reviewing: Scheme, officer: Actor, panel: list[Post]
) -> None:
    nursing = body(reviewing, world.nursing)
    for _turn in range(2):  # four named, one of its own unit: three in all
        who = posts_of(nursing)[0]
        actions.declare_conflict(actor=world.actor(who), sheet=sheet_of(who, nursing), reason="合作过")
    assert len(posts_of(nursing)) == 1
    actions.name_reviewers(actor=officer, scheme=reviewing, posts=[*panel, world.mathematics_handler])
    assert world.mathematics_handler in posts_of(nursing)


def test_reasons_are_shown_once_all_have_given(world: World, reviewing: Scheme, officer: Actor) -> None:
    tea = body(reviewing, world.tea)
    give(world, posts_of(tea)[0], tea)
    with pytest.raises(WrongState):
        actions.give_feedback(actor=officer, scheme=reviewing)


def test_what_was_not_sent_is_judged_by_facts_alone(world: World, appealing: Scheme) -> None:
    rows = {one.organization: one for one in Assessed.objects.filter(scheme=appealing)}
    assert rows[world.mathematics].total == 0
    assert (rows[world.tea].total, rows[world.tea].grade) == (82, "pass")


def test_a_line_is_appealed_in_time_and_decided_by_who_did_not_review(
    world: World, appealing: Scheme, officer: Actor, tea: Actor, head: Post
) -> None:
    mine = body(appealing, world.tea)
    with clock.frozen(at(date(2026, 12, 12))):
        made = actions.appeal(actor=tea, assessed=mine, key="charter", text="章程三月已核准")
        with pytest.raises(WrongState):
            actions.appeal(actor=tea, assessed=mine, key="charter", text="再看一次")
        reviewer = world.actor(posts_of(mine)[0])
        with pytest.raises(Denied):
            actions.decide_appeal(actor=reviewer, appeal=made, marks=Decimal(20), reason="属实")
        with pytest.raises(Invalid):
            actions.decide_appeal(actor=officer, appeal=made, marks=Decimal(21), reason="")
        actions.decide_appeal(actor=officer, appeal=made, marks=Decimal(20), reason="核准件已核对")
    now = Assessed.objects.select_related("organization", "scheme__organization").get(pk=mine.pk)
    assert (now.total, now.grade) == (100, "good")
    line = {one.key: one for one in lines_shown(now, reviews=True)}["charter"]
    assert (line.rule, line.appeal and line.appeal.reason) == (("decided",), "核准件已核对")


def test_who_reviewed_a_body_does_not_decide_its_appeal(
    world: World, sent: Scheme, officer: Actor, tea: Actor, panel: list[Post]
) -> None:
    with clock.frozen(at(date(2026, 12, 4))):
        actions.name_reviewers(actor=officer, scheme=sent, posts=[world.officer, *panel[:2]])
        actions.begin_review(actor=officer, scheme=sent)
        for sheet in ReviewSheet.objects.select_related("post"):
            actions.give(actor=world.actor(sheet.post), sheet=sheet, marks=marks())
        actions.give_feedback(actor=officer, scheme=sent)
        mine = body(fresh(sent), world.tea)
        assert mine.sheets.filter(post=world.officer).exists()
        made = actions.appeal(actor=tea, assessed=mine, key="charter", text="请复核")
        with pytest.raises(Denied):
            actions.decide_appeal(actor=officer, appeal=made, marks=Decimal(5), reason="属实")


def test_appeals_end_and_then_the_head_approves(
    world: World, appealing: Scheme, officer: Actor, tea: Actor, head: Post
) -> None:
    leader, mine = world.actor(head), body(appealing, world.tea)
    with clock.frozen(at(date(2026, 12, 14))), pytest.raises(WrongState):
        actions.ask_approval(actor=officer, scheme=appealing)
    with clock.frozen(at(date(2026, 12, 15))):
        made = actions.appeal(actor=tea, assessed=mine, key="talks", text="请复核")
    with clock.frozen(at(date(2026, 12, 16))):
        with pytest.raises(WrongState):
            actions.appeal(actor=tea, assessed=mine, key="plan", text="请复核")
        with pytest.raises(WrongState):
            actions.ask_approval(actor=officer, scheme=appealing)
        actions.decide_appeal(actor=officer, appeal=made, marks=Decimal(50), reason="维持")
        actions.ask_approval(actor=officer, scheme=appealing)
        with pytest.raises(Denied):
            actions.approve(actor=officer, scheme=appealing)
        actions.send_back(actor=leader, scheme=appealing, reason="请补充说明")
        actions.ask_approval(actor=officer, scheme=appealing)
        assert actions.approve(actor=leader, scheme=appealing).state == SchemeState.PUBLISHED
    assert Appeal.objects.count() == 1
