"""The pages on reminders: who sees what, what they say, how many queries they take."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.urging.models import Reminder, ReminderRule
from tests.urging.conftest import Notice, china, remind
from tests.world import World

SignIn = Callable[[Post], Client]


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def sent(*bodies: Any, notice: Notice, **more: Any) -> Reminder:
    notice(*bodies, **more)
    with clock.frozen(china(14)):
        remind()
    return Reminder.objects.order_by("pk")[0]


def test_the_unit_sees_its_reminder_by_colour_with_the_way_to_report(
    world: World, notice: Notice, client_of: SignIn
) -> None:
    directive = notice(world.tea, due=china(10, 17), title="逾期的一件")
    reminder = sent(world.tea, notice=notice)
    with clock.frozen(china(14, 10)):
        page = client_of(world.tea_handler).get(reverse("reminder_page", args=[reminder.code]))
    text = text_of(page)
    assert text.index("已逾期") < text.index("逾期的一件") < text.index("三天内截止")
    assert f'href="{reverse("report_page", args=[directive.code])}"' in page.content.decode()


def test_a_desk_sees_the_lines_of_its_own_notices_only(
    world: World, notice: Notice, client_of: SignIn
) -> None:
    notice(world.city_society, title="省里的来文")
    reminder = sent(world.city_society, notice=notice, issuer=world.city, title="市里的来文")
    shown = {}
    for post in (world.officer, world.city_officer, world.city_handler):
        text = text_of(client_of(post).get(reverse("reminder_page", args=[reminder.code])))
        shown[post] = [title for title in ("省里的来文", "市里的来文") if title in text]
    assert shown == {
        world.officer: ["省里的来文"],
        world.city_officer: ["市里的来文"],
        world.city_handler: ["省里的来文", "市里的来文"],
    }


@pytest.mark.parametrize(
    ("post", "rows"), [("officer", 2), ("tea_handler", 1), ("mathematics_handler", 0), ("city_officer", 0)]
)
def test_the_ledger_shows_each_its_own(
    world: World, notice: Notice, client_of: SignIn, post: str, rows: int
) -> None:
    sent(world.tea, world.nursing, notice=notice)
    page = client_of(getattr(world, post)).get(reverse("reminder_list"))
    assert page.context["page"].total == rows


def test_the_ledger_of_one_notice(world: World, notice: Notice, client_of: SignIn) -> None:
    wanted = notice(world.tea)
    sent(world.tea, world.nursing, notice=notice)
    page = client_of(world.officer).get(reverse("reminder_list"), {"directive": wanted.code})
    assert page.context["page"].total == 1


def queries_for(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_lists_cost_no_query_a_row(world: World, notice: Notice, client_of: SignIn) -> None:
    client = client_of(world.officer)
    directive = notice(world.tea)
    with clock.frozen(china(14)):
        one = queries_for(client, reverse("directive_urge", args=[directive.code]))
        remind()
        ledger = queries_for(client, reverse("reminder_list"))
        three = notice(world.mathematics, world.nursing, world.city_society)
        assert queries_for(client, reverse("directive_urge", args=[three.code])) <= one
        remind()
        assert queries_for(client, reverse("reminder_list")) == ledger


def test_the_desk_looks_and_then_reminds(world: World, notice: Notice, client_of: SignIn) -> None:
    client, directive = client_of(world.officer), notice(world.tea, world.nursing)
    url = reverse("directive_urge", args=[directive.code])
    with clock.frozen(china(3, 12)):
        assert "将提醒 2 家单位" in text_of(client.get(url))
        assert client.post(url, {"count": "2"}).status_code == 302
        assert "已提醒 2 家单位。" in text_of(client.get(url))


def test_those_left_out_are_listed_by_reason(world: World, notice: Notice, client_of: SignIn) -> None:
    directive = notice(world.tea, world.nursing)
    Assignment.objects.filter(organization=world.nursing).update(state=State.SUBMITTED)
    url = reverse("directive_urge", args=[directive.code])
    with clock.frozen(china(3, 12)):
        client = client_of(world.officer)
        pages = [client.get(url, {"reason": reason}) for reason in ("", "checking", "quiet", "x")]
    rows = [[(body.name, items) for body, items in page.context["bodies"]] for page in pages]
    assert rows == [[("江岚省茶叶学会", 1)], [("江岚省护理学会", None)], [], [("江岚省茶叶学会", 1)]]


@pytest.mark.parametrize("count", ["3", "", "x"])
def test_a_number_that_has_changed_is_shown_again(
    world: World, notice: Notice, client_of: SignIn, count: str
) -> None:
    directive = notice(world.tea)
    with clock.frozen(china(3, 12)):
        page = client_of(world.officer).post(
            reverse("directive_urge", args=[directive.code]), {"count": count}
        )
    assert (page.status_code, "数量已有变化，请重新核对。" in text_of(page)) == (409, True)
    assert not Reminder.objects.exists()


def test_a_notice_is_paused_with_a_reason_and_goes_on(
    world: World, notice: Notice, client_of: SignIn
) -> None:
    client, directive = client_of(world.officer), notice(world.tea)
    page, url = (
        reverse("directive_urge", args=[directive.code]),
        reverse("directive_pause", args=[directive.code]),
    )
    client.post(url, {"reason": ""})
    assert "请说明暂停提醒的原因。" in text_of(client.get(page))
    client.post(url, {"reason": "正在调整期限"})
    assert "正在调整期限" in text_of(client.get(page))
    client.post(url, {"resume": "1"})
    assert "正在调整期限" not in text_of(client.get(page))


RULES = {
    "days_before": "5，2", "days_after": "", "cooldown_days": "2", "quiet_from": "17:30",
    "quiet_until": "08:30", "workdays_only": "on", "escalate_after": "0",
}  # fmt: skip


def test_a_body_sets_its_rules(world: World, client_of: SignIn) -> None:
    client = client_of(world.officer)
    assert client.post(reverse("reminder_rules"), RULES).status_code == 302
    rule = ReminderRule.objects.get()
    assert (rule.organization, rule.days_before, rule.days_after, rule.on_the_day, rule.cooldown_days) == (
        world.association, [2, 5], [], False, 2,
    )  # fmt: skip
    assert 'value="2, 5"' in client.get(reverse("reminder_rules")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"days_before": "7; -1"}, "请填 1 到 60 之间的天数"),
        ({"days_after": "61"}, "请填 1 到 60 之间的天数"),
        ({"quiet_until": "09:30"}, "提醒于 09:00 发出"),
        ({"quiet_from": "08:00", "quiet_until": "12:00"}, "提醒于 09:00 发出"),
        ({"quiet_from": "25:00"}, "请填一天中的时间"),
        ({"cooldown_days": "0"}, ""),
    ],
)
def test_wrong_rules_are_refused(world: World, client_of: SignIn, wrong: dict[str, str], words: str) -> None:
    page = client_of(world.officer).post(reverse("reminder_rules"), RULES | wrong)
    assert (page.status_code, words in text_of(page), ReminderRule.objects.exists()) == (422, True, False)


def test_the_pages_speak_english(world: World, notice: Notice, client_of: SignIn) -> None:
    client = client_of(world.officer)
    client.cookies["quanjing_language"] = "en"
    directive = notice(world.tea)
    with clock.frozen(china(3, 12)):
        text = text_of(client.get(reverse("directive_urge", args=[directive.code])))
    assert "1 unit would be reminded" in text
    assert "Remind 1 unit" in text


def test_the_overview_leads_the_desk_to_reminding(world: World, notice: Notice, client_of: SignIn) -> None:
    directive = notice(world.tea)
    url = reverse("directive_urge", args=[directive.code])
    page = reverse("directive_page", args=[directive.code])
    assert [url in client_of(post).get(page).content.decode() for post in (world.officer, world.auditor)] == [
        True, False,
    ]  # fmt: skip


def test_lists_of_assignments_show_the_colour_of_the_task(
    world: World, notice: Notice, client_of: SignIn
) -> None:
    directive = notice(world.tea, due=china(2, 17))
    url = reverse("assignment_list", args=[directive.code])
    with clock.frozen(china(4)):
        page = client_of(world.officer).get(url).content.decode()
    assert '<span class="st s-overdue">' in page
    assert "9月2日 17:00 · 逾期 2 天" in page
