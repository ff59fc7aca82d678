"""Classes: quotas, the waiting list, replacement, a new date told once, groups, presence."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, strategies

from quanjing.activities.models import Activity
from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.study import actions, queries
from quanjing.study.enums import ClassState, SeatState
from quanjing.study.matching import Waiting, moving_up, quota_of
from quanjing.study.models import ClassSeat, TrainingClass
from tests.study.conftest import opened, seated
from tests.world import World

ClientOf = Callable[[Post], Client]
RunJobs = Callable[[], int]
DURING = datetime(2026, 9, 21, 10, tzinfo=clock.CHINA)
SEATS = strategies.lists(strategies.sampled_from([None, 1, 2]), max_size=8)
LEFT = strategies.integers(0, 4)


@given(listed=SEATS, free=LEFT, first=LEFT, second=LEFT, unused=strategies.booleans())
def test_moving_up_keeps_order_quota_and_places(
    listed: list[int | None], free: int, first: int, second: int, unused: bool
) -> None:
    waiting = [Waiting(seat, quota) for seat, quota in enumerate(listed)]
    quotas: dict[int | None, int] = {1: first, 2: second}
    chosen = moving_up(waiting, free=free, quotas=quotas, unused=unused)
    assert len(chosen) == len(set(chosen)) <= free
    for quota in (None, 1, 2):
        own = [one.seat for one in waiting if one.quota == quota]
        up = [seat for seat in own if seat in chosen]
        assert up == own[: len(up)]
        if not unused:
            assert len(up) <= quotas.get(quota, 0)
    if unused:
        assert len(chosen) == min(free, len(waiting))


def test_a_body_counts_in_the_nearest_quota() -> None:
    heads = {"0001": 1, "00010002": 2}
    assert [quota_of(path, heads) for path in ("00010001", "000100020005", "0003")] == [1, 2, None]


def states(training_class: TrainingClass) -> list[tuple[str, str]]:
    rows = training_class.nominations.order_by("pk").values_list("post__title", "state")
    return list(rows)


def test_quotas_hold_and_the_waiting_list_moves_up(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    made = opened(officer, quotas={world.tea: 1, world.nursing: 1})
    first, second = seated(world, world.tea, "秘书长"), seated(world, world.tea, "书记")
    seat = actions.nominate(actor=tea, training_class=made, post=first)
    with pytest.raises(Invalid) as caught:
        actions.nominate(actor=tea, training_class=made, post=second)
    assert [one.where for one in caught.value.problems] == ["post"]
    actions.nominate(actor=tea, training_class=made, post=second, wait=True)
    actions.nominate(actor=nursing, training_class=made, post=world.nursing_handler)
    assert actions.confirm(actor=officer, training_class=made) == 2
    actions.withdraw(actor=tea, seat=seat)
    assert states(made) == [
        ("秘书长", "withdrawn"), ("书记", "confirmed"), ("秘书处 经办人", "confirmed"),
    ]  # fmt: skip
    told = Message.objects.filter(post=world.tea_handler, kind="seat_moved_up")
    assert [one.values["posts"] for one in told] == ["书记"]


def test_double_nomination_is_refused_for_post_and_person(officer: Actor, tea: Actor, world: World) -> None:
    made = opened(officer)
    named = seated(world, world.tea, "秘书长")
    same = Post.objects.create(organization=world.tea, title="副理事长", role="none", holder=named.holder)
    empty = Post.objects.create(organization=world.tea, title="空缺", role="none")
    actions.nominate(actor=tea, training_class=made, post=named)
    for post in (named, same, empty):
        with pytest.raises(Invalid):
            actions.nominate(actor=tea, training_class=made, post=post, wait=True)
    with pytest.raises(Denied):
        actions.nominate(actor=tea, training_class=made, post=world.nursing_handler)
    assert ClassSeat.objects.count() == 1


def test_unused_places_go_to_who_waits_when_nomination_is_over(
    officer: Actor, tea: Actor, world: World
) -> None:
    made = opened(officer, quotas={world.tea: 0, world.nursing: 3})
    actions.nominate(actor=tea, training_class=made, post=world.tea_handler, wait=True)
    assert actions.give_free(actor=officer, training_class=made) == 0
    with clock.frozen(datetime(2026, 9, 11, 9, tzinfo=clock.CHINA)):
        with pytest.raises(WrongState):
            actions.nominate(actor=tea, training_class=made, post=seated(world, world.tea, "书记"), wait=True)
        assert actions.give_free(actor=officer, training_class=made) == 1
    assert states(made) == [("秘书处 经办人", "nominated")]


def test_a_greater_quota_lets_the_list_move_up(officer: Actor, tea: Actor, world: World) -> None:
    made = opened(officer, quotas={world.tea: 0})
    seat = actions.nominate(actor=tea, training_class=made, post=world.tea_handler, wait=True)
    more = actions.ClassGiven(
        made.title, made.starts_on, made.ends_on, 3, made.nominate_until, quotas=[(world.tea, 2)]
    )
    actions.save_class(actor=officer, given=more, training_class=made)
    seat.refresh_from_db()
    assert seat.state == SeatState.NOMINATED
    fewer = actions.ClassGiven(made.title, made.starts_on, made.ends_on, 3, made.nominate_until, quotas=[])
    with pytest.raises(Invalid):
        actions.save_class(actor=officer, given=fewer, training_class=made)


def test_another_comes_at_the_last_minute(officer: Actor, tea: Actor, nursing: Actor, world: World) -> None:
    made = opened(officer, quotas={world.tea: 1, world.nursing: 1})
    seat = actions.nominate(actor=tea, training_class=made, post=world.tea_handler)
    actions.nominate(actor=nursing, training_class=made, post=world.nursing_handler)
    actions.confirm(actor=officer, training_class=made)
    actions.spread(actor=officer, training_class=made)
    seat.refresh_from_db()
    with clock.frozen(DURING):
        with pytest.raises(Denied):
            actions.replace(actor=nursing, seat=seat, post=world.nursing_handler)
        fresh = actions.replace(actor=tea, seat=seat, post=seated(world, world.tea, "书记"))
        assert (fresh.state, fresh.group, fresh.replaces) == (SeatState.CONFIRMED, seat.group, seat)
        with pytest.raises(WrongState):
            actions.withdraw(actor=tea, seat=seat)
    seat.refresh_from_db()
    assert seat.state == SeatState.REPLACED


def test_a_new_date_is_told_once_and_moves_the_timetable(
    officer: Actor, tea: Actor, nursing: Actor, world: World, run_jobs: RunJobs
) -> None:
    made = opened(officer, quotas={world.tea: 1, world.nursing: 1})
    run_jobs()
    invited = Message.objects.filter(kind="class_opened")
    assert {one.post for one in invited} == {world.tea_handler, world.nursing_handler}
    leader = seated(world, world.tea, "秘书长")
    actions.nominate(actor=tea, training_class=made, post=leader)
    actions.nominate(actor=tea, training_class=made, post=seated(world, world.tea, "书记"), wait=True)
    later = date(2026, 10, 12)
    with pytest.raises(Invalid):
        actions.postpone(actor=officer, training_class=made, starts_on=later, reason=" ")
    actions.postpone(actor=officer, training_class=made, starts_on=later, reason="场地维修")
    run_jobs()
    assert actions.tell_class(training_class=queries.get_class(officer, made.code), what="moved") > 0
    told = list(Message.objects.filter(kind="class_moved").values_list("post__title", flat=True))
    assert sorted(told) == sorted(["秘书长", "书记", world.tea_handler.title])
    found = queries.get_class(tea, made.code)
    assert (found.starts_on, found.ends_on, found.nominate_until) == (
        later,
        date(2026, 10, 14),
        date(2026, 10, 1),
    )
    assert Activity.objects.get().day == later
    assert found.sessions.get().starts_at == datetime(2026, 10, 12, 9, tzinfo=clock.CHINA)
    actions.cancel_class(actor=officer, training_class=found, reason="合并举办")
    run_jobs()
    assert Activity.objects.get().state == "cancelled"
    assert Message.objects.filter(kind="class_off").count() == 3


def test_presence_is_entered_from_the_paper_list(officer: Actor, tea: Actor, world: World) -> None:
    made = opened(officer)
    there = actions.nominate(actor=tea, training_class=made, post=world.tea_handler)
    actions.nominate(actor=tea, training_class=made, post=seated(world, world.tea, "书记"))
    actions.confirm(actor=officer, training_class=made)
    actions.spread(actor=officer, training_class=made)
    paper = docx.Document(io.BytesIO(actions.presence_docx(actor=officer, training_class=made)))
    words = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert {"周予安", "书记", "一组", "二组", "签名"} <= set(words)
    with pytest.raises(Invalid):
        actions.enter_presence(actor=officer, training_class=made, present=[there.code])
    with clock.frozen(DURING):
        assert actions.enter_presence(actor=officer, training_class=made, present=[there.code]) == 1
        found = queries.trained_of(officer)
    assert ([one.name for one in found.bodies], found.of) == (["江岚省茶叶学会"], 4)
    with pytest.raises(Denied):
        actions.presence_docx(actor=tea, training_class=made)


def test_a_class_says_what_is_wrong_with_it(officer: Actor, tea: Actor, world: World) -> None:
    wrong = actions.ClassGiven(
        " ", date(2026, 9, 5), date(2026, 9, 4), 2, date(2026, 9, 6), quotas=[(world.tea, 3)]
    )
    with pytest.raises(Invalid) as caught:
        actions.save_class(actor=officer, given=wrong)
    places = [one.where for one in caught.value.problems]
    assert places == ["title", "ends_on", "nominate_until", "quotas"]
    with pytest.raises(Invalid) as elsewhere:
        actions.save_class(
            actor=tea,
            given=actions.ClassGiven(
                "甲", date(2026, 9, 5), date(2026, 9, 6), 5, date(2026, 9, 4), quotas=[(world.nursing, 1)]
            ),
        )
    assert [one.where for one in elsewhere.value.problems] == ["quotas"]


def test_walls_of_a_class(officer: Actor, tea: Actor, nursing: Actor, world: World) -> None:
    made = opened(officer)
    seat = actions.nominate(actor=tea, training_class=made, post=world.tea_handler)
    with pytest.raises(Missing):
        queries.get_seat(nursing, made, seat.code)
    with pytest.raises(Denied):
        actions.confirm(actor=tea, training_class=made)
    own = opened(tea, title="学会培训班")
    with pytest.raises(Missing):
        queries.get_class(nursing, own.code)
    assert queries.get_class(officer, own.code) == own


def test_confirming_costs_the_same_for_one_body_and_for_two(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    costs = []
    for number, actors in enumerate(((tea,), (tea, nursing))):
        made = opened(officer, title=f"第{number}期")
        for actor in actors:
            post = Post.objects.get(pk=actor.post_id)
            actions.nominate(actor=actor, training_class=made, post=post)
        with CaptureQueriesContext(connection) as caught:
            actions.confirm(actor=officer, training_class=made)
        costs.append(len(caught))
    assert costs[0] == costs[1]


FORM = {
    "title": "骨干培训班", "starts_on": "2026-09-21", "ends_on": "2026-09-22", "seats": "2",
    "nominate_until": "2026-09-10", "trainees": ["young"], "groups": "一组",
}  # fmt: skip


def test_the_pages_lead_through_it(world: World, at_nine: object, client_of: ClientOf) -> None:
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    bad = desk.post("/study/classes/new/", FORM | {"quotas": "没有的学会 3"})
    assert bad.status_code == 422
    assert "没有的学会 3" in bad.content.decode()
    desk.post("/study/classes/new/", FORM | {"quotas": "江岚省茶叶学会：1"})
    made = TrainingClass.objects.get()
    page = f"/study/classes/{made.code}/"
    assert unit.get(page).status_code == 404
    session = {"step": "session", "topic": "开班式", "day": "2026-09-21", "starts": "09:00", "ends": "08:00"}
    assert desk.post(page, session).status_code == 422
    assert desk.post(page, session | {"ends": "10:00"}).status_code == 302
    desk.post(page, {"step": "open"})
    named = {"step": "nominate", "post": world.tea_handler.code}
    assert unit.post(page, named).status_code == 302
    other = seated(world, world.tea, "书记")
    full = unit.post(page, {"step": "nominate", "post": other.code})
    assert full.status_code == 422
    assert "可列为候补" in full.content.decode()
    unit.post(page, {"step": "nominate", "post": other.code, "wait": "on"})
    desk.post(f"{page}seats/", {"step": "confirm"})
    first, second = ClassSeat.objects.order_by("pk")
    assert (first.state, second.state) == (SeatState.CONFIRMED, SeatState.WAITING)
    group = made.groups.get()
    desk.post(f"{page}seats/", {"step": "groups", f"group.{first.code}": str(group.pk)})
    unit.post(page, {"step": "withdraw", "seat": first.code})
    second.refresh_from_db()
    assert second.state == SeatState.CONFIRMED
    third = seated(world, world.tea, "理事")
    swapped = unit.post(
        f"{page}?seat={second.code}", {"step": "replace", "seat": second.code, "post": third.code}
    )
    assert swapped.status_code == 302
    assert b"SUMMARY" in unit.get(f"{page}class.ics").content
    assert desk.get(f"{page}presence.docx").status_code == 200
    assert unit.get(f"{page}seats/").status_code == 403
    assert desk.post(page, {"step": "move", "starts_on": "2026-10-12", "reason": "场地"}).status_code == 302
    assert desk.post(page, {"step": "cancel", "reason": "合并"}).status_code == 302
    assert TrainingClass.objects.get().state == ClassState.CANCELLED
    verbs = set(AuditEntry.objects.values_list("verb", flat=True))
    assert {"study.nominate", "study.withdraw_seat", "study.replace_seat", "study.postpone"} <= verbs


def test_pages_cost_the_same_for_one_and_for_three(
    officer: Actor, tea: Actor, world: World, client_of: ClientOf
) -> None:
    made = opened(officer, seats=10, quotas={world.tea: 5})
    desk, unit, costs = client_of(world.officer), client_of(world.tea_handler), []
    for count in (1, 2):
        for number in range(count):
            chosen = seated(world, world.tea, f"岗位{count}{number}")
            actions.nominate(actor=tea, training_class=made, post=chosen)
        actions.confirm(actor=officer, training_class=made)
        with CaptureQueriesContext(connection) as caught:
            desk.get(f"/study/classes/{made.code}/seats/")
            unit.get(f"/study/classes/{made.code}/")
            unit.get("/study/classes/")
        costs.append(len(caught))
    assert costs[0] == costs[1]
