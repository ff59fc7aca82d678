"""Items of notices on the agenda: linked on the record, shown on the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from quanjing.activities.actions import cancel, link_item, plan_again, unlink_item
from quanjing.activities.queries import activities_about, items_of, items_to_link
from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.organizations.models import Post
from quanjing.sheets.models import FieldKey
from quanjing.submissions.queries import offers_of, page_of_report
from tests.activities.conftest import held
from tests.submissions.conftest import make_scene
from tests.world import World


@pytest.fixture
def asked(world: World, at_nine: datetime) -> Actor:
    """The society's handler, who is asked for the items of a notice."""
    make_scene(world)
    return world.actor(world.tea_handler)


def test_an_item_is_linked_shown_on_the_report_and_taken_out(
    world: World, asked: Actor, client_of: Callable[[Post], Client]
) -> None:
    made = held(asked)
    browser = client_of(world.tea_handler)
    task = items_to_link(made)[0]
    page = f"/activities/{made.code}/"
    assert task.name in browser.get(page).content.decode()
    browser.post(f"{page}items/", {"step": "link", "task": task.code})
    assert [one.pk for one in items_of(made)] == [task.pk]
    assert made.name in browser.get(f"/reports/{task.directive.code}/").content.decode()
    browser.post(f"{page}items/", {"step": "unlink", "task": task.code})
    assert made.name not in browser.get(f"/reports/{task.directive.code}/").content.decode()
    verbs = AuditEntry.objects.filter(verb__contains="link_item").order_by("pk")
    assert [one.verb for one in verbs] == ["activities.link_item", "activities.unlink_item"]


def test_a_text_in_own_words_is_offered_what_was_held_for_the_item(
    world: World, asked: Actor, client_of: Callable[[Post], Client]
) -> None:
    """Where a sheet says what a text holds, or another body held it, nothing of it is offered."""
    made = held(asked, present=12)
    task = items_to_link(made).get(name="工作谋划")
    page = page_of_report(asked, task.directive.code)
    assert offers_of(page).fields == {}
    link_item(actor=asked, activity=made, task=task.code)
    (offer,) = offers_of(page).fields.values()
    assert "九月主题党日（编号2026-001），12人参加" in str(offer.value)
    browser = client_of(world.tea_handler)
    assert "已关联到本项的活动记录" in browser.get(f"/reports/{task.directive.code}/").content.decode()
    theirs = page_of_report(world.actor(world.nursing_handler), task.directive.code)
    assert offers_of(theirs).fields == {}
    block = task.blocks.get()
    known, _made = FieldKey.objects.get_or_create(key="text")
    block.fields.filter(type="longtext").update(meaning=known)
    assert offers_of(page_of_report(asked, task.directive.code)).fields == {}


def test_only_what_the_body_is_asked_for_is_linked_and_once(world: World, asked: Actor) -> None:
    made = held(asked)
    task = items_to_link(made)[0]
    with pytest.raises(WrongState):
        link_item(actor=asked, activity=made, task="unknown1")
    with pytest.raises(WrongState):
        unlink_item(actor=asked, activity=made, task=task.code)
    link_item(actor=asked, activity=made, task=task.code)
    with pytest.raises(WrongState):
        link_item(actor=asked, activity=made, task=task.code)
    with pytest.raises(Denied):
        link_item(actor=world.actor(world.officer), activity=made, task=task.code)


def test_what_was_called_off_was_not_discussed(world: World, asked: Actor) -> None:
    made = held(asked)
    task = items_to_link(made)[0]
    link_item(actor=asked, activity=made, task=task.code)
    assert activities_about(asked, [task.pk]) == [made]
    assert activities_about(world.actor(world.nursing_handler), [task.pk]) == []
    plan_again(actor=asked, activity=made)
    cancel(actor=asked, activity=made, reason="改期")
    assert activities_about(asked, [task.pk]) == []
