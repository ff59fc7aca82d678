"""Findings: about the work, rectified with proof, closed by a second person; disputes are answered."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongwen.errors import GongwenError
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, QuanjingError, WrongState
from quanjing.inspections import queries
from quanjing.inspections.actions import (
    FindingWanted,
    call_visit_off,
    close_finding,
    dispute,
    extend,
    plan_visit,
    rectify,
    release,
    send_answers,
    send_finding_back,
    set_channel,
    uphold,
    withdraw,
    write_finding,
)
from quanjing.inspections.enums import MOVES, FindingState
from quanjing.inspections.models import Finding
from quanjing.notify.models import Message
from tests.gongwen.makers import text_to_docx
from tests.inspections.conftest import (
    LATER,
    TODAY,
    announced,
    at,
    found,
    in_order,
    row_of,
    wanted,
    wrong,
)
from tests.world import World

DONE = "已由两个岗位分别经办和审批"


def test_a_finding_closes_only_after_a_second_person_agrees(
    officer: Actor, second: Actor, tea: Actor, world: World
) -> None:
    finding = found(officer, world)
    with pytest.raises(WrongState):
        close_finding(actor=second, finding=finding)
    rectify(actor=tea, finding=finding, evidence=DONE)
    with pytest.raises(Denied) as refused:
        close_finding(actor=officer, finding=finding)
    assert str(refused.value) == "登记问题的人和报告整改的人不能销号。"
    with pytest.raises(Denied):
        close_finding(actor=tea, finding=finding)
    closed = close_finding(actor=second, finding=finding, note="查看了三张凭证")
    assert (closed.state, closed.closed_name, closed.closed_on) == (FindingState.CLOSED, "江映雪", TODAY)
    assert [one.kind for one in closed.events.all()] == ["written", "rectified", "closed"]


def test_what_a_body_found_itself_is_closed_by_the_desk_above(
    officer: Actor, tea: Actor, world: World
) -> None:
    made = announced(officer)
    [finding] = send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    rectify(actor=tea, finding=finding, evidence="已更换灭火器")
    assert close_finding(actor=officer, finding=finding).state == FindingState.CLOSED


@pytest.mark.parametrize("place", ["text", "process", "basis", "owner"])
def test_a_finding_about_a_person_is_refused_with_the_official_channel(
    officer: Actor, world: World, place: str
) -> None:
    with pytest.raises(Invalid) as refused:
        found(officer, world, **{place: "周予安"})
    [problem] = refused.value.problems
    assert problem.where == place
    assert str(problem.message) == (
        "这里写到了个人（“周予安”）。问题只写工作中哪里不符合要求，请改写为业务环节或岗位。"
        "反映个人问题，请向主管纪检监察机关提出，本平台不受理、不留存。"
    )
    assert Finding.objects.count() == 0


def test_the_office_says_where_such_matters_go(officer: Actor, world: World) -> None:
    with pytest.raises(Denied):
        set_channel(actor=officer, text="请向机关纪委反映。", link="")
    administrator = world.actor(world.administrator)
    set_channel(actor=administrator, text="请向机关纪委反映。", link="https://jb.example.org/")
    with pytest.raises(Invalid) as refused:
        found(officer, world, text="王主任一人审批")
    assert "请向机关纪委反映。 https://jb.example.org/" in str(refused.value.problems[0].message)
    assert queries.channel_for(world.branch.path).text == "请向机关纪委反映。"


def test_a_finding_due_today_needs_a_reason(officer: Actor, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        found(officer, world, due_on=TODAY)
    assert [one.where for one in refused.value.problems] == ["short_reason"]
    made = found(officer, world, due_on=TODAY, short_reason="燃气泄漏隐患")
    assert [(made.due_on, one.text) for one in made.events.all()] == [(TODAY, "燃气泄漏隐患")]


def test_every_gap_of_a_finding_is_named(officer: Actor, world: World) -> None:
    made = announced(officer)
    with pytest.raises(Invalid) as refused:
        write_finding(actor=officer, body=row_of(made, world.tea), wanted=FindingWanted("", "", "", None))
    assert [one.where for one in refused.value.problems] == ["text", "process", "owner", "due_on"]


def test_findings_are_numbered_within_their_inspection(officer: Actor, world: World) -> None:
    made = announced(officer)
    rows = [row_of(made, body) for body in (world.tea, world.nursing, world.tea)]
    numbers = [write_finding(actor=officer, body=row, wanted=wanted()).number for row in rows]
    assert numbers == [1, 2, 3]


def test_a_file_has_a_purpose(officer: Actor, tea: Actor, world: World) -> None:
    finding = found(officer, world)
    file = ("approval.docx", text_to_docx("审批单样张"))
    with pytest.raises(Invalid) as refused:
        rectify(actor=tea, finding=finding, evidence=DONE, file=file)
    assert [one.where for one in refused.value.problems] == ["purpose"]
    with pytest.raises(GongwenError):
        rectify(actor=tea, finding=finding, evidence=DONE, file=("a.docx", b"no docx"), purpose="样张")
    done = rectify(actor=tea, finding=finding, evidence=DONE, file=file, purpose="新审批单样张")
    assert (done.file_purpose, done.file is not None) == ("新审批单样张", True)


def test_what_is_not_rectified_goes_back_with_a_reason(officer: Actor, tea: Actor, world: World) -> None:
    finding = rectify(actor=tea, finding=found(officer, world), evidence=DONE)
    with pytest.raises(Invalid):
        send_finding_back(actor=officer, finding=finding, reason=" ")
    back = send_finding_back(actor=officer, finding=finding, reason="请补充本月凭证")
    assert back.state == FindingState.OPEN
    assert Message.objects.filter(kind="finding_returned").count() == 1
    rectify(actor=tea, finding=finding, evidence="已补充")


def test_more_time_is_given_with_a_reason_and_the_old_date_stays_known(
    officer: Actor, tea: Actor, world: World
) -> None:
    finding = found(officer, world)
    with pytest.raises(Denied):
        extend(actor=tea, finding=finding, due_on=LATER + timedelta(days=9), reason="人手不足")
    with pytest.raises(Invalid):
        extend(actor=officer, finding=finding, due_on=LATER, reason="人手不足")
    with pytest.raises(Invalid):
        extend(actor=officer, finding=finding, due_on=LATER + timedelta(days=9), reason="")
    longer = extend(
        actor=officer, finding=finding, due_on=LATER + timedelta(days=9), reason="制度待理事会审议"
    )
    event = longer.events.last()
    assert event is not None
    assert (event.kind, event.due_on, event.text) == (
        "extended", LATER + timedelta(days=9), "制度待理事会审议",
    )  # fmt: skip


def test_a_disputed_finding_is_answered_and_the_comment_stays(
    officer: Actor, second: Actor, tea: Actor, world: World
) -> None:
    finding = found(officer, world)
    with pytest.raises(WrongState):
        uphold(actor=officer, finding=finding, reason="成立")
    dispute(actor=tea, finding=finding, comment="审批岗位自八月起已分设")
    with pytest.raises(WrongState):
        dispute(actor=tea, finding=finding, comment="再次")
    rectify(actor=tea, finding=finding, evidence=DONE)
    with pytest.raises(WrongState):
        close_finding(actor=second, finding=finding)
    uphold(actor=officer, finding=finding, reason="抽查的凭证为九月")
    assert close_finding(actor=second, finding=finding).state == FindingState.CLOSED
    said = [(one.kind, one.text) for one in finding.events.all()]
    assert said[1] == ("disputed", "审批岗位自八月起已分设")
    assert said[3] == ("upheld", "抽查的凭证为九月")


def test_a_dispute_is_looked_at_again_on_the_spot_or_withdrawn(
    officer: Actor, tea: Actor, world: World
) -> None:
    finding = found(officer, world)
    row, other = row_of(finding.inspection, world.tea), row_of(finding.inspection, world.nursing)
    with pytest.raises(WrongState):
        plan_visit(actor=officer, body=row, day=LATER, visitors="机关纪委", again_for=finding)
    finding = dispute(actor=tea, finding=finding, comment="与事实不符")
    with pytest.raises(WrongState):
        plan_visit(actor=officer, body=other, day=LATER, visitors="机关纪委", again_for=finding)
    visit = plan_visit(actor=officer, body=row, day=LATER, visitors="机关纪委", again_for=finding)
    assert list(finding.revisits.all()) == [visit]
    gone = withdraw(actor=officer, finding=finding, reason="复查已分设岗位")
    assert (gone.state, gone.is_disputed) == (FindingState.WITHDRAWN, False)
    with pytest.raises(WrongState):
        rectify(actor=tea, finding=finding, evidence=DONE)


def test_what_a_body_found_itself_it_does_not_dispute(officer: Actor, tea: Actor, world: World) -> None:
    made = announced(officer)
    [finding] = send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    with pytest.raises(WrongState):
        dispute(actor=tea, finding=finding, comment="不对")


def test_another_body_sees_nothing(officer: Actor, tea: Actor, world: World) -> None:
    finding = found(officer, world)
    nursing, city = world.actor(world.nursing_handler), world.actor(world.city_officer)
    for actor in (nursing, city, world.actor(world.city_handler)):
        with pytest.raises(Missing):
            queries.get_finding(actor, finding.code)
    for actor in (tea, officer, world.actor(world.auditor)):
        assert queries.get_finding(actor, finding.code) == finding
    with pytest.raises(Denied):
        rectify(actor=nursing, finding=finding, evidence=DONE)


def test_colours_follow_the_clock_and_are_stored_nowhere(officer: Actor, world: World) -> None:
    finding = found(officer, world)
    seen = []
    for day in (-8, -7, 0, 1, 7, 8):
        with clock.frozen(at(LATER + timedelta(days=day))):
            listed = {
                colour: queries.finding_list(officer, queries.FindingFilter(colour=colour)).exists()
                for colour in ("near", "behind", "overdue")
            }
            tint = queries.tint_of(finding)
            assert listed == {colour: colour == tint for colour in listed}
            seen.append(tint)
    assert seen == [None, "near", "near", "behind", "behind", "overdue"]
    assert [one.name for one in Finding._meta.fields if "colour" in one.name] == []


def test_lists_are_narrowed(officer: Actor, second: Actor, tea: Actor, world: World) -> None:
    finding = found(officer, world)
    nursing = write_finding(
        actor=officer, body=row_of(finding.inspection, world.nursing), wanted=wanted(process="印章使用")
    )

    def listed(actor: Actor, **more: object) -> list[Finding]:
        wanted = queries.FindingFilter(**more)  # type: ignore[arg-type]
        return list(queries.finding_list(actor, wanted).order_by("pk"))

    assert listed(officer) == [finding, nursing]
    assert listed(officer, society_class="4") == listed(officer, text="印章") == [nursing]
    assert listed(officer, under=world.tea.code) == listed(tea) == listed(tea, mine=True) == [finding]
    assert listed(officer, mine=True) == []
    rectify(actor=tea, finding=finding, evidence=DONE)
    assert (listed(officer, mine=True), listed(second, mine=True), listed(tea, mine=True)) == (
        [], [finding], [],
    )  # fmt: skip
    close_finding(actor=second, finding=finding)
    assert listed(officer) == [nursing]
    assert listed(officer, state="every", own=False) == [finding, nursing]
    assert listed(officer, state="closed") == [finding]
    with clock.frozen(at(LATER + timedelta(days=1))):
        assert listed(officer, overdue=True) == [nursing]


def test_a_body_that_ends_leaves_nothing_open(officer: Actor, tea: Actor, world: World) -> None:
    finding = found(officer, world)
    row = row_of(finding.inspection, world.tea)
    visit = plan_visit(actor=officer, body=row, day=LATER, visitors="机关纪委")
    announced(officer)
    assert [one.count for one in queries.open_work_of([world.tea.pk])] == [1, 1, 1]
    assert release(officer, [world.tea.pk]) == 3
    assert queries.open_work_of([world.tea.pk]) == []
    visit.refresh_from_db()
    finding.refresh_from_db()
    assert (finding.state, visit.reason) == (FindingState.WITHDRAWN, "单位已终止。")
    with pytest.raises(WrongState):
        call_visit_off(actor=officer, visit=visit, reason="再次")


STEPS: list[Callable[[Actor, Actor, Actor, Finding], object]] = [
    lambda tea, officer, second, one: rectify(actor=tea, finding=one, evidence=DONE),
    lambda tea, officer, second, one: close_finding(actor=second, finding=one),
    lambda tea, officer, second, one: close_finding(actor=officer, finding=one),
    lambda tea, officer, second, one: send_finding_back(actor=officer, finding=one, reason="未到位"),
    lambda tea, officer, second, one: dispute(actor=tea, finding=one, comment="与事实不符"),
    lambda tea, officer, second, one: uphold(actor=second, finding=one, reason="凭证为证"),
    lambda tea, officer, second, one: withdraw(actor=officer, finding=one, reason="已复查"),
    lambda tea, officer, second, one: extend(
        actor=officer, finding=one, due_on=one.due_on + timedelta(days=1), reason="待审议"
    ),
]


def test_whatever_is_tried_a_finding_makes_only_moves_of_the_table(
    officer: Actor, second: Actor, tea: Actor, world: World
) -> None:
    made = announced(officer)
    row = row_of(made, world.tea)

    @settings(max_examples=30)
    @given(st.lists(st.integers(0, len(STEPS) - 1), min_size=1, max_size=9))
    def walk(steps: list[int]) -> None:
        with clock.frozen(at(TODAY)):
            finding = write_finding(actor=officer, body=row, wanted=wanted())
            for step in steps:
                before = Finding.objects.get(pk=finding.pk)
                with contextlib.suppress(QuanjingError):
                    STEPS[step](tea, officer, second, before)
                after = Finding.objects.get(pk=finding.pk)
                same = after.state == before.state
                assert same or after.state in MOVES[FindingState(before.state)]
                if after.state == FindingState.CLOSED:
                    assert (after.closed_name, after.is_disputed) == ("江映雪", False)

    walk()
