"""Numbers of the year: entered by the body itself, counts and no names, seen from above."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.figures import figure_of
from quanjing.organizations.models import Post
from quanjing.panorama.actions import count_all
from quanjing.panorama.queries import look_at, value_of
from quanjing.worklog.actions import set_year_counts
from quanjing.worklog.models import YearCount
from tests.world import World


def test_a_number_is_entered_corrected_and_taken_back(world: World, tea: Actor) -> None:
    for number in (2, 3):
        set_year_counts(actor=tea, year=2026, numbers={"to_member": number})
    assert YearCount.objects.get().number == 3
    set_year_counts(actor=tea, year=2026, numbers={"to_member": None})
    assert not YearCount.objects.exists()


def test_what_is_wrong_is_named_at_its_place(world: World, tea: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        set_year_counts(actor=tea, year=2027, numbers={"to_member": -1, "names": 1})
    assert [problem.where for problem in refused.value.problems] == ["to_member", "names", "year"]
    with pytest.raises(Denied):
        set_year_counts(actor=world.actor(world.auditor), year=2026, numbers={})


def test_branches_visited_are_of_all_branches(world: World, officer: Actor) -> None:
    set_year_counts(actor=officer, year=2026, numbers={"visited": 1})
    figure = figure_of("year.visited")
    assert figure is not None
    value = value_of(look_at(officer, count_all()), figure)
    assert (value.numerator, value.denominator) == (1, 1)


def test_the_page_asks_the_body_itself_alone(
    world: World, client_of: Callable[[Post], Client], at_nine: datetime
) -> None:
    tea, desk = client_of(world.tea_handler), client_of(world.officer)
    assert tea.post("/worklog/year/", {"to_worker": "4"}).status_code == 302
    assert tea.post("/worklog/year/", {"to_worker": "-4"}).status_code == 422
    assert desk.post(f"/worklog/year/?under={world.tea.code}", {"to_worker": "9"}).status_code == 403
    page = desk.get(f"/worklog/year/?under={world.tea.code}").content.decode()
    assert '<dd class="num">4</dd>' in page
    assert client_of(world.nursing_handler).get(f"/worklog/year/?under={world.tea.code}").status_code == 404
