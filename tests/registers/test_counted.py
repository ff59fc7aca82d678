"""What registers bring to the panorama and to the work log."""

from __future__ import annotations

from datetime import date, datetime

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import NO_MONTH, When
from quanjing.foundation.worklog import Counted, LogKind, Scope
from quanjing.registers.queries.figures import FIGURES, count, moved
from quanjing.registers.queries.logged import entry_of, log_counts, logged_filings
from tests.registers.conftest import TODAY, commitment, filed, in_force, outlet
from tests.world import World


def test_what_is_in_force_is_counted_for_its_body(world: World, tea: Actor, officer: Actor) -> None:
    filed(tea, outlet("第一份"))
    in_force(tea, officer, outlet("第二份"))
    columns = count(When(clock.now(), TODAY, (date(2026, 9, 1),)))
    assert columns["having.outlet", NO_MONTH] == {world.tea.pk: 1}
    assert columns["having.honour", NO_MONTH] == {}
    asked = {name for one in FIGURES for name in (one.numerator, one.denominator) if name}
    assert asked == {name for name, _month in columns}


def test_what_moved_between_two_counts_is_named(world: World, tea: Actor, at_nine: datetime) -> None:
    before = clock.now()
    with clock.frozen(before.replace(hour=before.hour + 1)):
        made = filed(tea, commitment(), of="commitment")
        found = list(moved([world.tea.pk], before, clock.now()))
    assert [(one.body, one.label.endswith(made.name)) for one in found] == [(world.tea.pk, True)]


def test_what_was_filed_stands_in_the_log(world: World, tea: Actor) -> None:
    made = filed(tea)
    scope = Scope(world.tea.path, TODAY, TODAY)
    assert [entry_of(one).key for one in logged_filings(scope)] == [made.code]
    assert list(log_counts(scope)) == [Counted(world.tea.pk, LogKind.FILING, 1)]
    elsewhere = Scope(world.tea.path, TODAY, TODAY, kinds=frozenset({LogKind.MEETING}))
    assert not logged_filings(elsewhere)
