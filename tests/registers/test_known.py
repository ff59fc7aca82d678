"""What registers tell the rest: facts for forms, the search, bodies that end."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import known
from quanjing.organizations.models import Post
from quanjing.organizations.registry import cancel_work, open_work
from quanjing.registers.actions import EntryFacts, close, enter
from quanjing.registers.enums import EntryState
from quanjing.registers.kinds import ENTRIES
from quanjing.search.actions import rebuild
from quanjing.sheets.actions import create_template
from quanjing.sheets.models import Field
from tests.registers.conftest import filed, fresh, in_force, kind, outlet
from tests.world import World


def test_forms_that_ask_for_own_media_are_answered_from_the_register(
    world: World, tea: Actor, officer: Actor
) -> None:
    entry = in_force(tea, officer)
    in_force(tea, officer, outlet("茶学视频"))
    filed(tea, outlet("待审"))
    fact = known(world.tea.pk)["registers.outlet"]
    assert fact.value == "茶学之声、茶学视频"
    assert "自有媒体" in str(fact.source)
    assert "registers.outlet" not in known(world.nursing.pk)
    create_template(sheet={"title": "表", "blocks": [{"key": "b1", "fields": [{"label": "自有媒体名称"}]}]})
    asked = Field.objects.get(block__template__title="表")
    assert asked.meaning is not None
    assert asked.meaning.fact == "registers.outlet"
    close(actor=tea, entry=entry, reason="停办")
    assert known(world.tea.pk)["registers.outlet"].value == "茶学视频"


def test_the_search_finds_an_entry_only_for_who_sees_it(
    world: World, tea: Actor, officer: Actor, client_of: Callable[[Post], Client]
) -> None:
    made = in_force(tea, officer)
    rebuild(lambda _done, _total: None)
    place = f"/registers/entries/{made.code}/"
    assert place in client_of(world.tea_handler).get("/search/?q=茶学之声").content.decode()
    assert place not in client_of(world.nursing_handler).get("/search/?q=茶学之声").content.decode()
    assert ENTRIES.facts(made).text.startswith("茶学之声")


def test_a_body_that_ends_closes_what_it_has_open(world: World, tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    draft = enter(actor=tea, kind=kind("outlet"), facts=EntryFacts("草稿"))
    assert [(str(one.label), one.count) for one in open_work([world.tea.pk]) if "registers" in one.link] == [
        ("登记册条目", 2)
    ]
    cancel_work(officer, [world.tea.pk])
    for one in (fresh(made), fresh(draft)):
        assert (one.state, one.close_reason, one.next_on) == (EntryState.CLOSED, "单位已终止。", None)
    assert not made.dates.exists()
