"""The self-check: a draft of the body alone, sent whole or as nothing to report; last answers are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.inspections import queries
from quanjing.inspections.actions import Given, conclude, report_nothing, save_answers, send_answers
from quanjing.inspections.enums import FindingState, Mode, Origin, SelfState
from quanjing.inspections.models import Finding, Inspection
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.inspections.conftest import LATER, TODAY, announced, at, in_order, row_of, wrong
from tests.world import World, person, post


@pytest.fixture
def made(officer: Actor) -> Inspection:
    return announced(officer)


def test_a_draft_takes_what_is_there(made: Inspection, tea: Actor, world: World) -> None:
    save_answers(actor=tea, body=row_of(made, world.tea), given={"i1": Given("not_in_order")})
    row = row_of(made, world.tea)
    assert (row.self_state, row.answers) == (SelfState.DRAFT, {"i1": {"answer": "not_in_order"}})


def test_what_is_sent_has_an_answer_to_every_item(made: Inspection, tea: Actor, world: World) -> None:
    given = in_order(i2=Given("not_in_order", due=TODAY))
    del given["i7"]
    with pytest.raises(Invalid) as refused:
        send_answers(actor=tea, body=row_of(made, world.tea), given=given)
    assert [one.where for one in refused.value.problems] == ["i2.note", "i2.owner", "i2.due", "i7.answer"]
    assert Finding.objects.count() == 0


def test_an_answer_is_one_of_the_three(made: Inspection, tea: Actor, world: World) -> None:
    with pytest.raises(Invalid) as refused:
        send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i1=Given("good")))
    assert [one.where for one in refused.value.problems] == ["i1.answer"]


def test_what_is_not_in_order_becomes_a_finding_of_the_body_itself(
    made: Inspection, tea: Actor, world: World
) -> None:
    [finding] = send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    assert (finding.origin, finding.state, finding.owner, finding.due_on) == (
        Origin.SELF, FindingState.OPEN, "秘书处", LATER,
    )  # fmt: skip
    assert (finding.process, finding.text) == ("消防和用电安全合格", "消防器材已过期")
    row = row_of(made, world.tea)
    assert (row.self_state, row.sent_name, row.is_late) == (SelfState.SENT, "周予安", False)
    with pytest.raises(WrongState):
        send_answers(actor=tea, body=row, given=in_order())


def test_a_note_that_names_a_person_is_refused_with_the_channel(
    made: Inspection, tea: Actor, world: World
) -> None:
    given = in_order(i6=wrong("周予安没有检查灭火器"))
    with pytest.raises(Invalid) as refused:
        save_answers(actor=tea, body=row_of(made, world.tea), given=given)
    [problem] = refused.value.problems
    assert problem.where == "i6.note"
    assert "反映个人问题，请向主管纪检监察机关提出" in str(problem.message)


def test_late_is_a_fact_and_no_refusal(made: Inspection, tea: Actor, world: World) -> None:
    with clock.frozen(at(LATER + timedelta(days=2))):
        given = in_order(i6=wrong(due=LATER + timedelta(days=9)))
        assert len(send_answers(actor=tea, body=row_of(made, world.tea), given=given)) == 1
    assert row_of(made, world.tea).is_late


def test_nothing_to_report_needs_a_reason_and_has_to_be_allowed(
    made: Inspection, officer: Actor, tea: Actor, world: World
) -> None:
    with pytest.raises(Invalid):
        report_nothing(actor=tea, body=row_of(made, world.tea), reason=" ")
    report_nothing(actor=tea, body=row_of(made, world.tea), reason="与支撑单位共用场所，由其统一检查")
    assert row_of(made, world.tea).self_state == SelfState.NIL
    strict = announced(officer, allows_nil=False)
    with pytest.raises(WrongState):
        report_nothing(actor=tea, body=row_of(strict, world.tea), reason="没有场所")


def test_only_the_body_itself_answers(made: Inspection, officer: Actor, world: World) -> None:
    nursing = world.actor(world.nursing_handler)
    for actor in (officer, nursing):
        with pytest.raises(Denied):
            save_answers(actor=actor, body=row_of(made, world.tea), given=in_order())


def test_nothing_is_answered_where_no_self_check_is_asked_or_it_is_over(
    made: Inspection, officer: Actor, tea: Actor, world: World
) -> None:
    visits = announced(officer, mode=Mode.VISITS, self_by=None)
    with pytest.raises(WrongState):
        save_answers(actor=tea, body=row_of(visits, world.tea), given=in_order())
    conclude(actor=officer, inspection=made, result="已完成")
    with pytest.raises(WrongState):
        send_answers(actor=tea, body=row_of(made, world.tea), given=in_order())


def test_two_people_do_not_overwrite_each_other(made: Inspection, tea: Actor, world: World) -> None:
    save_answers(actor=tea, body=row_of(made, world.tea), given={}, version=1)
    with pytest.raises(Conflict):
        save_answers(actor=tea, body=row_of(made, world.tea), given={}, version=1)


def test_last_answers_of_the_same_checklist_are_shown(
    made: Inspection, officer: Actor, tea: Actor, world: World
) -> None:
    send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    with clock.frozen(at(date(2027, 9, 1))):
        days = {"first_day": date(2027, 9, 1), "last_day": date(2027, 10, 1), "self_by": date(2027, 9, 20)}
        again = announced(officer, **days)
        row = row_of(again, world.tea)
        last = queries.last_answers(row)
        assert last is not None
        assert last.answers["i6"]["note"] == "消防器材已过期"
        given = in_order(i6=wrong(due=date(2027, 9, 25)), i5=wrong("投影损坏", due=date(2027, 9, 25)))
        made_now = send_answers(actor=tea, body=row, given=given)
    assert [one.item for one in made_now] == ["i5"]  # i6 is still open from the year before
    nursing = row_of(again, world.nursing)
    assert queries.last_answers(nursing) is None


def test_known_facts_count_the_year(made: Inspection, tea: Actor, world: World) -> None:
    assert queries.inspection_facts(world.tea.pk, None) == {}
    send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i6=wrong()))
    facts = queries.inspection_facts(world.tea.pk, None)
    assert {key: fact.value for key, fact in facts.items()} == {
        "inspections.selfchecks": "1", "inspections.found": "1", "inspections.closed": "0",
        "inspections.open": "1",
    }  # fmt: skip


@pytest.fixture
def tea_head(world: World) -> Post:
    return post(world.tea, "理事长", Role.HEAD, person("teahead", "程云起"))


def test_a_self_check_waits_for_the_head_where_the_inspection_asks_for_it(
    world: World, officer: Actor, tea: Actor, tea_head: Post, client_of: Callable[[Post], Client]
) -> None:
    made = announced(officer, head_confirms=True)
    path = f"/inspections/{made.code}/bodies/{world.tea.code}/"
    assert send_answers(actor=tea, body=row_of(made, world.tea), given=in_order(i2=wrong())) == []
    row = row_of(made, world.tea)
    assert (row.self_state, row.sent_on, Finding.objects.count()) == (SelfState.CONFIRM, None, 0)
    assert Message.objects.get(kind="self_check_confirm").post_id == tea_head.pk
    assert queries.counts_of(officer, made).sent == 0  # nobody above reads it, it is still open
    assert "消防器材已过期" not in client_of(world.officer).get(path).content.decode()
    assert "等待您确认" in client_of(tea_head).get(path).content.decode()
    save_answers(actor=tea, body=row, given=in_order(i2=wrong()))  # a change makes a draft of it again
    assert row_of(made, world.tea).self_state == SelfState.DRAFT
    send_answers(actor=tea, body=row, given=in_order(i2=wrong()))
    head = world.actor(tea_head)
    assert len(send_answers(actor=head, body=row, given=in_order(i2=wrong()))) == 1
    done = row_of(made, world.tea)
    assert (done.self_state, done.sent_name) == (SelfState.SENT, head.signature)


def test_nothing_to_report_waits_for_the_head_as_well(
    world: World, officer: Actor, tea: Actor, tea_head: Post, client_of: Callable[[Post], Client]
) -> None:
    made = announced(officer, head_confirms=True)
    waits = report_nothing(actor=tea, body=row_of(made, world.tea), reason="本会没有活动场所")
    assert (waits.self_state, waits.sent_on) == (SelfState.CONFIRM, None)
    path = f"/inspections/{made.code}/bodies/{world.tea.code}/"
    client = client_of(tea_head)
    assert 'value="本会没有活动场所"' in client.get(path).content.decode()
    assert "本会没有活动场所" not in client_of(world.officer).get(path).content.decode()
    client.post(path, {"then": "nil", "reason": "本会没有活动场所"})
    assert row_of(made, world.tea).self_state == SelfState.NIL


def test_a_body_without_a_head_and_an_inspection_that_does_not_ask_send_at_once(
    world: World, officer: Actor, tea: Actor, tea_head: Post
) -> None:
    asked, plain = announced(officer, head_confirms=True), announced(officer)
    nursing = world.actor(world.nursing_handler)
    send_answers(actor=nursing, body=row_of(asked, world.nursing), given=in_order())
    send_answers(actor=tea, body=row_of(plain, world.tea), given=in_order())
    assert row_of(asked, world.nursing).self_state == SelfState.SENT
    assert row_of(plain, world.tea).self_state == SelfState.SENT
