"""Public notices: working days, who reads them, what anybody may read, objections and who decides on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.calls.actions.notices import NoticeFacts, extend_notice, notice_file, span_words, start_notice
from quanjing.calls.actions.objections import (
    ObjectionGiven,
    acknowledge,
    decide_objection,
    forget_objectors,
    object_to,
    propose_successor,
)
from quanjing.calls.enums import ApplicationState, CallState, ObjectionState, Way
from quanjing.calls.models import Application, Call, Decision, Objection
from quanjing.calls.queries import notices, objections
from quanjing.calls.queries.naming import groups_by_decision
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from tests.calls.stage import judge, panel, seat_of
from tests.calls.stage_decided import (
    FIRST_DAY,
    LAST_DAY,
    TEXT,
    at,
    checker,
    consent,
    decided,
    noticed,
    release,
)
from tests.world import World

SAID = ObjectionGiven("目标数据与去年项目相同。", "010-55550102")


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


def test_a_notice_lasts_working_days(world: World, officer: Actor) -> None:
    found = noticed(officer, decided(world))
    assert (found.first_day, found.last_day) == (FIRST_DAY, LAST_DAY)
    assert notices.workdays_between(FIRST_DAY, LAST_DAY) == 5
    assert span_words(found) == "公示期为2026年9月4日至2026年9月10日（5个工作日）。"
    assert notices.last_day_of(date(2026, 9, 30), 3) == date(2026, 10, 9)  # over the national holidays
    assert Call.objects.get().state == CallState.NOTICED


def test_all_whom_the_call_reaches_are_told_once(
    world: World, officer: Actor, run_jobs: Callable[[], int]
) -> None:
    found = noticed(officer, decided(world))
    run_jobs()
    told = Message.objects.filter(kind="notice_displayed").values_list("post__organization", flat=True)
    societies = {world.tea.pk, world.nursing.pk, world.mathematics.pk, world.city_society.pk}
    assert sorted(told) == sorted(societies)
    extend_notice(actor=officer, notice=found, last_day=LAST_DAY + timedelta(days=3), reason="核查需要")
    run_jobs()
    assert Message.objects.filter(kind="notice_displayed").count() == 2 * len(societies)


@pytest.mark.parametrize("days", [2, 31])
def test_too_few_or_too_many_days_are_refused(world: World, officer: Actor, days: int) -> None:
    facts = NoticeFacts(title="公示", first_day=FIRST_DAY, days=days, **TEXT)
    with pytest.raises(Invalid) as refused:
        start_notice(actor=officer, decision=decided(world).decision, facts=facts)
    assert [problem.where for problem in refused.value.problems] == ["days"]


def test_only_the_desk_displays_and_only_what_is_released(world: World, officer: Actor, tea: Actor) -> None:
    found = decided(world)
    with pytest.raises(Denied):
        noticed(tea, found)
    Decision.objects.update(released_at=None)
    found.decision.refresh_from_db()
    with pytest.raises(WrongState):
        noticed(officer, found)


def test_a_decision_is_displayed_once(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    with pytest.raises(WrongState):
        noticed(officer, found)


def test_a_notice_is_read_by_those_whom_it_reaches_and_not_by_judges(world: World, officer: Actor) -> None:
    found = decided(world, under=world.city)
    made = noticed(officer, found)
    garden, tea = world.actor(world.city_handler), world.actor(world.tea_handler)
    assert notices.get_notice(garden, made.code) == made
    assert notices.get_notice(world.actor(world.auditor), made.code) == made
    with pytest.raises(Missing):
        notices.get_notice(tea, made.code)
    guest = world.actor(seat_of(judge(panel(found.call), "方竹")))
    assert list(notices.notices_visible_to(guest)) == []


def test_the_list_is_in_the_order_drawn_up_without_scores(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    with clock.frozen(at(FIRST_DAY)):
        [shown] = notices.public_notices()
    [group] = shown.groups
    assert group.direction == "学术"
    assert [line.unit for line in group.lines] == ["江岚省茶叶学会", "江岚省护理学会"]
    assert re.search(r"(?<!\w)94(?!\w)", repr(shown.groups)) is None  # what the panel gave


def test_a_nominee_is_named_only_while_he_agrees(world: World, officer: Actor) -> None:
    found = decided(world, nominates=True, makes_projects=False)
    given = consent(found.tea)
    [group] = groups_by_decision([found.decision.pk])[found.decision.pk]
    assert ([line.subject for line in group.lines], group.unnamed) == (["叶知秋"], 1)
    given.withdrawn_at = clock.now()
    given.save()
    [group] = groups_by_decision([found.decision.pk])[found.decision.pk]
    assert (group.lines, group.unnamed) == ([], 2)


def test_consent_that_has_run_out_names_nobody(world: World, officer: Actor) -> None:
    found = decided(world, nominates=True, makes_projects=False)
    given = consent(found.tea)
    given.until = date(2026, 9, 2)
    given.save()
    [group] = groups_by_decision([found.decision.pk])[found.decision.pk]
    assert group.lines == []


def test_the_public_list_is_of_today_alone(world: World, officer: Actor) -> None:
    noticed(officer, decided(world))
    shown = []
    for day in (FIRST_DAY - timedelta(days=1), FIRST_DAY, LAST_DAY, LAST_DAY + timedelta(days=1)):
        with clock.frozen(at(day)):
            shown.append(len(notices.public_notices()))
    assert shown == [0, 1, 1, 0]


@pytest.mark.parametrize(("form", "magic"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_the_notice_is_an_office_file(world: World, officer: Actor, form: str, magic: bytes) -> None:
    found = decided(world)
    made = noticed(officer, found)
    groups = groups_by_decision([found.decision.pk])[found.decision.pk]
    assert notice_file(notice=made, groups=groups, form=form).startswith(magic)


def test_an_extension_has_a_reason_and_goes_on(world: World, officer: Actor) -> None:
    made = noticed(officer, decided(world))
    with pytest.raises(Invalid) as refused:
        extend_notice(actor=officer, notice=made, last_day=LAST_DAY, reason=" ")
    assert [problem.where for problem in refused.value.problems] == ["last_day", "reason"]
    extend_notice(actor=officer, notice=made, last_day=date(2026, 9, 15), reason="核查需要")
    made.refresh_from_db()
    assert (made.last_day, made.extensions[0]["reason"]) == (date(2026, 9, 15), "核查需要")


def objected(actor: Actor, found: object, one: Application | None = None) -> Objection:
    notice = notices.PublicNotice.objects.get()
    with clock.frozen(at(FIRST_DAY)):
        return object_to(
            actor=actor, notice=notice, given=ObjectionGiven(SAID.text, SAID.contact, application=one)
        )


def test_an_objection_is_seen_by_the_desk_and_by_who_objects_alone(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    made = objected(world.actor(world.mathematics_handler), found, found.tea)
    assert objections.get_objection(officer, made.code) == made
    assert objections.get_objection(world.actor(world.mathematics_handler), made.code) == made
    for post in (world.tea_handler, world.nursing_handler, world.city_officer, world.auditor):
        with pytest.raises(Missing):
            objections.get_objection(world.actor(post), made.code)


def test_who_prepared_the_list_does_not_decide(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    made = objected(world.actor(world.mathematics_handler), found, found.tea)
    with pytest.raises(Denied):
        decide_objection(actor=officer, objection=made, upheld=False, finding="经核查，数据无误。")
    Decision.objects.update(prepared_post="another1")  # the same person under another post
    with pytest.raises(Denied):
        decide_objection(actor=officer, objection=made, upheld=False, finding="经核查，数据无误。")
    decide_objection(actor=checker(world), objection=made, upheld=False, finding="经核查，数据无误。")
    assert Objection.objects.get().state == ObjectionState.DISMISSED
    assert Message.objects.filter(kind="objection_dismissed").count() == 1


def test_a_finding_is_needed_and_names_nobody(world: World, officer: Actor) -> None:
    found = decided(world)
    noticed(officer, found)
    made = objected(world.actor(world.mathematics_handler), found, found.tea)
    for finding in ("  ", "经向周予安核实，数据有误。"):
        with pytest.raises(Invalid):
            decide_objection(actor=checker_of(world), objection=made, upheld=True, finding=finding)
    assert Objection.objects.get().state == ObjectionState.OPEN


def checker_of(world: World) -> Actor:
    """The second person of the desk, made once."""
    found = type(world.officer).objects.filter(holder__username="checker").first()
    return world.actor(found) if found else checker(world)


def test_an_upheld_objection_takes_the_entry_out_and_who_follows_is_proposed(
    world: World, officer: Actor
) -> None:
    found = decided(world)
    noticed(officer, found)
    second = checker(world)
    made = objected(world.actor(world.mathematics_handler), found, found.tea)
    acknowledge(actor=second, objection=made)
    decide_objection(actor=second, objection=made, upheld=True, finding="目标数据与已结项目相同。")
    made.refresh_from_db()
    assert Application.objects.get(pk=found.tea.pk).state == ApplicationState.REMOVED
    [group] = groups_by_decision([found.decision.pk])[found.decision.pk]
    assert ([line.unit for line in group.lines], group.taken_out) == (["江岚省护理学会"], 1)
    assert Message.objects.filter(kind="application_taken_out").get().post == world.tea_handler
    following = propose_successor(actor=second, objection=made)
    [line] = following.lines.all()
    assert (following.number, following.released_at) == (2, None)
    assert (line.application, line.is_selected, line.grade) == (found.mathematics, True, "重点")
    with pytest.raises(WrongState):  # nobody else follows
        propose_successor(actor=second, objection=made)


def test_what_came_by_telephone_is_taken_in_by_the_desk(world: World, officer: Actor) -> None:
    found = decided(world)
    notice = noticed(officer, found)
    with clock.frozen(at(FIRST_DAY)), pytest.raises(Invalid) as refused:
        object_to(actor=officer, notice=notice, given=SAID)
    assert {problem.where for problem in refused.value.problems} == {"sender", "way"}
    given = ObjectionGiven(SAID.text, SAID.contact, found.tea, "江先生", Way.PHONE)
    with clock.frozen(at(LAST_DAY + timedelta(days=1))):
        made = object_to(actor=officer, notice=notice, given=given)
    assert (made.is_late, made.organization, made.way) == (True, None, Way.PHONE)


def test_who_objected_is_erased_and_the_matter_stays(world: World, officer: Actor) -> None:
    found = decided(world)
    notice = noticed(officer, found)
    given = ObjectionGiven(SAID.text, SAID.contact, found.tea, "江先生", Way.PHONE)
    with clock.frozen(at(FIRST_DAY)):
        made = object_to(actor=officer, notice=notice, given=given)
        decide_objection(actor=checker(world), objection=made, upheld=False, finding="数据无误。")
    with clock.frozen(at(FIRST_DAY) + timedelta(days=89)):
        assert forget_objectors() == 0
    with clock.frozen(at(FIRST_DAY) + timedelta(days=90)):
        assert (forget_objectors(), forget_objectors()) == (1, 0)
    made.refresh_from_db()
    assert (made.sender, made.contact, made.finding) == ("", "", "数据无误。")
    assert not [one for one in AuditEntry.objects.all() if "江先生" in f"{one.object_label}{one.detail}"]


def test_nobody_objects_before_the_first_day_or_to_what_is_not_there(world: World, officer: Actor) -> None:
    found = decided(world)
    notice = noticed(officer, found)
    nursing = world.actor(world.nursing_handler)
    with pytest.raises(WrongState):
        object_to(actor=nursing, notice=notice, given=SAID)
    wrong = ObjectionGiven(SAID.text, SAID.contact, found.mathematics)
    with clock.frozen(at(FIRST_DAY)), pytest.raises(Invalid):
        object_to(actor=nursing, notice=notice, given=wrong)


def test_more_notices_cost_no_more_queries(
    world: World, officer: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    noticed(officer, decided(world))
    with clock.frozen(at(FIRST_DAY)):
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            assert len(notices.public_notices()) == 1
        for _turn in range(2):
            more = decided(world)
            release(more.call, [(more.mathematics, True)], number=2)
            noticed(officer, more)
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            assert len(notices.public_notices()) == 3
