"""A register by what was chosen and by years; every number opens its list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.organizations.models import Post
from quanjing.registers.actions import EntryFacts, close
from quanjing.registers.queries import EntryFilter, entry_list, year_tables
from tests.registers.conftest import filed, fresh, kind
from tests.world import World


def project(tea: Actor, name: str, direction: str, year: int) -> object:
    values = {"f1": direction, "f2": "连续开展的项目"}
    facts = EntryFacts(name, holder_title="学术部", happens_on=date(year, 3, 1), values=values)
    return filed(tea, facts, of="project")


@pytest.fixture
def portfolio(tea: Actor) -> None:
    project(tea, "茶科普进校园", "科学普及", 2025)
    project(tea, "茶科普进社区", "科学普及", 2026)
    project(tea, "茶产业论坛", "学术交流", 2026)
    ended = project(tea, "茶科普下乡", "科学普及", 2026)
    close(actor=tea, entry=fresh(ended), reason="已结束")  # type: ignore[arg-type]


def numbers(actor: Actor, **narrowed: str) -> dict[str, list[int]]:
    (table,) = year_tables(actor, kind("project"), EntryFilter(**narrowed))  # type: ignore[arg-type]
    assert table.years == [2025, 2026]
    return {option: [one.count for one in row] for option, row in table.rows}


def test_entries_stand_by_direction_and_year(
    portfolio: None, tea: Actor, officer: Actor, world: World
) -> None:
    for actor in (tea, officer):
        found = numbers(actor)
        assert (found["科学普及"], found["学术交流"], found["决策咨询"]) == ([1, 2], [0, 1], [0, 0])
    assert numbers(officer, under=world.tea.code)["科学普及"] == [1, 2]
    with pytest.raises(Missing):
        year_tables(tea, kind("project"), EntryFilter(under=world.nursing.code))


def test_every_number_opens_its_list(
    portfolio: None, world: World, client_of: Callable[[Post], Client]
) -> None:
    desk = client_of(world.officer)
    page = desk.get("/registers/project/years/")
    (table,) = page.context["tables"]
    row = dict(table.rows)["科学普及"]
    listed = desk.get(row[1].link).content.decode()
    assert "茶科普进社区" in listed
    assert "茶科普下乡" in listed
    assert "茶科普进校园" not in listed
    assert "茶产业论坛" not in listed


def test_what_is_no_choice_of_the_sheet_narrows_to_nothing(portfolio: None, tea: Actor) -> None:
    for said in ("f2:连续开展的项目", "f9:x", "f1__contains:科", "f1:"):
        assert not entry_list(tea, kind("project"), EntryFilter(said=said)).exists()
