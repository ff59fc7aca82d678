"""Deeds promised and done: in the register, narrowed, and in the panorama."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import When
from quanjing.organizations.models import Post
from quanjing.registers.actions import EntryFacts, close, take_step
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries import EntryFilter, entry_list, terms_to_change
from quanjing.registers.queries.figures import DONE, FIGURES, PROMISED, count
from tests.registers.conftest import TODAY, filed, fresh, kind
from tests.world import World

MONTH = "2026-10"
OCTOBER = date(2026, 10, 20)


def deed(tea: Actor, name: str, on: date = OCTOBER) -> RegisterEntry:
    values = {"f1": "山区茶农", "f2": "下乡讲解修剪技术三场"}
    return filed(tea, EntryFacts(name, holder_title="科普部", happens_on=on, values=values), of="deed")


def do(tea: Actor, made: RegisterEntry, *positions: int) -> None:
    for position in positions:
        take_step(actor=tea, entry=fresh(made), position=position, done_on=TODAY)


def test_a_deed_is_done_when_every_step_is_taken(world: World, tea: Actor, at_nine: datetime) -> None:
    do(tea, deed(tea, "办完的"), 1, 2)
    do(tea, deed(tea, "办了一半的"), 1)
    deed(tea, "十一月的", OCTOBER + timedelta(days=30))
    given_up = deed(tea, "放弃的")
    close(actor=tea, entry=fresh(given_up), reason="经费不足")
    columns = count(When(clock.now(), TODAY, (date(2026, 9, 1), date(2026, 10, 1))))
    assert columns[PROMISED, MONTH] == {world.tea.pk: 3}
    assert columns[DONE, MONTH] == {world.tea.pk: 1}
    assert columns[PROMISED, "2026-09"] == {}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (EntryFilter(show="done"), {"办完的"}),
        (EntryFilter(show="undone"), {"没有办的"}),
        (EntryFilter(state="every"), {"办完的", "没有办的", "放弃的"}),
        (EntryFilter(), {"办完的", "没有办的"}),
        (EntryFilter(first="2026-11-01"), {"没有办的"}),
        (EntryFilter(last="2026-10-31"), {"办完的"}),
    ],
)
def test_the_list_is_narrowed_by_steps_and_days(
    world: World, tea: Actor, at_nine: datetime, wanted: EntryFilter, names: set[str]
) -> None:
    do(tea, deed(tea, "办完的"), 1, 2)
    deed(tea, "没有办的", OCTOBER + timedelta(days=30))
    close(actor=tea, entry=fresh(deed(tea, "放弃的")), reason="经费不足")
    assert {one.name for one in entry_list(tea, kind("deed"), wanted)} == names


def test_the_number_of_a_body_opens_its_deeds(
    client_of: Callable[[Post], Client], world: World, tea: Actor, at_nine: datetime
) -> None:
    close(actor=tea, entry=fresh(deed(tea, "放弃的")), reason="经费不足")
    deed(tea, "十一月的", OCTOBER + timedelta(days=30))
    (figure,) = [one for one in FIGURES if one.numerator == DONE]
    assert figure.link is not None
    link = figure.link(world.tea.code, date(2026, 10, 1), date(2026, 10, 31))
    page = client_of(world.officer).get(link).content.decode()
    assert "放弃的" in page
    assert "十一月的" not in page


def test_an_ending_term_asks_for_its_own_register_alone(world: World, tea: Actor) -> None:
    assert terms_to_change(tea, kind("deed")) == []
