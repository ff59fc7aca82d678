"""An app adds its figures and its entries of the work log by one registration each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from quanjing.foundation import figures, worklog
from quanjing.foundation.figures import NO_MONTH, Columns, Counter, Figure, Section, When
from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope, Source
from quanjing.organizations.models import Organization, Post
from quanjing.panorama.actions import count_all
from quanjing.worklog.queries import Wanted, days_of, log_lines, statistics_of
from tests.world import World

FIGURE = Figure(
    "having.stations", "Stations", "Societies with a station, of all.", Section.HAVING, "stations", "society",
    bodies=True,
)  # fmt: skip


def test_a_figure_stands_on_the_page_with_its_list(
    world: World, client_of: Callable[[Post], Client], at_nine: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(_when: When) -> Columns:
        return {("stations", NO_MONTH): {world.tea.pk: 1}}

    monkeypatch.setitem(figures._counters, "stations", Counter("stations", (FIGURE,), count))
    count_all()
    desk = client_of(world.officer)
    page = desk.get("/panorama/").content.decode()
    assert "学会家底" in page
    assert "Societies with a station, of all." in page
    listed = desk.get("/panorama/figures/having.stations/").content.decode()
    assert world.tea.name in listed
    assert world.nursing.name not in listed


def test_a_source_stands_in_the_log_and_its_numbers(
    world: World, at_nine: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entry(body: Organization) -> Logged:
        return Logged(date(2026, 9, 2), LogKind.SERVICE, body.pk, "建站", "", "", "stations", body.code)

    def things(scope: Scope) -> object:
        return Organization.objects.filter(pk=world.tea.pk) if scope.wants(LogKind.SERVICE) else []

    def counts(_scope: Scope) -> list[Counted]:
        return [Counted(world.tea.pk, LogKind.SERVICE, 1)]

    source = Source("stations", "Stations", 50, things, entry, counts)  # type: ignore[arg-type]
    monkeypatch.setitem(worklog._sources, "stations", source)
    tea = world.actor(world.tea_handler)
    wanted = Wanted(days=days_of("month", date(2026, 9, 3)), head=world.tea)
    assert [line.entry.matter for line in log_lines(tea, wanted)] == ["建站"]
    assert statistics_of(tea, wanted).drawn == 1
