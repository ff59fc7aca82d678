"""Consents, taking down, coverage, answers set free, reports of readers, the schedule."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Page

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.portal.actions import (
    ConsentGiven,
    MediaItem,
    end_consents,
    follow_schedule,
    log_coverage,
    open_portal,
    record_consent,
    remove_coverage,
    report_page,
    set_contacts,
    settle_report,
    something_due,
    take_down,
    withdraw_consent,
)
from quanjing.portal.enums import Ground, Outcome, Subject
from quanjing.portal.models import (
    ArticlePage,
    Consent,
    CoverageItem,
    StoryPage,
    TakeDown,
    lacks_consent,
)
from tests.portal.conftest import Portal, publish

GIVEN = ConsentGiven("周予安", "在门户刊登本人事迹和照片", date(2026, 9, 1), until=date(2026, 12, 31))


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


@pytest.fixture
def story(portal: Portal) -> StoryPage:
    """A story of a person, public, with a consent."""
    made = portal.story()
    record_consent(actor=portal.actor, story=made, given=GIVEN)
    found: StoryPage = publish(made)
    return found


def test_a_story_of_a_person_waits_for_consent_one_of_a_unit_does_not(portal: Portal) -> None:
    assert lacks_consent(portal.story())
    assert not lacks_consent(portal.story(title="一支队伍", slug="team", subject=Subject.GROUP))


def test_a_withdrawn_consent_takes_the_story_off_at_once(portal: Portal, story: StoryPage) -> None:
    path = f"/p/service/{story.slug}/"
    assert Client().get(path).status_code == 200
    withdraw_consent(actor=portal.actor, consent=story.consents.get(), reason="本人提出")
    assert Client().get(path).status_code == 404
    kept = TakeDown.objects.get()
    assert (kept.title, kept.ground, kept.reason) == (story.title, Ground.CONSENT, "本人提出")
    assert Consent.objects.get().withdrawn_name == "林知远"


def test_a_second_consent_still_holds_the_story(portal: Portal, story: StoryPage) -> None:
    record_consent(actor=portal.actor, story=story, given=GIVEN)
    withdraw_consent(actor=portal.actor, consent=story.consents.last(), reason="")
    assert is_live(story)


def test_a_consent_is_withdrawn_once(portal: Portal, story: StoryPage) -> None:
    withdraw_consent(actor=portal.actor, consent=story.consents.get(), reason="")
    with pytest.raises(WrongState):
        withdraw_consent(actor=portal.actor, consent=story.consents.get(), reason="")


def test_a_consent_ends_with_its_last_day(portal: Portal, story: StoryPage) -> None:
    with clock.frozen(datetime(2026, 12, 31, 23, 59, tzinfo=clock.CHINA)):
        assert end_consents() == 0
    with clock.frozen(datetime(2027, 1, 1, 0, 5, tzinfo=clock.CHINA)):
        assert end_consents() == 1
    assert not is_live(story)
    assert TakeDown.objects.get().ground == Ground.EXPIRED


def test_a_withdrawn_story_is_not_signed_off_again_without_a_new_consent(
    portal: Portal, story: StoryPage
) -> None:
    withdraw_consent(actor=portal.actor, consent=story.consents.get(), reason="")
    assert lacks_consent(StoryPage.objects.get(pk=story.pk))


@pytest.mark.parametrize(
    ("given", "until", "where"),
    [(date(2026, 9, 4), None, "given_on"), (date(2026, 9, 2), date(2026, 9, 1), "until")],
)
def test_a_consent_of_the_future_or_one_ended_before_it_began_is_refused(
    portal: Portal, given: date, until: date | None, where: str
) -> None:
    with pytest.raises(Invalid) as refused:
        record_consent(
            actor=portal.actor, story=portal.story(), given=ConsentGiven("周予安", "刊登", given, until)
        )
    assert [one.where for one in refused.value.problems] == [where]


def test_a_story_scheduled_without_consent_does_not_go_out(portal: Portal) -> None:
    story = portal.story()
    story.go_live_at = datetime(2099, 1, 1, 9, tzinfo=clock.CHINA)
    story.save_revision().publish()
    assert something_due() is False
    with clock.frozen(datetime(2099, 1, 1, 10, tzinfo=clock.CHINA)):
        assert something_due() is True
        assert follow_schedule() == {"published": 0, "ended": 0}
    assert not is_live(story)


def test_what_was_signed_off_for_later_goes_out_when_its_time_has_come(portal: Portal) -> None:
    story = portal.story(subject=Subject.DEED)
    revision = story.get_latest_revision()
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=clock.now())
    assert follow_schedule() == {"published": 1, "ended": 0}
    assert is_live(story)


def test_what_has_come_to_its_end_goes_away_by_the_products_own_work(portal: Portal) -> None:
    page = portal.article
    page.go_live_at = None
    page.expire_at = clock.now() + timedelta(hours=1)
    publish(page)
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert follow_schedule() == {"published": 0, "ended": 1}
        assert follow_schedule() == {"published": 0, "ended": 0}
    assert not is_live(page)


def test_taking_down_needs_a_reason_and_leaves_a_line(portal: Portal) -> None:
    with pytest.raises(Invalid):
        take_down(actor=portal.actor, page=portal.article, ground=Ground.ERROR, reason=" ")
    take_down(actor=portal.actor, page=portal.article, ground=Ground.ERROR, reason="日期有误")
    assert not is_live(portal.article)
    assert AuditEntry.objects.filter(verb="portal.take_down").count() == 1


def test_others_take_nothing_down(portal: Portal) -> None:
    world = portal.world
    for post in (world.city_officer, world.tea_handler, world.auditor, world.administrator):
        with pytest.raises(Denied):
            take_down(actor=world.actor(post), page=portal.article, ground=Ground.ERROR, reason="x")


def test_there_is_one_portal(portal: Portal) -> None:
    with pytest.raises(WrongState):
        open_portal(actor=portal.actor, name="另一个", english="Another")
    with pytest.raises(Denied):
        open_portal(actor=portal.world.actor(portal.world.city_officer), name="市", english="City")


def test_coverage_is_a_list_of_links_each_once(portal: Portal) -> None:
    item = MediaItem(
        "江岚日报", "急救课进社区", "https://news.example.org/1", date(2026, 9, 1), portal.column
    )
    log_coverage(actor=portal.actor, items=[item, item])
    log_coverage(actor=portal.actor, items=[item])
    assert CoverageItem.objects.count() == 1
    cache.clear()
    for path in ("/p/lists/coverage/", "/p/service/"):
        assert "https://news.example.org/1" in Client().get(path).content.decode()
    remove_coverage(actor=portal.actor, item=CoverageItem.objects.get())
    assert "https://news.example.org/1" not in Client().get("/p/service/").content.decode()


def test_coverage_of_tomorrow_is_refused_whole(portal: Portal) -> None:
    items = [
        MediaItem("江岚日报", "一", "https://news.example.org/1", date(2026, 9, 1)),
        MediaItem("江岚日报", "二", "https://news.example.org/2", date(2026, 9, 4)),
    ]
    with pytest.raises(Invalid) as refused:
        log_coverage(actor=portal.actor, items=items)
    assert [one.where for one in refused.value.problems] == ["2"]
    assert CoverageItem.objects.count() == 0


def test_a_reader_reports_a_page_without_a_name_and_an_editor_settles_it(portal: Portal) -> None:
    report = report_page(page=portal.article, text="第二段人名有误", contact="")
    settle_report(actor=portal.actor, report=report, outcome=Outcome.TAKEN_DOWN, answer="已下线核对")
    assert not is_live(portal.article)
    assert TakeDown.objects.get().ground == Ground.REPORT
    with pytest.raises(WrongState):
        settle_report(actor=portal.actor, report=report, outcome=Outcome.KEPT, answer="x")


def test_contacts_of_societies_are_public_once_the_office_says_so(portal: Portal) -> None:
    path = "/p/lists/societies/"
    assert "010-55550100" not in Client().get(path).content.decode()
    set_contacts(actor=portal.actor, shown=True)
    assert "010-55550100" in Client().get(path).content.decode()


def test_deleting_a_story_keeps_its_consents(portal: Portal, story: StoryPage) -> None:
    Page.objects.get(pk=story.pk).delete()
    assert (Consent.objects.get().story, Consent.objects.get().title) == (None, "茶园里的气象站")
    assert ArticlePage.objects.filter(pk=portal.article.pk).exists()
