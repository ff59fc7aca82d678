"""Reminding by the rules: who, when, and never twice."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.directives.models import CalendarDay
from quanjing.foundation import clock
from quanjing.notify.models import Mail, Message
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.urging.actions import change_rule, pause, resume
from quanjing.urging.enums import Occasion, Reach
from quanjing.urging.models import Delivery, Reminder, ReminderLine, ReminderRule
from tests.urging.conftest import DUE, Notice, china, remind
from tests.world import World


def bodies() -> list[Organization]:
    return [one.organization for one in Reminder.objects.order_by("organization__path")]


def rule(world: World, **changes: Any) -> None:
    values: dict[str, Any] = {
        "days_before": [7, 3, 1], "on_the_day": True, "days_after": [1, 5], "cooldown_days": 1,
        "quiet_from": "18:00", "quiet_until": "08:30", "workdays_only": True, "escalate_after": 3,
        "by_mail": True,
    }  # fmt: skip
    change_rule(actor=world.actor(world.officer), values=values | changes)  # type: ignore[typeddict-item]


def test_a_unit_is_told_of_all_that_is_open_in_one_message(world: World, notice: Notice) -> None:
    notice(world.tea, due=china(15, 17))
    notice(world.tea, due=china(2, 17), title="逾期的一件")
    notice(world.tea, due=None, title="没有期限的一件")
    with clock.frozen(china(4)):
        assert remind() == 1
    reminder = Reminder.objects.get()
    assert (reminder.organization, reminder.reach, reminder.occasion) == (
        world.tea, Reach.UNIT, Occasion.SCHEDULE,
    )  # fmt: skip
    lines = reminder.lines.order_by("pk").values_list("assignment__directive__title", "colour")
    assert list(lines) == [("逾期的一件", "overdue"), ("关于报送材料的通知", ""), ("没有期限的一件", "")]
    message = Message.objects.get()
    assert (message.post, message.kind) == (world.tea_handler, "reminder")
    assert message.values == {"count": 3, "overdue": 1, "due": china(2, 17).astimezone(clock.UTC).isoformat()}
    assert [(one.channel, one.post) for one in Delivery.objects.filter(channel="message")] == [
        ("message", world.tea_handler)
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (State.DUE, 1),
        (State.DRAFT, 1),
        (State.SUBMITTED, 0),
        (State.ACCEPTED, 0),
        (State.NIL, 0),
        (State.EXEMPT, 0),
        (State.CANCELLED, 0),
    ],
)
def test_only_those_who_are_missing_are_reminded(
    world: World, notice: Notice, state: State, told: int
) -> None:
    notice(world.tea, state=state)
    with clock.frozen(china(14)):
        assert remind() == told


def test_a_returned_report_is_reminded_of_by_its_own_date(world: World, notice: Notice) -> None:
    notice(world.tea, state=State.RETURNED, due=china(2, 17), return_due=china(15, 17))
    with clock.frozen(china(3)):
        assert remind() == 0
    with clock.frozen(china(4)):
        assert remind() == 1
    assert ReminderLine.objects.get().due_at == china(15, 17)


def test_what_can_not_be_sent_is_not_asked_for(world: World, notice: Notice) -> None:
    notice(world.tea, closes=china(13, 17), due=china(10, 17))
    notice(world.nursing, opens=china(15))
    with clock.frozen(china(14)):
        assert remind() == 0


def test_an_extension_moves_the_reminders(world: World, notice: Notice) -> None:
    notice(world.tea)
    Assignment.objects.update(extended_to=china(29, 17))
    with clock.frozen(china(14)):
        assert remind() == 0


def test_nobody_is_told_twice_on_a_day(world: World, notice: Notice) -> None:
    notice(world.tea)
    with clock.frozen(china(14)):
        assert [remind(), remind()] == [1, 0]
    with clock.frozen(china(14, 16)):
        notice(world.tea, due=china(14, 17))
        assert remind() == 0
    assert Message.objects.count() == 1


def test_a_week_of_reminders(world: World, notice: Notice) -> None:
    notice(world.tea)
    told = []
    for day in range(1, 31):
        with clock.frozen(china(day)):
            if remind():
                told.append(day)
    assert told == [4, 10, 14, 15, 16, 21]


def test_the_table_of_the_office_moves_reminders(world: World, notice: Notice) -> None:
    CalendarDay.objects.create(day=china(14).date(), is_workday=False, note="停电")
    notice(world.tea)
    told = []
    for day in range(1, 17):
        with clock.frozen(china(day)):
            if remind():
                told.append(day)
    assert told == [3, 9, 11, 15, 16]  # working days before the 15th are counted past the 14th


def test_a_missed_day_is_made_up_for_after_a_day_off(world: World, notice: Notice) -> None:
    notice(world.tea, due=china(13, 17))  # a Sunday; the day itself is moved to Friday
    told = []
    for day in (12, 13, 14, 15):
        with clock.frozen(china(day)):
            if remind():
                told.append(day)
    assert told == [14]


def test_rules_are_those_of_the_issuing_body(world: World, notice: Notice) -> None:
    rule(world, days_before=[2], on_the_day=False, days_after=[])
    notice(world.tea)
    notice(world.city_society, issuer=world.city)
    with clock.frozen(china(14)):
        assert remind() == 2  # the 11th was missed, the city reminds one day before
    with clock.frozen(china(15)):
        assert remind() == 1
    assert Reminder.objects.latest("day").organization == world.city_society


def test_the_cool_down_is_kept(world: World, notice: Notice) -> None:
    rule(world, cooldown_days=4)
    notice(world.tea)
    told = []
    for day in range(1, 31):
        with clock.frozen(china(day)):
            if remind():
                told.append(day)
    assert told == [4, 10, 14, 18, 22]


def test_a_paused_notice_rests_and_goes_on(world: World, notice: Notice) -> None:
    resting, other = notice(world.tea), notice(world.tea, title="另一件")
    officer = world.actor(world.officer)
    pause(actor=officer, directive=resting, reason="正在调整期限")
    with clock.frozen(china(14)):
        assert remind() == 1
    assert ReminderLine.objects.get().assignment.directive == other
    resume(actor=officer, directive=resting)
    with clock.frozen(china(15)):
        remind()
    assert Reminder.objects.latest("day").lines.count() == 2


def test_a_unit_without_a_holder_is_left_out(world: World, notice: Notice) -> None:
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=china(1).date())
    notice(world.tea)
    with clock.frozen(china(14)):
        assert remind() == 0


def test_the_number_of_queries_does_not_grow(world: World, notice: Notice) -> None:
    notice(world.tea)
    with clock.frozen(china(14)), CaptureQueriesContext(connection) as one:
        assert remind() == 1
    Reminder.objects.all().delete()
    Message.objects.all().delete()
    notice(world.mathematics, world.nursing, title="另一件")
    with clock.frozen(china(14)), CaptureQueriesContext(connection) as three:
        assert remind() == 3
    assert len(three) == len(one)


def test_rules_of_a_body_without_a_row_are_the_usual_ones(world: World, notice: Notice) -> None:
    assert not ReminderRule.objects.exists()
    notice(world.tea)
    with clock.frozen(DUE.replace(hour=9)):
        assert remind() == 1


def test_one_mail_a_unit_lists_all_by_colour_and_date(world: World, notice: Notice) -> None:
    notice(world.tea, due=china(15, 17))
    notice(world.tea, due=china(2, 17), title="逾期的一件")
    with clock.frozen(china(14)):
        remind()
    mail, reminder = Mail.objects.get(), Reminder.objects.get()
    assert (mail.organization, mail.to) == (world.tea, ["handler@example.org"])
    assert mail.subject == "待报送 2 项，其中逾期 1 项"
    assert mail.body.splitlines() == [
        "江岚省茶叶学会：",
        "",
        "最早的截止时间：9月2日 17:00。如无内容，请选“零报告”。",
        "",
        "【已逾期】",
        "· 报送材料（逾期的一件），9月2日 17:00 截止",
        "",
        "【三天内截止】",
        "· 报送材料（关于报送材料的通知），9月15日 17:00 截止",
        "",
        f"http://127.0.0.1:8000/reminders/{reminder.code}/",
        "",
        "已经报送的，不必再办。",
    ]
    assert Delivery.objects.get(channel="mail").mail == mail


def test_without_an_own_address_the_office_is_written_to(world: World, notice: Notice) -> None:
    world.tea_handler.holder.__class__.objects.update(email="")
    notice(world.tea)
    with clock.frozen(china(14)):
        remind()
    assert Mail.objects.get().to == ["office@example.org"]


def test_a_body_may_do_without_mail(world: World, notice: Notice) -> None:
    rule(world, by_mail=False)
    notice(world.tea)
    with clock.frozen(china(14)):
        assert remind() == 1
    assert not Mail.objects.exists()
