"""What training brings to the panorama."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import NO_MONTH, When
from quanjing.study import actions
from quanjing.study.queries.figures import FIGURES, PLACES, TRAINED, count
from tests.study.conftest import opened, seated
from tests.world import World


def test_training_reached_counts_posts_that_were_present(world: World, officer: Actor, tea: Actor) -> None:
    made = opened(officer)
    there, absent = (
        actions.nominate(actor=tea, training_class=made, post=seated(world, world.tea, title))
        for title in ("支部书记", "组织委员")
    )
    actions.confirm(actor=officer, training_class=made)
    end = datetime(2026, 9, 24, 9, tzinfo=clock.CHINA)
    with clock.frozen(end):
        actions.enter_presence(actor=officer, training_class=made, present=[there.code])
        columns = count(When(end, end.date(), (date(2026, 8, 1), date(2026, 9, 1))))
    assert absent.code != there.code
    assert columns == {
        (TRAINED, NO_MONTH): {world.tea.pk: 1},
        (PLACES, "2026-08"): {},
        (PLACES, "2026-09"): {world.tea.pk: 1},
    }
    assert {figure.numerator for figure in FIGURES} == {name for name, _month in columns}


def test_after_two_years_a_class_counts_for_its_month_only(world: World, officer: Actor, tea: Actor) -> None:
    made = opened(officer)
    seat = actions.nominate(actor=tea, training_class=made, post=seated(world, world.tea, "支部书记"))
    actions.confirm(actor=officer, training_class=made)
    with clock.frozen(datetime(2026, 9, 24, 9, tzinfo=clock.CHINA)):
        actions.enter_presence(actor=officer, training_class=made, present=[seat.code])
    later = datetime(2028, 9, 24, 9, tzinfo=clock.CHINA) + timedelta(days=3)
    columns = count(When(later, later.date(), (date(2026, 9, 1),)))
    assert (columns[TRAINED, NO_MONTH], columns[PLACES, "2026-09"]) == ({}, {world.tea.pk: 1})
