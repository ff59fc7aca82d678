"""What a body does: class and tier, answers, evidence, sending, and a scheme that changes under its hands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from quanjing.assessment import actions
from quanjing.assessment.actions import IndicatorWanted, Said
from quanjing.assessment.enums import SchemeState, UnitState
from quanjing.assessment.models import Answer, Assessed, Evidence, Indicator, Scheme
from quanjing.assessment.queries import lines_shown
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization
from tests.assessment.conftest import FULL, answer, at, body, fill, fresh
from tests.gongwen.makers import text_to_docx
from tests.registers.conftest import filed, outlet
from tests.world import World, person, post


@pytest.fixture(autouse=True)
def on_the_twelfth(issued: Scheme) -> Iterator[None]:
    with clock.frozen(at(date(2026, 11, 12))):
        yield


@pytest.fixture
def mine(world: World, issued: Scheme) -> Assessed:
    return body(issued, world.tea)


def again(assessed: Assessed) -> Assessed:
    return Assessed.objects.select_related("organization", "scheme__organization").get(pk=assessed.pk)


def messages(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(one.where, str(one.message)) for one in error.value.problems]


def test_class_and_tier_are_confirmed_first_or_corrected_by_the_desk(
    tea: Actor, officer: Actor, mine: Assessed
) -> None:
    answer(tea, mine)
    with pytest.raises(Invalid) as error:
        actions.send(actor=tea, assessed=mine)
    assert ("place", "请先确认类别和档次。") in messages(error)
    actions.wish_place(actor=tea, assessed=mine, wish="应为二档")
    actions.correct_place(actor=officer, assessed=mine, society_class=3, tier="b")
    assert (again(mine).tier, again(mine).place_confirmed_at, again(mine).place_wish) == ("b", None, "")
    with pytest.raises(Denied):
        actions.correct_place(actor=tea, assessed=mine, society_class=3, tier="a")


def test_what_is_stated_is_judged_at_once(tea: Actor, mine: Assessed) -> None:
    answer(tea, mine, {"plan": Said("yes"), "talks": Said(3), "honour": Said(9)})
    now = again(mine)
    assert (now.state, now.base, now.bonus, now.total) == (UnitState.DRAFT, 45, 5, 50)
    assert [tuple(one) for one in now.lines] == [
        ("charter", "0", ["below", "1"], False),
        ("plan", "30.00", ["chosen", "yes"], False),
        ("talks", "15.00", ["times", "5"], False),
        ("honour", "5.00", ["times", "1"], True),
        ("report", "0", ["nothing"], False),
    ]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("plan", Said("maybe")), ("talks", Said("many")), ("talks", Said(1.5)), ("report", Said(True)),
        ("unknown", Said(1)), ("charter", Said(disputes=True)),
    ],
)  # fmt: skip
def test_a_value_that_a_line_does_not_take_is_refused(
    tea: Actor, mine: Assessed, key: str, said: Said
) -> None:
    with pytest.raises(Invalid) as error:
        answer(tea, mine, {key: said})
    assert [where for where, _words in messages(error)] == [key]
    assert not Answer.objects.exists()


def test_two_people_of_one_body_do_not_overwrite_each_other(tea: Actor, mine: Assessed) -> None:
    answer(tea, mine)
    with pytest.raises(Conflict):
        actions.save_answers(actor=tea, assessed=mine, said=FULL, version=1)


def test_what_is_missing_is_named_by_line(tea: Actor, mine: Assessed) -> None:
    actions.confirm_place(actor=tea, assessed=mine)
    answer(tea, mine, {"plan": Said("yes"), "talks": Said(0)})
    with pytest.raises(Invalid) as error:
        actions.send(actor=tea, assessed=mine)
    assert messages(error) == [
        ("plan", "“年度计划”需要佐证。"),  # talks states nothing, so there is nothing to show
        ("honour", "“表彰”还没有填写。"),
    ]


def test_evidence_counts_once_and_a_second_use_has_to_be_said(tea: Actor, mine: Assessed) -> None:
    link = "https://www.example.org/talk/1"
    actions.add_link(actor=tea, assessed=mine, key="talks", link=link)
    with pytest.raises(Invalid) as error:
        actions.add_link(actor=tea, assessed=mine, key="plan", link="http://example.org/talk/1/")
    assert messages(error) == [("again", "这份佐证已用于“宣讲”。请说明为何再次使用，否则请去掉。")]
    piece = actions.add_link(actor=tea, assessed=mine, key="plan", link=link, again="会上同时发布了年度计划")
    assert piece.again_reason == "会上同时发布了年度计划"
    shown = {line.key: line for line in lines_shown(again(mine), reviews=False)}
    assert [one.again_reason for one in shown["plan"].evidence] == ["会上同时发布了年度计划"]


def test_the_same_file_under_another_name_is_the_same_evidence(tea: Actor, mine: Assessed) -> None:
    data = text_to_docx("年度计划。")
    actions.add_file(actor=tea, assessed=mine, key="plan", name="plan.docx", data=data)
    with pytest.raises(Invalid):
        actions.add_file(actor=tea, assessed=mine, key="talks", name="talks.docx", data=data)
    assert Evidence.objects.count() == 1


def test_a_record_of_the_body_is_offered_and_taken_as_evidence(
    world: World, tea: Actor, nursing: Actor, mine: Assessed
) -> None:
    entry = filed(tea, outlet())
    filed(nursing, outlet("护理之声"))
    [offered] = [one for one in actions.records_of(mine) if one.source == "filings"]
    assert offered.key == entry.code
    piece = actions.add_record(actor=tea, assessed=mine, key="talks", source="filings", record_key=entry.code)
    assert piece.link == f"/registers/entries/{entry.code}/"
    with pytest.raises(Missing):
        actions.add_record(actor=tea, assessed=mine, key="plan", source="filings", record_key="unknown1")


def test_a_link_to_likes_is_refused_by_its_words(tea: Actor, mine: Assessed) -> None:
    with pytest.raises(Invalid):
        actions.add_link(actor=tea, assessed=mine, key="talks", link="https://example.org", label="点赞一万")


def test_a_fact_is_disputed_with_words_and_then_reviewed(tea: Actor, mine: Assessed) -> None:
    answer(tea, mine, {"charter": Said(words="章程已于三月核准", disputes=True)})
    line = {one.key: one for one in lines_shown(again(mine), reviews=False)}["charter"]
    assert (line.is_reviewed, line.marks) == (True, Decimal(0))
    assert line.link == f"/registers/charter/?under={mine.organization.code}"


@pytest.mark.parametrize(
    ("day", "hour", "late"), [(date(2026, 11, 30), 16, False), (date(2026, 12, 2), 9, True)]
)
def test_what_is_sent_within_grace_is_late_and_taken(
    tea: Actor, mine: Assessed, day: date, hour: int, late: bool
) -> None:
    with clock.frozen(at(day, hour)):
        assert fill(tea, mine).was_late is late


def test_after_grace_the_draft_is_kept_and_the_desk_gives_time(
    tea: Actor, officer: Actor, mine: Assessed
) -> None:
    actions.confirm_place(actor=tea, assessed=mine)
    with clock.frozen(at(date(2026, 12, 4))):
        for key in ("plan", "talks"):  # the window closed while this was being written
            answer(tea, mine)
            actions.add_link(actor=tea, assessed=mine, key=key, link=f"https://example.org/{key}")
        with pytest.raises(WrongState):
            actions.send(actor=tea, assessed=mine)
        assert (again(mine).state, Answer.objects.count(), Evidence.objects.count()) == ("draft", 3, 2)
        actions.give_time(actor=officer, assessed=mine, until=date(2026, 12, 5))
        assert actions.send(actor=tea, assessed=mine).state == UnitState.SENT


def test_the_head_confirms_where_the_body_says_so(world: World, tea: Actor, mine: Assessed) -> None:
    Organization.objects.filter(pk=world.tea.pk).update(confirms_reports=True)
    leader = world.actor(post(world.tea, "理事长", Role.HEAD, person("president", "方砚秋")))
    assert fill(tea, mine).state == UnitState.CONFIRM
    with pytest.raises(Denied):
        actions.send(actor=tea, assessed=mine)
    assert actions.send(actor=leader, assessed=mine).state == UnitState.SENT


def test_nobody_above_writes_for_a_body(officer: Actor, nursing: Actor, mine: Assessed) -> None:
    for actor in (officer, nursing):
        with pytest.raises(Denied):
            actions.confirm_place(actor=actor, assessed=mine)


def test_a_line_of_the_desk_is_stated_with_a_reason(officer: Actor, tea: Actor, mine: Assessed) -> None:
    with pytest.raises(Invalid):
        actions.state_desk_lines(actor=officer, assessed=mine, said={"report": Said(True)})
    said = {"report": Said(True, "4月30日前未收到年报")}
    actions.state_desk_lines(actor=officer, assessed=mine, said=said)
    assert (again(mine).grade, again(mine).vetoed) == ("fail", ["report"])
    with pytest.raises(Denied):
        actions.state_desk_lines(actor=tea, assessed=mine, said={"report": Said(False, "已交")})


def test_a_change_after_opening_is_a_new_version_that_all_are_told_of(
    world: World, issued: Scheme, officer: Actor, tea: Actor, mine: Assessed, run_jobs: object
) -> None:
    fill(tea, mine, FULL | {"charter": Said(words="章程已核准", disputes=True)})
    new = actions.revise(actor=officer, scheme=issued, reason="宣讲的计分有误")
    assert fresh(issued).state == SchemeState.OPEN  # it goes on until the new one is issued
    talks = Indicator.objects.get(scheme=new, key="talks")
    shape = IndicatorWanted(
        "宣讲", pattern="count", parameters={"unit": "10", "most": "50"}, needs_evidence=True
    )
    actions.change_indicator(actor=officer, indicator=talks, wanted=shape)
    actions.issue(actor=officer, scheme=new)
    run_jobs()  # type: ignore[operator]
    assert fresh(issued).state == SchemeState.REPLACED
    moved = body(fresh(new), world.tea)
    kept = {one.key: one.carried_from for one in moved.answers.all()}
    assert kept == {"charter": 1, "plan": 1, "honour": 1}
    assert [one.key for one in moved.evidence.all()] == ["plan"]
    assert (moved.state, moved.place_confirmed_at is not None) == (UnitState.DRAFT, True)
    told = Message.objects.filter(kind="assessment_changed")
    assert {one.values["reason"] for one in told} == {"宣讲的计分有误"}
    assert set(told.values_list("post", flat=True)) == {
        world.tea_handler.pk, world.nursing_handler.pk, world.mathematics_handler.pk,
    }  # fmt: skip
