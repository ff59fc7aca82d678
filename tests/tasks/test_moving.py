"""The state machine of assignments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, WrongState
from quanjing.organizations.models import Post
from quanjing.tasks.actions import move
from quanjing.tasks.enums import MOVES, Party, State
from quanjing.tasks.models import Assignment
from tests.world import World


@pytest.fixture
def assignment(published: Directive, world: World) -> Assignment:
    return Assignment.objects.filter(organization=world.tea).earliest("pk")


def posts(world: World) -> dict[Party, Post]:
    return {
        Party.UNIT: world.tea_handler,
        Party.DESK: world.officer,
        Party.OFFICE: world.administrator,
    }


@pytest.mark.parametrize("to", State)
@pytest.mark.parametrize("start", State)
def test_only_the_moves_of_the_table_are_made(
    world: World, assignment: Assignment, start: State, to: State
) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state=start)
    step = MOVES[start].get(to)
    for party, post in posts(world).items():
        if step is not None and party in step.who:
            continue
        with pytest.raises(WrongState if step is None else Denied):
            move(actor=world.actor(post), assignment=assignment, to=to)
        assert Assignment.objects.get(pk=assignment.pk).state == start
    if step is not None:
        actor = world.actor(posts(world)[step.who[0]])
        assert move(actor=actor, assignment=assignment, to=to).state == to
        assert Assignment.objects.get(pk=assignment.pk).state == to


def test_a_post_that_neither_reports_nor_checks_moves_nothing(world: World, assignment: Assignment) -> None:
    for post in (world.auditor, world.nursing_handler, world.city_officer):
        with pytest.raises(Denied):
            move(actor=world.actor(post), assignment=assignment, to=State.SUBMITTED)


def test_every_move_says_what_follows_and_what_is_seen_in_both_languages() -> None:
    for steps in MOVES.values():
        for step in steps.values():
            for text in (step.follows, step.seen):
                with translation.override("zh-hans"):
                    chinese = str(text)
                with translation.override("en"):
                    assert str(text) != chinese


def test_the_first_time_of_sending_stays(world: World, assignment: Assignment) -> None:
    actor, first = world.actor(world.tea_handler), clock.now()
    for hours in (0, 5):
        moment = first + timedelta(hours=hours)
        move(actor=actor, assignment=assignment, to=State.SUBMITTED, submitted_at=moment)
    assert Assignment.objects.get(pk=assignment.pk).submitted_at == first


def test_a_move_sets_its_fields_and_leaves_the_entry_to_its_action(
    world: World, assignment: Assignment
) -> None:
    entries = AuditEntry.objects.count()
    Assignment.objects.filter(pk=assignment.pk).update(state=State.SUBMITTED)
    due = clock.now() + timedelta(days=2)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        move(actor=world.actor(world.officer), assignment=assignment, to=State.RETURNED, return_due=due)
        found = Assignment.objects.get(pk=assignment.pk)
        assert (found.return_due, found.changed_at) == (due, clock.now())
    assert AuditEntry.objects.count() == entries


def test_a_move_of_somebody_else_in_the_meantime_is_seen(world: World, assignment: Assignment) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(state=State.ACCEPTED)
    with pytest.raises(WrongState):
        move(actor=world.actor(world.tea_handler), assignment=assignment, to=State.SUBMITTED)
