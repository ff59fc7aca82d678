"""Every body keeps the count of its subtree."""

from __future__ import annotations

from collections import Counter
from datetime import date

from quanjing.activities.actions import cancel, change, fold, hold, leave, plan, recount
from quanjing.activities.models import ActivityTally
from quanjing.activities.queries import ActivityFilter, counts_at, total_of
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization
from tests.activities.conftest import at, facts, held
from tests.world import World

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def states(body: Organization) -> dict[str, int]:
    """How many activities the count of a body has in each state, in these two months."""
    found: Counter[str] = Counter()
    for cell, count in counts_at(body.pk, SEPTEMBER, date(2026, 10, 31)).items():
        found[cell.state] += count
    return dict(found)


def test_a_change_is_counted_at_the_body_and_above_it(tea: Actor, world: World) -> None:
    made = plan(actor=tea, facts=facts())
    assert states(world.tea) == states(world.association) == {"planned": 1}
    hold(actor=tea, activity=made)
    assert states(world.tea) == states(world.association) == {"held": 1}
    assert states(world.nursing) == states(world.branch) == {}


def test_a_joint_activity_counts_once_at_the_body_above_its_hosts(tea: Actor, world: World) -> None:
    made = held(tea, hosts=(world.nursing.name,))
    assert states(world.tea) == states(world.nursing) == states(world.association) == {"held": 1}
    leave(actor=world.actor(world.nursing_handler), activity=made)
    assert (states(world.nursing), states(world.association)) == ({}, {"held": 1})


def test_moving_to_another_month_moves_the_count(tea: Actor, world: World) -> None:
    made = plan(actor=tea, facts=facts())
    change(actor=tea, activity=made, facts=facts(on=at("2026-10-09")))
    assert counts_at(world.association.pk, SEPTEMBER, date(2026, 9, 30)) == Counter()
    assert counts_at(world.association.pk, OCTOBER, date(2026, 10, 31)).total() == 1


def test_folding_leaves_the_sums_and_again_does_nothing(tea: Actor, world: World) -> None:
    made = [plan(actor=tea, facts=facts(f"活动{number}")) for number in range(4)]
    cancel(actor=tea, activity=made[0], reason="台风")
    before = states(world.association)
    assert fold(node_id=world.association.pk) == 4
    assert ActivityTally.objects.filter(node=world.association).count() == 2
    assert states(world.association) == before == {"planned": 3, "cancelled": 1}
    assert fold(node_id=world.association.pk) == 0


def test_counting_anew_finds_nothing_to_mend(tea: Actor, world: World) -> None:
    held(tea, hosts=(world.nursing.name,))
    held(tea)
    assert recount(month=SEPTEMBER) == 0


def test_counting_anew_mends_what_is_wrong(tea: Actor, world: World) -> None:
    held(tea, hosts=(world.nursing.name,))
    ActivityTally.objects.filter(node=world.association).delete()
    ActivityTally.objects.filter(node=world.nursing, state="held").update(count=7)
    assert recount(month=SEPTEMBER) == 2
    assert states(world.nursing) == states(world.association) == {"held": 1}


def test_the_total_of_a_list_is_that_of_the_counts(tea: Actor, officer: Actor, world: World) -> None:
    held(tea, hosts=(world.nursing.name,))
    held(world.actor(world.nursing_handler), of="lecture")
    month = {"first": SEPTEMBER, "last": date(2026, 9, 30)}
    assert total_of(officer, ActivityFilter(**month)) == 2
    assert total_of(officer, ActivityFilter(under=world.tea.code, **month)) == 1
    assert total_of(officer, ActivityFilter(kind="lecture", state="counted", **month)) == 1
    assert total_of(officer, ActivityFilter(text="主题", **month)) is None
    assert total_of(officer, ActivityFilter(first=date(2026, 9, 3), last=date(2026, 9, 30))) == 0
    assert total_of(officer, ActivityFilter(first=date(2026, 9, 3))) is None
    assert total_of(tea, ActivityFilter(**month)) is None
