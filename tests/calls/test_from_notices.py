"""A notice whose item asks for applications opens as a call, prefilled from the item, linked both ways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from quanjing.calls.actions import fields_of
from quanjing.calls.enums import CallKind
from quanjing.calls.models import Call
from quanjing.calls.rules import asked_kind
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import publish
from quanjing.tasks.models import Task
from quanjing.tasks.registry import offers
from tests.stage import confirmed
from tests.tasks.conftest import NOTICE
from tests.world import World

Sign = Callable[[Post], Client]


@pytest.fixture
def notice(world: World, officer: Actor) -> Directive:
    """Published to the provincial societies; its second item, with a sheet, asks for nominations."""
    from quanjing.tasks.actions import build

    made = Directive.objects.create(
        organization=world.association, day_end=world.association.day_end, registered_by=world.officer,
        registered_at=clock.now(),
    )  # fmt: skip
    build(directive=made, notice=NOTICE)
    Task.objects.filter(directive=made, position=2).update(name="推荐学会先进人物")
    made = confirmed(officer, made)
    under = Selection(under=world.association.code, kinds=("society",), levels=("provincial",))
    publish(actor=officer, directive=made, selection=under)
    return Directive.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("推荐“最美科技工作者”人选", CallKind.TITLE), ("开展党建强会项目申报", CallKind.PROJECT),
        ("征集党建案例", CallKind.CASE), ("理论征文", CallKind.ESSAY), ("申报党建课题", CallKind.TOPIC),
        ("推荐科学家精神教育基地", CallKind.BASE), ("各学会推荐", CallKind.TITLE),
        ("开展申报", CallKind.OTHER),
        ("报送工作总结", None), ("项目进展情况", None),
    ],
)  # fmt: skip
def test_an_item_says_what_kind_of_call_it_would_be(text: str, kind: CallKind | None) -> None:
    assert asked_kind(text) == kind


def test_only_the_item_that_asks_for_applications_is_offered(
    notice: Directive, officer: Actor, tea: Actor, world: World
) -> None:
    assert [one.about for one in offers(officer, notice)] == ["推荐学会先进人物"]
    for actor in (tea, world.actor(world.auditor), world.actor(world.city_officer)):
        assert offers(actor, notice) == []


def test_the_call_takes_over_what_stands_in_the_item_and_both_pages_lead_to_each_other(
    notice: Directive, world: World, client_of: Sign
) -> None:
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    task = Task.objects.get(directive=notice, position=2)
    offer = f"/calls/new/?directive={notice.code}&task={task.code}"
    assert offer.replace("&", "&amp;") in desk.get(f"/directives/{notice.code}/").content.decode()
    asked = desk.get(offer).content.decode()
    assert 'value="title" checked' in asked
    assert f'value="{task.code}" selected' in asked
    desk.post("/calls/new/", {"kind": "title", "directive": notice.code, "task": task.code})
    made = Call.objects.get()
    assert (made.title, made.closes_at, made.task) == ("推荐学会先进人物", task.due_at, task)
    assert (made.kinds, made.levels) == (["society"], ["provincial"])
    assert task.item is not None
    assert task.item.text in made.intro
    assert [one.label for one in fields_of(made)] == ["姓名", "职务", "正文", "附件"]
    assert f"/calls/{made.code}/" in desk.get(f"/directives/{notice.code}/").content.decode()
    assert "/calls/new/" not in desk.get(f"/directives/{notice.code}/").content.decode()
    assert f"/calls/{made.code}/" not in unit.get(f"/directives/{notice.code}/").content.decode()  # a draft
    Call.objects.update(state="open")
    assert f"/calls/{made.code}/" in unit.get(f"/directives/{notice.code}/").content.decode()
    assert f'href="/directives/{notice.code}/"' in unit.get(f"/calls/{made.code}/").content.decode()


def test_the_model_stays_where_the_item_has_no_sheet(notice: Directive, officer: Actor) -> None:
    from quanjing.calls.actions import begin_call

    task = Task.objects.get(directive=notice, position=1)
    task.blocks.clear()
    made = begin_call(actor=officer, kind=CallKind.CASE, directive=notice, task=task)
    assert [one.label for one in fields_of(made)][:1] == ["主要做法"]
    assert made.title == "工作谋划"
