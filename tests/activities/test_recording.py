"""Planning, holding, writing up and calling off, and who may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quanjing.activities.actions import cancel, change, hold, leave, plan, plan_again, write_up
from quanjing.activities.enums import ActivityState
from quanjing.activities.models import Activity
from quanjing.activities.queries import ActivityFilter, activity_list, get_activity, hosts_of, visible_to
from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from tests.activities.conftest import at, facts, held, kind
from tests.world import World


def problems(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.where for problem in error.value.problems]


def test_a_body_numbers_its_activities_by_year(tea: Actor) -> None:
    made = [plan(actor=tea, facts=facts(on=at(day))) for day in ("2026-09-02", "2026-12-30", "2027-01-05")]
    assert [one.number for one in made] == ["2026-001", "2026-002", "2027-001"]


def test_a_refused_record_uses_up_no_number(tea: Actor) -> None:
    with pytest.raises(Invalid):
        plan(actor=tea, facts=facts("  "))
    assert plan(actor=tea, facts=facts()).number == "2026-001"


def test_the_day_is_that_of_china(tea: Actor) -> None:
    late = plan(actor=tea, facts=facts(on=at("2026-09-03", 0, 30)))
    assert late.day.isoformat() == "2026-09-03"


def test_every_step_leaves_one_entry_in_the_record(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    hold(actor=tea, activity=made)
    change(actor=tea, activity=made, facts=replace(facts(), present=12))
    write_up(actor=tea, activity=made)
    verbs = list(
        AuditEntry.objects.filter(object_code=made.code).order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == ["activities.plan", "activities.hold", "activities.change", "activities.write_up"]


def test_the_record_keeps_what_stood_there_before_a_change(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    change(actor=tea, activity=made, facts=facts(place="五楼会议室"))
    entry = AuditEntry.objects.get(verb="activities.change")
    assert entry.detail == {"changed": {"place": ["三楼会议室", "五楼会议室"]}}


def test_what_has_not_begun_was_not_held(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts(on=at("2026-09-03", 9, 1)))
    with pytest.raises(Invalid) as error:
        hold(actor=tea, activity=made)
    assert problems(error) == ["starts_at"]
    with pytest.raises(Invalid):
        write_up(actor=tea, activity=made)


def test_writing_up_asks_for_the_number_present_alone(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    with pytest.raises(Invalid) as error:
        write_up(actor=tea, activity=made)
    assert problems(error) == ["present"]
    change(actor=tea, activity=made, facts=facts(present=0))
    assert write_up(actor=tea, activity=made).state == ActivityState.WRITTEN


def test_calling_off_needs_a_reason_and_is_taken_back(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts(on=at("2026-09-10")))
    with pytest.raises(Invalid):
        cancel(actor=tea, activity=made, reason=" ")
    off = cancel(actor=tea, activity=made, reason="台风")
    assert (off.state, off.cancel_reason) == (ActivityState.CANCELLED, "台风")
    again = plan_again(actor=tea, activity=made)
    assert (again.state, again.cancel_reason) == (ActivityState.PLANNED, "")


def test_what_took_place_is_not_called_off(tea: Actor) -> None:
    made = held(tea)
    with pytest.raises(WrongState):
        cancel(actor=tea, activity=made, reason="误录")


def test_what_took_place_cannot_be_moved_into_the_future(tea: Actor) -> None:
    made = held(tea)
    with pytest.raises(Invalid) as error:
        change(actor=tea, activity=made, facts=facts(on=at("2026-09-20")))
    assert problems(error) == ["starts_at"]


def test_a_called_off_record_is_not_changed(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    cancel(actor=tea, activity=made, reason="台风")
    with pytest.raises(WrongState):
        change(actor=tea, activity=made, facts=facts(place="别处"))


def test_the_second_writer_sees_both_versions(tea: Actor) -> None:
    made = plan(actor=tea, facts=facts())
    change(actor=tea, activity=made, facts=facts(place="五楼会议室"), version=1)
    with pytest.raises(Conflict) as error:
        change(actor=tea, activity=made, facts=facts(place="报告厅"), version=1)
    assert (error.value.theirs, error.value.yours) == ({"place": "五楼会议室"}, {"place": "报告厅"})


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"ends_at": at("2026-09-02", 13)}, "ends_at"),
        ({"ends_at": at("2026-12-02")}, "ends_at"),
        ({"present": -1}, "present"),
        ({"online": 1_000_001}, "online"),
        ({"expected": 3, "absent_leave": 4}, "expected"),
        ({"place": "长" * 201}, "place"),
    ],
)
def test_what_cannot_be_is_named_at_its_place(tea: Actor, more: dict[str, object], where: str) -> None:
    with pytest.raises(Invalid) as error:
        plan(actor=tea, facts=facts(**more))
    assert problems(error) == [where]


def test_a_kind_of_another_subtree_is_not_in_use(tea: Actor, world: World) -> None:
    theirs = kind("lecture")
    theirs.organization = world.city
    theirs.save()
    with pytest.raises(Invalid) as error:
        plan(actor=tea, facts=facts(of="lecture"))
    assert problems(error) == ["kind"]


def test_only_the_body_itself_writes(tea: Actor, officer: Actor, world: World) -> None:
    made = plan(actor=tea, facts=facts())
    for stranger in (officer, world.actor(world.nursing_handler), world.actor(world.auditor)):
        with pytest.raises(Denied):
            change(actor=stranger, activity=made, facts=facts())
        with pytest.raises(Denied):
            hold(actor=stranger, activity=made)
    with pytest.raises(Denied):
        plan(actor=world.actor(world.auditor), facts=facts())


def test_a_body_above_reads_and_nobody_beside(tea: Actor, officer: Actor, world: World) -> None:
    made = plan(actor=tea, facts=facts())
    assert get_activity(tea, made.code) == get_activity(officer, made.code) == made
    for stranger in (world.actor(world.nursing_handler), world.actor(world.city_officer)):
        with pytest.raises(Missing):
            get_activity(stranger, made.code)


def test_joint_hosts_hear_of_it_once(tea: Actor, world: World) -> None:
    made = plan(actor=tea, facts=facts(), hosts=(world.nursing.name,))
    told = Message.objects.filter(kind="activity_joint")
    assert [one.post for one in told] == [world.nursing_handler]
    change(actor=tea, activity=made, facts=facts(), hosts=(world.nursing.name, world.mathematics.name))
    assert {one.post for one in told.all()} == {world.nursing_handler, world.mathematics_handler}
    assert told.all().count() == 2


def test_a_joint_activity_is_one_record_that_every_host_sees(tea: Actor, world: World) -> None:
    made = held(tea, hosts=(world.nursing.name, world.mathematics.code))
    nurse = world.actor(world.nursing_handler)
    assert list(visible_to(nurse)) == [made]
    assert [one.name for one in hosts_of(made)] == [
        world.mathematics.name,
        world.tea.name,
        world.nursing.name,
    ]
    with pytest.raises(Denied):
        change(actor=nurse, activity=made, facts=facts())


def test_a_named_host_says_that_it_does_not_hold_it(tea: Actor, world: World) -> None:
    made = held(tea, hosts=(world.nursing.name,))
    nurse = world.actor(world.nursing_handler)
    leave(actor=nurse, activity=made)
    assert list(visible_to(nurse)) == []
    assert Activity.objects.get().is_joint is False
    with pytest.raises(WrongState):
        leave(actor=nurse, activity=made)
    with pytest.raises(WrongState):
        leave(actor=tea, activity=made)


@pytest.mark.parametrize("name", ["江岚省茶叶学会", "岚州市园艺学会", "没有这个单位"])
def test_a_host_that_is_not_near_is_a_problem(tea: Actor, name: str) -> None:
    with pytest.raises(Invalid) as error:
        plan(actor=tea, facts=facts(), hosts=[name])
    assert problems(error) == ["hosts"]


def test_changing_the_hosts_leaves_the_lead(tea: Actor, world: World) -> None:
    made = held(tea, hosts=(world.nursing.name,))
    change(actor=tea, activity=made, facts=facts(), hosts=[world.mathematics.name])
    assert [one.name for one in hosts_of(made)] == [world.mathematics.name, world.tea.name]
    change(actor=tea, activity=made, facts=facts(), hosts=[])
    assert [one.name for one in hosts_of(made)] == [world.tea.name]
    assert Activity.objects.get().is_joint is False


def test_a_list_is_narrowed(tea: Actor, officer: Actor, world: World) -> None:
    first = held(tea, "党课：一片叶子", of="lecture")
    plan(actor=tea, facts=facts("十月主题党日", on=at("2026-10-09"), campaign="学习季"))
    held(world.actor(world.nursing_handler), "护理")

    def names(**wanted: object) -> list[str]:
        found = activity_list(officer, ActivityFilter(**wanted))  # type: ignore[arg-type]
        return [one.name for one in found.order_by("pk")]

    assert names() == ["党课：一片叶子", "十月主题党日", "护理"]
    assert names(under=world.tea.code) == ["党课：一片叶子", "十月主题党日"]
    assert names(under=world.association.code, own=True) == []
    assert names(kind="lecture") == [first.name]
    assert names(state="counted") == ["党课：一片叶子", "护理"]
    assert names(first=at("2026-10-01").date()) == names(campaign="学习季") == ["十月主题党日"]
    assert names(text="叶子") == names(text="2026-001", under=world.tea.code) == [first.name]
    with pytest.raises(Missing):
        activity_list(tea, ActivityFilter(under=world.nursing.code))
