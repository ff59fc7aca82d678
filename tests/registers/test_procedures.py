"""Guidance in versions with one press a unit, steps of a term change, matters asked beforehand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock, dates
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.enums import Office
from quanjing.organizations.models import Post
from quanjing.registers.actions import (
    EntryFacts,
    acknowledge,
    answer,
    ask_body,
    change,
    enter,
    reopen,
    take_step,
)
from quanjing.registers.enums import EntryState, Opinion
from quanjing.registers.models import Acknowledgement, Consultation, RegisterEntry
from quanjing.registers.queries import (
    bodies_to_ask,
    get_entry,
    progress_of_reading,
    readers_of,
    terms_to_change,
    unread_by,
)
from quanjing.registers.rules import is_decided_early
from tests.registers.conftest import TODAY, at, fresh, kind
from tests.world import World


def guidance(officer: Actor, name: str = "防控指南", replaces: RegisterEntry | None = None) -> RegisterEntry:
    said = {"f1": name, "f4": "分区分级"}
    facts = EntryFacts(name, "办公室", happens_on=TODAY, values=said)
    return enter(actor=officer, kind=kind("guidance"), facts=facts, file=True, replaces=replaces)


def matter(tea: Actor, *, on: date = TODAY + timedelta(days=30), file: bool = False) -> RegisterEntry:
    said = {"f1": "换届", "f2": "理事会换届方案"}
    facts = EntryFacts("换届方案", "秘书处", "秘书长", happens_on=on, values=said)
    return enter(actor=tea, kind=kind("matter"), facts=facts, file=file)


def term_change(tea: Actor, on: date = TODAY + timedelta(days=200)) -> RegisterEntry:
    said = {"f1": "理事会", "f2": "第五届"}
    facts = EntryFacts("第六届理事会换届", "秘书处", "秘书长", happens_on=on, values=said)
    return enter(actor=tea, kind=kind("termchange"), facts=facts)


def test_one_press_says_it_for_the_whole_body(world: World, officer: Actor, tea: Actor) -> None:
    made = guidance(officer)
    assert unread_by(tea) == [made]
    acknowledge(actor=tea, entry=made)
    acknowledge(actor=tea, entry=made)
    assert Acknowledgement.objects.count() == 1
    assert AuditEntry.objects.filter(verb="registers.acknowledge").count() == 1
    assert unread_by(tea) == []
    with pytest.raises(Denied):
        acknowledge(actor=officer, entry=made)
    with pytest.raises(Denied):
        acknowledge(actor=world.actor(world.auditor), entry=made)


def test_of_how_many_is_said_for_the_own_subtree(world: World, officer: Actor, tea: Actor) -> None:
    made = guidance(officer)
    acknowledge(actor=tea, entry=made)
    found = progress_of_reading(made)
    assert (found.done, found.asked) == (1, 5)  # bodies with somebody who reports
    assert [one.name for one in readers_of(made, world.city.path)] == ["岚州市科学技术协会", "岚州市园艺学会"]


def test_a_new_version_closes_the_old_one_and_is_read_anew(officer: Actor, tea: Actor) -> None:
    old = guidance(officer)
    acknowledge(actor=tea, entry=old)
    new = guidance(officer, "防控指南（第二版）", replaces=old)
    assert fresh(old).state == EntryState.CLOSED
    assert unread_by(tea) == [new]
    with pytest.raises(WrongState):
        acknowledge(actor=tea, entry=fresh(old))
    with pytest.raises(WrongState):
        reopen(actor=officer, entry=fresh(old))
    assert get_entry(tea, old.code) == old  # still to be looked up, with the banner


def test_what_is_not_read_stands_among_the_dates_until_it_is(
    world: World, officer: Actor, tea: Actor
) -> None:
    made = guidance(officer)
    found = dates.due([world.tea.pk], TODAY + timedelta(days=30))
    assert [(one.on, one.link) for one in found] == [
        (TODAY + timedelta(days=10), f"/registers/entries/{made.code}/")
    ]
    assert world.tea.pk in dates.bodies(TODAY + timedelta(days=30))
    acknowledge(actor=tea, entry=made)
    assert dates.due([world.tea.pk], TODAY + timedelta(days=30)) == []


def test_the_steps_of_a_term_change_are_counted_back_from_its_day(tea: Actor) -> None:
    made = term_change(tea)
    steps = list(made.steps.all())
    assert [one.days_before for one in steps] == [180, 150, 120, 90, 60, 30, 0]
    assert steps[0].due_on == TODAY + timedelta(days=20)
    assert made.dates.filter(what="step").count() == 7
    taken = take_step(actor=tea, entry=made, position=1, done_on=TODAY, paper="茶学函〔2026〕3号")
    assert (taken.paper, taken.done_name) == ("茶学函〔2026〕3号", "周予安")
    later = EntryFacts("第六届理事会换届", "秘书处", "秘书长", happens_on=TODAY + timedelta(days=230))
    change(actor=tea, entry=fresh(made), facts=later)
    assert [one.due_on for one in made.steps.order_by("position")[:2]] == [
        TODAY + timedelta(days=20), TODAY + timedelta(days=80),
    ]  # fmt: skip
    take_step(actor=tea, entry=fresh(made), position=1, done_on=None)
    assert made.dates.filter(what="step").count() == 7
    with pytest.raises(Invalid):
        take_step(actor=tea, entry=made, position=2, done_on=TODAY + timedelta(days=1))
    with pytest.raises(WrongState):
        take_step(actor=tea, entry=made, position=99, done_on=TODAY)


def test_a_term_that_ends_soon_proposes_the_steps(world: World, tea: Actor) -> None:
    Post.objects.create(
        organization=world.tea, title="党支部书记", role="none", office=Office.SECRETARY,
        holder=world.tea_handler.holder, ends_on=TODAY + timedelta(days=150),
    )  # fmt: skip
    assert [one.title for one in terms_to_change(tea, kind("termchange"))] == ["党支部书记"]
    term_change(tea)
    assert terms_to_change(tea, kind("termchange")) == []


def test_a_body_is_asked_and_answers_before_the_decision(world: World, tea: Actor, officer: Actor) -> None:
    made = matter(tea)
    with pytest.raises(Missing):
        get_entry(officer, made.code)
    due = TODAY + timedelta(days=7)
    asked = ask_body(actor=tea, entry=made, asked=world.association.code, question="请审阅方案", due_on=due)
    assert get_entry(officer, made.code) == made
    assert Message.objects.filter(kind="register_asked", post=world.officer).count() == 1
    assert [(one.what, one.organization) for one in made.dates.filter(what="answer")] == [
        ("answer", world.association)
    ]
    with pytest.raises(Denied):
        answer(actor=world.actor(world.nursing_handler), asked=asked, opinion=Opinion.AGREED, text="")
    with pytest.raises(Invalid):
        answer(actor=officer, asked=asked, opinion=Opinion.NOT_YET, text=" ")
    answer(actor=officer, asked=asked, opinion=Opinion.WITH_ADVICE, text="补充差额选举办法")
    assert not made.dates.filter(what="answer").exists()
    assert Message.objects.filter(kind="register_answered", post=world.tea_handler).count() == 1
    with pytest.raises(WrongState):
        answer(actor=officer, asked=asked, opinion=Opinion.AGREED, text="")


@pytest.mark.parametrize(("day", "early"), [(2, True), (8, False)])
def test_a_decision_before_the_answer_is_shown_as_it_is(
    world: World, tea: Actor, officer: Actor, day: int, early: bool
) -> None:
    made = matter(tea, on=TODAY + timedelta(days=day), file=True)
    due = TODAY + timedelta(days=5)
    ask_body(actor=tea, entry=made, asked=world.association.code, question="请审阅", due_on=due)
    assert is_decided_early(made, made.consultations.all()) is early
    with clock.frozen(at(due)):
        answer(actor=officer, asked=Consultation.objects.get(), opinion=Opinion.AGREED, text="")
    assert is_decided_early(made, made.consultations.all()) is early


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"asked": "unknown"}, "asked"),
        ({"question": " "}, "question"),
        ({"due_on": date(2026, 9, 1)}, "due_on"),
    ],
)
def test_a_question_without_body_words_or_day_is_refused(
    world: World, tea: Actor, change: dict[str, object], place: str
) -> None:
    wanted: dict[str, object] = {
        "asked": world.association.code, "question": "请审阅", "due_on": TODAY + timedelta(days=5), **change
    }  # fmt: skip
    with pytest.raises(Invalid) as refused:
        ask_body(actor=tea, entry=matter(tea), **wanted)  # type: ignore[arg-type]
    assert [problem.where for problem in refused.value.problems] == [place]


def test_bodies_far_away_are_not_asked(world: World, tea: Actor) -> None:
    near = set(bodies_to_ask(world.tea))
    assert near == {world.association, world.branch, world.nursing, world.mathematics, world.city}


def test_the_pages_of_guidance_steps_and_questions(
    world: World, tea: Actor, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    handler, desk = client_of(world.tea_handler), client_of(world.officer)
    old = guidance(officer)
    assert "防控指南" in handler.get("/registers/").content.decode()
    place = f"/registers/entries/{old.code}/"
    assert "本单位已读" in handler.get(place).content.decode()
    handler.post(f"{place}read/")
    assert "本单位已确认阅读" in handler.get(place).content.decode()
    assert "<b>1</b><span> / 5</span>" in desk.get(f"{place}readers/").content.decode()
    new = guidance(officer, "防控指南（第二版）", replaces=old)
    banner = handler.get(place).content.decode()
    assert "新版本已生效" in banner
    assert f"/registers/entries/{new.code}/" in banner
    change = term_change(tea)
    place = f"/registers/entries/{change.code}/"
    handler.post(f"{place}steps/1/", {"done_on": "2026-09-02", "paper": "函3号"})
    assert "函3号" in handler.get(place).content.decode()
    subject = matter(tea)
    place = f"/registers/entries/{subject.code}/"
    assert handler.post(f"{place}ask/", {"asked": "", "question": "", "due_on": ""}).status_code == 422
    typed = {"asked": world.association.code, "question": "请审阅方案", "due_on": "2026-09-10"}
    assert handler.post(f"{place}ask/", typed).status_code == 302
    asked = Consultation.objects.get()
    assert "请审阅方案" in desk.get(place).content.decode()
    desk.post(f"{place}ask/{asked.code}/", {"opinion": "advice", "text": "补充办法"})
    assert "补充办法" in handler.get(place).content.decode()
    assert desk.post(f"{place}ask/{asked.code}/", {"opinion": "like"}).status_code == 404
