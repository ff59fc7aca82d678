"""A task is bound to the desk that its printed contact means, or that an officer chooses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from quanjing.directives.models import Directive
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations.actions import DeskFacts, open_desk
from quanjing.organizations.models import Desk, Post
from quanjing.tasks.actions import bind_desks, publish
from quanjing.tasks.models import Task
from quanjing.tasks.rules.desks import suggested
from tests.stage import confirmed, provincial, tasks_of
from tests.world import World

ClientOf = Callable[[Post], Client]


@pytest.fixture
def desks(world: World, at_nine: datetime) -> list[Desk]:
    officer = world.actor(world.officer)
    facts = [
        DeskFacts("组织联系处", "010-5555 0100", "org@example.org"),
        DeskFacts("综合联系处", "010-55550110", "desk@example.org"),
        DeskFacts("宣传联系处", "010-55550110", "media@example.org"),
    ]
    return [open_desk(actor=officer, organization=world.association, facts=each) for each in facts]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ({"emails": ["DESK@example.org"], "phones": ["010-55550100"]}, "综合联系处"),
        ({"phones": ["010-55550100"]}, "组织联系处"),
        ({"phones": ["010-55550110"]}, None),  # two desks share it
        ({"org": "江岚省科协宣传联系处"}, "宣传联系处"),
        ({"name": "林知远"}, None),
        ({}, None),
    ],
)
def test_the_printed_contact_suggests_one_desk(
    desks: list[Desk], printed: dict[str, object], name: str | None
) -> None:
    found = suggested(printed, desks)
    assert (found.name if found else None) == name


def test_publishing_binds_what_nobody_bound_and_keeps_what_was_printed(
    world: World, desks: list[Desk], directive: Directive
) -> None:
    officer = world.actor(world.officer)
    directive = confirmed(officer, directive)
    first, second, *_rest = tasks_of(directive)
    printed = {"name": "林知远", "emails": ["desk@example.org"]}
    Task.objects.filter(pk__in=[first.pk, second.pk]).update(desk=printed)
    bind_desks(actor=officer, directive=directive, desks={second.code: desks[0].code})
    publish(actor=officer, directive=directive, selection=provincial(world))
    bound = {task.pk: (task.bound_desk, task.desk) for task in tasks_of(directive)}
    assert bound[first.pk] == (desks[1], printed)
    assert bound[second.pk] == (desks[0], printed)


def test_desks_are_chosen_by_the_issuing_body_from_its_own(
    world: World, desks: list[Desk], published: Directive
) -> None:
    task = tasks_of(published)[0]
    officer = world.actor(world.officer)
    for other in (world.auditor, world.tea_handler, world.city_officer):
        with pytest.raises(Denied):
            bind_desks(actor=world.actor(other), directive=published, desks={task.code: desks[0].code})
    foreign = Desk.objects.create(organization=world.city, name="市处")
    for wrong in ({task.code: foreign.code}, {"nosuch": desks[0].code}):
        with pytest.raises(Invalid):
            bind_desks(actor=officer, directive=published, desks=wrong)
    assert bind_desks(actor=officer, directive=published, desks={task.code: desks[0].code}) == 1
    assert bind_desks(actor=officer, directive=published, desks={task.code: desks[0].code}) == 0
    assert bind_desks(actor=officer, directive=published, desks={task.code: ""}) == 1


def test_the_page_proposes_and_saves(
    world: World, desks: list[Desk], published: Directive, client_of: ClientOf
) -> None:
    task = tasks_of(published)[0]
    Task.objects.filter(pk=task.pk).update(desk={"emails": ["org@example.org"]}, bound_desk=None)
    client, url = client_of(world.officer), f"/directives/{published.code}/desks/"
    assert "推荐，尚未保存" in client.get(url).content.decode()
    client.post(url, {task.code: desks[2].code})
    assert Task.objects.get(pk=task.pk).bound_desk == desks[2]
    assert client_of(world.auditor).get(url).status_code == 403
