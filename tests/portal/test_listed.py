"""Notices, results, grades and measurements in public: what is released, nothing else, and at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.accounts.queries import hashed
from quanjing.assessment.models import Assessed, Scheme
from quanjing.calls.actions.consenting import withdraw_consent as withdraw
from quanjing.calls.actions.notices import extend_notice
from quanjing.calls.models import Application, Call, PublicNotice
from quanjing.calls.models import Consent as Agreed
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.influence import actions as influence
from quanjing.influence.enums import State
from quanjing.influence.models import Measurement
from quanjing.organizations.models import Post
from quanjing.portal.actions import (
    ConsentGiven,
    end_nomination,
    record_consent,
    release_grades,
    take_back_grades,
)
from quanjing.portal.models import Consent, GradeRelease, TakeDown
from quanjing.portal.queries.records import nominations
from tests.calls.stage_decided import FIRST_DAY, LAST_DAY, Decided, at, consent, decided, noticed, published
from tests.influence.conftest import FACTS, added, third_of
from tests.portal.conftest import Portal, publish

DISPLAYED = at(FIRST_DAY + timedelta(days=1))
AFTER = at(LAST_DAY + timedelta(days=2))


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def text_of(path: str, when: datetime | None = None) -> str:
    with clock.frozen(when or clock.now()):
        answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words_of(page: str) -> str:
    """What a reader sees: a random code in an address may hold any two figures."""
    return re.sub(r"<[^>]+>", " ", page)


def status_of(path: str, when: datetime | None = None) -> int:
    with clock.frozen(when or clock.now()):
        return Client().get(path).status_code


@pytest.fixture
def selected(portal: Portal) -> Decided:
    return decided(portal.world)


@pytest.fixture
def notice(portal: Portal, selected: Decided) -> PublicNotice:
    return noticed(portal.actor, selected)


@pytest.fixture
def done(portal: Portal, selected: Decided, notice: PublicNotice) -> Call:
    return published(portal.actor, selected)


@pytest.fixture
def graded(portal: Portal) -> Scheme:
    """A published assessment of the association with two bodies; the last grade is chosen by nobody."""
    now = clock.now()
    grades = [
        {"key": "good", "label": "优秀", "from": "90", "below": "101"},
        {"key": "pass", "label": "合格", "from": "60", "below": "90"},
        {"key": "fail", "label": "不合格", "from": "0", "below": "60"},
    ]
    scheme = Scheme.objects.create(
        organization=portal.world.association, name="学会党建考核", year=2026, state="published",
        facts_from=date(2025, 12, 1), facts_to=date(2026, 11, 1), opens_on=date(2026, 11, 5),
        due_on=date(2026, 11, 30), grades=grades, published_at=now, changed_at=now,
    )  # fmt: skip
    world = portal.world
    for body, grade, total in (
        (world.tea, "good", 93),
        (world.nursing, "pass", 71),
        (world.mathematics, "fail", 42),
    ):
        Assessed.objects.create(
            scheme=scheme, organization=body, society_class=1, grade=grade, total=total, changed_at=now
        )
    return scheme


@pytest.fixture
def measured(portal: Portal) -> Measurement:
    """Published; the tea society is in front of the nursing society."""
    world, officer = portal.world, portal.actor
    found = influence.open_measurement(actor=officer, measurement=influence.begin(actor=officer, facts=FACTS))
    for post in (world.tea_handler, world.nursing_handler):
        influence.join(actor=world.actor(post), measurement=found)
    third = third_of(found, officer)
    for number in range(1, 4):
        added(third, found, world.tea, number)
    added(third, found, world.nursing)
    influence.check(actor=officer, measurement=found)
    with clock.frozen(datetime(2026, 10, 4, 9, tzinfo=clock.CHINA)):
        return influence.publish(actor=officer, measurement=found)


def test_a_notice_is_public_from_its_first_to_its_last_day(portal: Portal, notice: PublicNotice) -> None:
    page = f"/p/lists/notices/{notice.code}/"
    days = [FIRST_DAY - timedelta(days=1), FIRST_DAY, LAST_DAY, LAST_DAY + timedelta(days=1)]
    assert [status_of(page, at(day)) for day in days] == [404, 200, 200, 404]
    assert ["拟入选名单公示" in text_of("/p/lists/notices/", at(day)) for day in days] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_notice_shows_what_is_selected_and_nothing_else(
    portal: Portal, selected: Decided, notice: PublicNotice
) -> None:
    shown = text_of(f"/p/lists/notices/{notice.code}/", DISPLAYED)
    assert all(words in shown for words in ("江岚省茶叶学会", "江岚省护理学会", "010-55550100", "重点"))
    for hidden in ("江岚省数学会", "94.0", "93.0", "50000", "领导小组", "周予安"):
        assert hidden not in shown


def test_a_decision_without_a_notice_is_not_public(portal: Portal, selected: Decided) -> None:
    for path in ("/", "/p/lists/notices/", "/p/lists/results/", "/p/feed.xml", "/sitemap.xml"):
        assert selected.call.title not in text_of(path)
    assert status_of(f"/p/lists/results/{selected.call.code}/") == 404


def test_a_notice_that_is_extended_changes_the_kept_page_at_once(
    portal: Portal, notice: PublicNotice
) -> None:
    page = f"/p/lists/notices/{notice.code}/"
    assert "9月10日" in text_of(page, DISPLAYED)
    with clock.frozen(DISPLAYED):
        extend_notice(actor=portal.actor, notice=notice, last_day=date(2026, 9, 14), reason="核查需要")
    assert "9月14日" in text_of(page, DISPLAYED)


def test_results_follow_the_notice(portal: Portal, notice: PublicNotice, selected: Decided) -> None:
    page = f"/p/lists/results/{selected.call.code}/"
    assert status_of(page, AFTER) == 404
    assert selected.call.title not in text_of("/p/lists/results/", AFTER)
    published(portal.actor, selected)
    assert "江岚省茶叶学会" in text_of(page, AFTER)
    assert page in text_of("/p/lists/results/", AFTER)
    assert status_of(f"/p/lists/notices/{notice.code}/", AFTER) == 404


@pytest.mark.parametrize("language", ["", "en/"])
def test_what_is_displayed_is_news_is_found_and_is_mapped(
    portal: Portal, notice: PublicNotice, language: str
) -> None:
    page = f"/p/{language}lists/notices/{notice.code}/"
    for path in (
        f"/p/{language}",
        f"/p/{language}find/?q=入选名单",
        f"/p/{language}feed.xml",
        "/sitemap.xml",
    ):
        assert page in text_of(path, DISPLAYED), path
    assert page not in text_of(f"/p/{language}find/?q=护理", DISPLAYED)  # not by who is named in it


def test_a_column_has_its_own_articles_in_its_feed_alone(portal: Portal, notice: PublicNotice) -> None:
    assert notice.code not in text_of("/p/service/feed.xml", DISPLAYED)


def test_persons_are_named_as_long_as_they_agree(portal: Portal) -> None:
    found = decided(portal.world, nominates=True, makes_projects=False, award="最美科技工作者")
    held = consent(found.tea)
    noticed(portal.actor, found)
    published(portal.actor, found, None)
    page = f"/p/lists/results/{found.call.code}/"
    shown = text_of(page, AFTER)
    assert "叶知秋" in shown
    assert "苏望舒" not in shown
    assert "另有1项未列名" in shown
    Agreed.objects.filter(pk=held.pk).update(secret_hash=hashed("secret"))
    with clock.frozen(AFTER):
        withdraw(secret="secret")
    assert "叶知秋" not in text_of(page, AFTER)  # at once, though the page was kept


def test_grades_are_public_once_an_editor_sets_them_free(portal: Portal, graded: Scheme) -> None:
    assert "学会党建考核" not in text_of("/p/lists/grades/") + text_of("/")
    made = release_grades(actor=portal.actor, scheme=graded, grades=["good", "pass"])
    shown = words_of(text_of(f"/p/lists/grades/{made.code}/"))
    assert all(words in shown for words in ("优秀", "江岚省茶叶学会", "合格", "江岚省护理学会"))
    for hidden in ("不合格", "江岚省数学会", "93", "71"):
        assert hidden not in shown
    take_back_grades(actor=portal.actor, made=made)
    assert status_of(f"/p/lists/grades/{made.code}/") == 404


def test_only_published_grades_of_the_own_body_are_set_free(portal: Portal, graded: Scheme) -> None:
    world = portal.world
    for post in (world.city_officer, world.tea_handler, world.auditor):
        with pytest.raises(Denied):
            release_grades(actor=world.actor(post), scheme=graded, grades=["good"])
    with pytest.raises(Invalid):
        release_grades(actor=portal.actor, scheme=graded, grades=["none"])
    Scheme.objects.update(state="approval")
    with pytest.raises(WrongState):
        release_grades(actor=portal.actor, scheme=graded, grades=["good"])
    Scheme.objects.update(state="published", organization=world.city)
    with pytest.raises(Denied):
        release_grades(actor=portal.actor, scheme=graded, grades=["good"])


def test_grades_are_set_free_and_taken_back_on_a_page(
    portal: Portal, graded: Scheme, client_of: Callable[[Post], Client]
) -> None:
    client, path = client_of(portal.editor), f"/portal/grades/{graded.code}/"
    assert path in client.get("/portal/answers/").content.decode()
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"grades": ["good"]}).status_code == 302
    assert GradeRelease.objects.get().grades == ["good"]
    client.post(path, {"back": "1"})
    assert not GradeRelease.objects.exists()


def test_a_published_measurement_names_its_front_alone(portal: Portal, measured: Measurement) -> None:
    page = f"/p/lists/measurements/{measured.code}/"
    shown = text_of(page)
    assert all(words in shown for words in ("江岚省茶叶学会", "江岚省护理学会", "建言被采纳", "ln(1 + n)"))
    Measurement.objects.update(front=1)
    cache.clear()
    assert "江岚省护理学会" not in text_of(page)
    assert "另有1家学会参加" in text_of(page)


def test_a_measurement_is_public_once_it_is_published(portal: Portal, measured: Measurement) -> None:
    Measurement.objects.update(state=State.CHECKING)
    cache.clear()
    assert status_of(f"/p/lists/measurements/{measured.code}/") == 404
    assert measured.name not in text_of("/p/lists/measurements/") + text_of("/p/feed.xml") + text_of("/")


def copied(thing: Any, **more: Any) -> Any:
    thing.pk, thing._state.adding = None, True
    for name, value in more.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def test_a_list_and_a_page_cost_no_query_a_row(portal: Portal, done: Call, measured: Measurement) -> None:
    paths = (
        "/",
        "/p/lists/results/",
        "/p/lists/measurements/",
        f"/p/lists/results/{done.code}/",
        "/p/find/?q=学会",
    )
    later = datetime(2026, 10, 5, 9, tzinfo=clock.CHINA)

    def counted() -> list[int]:
        cache.clear()
        counts = []
        for path in paths:
            with CaptureQueriesContext(connection) as seen:
                text_of(path, later)
            counts.append(len(seen))
        return counts

    before = counted()
    for number in range(4):
        copied(Measurement.objects.order_by("pk").first(), code=f"measure{number}")
    for number in range(3):
        line = done.decisions.get().lines.filter(is_selected=True).order_by("pk").first()
        extra = copied(
            Application.objects.get(pk=line.application_id), code=f"again{number}", number=None, blind=None
        )
        copied(line, application=extra)
    assert counted() == before
    assert max(before) <= 25


def test_a_nominee_who_leaves_takes_the_story_along(portal: Portal) -> None:
    found = decided(portal.world, nominates=True, makes_projects=False)
    held = consent(found.tea)
    Agreed.objects.filter(pk=held.pk).update(shows_story=True, secret_hash=hashed("secret"))
    application = nominations(portal.home).get()
    story = portal.story()
    given = ConsentGiven("叶知秋", "刊登事迹", date(2026, 9, 1), application=application)
    record_consent(actor=portal.actor, story=story, given=given)
    publish(story)
    assert status_of(f"/p/service/{story.slug}/") == 200
    withdraw(secret="secret")
    assert end_nomination(application=application) == 1
    assert status_of(f"/p/service/{story.slug}/") == 404
    assert TakeDown.objects.get().ground == "consent"
    assert Consent.objects.get().withdrawn_at is not None
    assert end_nomination(application=application) == 0


def test_the_portal_hears_of_a_nominee_who_leaves(
    portal: Portal, django_capture_on_commit_callbacks: Any
) -> None:
    found = decided(portal.world, nominates=True, makes_projects=False)
    held = consent(found.tea)
    Agreed.objects.filter(pk=held.pk).update(shows_story=True, secret_hash=hashed("secret"))
    given = ConsentGiven("叶知秋", "刊登事迹", date(2026, 9, 1), application=nominations(portal.home).get())
    record_consent(actor=portal.actor, story=portal.story(), given=given)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(secret="secret")
    assert Consent.objects.get().withdrawn_at is not None


def test_a_consent_rests_on_no_nomination_whose_nominee_did_not_agree_to_a_story(portal: Portal) -> None:
    found = decided(portal.world, nominates=True, makes_projects=False)
    consent(found.tea)
    given = ConsentGiven("叶知秋", "刊登事迹", date(2026, 9, 1), application=found.tea)
    with pytest.raises(Invalid) as refused:
        record_consent(actor=portal.actor, story=portal.story(), given=given)
    assert [one.where for one in refused.value.problems] == ["application"]
    assert not nominations(portal.home).exists()
