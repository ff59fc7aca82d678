"""The desk above hears of its own subtree, once a day at most, and only where something is new."""

from __future__ import annotations

from quanjing.directives.models import CalendarDay
from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.urging.actions import escalate, pause
from quanjing.urging.enums import Reach
from quanjing.urging.models import Reminder, ReminderRule
from quanjing.urging.queries import reminders_visible_to
from tests.urging.conftest import Notice, china
from tests.world import World

# due on Tuesday the 15th; three working days later is Friday the 18th


def test_the_desk_above_is_told_when_it_is_long_overdue(world: World, notice: Notice) -> None:
    notice(world.city_society)
    told = []
    for day in range(14, 26):
        with clock.frozen(china(day)):
            if escalate():
                told.append(day)
    assert told == [18]
    reminder = Reminder.objects.get()
    assert (reminder.organization, reminder.reach) == (world.city, Reach.SUPERIOR)
    message = Message.objects.get()
    assert (message.post, message.kind, message.values) == (
        world.city_officer, "escalation", {"count": 1, "units": 1},
    )  # fmt: skip


def test_a_day_off_of_the_office_does_not_count(world: World, notice: Notice) -> None:
    CalendarDay.objects.create(day=china(17).date(), is_workday=False, note="停电")
    notice(world.city_society)
    with clock.frozen(china(18)):
        assert escalate() == 0
    with clock.frozen(china(21)):
        assert escalate() == 1


def test_a_date_counted_from_receipt_is_escalated_by_itself(world: World, notice: Notice) -> None:
    notice(world.city_society, due=None)
    Assignment.objects.update(due_at=china(15, 17))
    with clock.frozen(china(18)):
        assert escalate() == 1


def test_each_desk_hears_of_its_own_subtree_alone(world: World, notice: Notice) -> None:
    notice(world.city_society, world.tea)
    with clock.frozen(china(18)):
        assert escalate() == 2
    lines = {
        reminder.organization: [line.assignment.organization for line in reminder.lines.all()]
        for reminder in Reminder.objects.all()
    }
    assert lines == {world.city: [world.city_society], world.association: [world.tea]}


def test_where_no_desk_stands_above_the_next_one_is_told(world: World, notice: Notice) -> None:
    Post.objects.filter(pk=world.city_officer.pk).update(ends_on=china(1).date())
    notice(world.city_society, world.branch)  # above the branch stands a society, which has no desk
    with clock.frozen(china(18)):
        assert escalate() == 1
    assert Reminder.objects.get().organization == world.association


def test_something_new_brings_the_whole_list_again(world: World, notice: Notice) -> None:
    notice(world.city_society)
    with clock.frozen(china(18)):
        escalate()
    notice(world.city_society, due=china(16, 17), title="另一件")
    with clock.frozen(china(21)):
        assert escalate() == 1
    assert Reminder.objects.latest("day").lines.count() == 2


def test_what_is_done_or_rests_is_not_escalated(world: World, notice: Notice) -> None:
    notice(world.tea, state=State.SUBMITTED)
    paused = notice(world.tea)
    pause(actor=world.actor(world.officer), directive=paused, reason="正在调整期限")
    extended = notice(world.nursing)
    Assignment.objects.filter(directive=extended).update(extended_to=china(29, 17))
    with clock.frozen(china(18)):
        assert escalate() == 0


def test_a_body_may_switch_it_off(world: World, notice: Notice) -> None:
    ReminderRule.objects.create(organization=world.association, escalate_after=0)
    notice(world.tea)
    with clock.frozen(china(28)):
        assert escalate() == 0


def test_quiet_days_are_kept(world: World, notice: Notice) -> None:
    notice(world.tea)
    with clock.frozen(china(26)):  # a Saturday
        assert escalate() == 0


def test_the_unit_itself_does_not_see_what_the_desk_above_was_told(world: World, notice: Notice) -> None:
    notice(world.tea)
    with clock.frozen(china(18)):
        escalate()
    assert not reminders_visible_to(world.actor(world.tea_handler)).exists()
    assert reminders_visible_to(world.actor(world.officer)).count() == 1
