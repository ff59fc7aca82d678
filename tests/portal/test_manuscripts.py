"""A text selected in a call becomes a draft, is signed off like any other, and falls with its consent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from quanjing.audit.models import AuditEntry
from quanjing.calls.enums import ApplicationState, CallKind
from quanjing.calls.models import Application
from quanjing.calls.models import Consent as Agreed
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.kinds import wording
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.portal.actions import (
    ConsentGiven,
    end_consents,
    end_nomination,
    record_consent,
    take_in,
    withdraw_consent,
)
from quanjing.portal.enums import Subject
from quanjing.portal.models import ArticlePage, ColumnPage, Consent, StoryPage, TakeDown, lacks_consent
from quanjing.portal.queries.manuscripts import manuscripts, pages_of
from tests.calls.stage_decided import LAST_DAY, Decided, at, consent, decided, noticed, published
from tests.portal.conftest import Portal, publish

Browser = Callable[[Post], Client]
AFTER = at(LAST_DAY)
ESSAY = {"kind": CallKind.ESSAY, "makes_projects": False, "title": "会刊征文"}


def done(portal: Portal, **more: Any) -> Decided:
    """A call whose results are out: two selected, one passed over."""
    found = decided(portal.world, **{**ESSAY, **more})
    if found.call.nominates:
        for one in (found.tea, found.nursing):
            consent(one)
        Agreed.objects.update(shows_story=True)
    noticed(portal.actor, found)
    published(portal.actor, found, plan=None)
    return found


def fresh(one: Application) -> Application:
    return Application.objects.select_related("call", "organization", "consent").get(pk=one.pk)


def taken(portal: Portal, one: Application) -> Any:
    column = ColumnPage.objects.get(pk=portal.column.pk)
    return take_in(actor=portal.actor, application=fresh(one), column=column)


def offered(portal: Portal) -> list[Application]:
    return list(manuscripts(portal.home))


def test_selected_texts_are_offered_once_the_results_are_out(portal: Portal) -> None:
    found = decided(portal.world, **ESSAY)
    assert offered(portal) == []
    noticed(portal.actor, found)
    published(portal.actor, found, plan=None)
    assert offered(portal) == [found.tea, found.nursing]


def test_projects_are_not_offered(portal: Portal) -> None:
    done(portal, kind=CallKind.PROJECT)
    assert offered(portal) == []


def test_an_essay_begins_an_article_with_its_text_authors_and_unit(portal: Portal) -> None:
    page = taken(portal, done(portal).tea)
    assert isinstance(page, ArticlePage)
    assert (page.title, page.slug) == (
        "江岚省茶叶学会服务能力提升",
        "jianglansheng-chaye-xuehui-fuwu-nengli-tisheng",
    )
    assert (page.byline, page.summary) == ("周予安 江岚省茶叶学会", "服务基层茶农。")
    text = str(page.body)
    assert "立项依据和目的" in text
    assert "办三期培训班，编一本手册。" in text
    assert not Page.objects.get(pk=page.pk).live
    assert page.get_latest_revision().user == portal.editor.holder
    assert AuditEntry.objects.filter(verb="portal.take_in", detail__page=page.pk).count() == 1


def news(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).select_related("post"))


def test_the_body_that_handed_it_in_is_told_and_told_again_once_it_is_public(
    portal: Portal, client_of: Browser
) -> None:
    found = done(portal, kind=CallKind.CASE)
    Application.objects.update(team=[])
    page = taken(portal, found.tea)
    [told] = news("manuscript_taken_in")
    handler = portal.world.tea_handler
    assert told.post == handler
    assert wording(told.kind, told.values)[0] == "已由门户采用：江岚省茶叶学会服务能力提升"
    unit = client_of(handler)
    assert unit.get(told.link).status_code == 200
    assert news("manuscript_published") == []
    publish(page)
    [said] = news("manuscript_published")
    assert (said.post, said.values["call"]) == (handler, "会刊征文")
    assert "服务基层茶农" in unit.get(said.link).content.decode()
    publish(page)
    assert len(news("manuscript_published")) == 1


def test_pages_written_by_hand_tell_no_body(portal: Portal) -> None:
    publish(portal.story(subject=Subject.DEED))
    assert news("manuscript_published") == []


def test_what_was_typed_cannot_become_markup(portal: Portal) -> None:
    found = done(portal)
    Application.objects.update(values={"content": "<script>alert(1)</script>第一段"})
    assert "<script>" not in str(taken(portal, found.tea).body)


def test_an_essay_of_persons_waits_for_their_agreement_and_falls_with_it(portal: Portal) -> None:
    page = taken(portal, done(portal).tea)
    assert lacks_consent(page)
    given = ConsentGiven("周予安", "在会刊刊登本人文章", clock.today())
    made = record_consent(actor=portal.actor, story=page, given=given)
    public = publish(page)
    assert Client().get(f"/p/service/{page.slug}/").status_code == 200
    withdraw_consent(actor=portal.actor, consent=made, reason="本人要求")
    assert not ArticlePage.objects.get(pk=public.pk).live
    assert Client().get(f"/p/service/{page.slug}/").status_code == 404
    assert TakeDown.objects.get().title == page.title
    assert Consent.objects.get().withdrawn_at is not None


def test_an_agreement_that_has_ended_takes_the_article_off(portal: Portal) -> None:
    page = taken(portal, done(portal).tea)
    today = clock.today()
    record_consent(actor=portal.actor, story=page, given=ConsentGiven("周予安", "会刊", today, today))
    publish(page)
    assert end_consents() == 0
    with clock.frozen(AFTER):
        assert end_consents() == 1
    assert not ArticlePage.objects.get(pk=page.pk).live


def test_a_case_without_authors_is_a_story_of_a_deed(portal: Portal) -> None:
    found = done(portal, kind=CallKind.CASE)
    Application.objects.update(team=[])
    page = taken(portal, found.nursing)
    assert isinstance(page, StoryPage)
    assert (page.subject, page.unit) == (Subject.DEED, "江岚省护理学会")
    assert not lacks_consent(page)


def test_a_nominee_brings_the_consent_given_to_the_call(portal: Portal) -> None:
    found = done(portal, kind=CallKind.TITLE, nominates=True)
    page = taken(portal, found.tea)
    made = Consent.objects.get()
    assert (page.subject, made.person, made.application) == (Subject.PERSON, "叶知秋", found.tea)
    publish(page)
    end_nomination(application=fresh(found.tea))
    assert not StoryPage.objects.get(pk=page.pk).live


def test_a_nominee_who_agreed_to_no_story_is_not_offered(portal: Portal) -> None:
    found = done(portal, kind=CallKind.TITLE, nominates=True)
    Agreed.objects.filter(application=found.tea).update(shows_story=False)
    assert offered(portal) == [found.nursing]


def test_a_nominee_who_withdrew_is_no_longer_taken_in(portal: Portal) -> None:
    found = done(portal, kind=CallKind.TITLE, nominates=True)
    Agreed.objects.filter(application=found.tea).update(withdrawn_at=clock.now())
    with pytest.raises(WrongState):
        taken(portal, found.tea)


def test_a_text_is_taken_in_once(portal: Portal) -> None:
    found = done(portal)
    page = taken(portal, found.tea)
    with pytest.raises(WrongState):
        taken(portal, found.tea)
    Page.objects.get(pk=page.pk).delete()
    assert taken(portal, found.tea).slug == page.slug


@pytest.mark.parametrize("state", [ApplicationState.REMOVED, ApplicationState.WITHDRAWN])
def test_what_is_no_longer_selected_is_not_taken_in_and_seen_where_it_was(portal: Portal, state: str) -> None:
    found = done(portal)
    page = taken(portal, found.nursing)
    Application.objects.update(state=state)
    with pytest.raises(WrongState):
        taken(portal, found.tea)
    assert offered(portal) == [found.nursing]
    assert pages_of([found.nursing]) == {found.nursing.pk: page}


def test_an_application_without_a_text_is_not_taken_in(portal: Portal) -> None:
    found = done(portal)
    Application.objects.update(values={"contact": "010-55550100"})
    with pytest.raises(Invalid):
        taken(portal, found.tea)
    assert not ArticlePage.objects.filter(application=found.tea).exists()


def test_another_body_takes_nothing_in(portal: Portal) -> None:
    found = done(portal)
    other = portal.world.actor(portal.world.city_officer)
    with pytest.raises(Denied):
        take_in(actor=other, application=fresh(found.tea), column=portal.column)


def test_through_the_pages_to_the_public_and_linked_both_ways(portal: Portal, client_of: Browser) -> None:
    found = done(portal)
    editor, place = client_of(portal.editor), reverse("portal_manuscript", args=[found.tea.code])
    assert place in editor.get("/portal/manuscripts/").content.decode()
    assert "办三期培训班" in editor.get(place).content.decode()
    assert editor.post(place, {"column": ""}).status_code == 422
    answer = editor.post(place, {"column": portal.column.pk})
    page = ArticlePage.objects.get(application=found.tea)
    assert answer.headers["Location"] == reverse("portal_story", args=[page.pk])
    assert place in editor.get(answer.headers["Location"]).content.decode()
    listed = editor.get("/portal/manuscripts/").content.decode()
    assert reverse("portal_story", args=[page.pk]) in listed
    assert editor.post(place, {"column": portal.column.pk}).status_code == 409
    assert client_of(portal.world.tea_handler).get(place).status_code == 403
