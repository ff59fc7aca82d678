"""What services bring to panorama, work log, calendar, reminders, forms, search, and to a body that ends."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from quanjing.foundation import clock, dates, facts, worklog
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import When
from quanjing.foundation.findable import kind_of
from quanjing.foundation.worklog import LogKind, Scope
from quanjing.home.queries import open_services
from quanjing.notify.models import Message
from quanjing.organizations import registry
from quanjing.organizations.enums import Role
from quanjing.services import actions
from quanjing.services.enums import HelperKind, OfferKind
from quanjing.services.models import Booking, Helper, QuestionTopic, ServiceDesk
from quanjing.services.queries.figures import FIGURES, count
from tests.services.conftest import DAY, booked, offered, slot_of, taken
from tests.world import World, person, post

AFTER = datetime(2026, 9, 21, 12, tzinfo=clock.CHINA)
MONTH = "2026-09"


@pytest.fixture
def talk(officer: Actor, tea: Actor) -> Booking:
    """Given on 21 September to 58 listeners."""
    offer = offered(officer, OfferKind.TALK, name="科普宣讲")
    booking = booked(tea, slot_of(officer, offer), topic="茶叶里的化学", listeners=60)
    actions.confirm(actor=officer, bookings=[booking])
    with clock.frozen(AFTER):
        return actions.deliver(actor=officer, booking=booking, heard=58)


def helped(officer: Actor, world: World) -> ServiceDesk:
    """A request done and a question answered, on the same day."""
    given = actions.ServiceDeskFacts("", takes_requests=True, takes_questions=True)
    desk = actions.save_desk(actor=officer, facts=given)
    needed = actions.RequestFacts(
        "agriculture", "病虫害防治", "需要指导", from_name="园区企业", phone="010-55550199", agrees=True
    )
    request, _code = actions.request_from_outside(desk=desk, facts=needed)
    actions.finish_request(actor=officer, request=request, facts=actions.ResultFacts("已指导"))
    topic = QuestionTopic.objects.get(code="joining")
    question, _code = actions.ask_question(desk=desk, facts=actions.QuestionFacts(topic, "会费如何缴纳？"))
    actions.draft_answer(actor=officer, question=question, answer="按章程缴纳。")
    second = world.actor(post(world.association, "第二岗位", Role.OFFICER, person("second", "何观止")))
    actions.publish_answer(actor=second, question=question)
    return desk


def test_figures_count_what_was_done_in_the_month(world: World, officer: Actor, talk: Booking) -> None:
    with clock.frozen(AFTER):
        helped(officer, world)
    columns = count(When(AFTER, AFTER.date(), (date(2026, 8, 1), date(2026, 9, 1))))
    host = world.association.pk
    assert {name: rows for (name, month), rows in columns.items() if month == MONTH} == {
        "services.delivered": {host: 1}, "services.talks": {host: 1}, "services.listeners": {host: 58},
        "services.done": {host: 1}, "services.answered": {host: 1},
    }  # fmt: skip
    assert not any(rows for (_name, month), rows in columns.items() if month == "2026-08")
    assert {figure.numerator for figure in FIGURES} == {name for name, _month in columns}


def logged(scope: Scope) -> list[tuple[str, str, str]]:
    found = []
    for source in worklog.sources():
        if source.code in ("bookings", "requests"):
            found += [(one.kind, one.matter, one.result) for one in map(source.logged, source.things(scope))]
            assert sum(one.number for one in source.counts(scope)) == source.things(scope).count()
    return found


def test_the_work_log_has_what_was_delivered_and_done_once(
    world: World, officer: Actor, talk: Booking
) -> None:
    scope = Scope(world.association.path, date(2026, 9, 1), date(2026, 9, 30), subtree=False)
    with clock.frozen(AFTER):
        helped(officer, world)
        assert logged(scope) == [
            (LogKind.OUTREACH, "宣讲: 茶叶里的化学", "听众 58 人"),
            (LogKind.SERVICE, "农业和食品: 病虫害防治", "已指导"),
        ]
        only = Scope(
            world.association.path, date(2026, 9, 1), date(2026, 9, 30), kinds=frozenset({"service"})
        )
        assert [kind for kind, _matter, _result in logged(only)] == [LogKind.SERVICE]
        actions.enter_activity(actor=officer, booking=talk)
        assert len(logged(scope)) == 1  # the activity stands there as itself


def test_bookings_stand_in_the_calendar_of_guest_and_host(
    world: World, officer: Actor, tea: Actor, nursing: Actor, talk: Booking
) -> None:
    for actor in (officer, tea):
        found = dates.between(actor, actor.path, own=True, first=DAY, last=DAY)
        assert [one.title for one in found] == ["科普宣讲: 茶叶里的化学"]
    assert dates.between(nursing, nursing.path, own=True, first=DAY, last=DAY) == []


def test_a_host_is_reminded_of_what_waits(world: World, officer: Actor, tea: Actor, nursing: Actor) -> None:
    slot = slot_of(officer, offered(officer), capacity=2)
    booked(tea, slot)
    booked(nursing, slot)
    assert world.association.pk in dates.bodies(DAY)
    [due] = [one for one in dates.due([world.association.pk], DAY) if "图视频" in one.title]
    assert (due.on, due.title) == (DAY, "图视频采集：2 项预约待确认")
    assert [(one.count, one.link) for one in open_services(officer)] == [(2, "/services/bookings/demand/")]
    assert open_services(tea) == []


def test_forms_know_the_talks_and_services_of_the_year(world: World, officer: Actor, talk: Booking) -> None:
    with clock.frozen(AFTER):
        helped(officer, world)
        known = facts.known(world.association.pk, officer)
    assert known["services.talks"].value == "茶叶里的化学（2026-09-21，听众 58 人）"
    assert (
        known["services.done"].value == "病虫害防治 (2026-09-21)"
        or "病虫害防治" in known["services.done"].value
    )


def test_offers_are_found_by_whom_they_reach_and_answers_by_everybody(
    world: World, officer: Actor, tea: Actor, nursing: Actor
) -> None:
    offered(tea, OfferKind.ROOM, name="茶室")
    helped(officer, world)
    offers, questions = kind_of("offer"), kind_of("question")
    assert offers is not None
    assert questions is not None
    assert [offers.facts(one).title for one in offers.things()] == ["茶室"]
    ids = set(offers.things().values_list("pk", flat=True))
    for actor, seen in ((tea, ids), (officer, ids), (nursing, set())):
        condition = offers.seen(actor)
        assert set(condition.children[0][1].values_list("pk", flat=True)) == seen
    [question] = questions.things()
    assert questions.facts(question).code == world.association.code


def test_a_body_that_ends_leaves_no_booking_open(
    world: World, officer: Actor, tea: Actor, nursing: Actor
) -> None:
    slot = slot_of(officer, offered(officer))
    mine = booked(tea, slot)
    waits = booked(nursing, slot, wait=True)
    facts_of = actions.HelperFacts(HelperKind.EXPERT, "甲", ["energy"], "010-55550102", agrees=True)
    actions.save_helper(actor=tea, facts=facts_of)
    assert {one.link: one.count for one in registry.open_work([world.tea.pk])}["/services/bookings/"] == 1
    registry.cancel_work(officer, [world.tea.pk])
    states = dict(Booking.objects.values_list("pk", "state"))
    assert (states[mine.pk], states[waits.pk], taken(slot)) == ("cancelled", "requested", 1)
    assert Helper.objects.count() == 0
    registry.cancel_work(officer, [world.association.pk])
    assert Booking.objects.get(pk=waits.pk).state == "off"
    assert Message.objects.filter(post=world.nursing_handler, kind="booking_off").count() == 1
