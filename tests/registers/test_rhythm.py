"""Dates, reviews, yearly confirmation, dormant entries, and reminders under the cool-down of tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock, dates
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Mail, Message
from quanjing.organizations.models import Post
from quanjing.registers.actions import (
    change,
    close,
    confirm_year,
    facts_of,
    look_again,
    note,
    settle,
    take_back,
)
from quanjing.registers.enums import LogKind
from quanjing.registers.models import Confirmation, EntryLog, RegisterEntry
from quanjing.registers.queries import EntryFilter, dates_between, entry_list, progress_of_year, yearly_of
from quanjing.urging.actions import remind_by_rules
from quanjing.urging.models import DateLine, Reminder
from tests.registers.conftest import TODAY, at, commitment, filed, forum, fresh, in_force, kind, outlet
from tests.stage import build_stage
from tests.world import World

NEXT_MARCH = date(2027, 3, 10)


def reminded() -> int:
    return remind_by_rules(lambda _done, _total: None)


def test_looking_again_moves_the_next_review(world: World, tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    with clock.frozen(at(date(2027, 2, 1))):
        look_again(actor=tea, entry=made)
        with pytest.raises(Denied):
            look_again(actor=world.actor(world.nursing_handler), entry=made)
    assert made.dates.get(what="review").on == date(2027, 8, 1)


def test_an_entry_without_update_is_proposed_for_closing_until_one_is_noted(
    tea: Actor, officer: Actor
) -> None:
    made = in_force(tea, officer, outlet(updated_on=TODAY - timedelta(days=59)))
    dormant = EntryFilter(show="dormant")
    assert not entry_list(tea, kind("outlet"), dormant).exists()
    with clock.frozen(at(TODAY + timedelta(days=1))):
        assert list(entry_list(tea, kind("outlet"), dormant)) == [made]
        note(actor=tea, entry=made, what=LogKind.UPDATE, day=TODAY, text="发布两篇文章")
        assert not entry_list(tea, kind("outlet"), dormant).exists()
    assert fresh(made).updated_on == TODAY


def test_an_older_note_does_not_turn_the_last_update_back(tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    note(actor=tea, entry=made, what=LogKind.VISIT, day=TODAY - timedelta(days=9), text="走访")
    assert fresh(made).updated_on == TODAY
    with pytest.raises(Invalid):
        note(actor=tea, entry=made, what=LogKind.VISIT, day=TODAY + timedelta(days=1), text="明天")


def test_a_matter_raised_stays_open_until_it_is_settled(tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    line = note(actor=tea, entry=made, what=LogKind.MATTER, day=TODAY, text="希望联系检测机构")
    assert line.is_open
    with pytest.raises(Invalid):
        settle(actor=tea, line=line, text=" ")
    settle(actor=tea, line=line, text="已联系")
    assert not EntryLog.objects.get().is_open
    with pytest.raises(WrongState):
        settle(actor=tea, line=line, text="再次")


def seven(tea: Actor, officer: Actor) -> list[RegisterEntry]:
    return [in_force(tea, officer, outlet(f"渠道{number}")) for number in range(7)]


def test_one_press_confirms_last_years_entries_and_counts_what_changed(tea: Actor, officer: Actor) -> None:
    entries = seven(tea, officer)
    with clock.frozen(at(NEXT_MARCH)):
        assert entry_list(tea, kind("outlet"), EntryFilter(show="unconfirmed")).count() == 7
        close(actor=tea, entry=entries[0], reason="停办")
        in_force(tea, officer, outlet("新渠道"))
        assert [one.name for one in yearly_of(tea.organization_id or 0, kind("outlet")).entries].count(
            "新渠道"
        ) == 1
        done = confirm_year(actor=tea, kind=kind("outlet"))
        assert (done.kept, done.changed, done.added, done.closed) == (6, 0, 1, 1)
        assert not entry_list(tea, kind("outlet"), EntryFilter(show="unconfirmed")).exists()
        again = confirm_year(actor=tea, kind=kind("outlet"))
    assert (again.pk, Confirmation.objects.count()) == (done.pk, 1)


def test_an_entry_without_a_reviewer_holds_the_confirmation_up_by_name(tea: Actor, officer: Actor) -> None:
    entries = seven(tea, officer)
    RegisterEntry.objects.filter(pk=entries[2].pk).update(reviewer_title="")
    with clock.frozen(at(NEXT_MARCH)):
        with pytest.raises(Invalid) as refused:
            confirm_year(actor=tea, kind=kind("outlet"))
        assert [problem.where for problem in refused.value.problems] == [entries[2].code]
        assert not RegisterEntry.objects.filter(confirmed_year=2027).exists()


def test_what_was_changed_this_year_is_counted_as_changed(tea: Actor) -> None:
    made = filed(tea, commitment(), "commitment")
    with clock.frozen(at(NEXT_MARCH)):
        facts = facts_of(made)
        change(actor=tea, entry=made, facts=facts)
        done = confirm_year(actor=tea, kind=kind("commitment"))
    assert (done.kept, done.changed) == (0, 1)


def test_a_body_without_entries_confirms_that_there_is_none(tea: Actor) -> None:
    assert confirm_year(actor=tea, kind=kind("outlet")).kept == 0
    with pytest.raises(WrongState):
        confirm_year(actor=tea, kind=kind("forum"))


def test_how_far_a_subtree_is_says_of_how_many(world: World, tea: Actor, officer: Actor) -> None:
    in_force(tea, officer)
    in_force(world.actor(world.nursing_handler), officer)
    with clock.frozen(at(NEXT_MARCH)):
        assert (
            progress_of_year(officer, kind("outlet")).asked,
            progress_of_year(officer, kind("outlet")).done,
        ) == (2, 0)
        confirm_year(actor=tea, kind=kind("outlet"))
        found = progress_of_year(officer, kind("outlet"))
    assert (found.asked, found.done) == (2, 1)


def test_dates_are_reminded_once_under_the_cool_down(tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    review = made.dates.get(what="review").on
    note(actor=tea, entry=made, what=LogKind.UPDATE, day=TODAY, text="更新")
    RegisterEntry.objects.get(pk=made.pk).dates.filter(what="dormant").delete()
    with clock.frozen(at(review - timedelta(days=20))):
        assert reminded() == 0
    with clock.frozen(at(review)):
        assert reminded() == 1
        assert reminded() == 0  # told today
    line = DateLine.objects.get(on=review)
    assert ("茶学之声" in line.title, line.link) == (True, f"/registers/entries/{made.code}/")
    assert Message.objects.filter(kind="reminder").count() == 1
    assert "茶学之声" in Mail.objects.get(key__startswith="reminder:").body


def test_a_task_and_a_date_of_a_body_come_in_one_message(world: World, tea: Actor, officer: Actor) -> None:
    build_stage(world)
    made = filed(tea, forum(on=date(2026, 10, 9)), "forum")
    take_back(actor=tea, entry=made)
    filing = made.dates.get(what="filing").on
    with clock.frozen(at(filing)):
        reminded()
        assert Reminder.objects.filter(organization=world.tea, day=filing).count() == 1
        lines = DateLine.objects.filter(reminder__organization=world.tea)
        assert [one.on for one in lines] == [filing]


def test_what_is_confirmed_or_far_away_is_not_reminded(world: World, tea: Actor, officer: Actor) -> None:
    in_force(tea, officer)
    with clock.frozen(at(date(2027, 3, 30))):
        found = [one for one in dates.due([world.tea.pk], date(2027, 4, 30)) if "年度确认" in one.title]
        assert [(one.on, one.link) for one in found] == [(date(2027, 3, 31), "/registers/outlet/confirm/")]
        confirm_year(actor=tea, kind=kind("outlet"))
        assert not [one for one in dates.due([world.tea.pk], date(2027, 4, 30)) if "年度确认" in one.title]


def test_when_the_holders_term_ends_the_body_hears_of_it(world: World, tea: Actor, officer: Actor) -> None:
    in_force(tea, officer)
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=TODAY + timedelta(days=5))
    titles = [one.title for one in dates.due([world.tea.pk], TODAY + timedelta(days=30))]
    assert any("任期届满" in title for title in titles)
    with clock.frozen(at(TODAY + timedelta(days=6))):
        assert entry_list(officer, kind("outlet"), EntryFilter(show="vacant")).count() == 1


def test_dates_of_many_entries_cost_no_more_queries_and_are_one_line(
    world: World, tea: Actor, officer: Actor
) -> None:
    counts = []
    for number in range(2):
        in_force(tea, officer, outlet(f"渠道{number}"))
        with CaptureQueriesContext(connection) as captured:
            found = dates.due([world.tea.pk], TODAY + timedelta(days=61))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert [one.title for one in found] == ["自有媒体和阵地（2 条）：久未更新"]


def test_the_calendar_shows_what_one_may_see(world: World, tea: Actor, officer: Actor) -> None:
    filed(tea, forum(on=date(2026, 9, 20)), "forum")
    first, last = date(2026, 9, 1), date(2026, 9, 30)
    assert len(dates_between(tea, tea.path, True, first, last)) == 1
    assert len(dates_between(officer, officer.path, False, first, last)) == 1
    nursing = world.actor(world.nursing_handler)
    assert dates_between(nursing, nursing.path, True, first, last) == []
    assert dates_between(nursing, tea.path, True, first, last) == []


def test_the_pages_of_the_year(
    world: World, tea: Actor, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    made = in_force(tea, officer)
    client = client_of(world.tea_handler)
    with clock.frozen(at(NEXT_MARCH)):
        assert "茶学之声" in client.get("/").content.decode()  # the card of dates
        RegisterEntry.objects.update(reviewer_title="")
        wrong = client.post("/registers/outlet/confirm/")
        assert (wrong.status_code, "没有审核岗位" in wrong.content.decode()) == (422, True)
        RegisterEntry.objects.update(reviewer_title="秘书长")
        assert client.post("/registers/outlet/confirm/").status_code == 302
        page = client.get("/registers/outlet/confirm/").content.decode()
        assert "不变 1 条" in page
        above = client_of(world.officer).get("/registers/outlet/confirmed/").content.decode()
        assert "<b>1</b><span> / 1</span>" in above
        place = f"/registers/entries/{made.code}/"
        client.post(f"{place}log/", {"what": "matter", "day": "2027-03-09", "text": "需要培训"})
        line = EntryLog.objects.get()
        client.post(f"{place}log/{line.pk}/", {"text": "已安排"})
        assert "已安排" in client.get(place).content.decode()
        assert client.post(f"{place}log/", {"what": "visit", "day": "", "text": "x"}).status_code == 422
        client.post(f"{place}step/", {"step": "look-again"})
        assert fresh(made).reviewed_on == NEXT_MARCH
        calendar = client.get("/activities/calendar/?view=month&day=2027-09-01").content.decode()
        assert "下次复核" in calendar
