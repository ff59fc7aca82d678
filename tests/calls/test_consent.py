"""Nominations: nothing without the nominee's consent, which may be withdrawn at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.calls.actions import (
    Asked,
    ask_consent,
    consent_by,
    enter_paper_consent,
    give_consent,
    send_application,
    withdraw_consent,
)
from quanjing.calls.enums import ApplicationState, CallKind
from quanjing.calls.models import Application, Consent, Honour
from quanjing.calls.queries import applications_visible_to, sent_to
from quanjing.calls.signals import consent_withdrawn
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, WrongState
from quanjing.notify.models import Message
from tests.calls.conftest import draft, fresh, opened
from tests.gongwen.makers import text_to_docx
from tests.world import World

ASKED = Asked("用于“最美科技工作者”推荐，由推荐单位、主办处和评委阅看。", date(2027, 12, 31))
SAID = {"f1": "护理", "f2": "长期在基层服务。", "f3": "同意推荐。", "f4": "办公室 010-55550100"}


@pytest.fixture(autouse=True)
def nobody_asked_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def nomination(officer: Actor, actor: Actor, **columns: Any) -> Application:
    call = opened(officer, CallKind.TITLE, **columns)
    return nominated(actor, call)


def nominated(actor: Actor, call: Any) -> Application:
    first, second = call.conditions.all()
    ticks = {first.pk: (True, date(2015, 7, 1)), second.pk: (True, None)}
    return draft(actor, call, "扎根基层的护理人", subject="江一", values=SAID, ticks=ticks)


def agreed(actor: Actor, one: Application) -> str:
    secret = ask_consent(actor=actor, application=one, asked=ASKED)
    give_consent(secret=secret, name="江一", shows_story=False)
    return secret


def test_nothing_is_sent_without_consent(officer: Actor, tea: Actor) -> None:
    one = nomination(officer, tea)
    with pytest.raises(Invalid) as error:
        send_application(actor=tea, application=one)
    assert [problem.where for problem in error.value.problems] == ["consent"]
    agreed(tea, one)
    assert send_application(actor=tea, application=one).state == ApplicationState.SENT


def test_only_a_hash_of_the_link_is_kept_and_a_new_one_ends_the_old(officer: Actor, tea: Actor) -> None:
    one = nomination(officer, tea)
    old = ask_consent(actor=tea, application=one, asked=ASKED)
    new = ask_consent(actor=tea, application=one, asked=ASKED)
    assert old not in str(Consent.objects.values())
    with pytest.raises(Missing):
        consent_by(old)
    assert consent_by(new).application == one


def test_consent_on_paper_has_a_day_and_a_file(officer: Actor, tea: Actor) -> None:
    one = nomination(officer, tea)
    paper = {"name": "同意书.docx", "data": text_to_docx("本人同意。")}
    with pytest.raises(Invalid):
        enter_paper_consent(actor=tea, application=one, asked=ASKED, signed_on=date(2026, 9, 10), **paper)
    made = enter_paper_consent(actor=tea, application=one, asked=ASKED, signed_on=date(2026, 9, 1), **paper)
    assert (made.way, made.paper.name) == ("paper", "同意书.docx")  # type: ignore[union-attr]
    assert send_application(actor=tea, application=one).number == 1


def test_withdrawn_consent_hides_the_nomination_and_keeps_the_record(
    officer: Actor, tea: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    one = nomination(officer, tea)
    secret = agreed(tea, one)
    send_application(actor=tea, application=one)
    heard: list[Application] = []

    def hear(application: Application, **_more: object) -> None:
        heard.append(application)

    consent_withdrawn.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_consent(secret=secret)
            withdraw_consent(secret=secret)  # again changes nothing
    finally:
        consent_withdrawn.disconnect(hear)
    assert heard == [one]
    assert fresh(one).state == ApplicationState.WITHDRAWN
    for actor in (officer, tea):
        assert not applications_visible_to(actor).exists()
    assert not sent_to(one.call).exists()
    assert AuditEntry.objects.filter(verb="calls.withdraw_consent", object_code=one.code).count() == 1
    assert Message.objects.filter(kind="consent_withdrawn").count() == 2  # the body's post and the desk's
    with pytest.raises(WrongState):
        ask_consent(actor=tea, application=one, asked=ASKED)


def test_a_nominee_of_two_bodies_is_named_to_both_and_the_desk(
    officer: Actor, tea: Actor, nursing: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    first = nomination(officer, tea)
    second = nominated(nursing, first.call)
    with django_capture_on_commit_callbacks(execute=True):
        for actor, one in ((tea, first), (nursing, second)):
            agreed(actor, one)
            send_application(actor=actor, application=one)
    told = Message.objects.filter(kind="application_double").values_list(
        "post__organization__name", flat=True
    )
    assert sorted(told) == ["江岚省护理学会", "江岚省科学技术协会", "江岚省茶叶学会"]


def test_a_former_holder_is_refused_only_where_the_call_says_so(
    officer: Actor, tea: Actor, world: World
) -> None:
    for excludes in (False, True):
        one = nomination(officer, tea, award="最美科技工作者", excludes_former=excludes)
        Honour.objects.get_or_create(
            organization=world.association, award="最美科技工作者", holder="江一", year=2023
        )
        agreed(tea, one)
        if excludes:
            with pytest.raises(Invalid):
                send_application(actor=tea, application=one)
        else:
            assert send_application(actor=tea, application=one).number == 1


def test_the_page_of_the_link_needs_no_account_and_is_not_indexed(officer: Actor, tea: Actor) -> None:
    one = nomination(officer, tea)
    secret = ask_consent(actor=tea, application=one, asked=ASKED)
    nominee = Client()
    place = f"/consent/{secret}/"
    page = nominee.get(place)
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "长期在基层服务。" in page.content.decode()
    assert nominee.post(place, {"answer": "agree", "name": ""}).status_code == 422
    assert nominee.post(place, {"answer": "agree", "name": "江一"}).status_code == 302
    assert Consent.objects.get().is_given
    assert nominee.post(place, {"answer": "withdraw"}).status_code == 302
    hidden = nominee.get(place).content.decode()
    assert "长期在基层服务。" not in hidden


def test_guessing_links_is_slowed_down(world: World) -> None:
    guesser = Client()
    found = [guesser.get(f"/consent/guess-{number}/").status_code for number in range(22)]
    assert found == [404] * 20 + [429] * 2


def test_a_real_browser_may_answer_by_the_link(client: Client, officer: Actor, nursing: Actor) -> None:
    """With "no-referrer" it would send the origin "null", and the form would be refused."""
    secret = ask_consent(actor=nursing, application=nomination(officer, nursing), asked=ASKED)
    assert client.get(f"/consent/{secret}/")["Referrer-Policy"] == "same-origin"
