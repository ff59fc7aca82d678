"""Papers, photos, minutes, and the calendar at a secret address."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar
from PIL import Image

from gongwen.facade import text_of
from quanjing.activities.actions import (
    add_paper,
    add_photo,
    cancel,
    feed_calendar,
    make_feed,
    minutes_docx,
    plan,
    remove,
    revoke_feed,
)
from quanjing.activities.models import ActivityPaper, CalendarFeed, Photo
from quanjing.activities.queries import ActivityFilter, activity_list
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.models import Post
from tests.activities.conftest import at, facts, held
from tests.gongwen.makers import text_to_docx
from tests.submissions.conftest import make_scene
from tests.world import World


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(out, "JPEG")
    return out.getvalue()


def test_the_words_of_a_paper_are_found(tea: Actor) -> None:
    made = held(tea)
    add_paper(actor=tea, activity=made, name="minutes.docx", data=text_to_docx("一片叶子的讨论。"))
    assert list(activity_list(tea, ActivityFilter(text="一片叶子"))) == [made]
    assert list(activity_list(tea, ActivityFilter(text="两片叶子"))) == []


def test_a_scan_is_kept_though_it_has_no_text(tea: Actor) -> None:
    made = held(tea)
    assert add_paper(actor=tea, activity=made, name="scan.jpg", data=picture()).text == ""


def test_a_photo_needs_purpose_and_consent(tea: Actor) -> None:
    made = held(tea)
    for purpose, consent, where in (("", True, "purpose"), ("简报", False, "consent")):
        with pytest.raises(Invalid) as error:
            add_photo(
                actor=tea, activity=made, name="a.jpg", data=picture(), purpose=purpose, consent=consent
            )
        assert [problem.where for problem in error.value.problems] == [where]
    kept = add_photo(actor=tea, activity=made, name="a.jpg", data=picture(), purpose="简报", consent=True)
    assert (kept.purpose, kept.consent_name) == ("简报", "周予安")


def test_a_photo_that_is_no_picture_is_not_kept(tea: Actor) -> None:
    made = held(tea)
    with pytest.raises(Invalid):
        add_photo(
            actor=tea, activity=made, name="a.docx", data=text_to_docx("字"), purpose="简报", consent=True
        )
    assert Photo.objects.count() == 0


def test_only_the_body_adds_and_takes_out(tea: Actor, officer: Actor) -> None:
    made = held(tea)
    paper = add_paper(actor=tea, activity=made, name="a.docx", data=text_to_docx("字"))
    with pytest.raises(Denied):
        add_paper(actor=officer, activity=made, name="a.docx", data=text_to_docx("字"))
    with pytest.raises(Denied):
        remove(actor=officer, thing=paper)
    remove(actor=tea, thing=paper)
    assert ActivityPaper.objects.count() == 0


def test_files_go_in_and_out_through_the_pages(
    client_of: Callable[[Post], Client], world: World, tea: Actor
) -> None:
    made = held(tea)
    browser = client_of(world.tea_handler)
    upload = SimpleUploadedFile("a.docx", text_to_docx("会议记录"))
    browser.post(f"/activities/{made.code}/files/", {"file": upload})
    photo = SimpleUploadedFile("a.jpg", picture())
    browser.post(
        f"/activities/{made.code}/files/", {"file": photo, "what": "photo", "purpose": "简报", "consent": "1"}
    )
    paper, shot = ActivityPaper.objects.get(), Photo.objects.get()
    for one in (paper, shot):
        assert b"".join(browser.get(f"/activities/{made.code}/files/{one.code}/").streaming_content)
        browser.post(f"/activities/{made.code}/files/{one.code}/remove/")
    assert ActivityPaper.objects.count() + Photo.objects.count() == 0
    refused = SimpleUploadedFile("a.docx", b"no document")
    browser.post(f"/activities/{made.code}/files/", {"file": refused})
    assert ActivityPaper.objects.count() == 0


def test_minutes_say_what_the_record_says(tea: Actor) -> None:
    made = held(
        tea, "第三次党员大会", of="general", chair="书记", present=12, expected=13, absent_leave=1,
        agenda="一是学习\n二是表决", decisions="同意年度计划",
    )  # fmt: skip
    text = text_of(minutes_docx(activity=made), name="a.docx")
    for words in (
        "第三次党员大会纪要",
        "江岚省茶叶学会",
        "三楼会议室",
        "二是表决",
        "同意年度计划",
        "12人",
        "书记",
    ):
        assert words in text


def entries(secret: str) -> dict[str, str]:
    calendar = Calendar.from_ical(feed_calendar(secret=secret))
    return {str(one["summary"]): str(one.get("status", "")) for one in calendar.walk("VEVENT")}


def test_an_address_gives_the_activities_of_the_body(tea: Actor, world: World) -> None:
    plan(actor=tea, facts=facts("党课", of="lecture", on=at("2026-09-10")))
    off = plan(actor=tea, facts=facts("参观", on=at("2026-09-11")))
    cancel(actor=tea, activity=off, reason="台风")
    held(world.actor(world.nursing_handler), "护理")
    secret = make_feed(actor=tea)
    assert entries(secret) == {"党课": "TENTATIVE", "参观": "CANCELLED"}
    [lecture] = [
        one
        for one in Calendar.from_ical(feed_calendar(secret=secret)).walk("VEVENT")
        if one["summary"] == "党课"
    ]
    assert lecture["dtstart"].dt == at("2026-09-10").astimezone(UTC)


def test_an_address_with_the_bodies_below_is_for_who_reads_them(tea: Actor, officer: Actor) -> None:
    held(tea)
    assert entries(make_feed(actor=officer)) == {}
    assert entries(make_feed(actor=officer, subtree=True)) == {"九月主题党日": "CONFIRMED"}
    with pytest.raises(Denied):
        make_feed(actor=tea, subtree=True)


def test_the_dates_of_reports_stand_in_it(world: World, tea: Actor) -> None:
    make_scene(world)
    assert "截止：工作谋划" in entries(make_feed(actor=tea))


def test_a_revoked_address_and_that_of_an_ended_post_give_nothing(tea: Actor, world: World) -> None:
    first, second = make_feed(actor=tea), make_feed(actor=tea)
    revoke_feed(actor=tea, feed=CalendarFeed.objects.order_by("pk")[0])
    with pytest.raises(Missing):
        feed_calendar(secret=first)
    assert entries(second) == {}
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=at("2026-09-02").date())
    with pytest.raises(Missing):
        feed_calendar(secret=second)


def test_five_addresses_work_at_once(tea: Actor) -> None:
    for _number in range(5):
        make_feed(actor=tea)
    with pytest.raises(WrongState):
        make_feed(actor=tea)


def test_the_secret_is_shown_once_and_kept_as_a_hash(
    client_of: Callable[[Post], Client], world: World, tea: Actor
) -> None:
    browser = client_of(world.tea_handler)
    address = browser.post("/activities/feeds/").context["address"]
    secret = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert CalendarFeed.objects.get().secret_hash != secret
    assert secret not in browser.get("/activities/feeds/").content.decode()
    answer = Client().get(f"/calendars/{secret}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    browser.post(f"/activities/feeds/{CalendarFeed.objects.get().code}/revoke/")
    assert Client().get(f"/calendars/{secret}.ics").status_code == 404
