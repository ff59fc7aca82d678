"""A body that ends leaves neither a class nor a contest behind that nobody holds."""

from __future__ import annotations

from datetime import timedelta

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.notify.models import Message
from quanjing.organizations import registry
from quanjing.quiz.enums import ContestState
from quanjing.quiz.models import Contest, QuestionBank
from quanjing.study import actions
from quanjing.study.enums import ClassState
from tests.quiz.conftest import CLOSES, OPENS, MakeContest, bank, contest
from tests.study.conftest import opened
from tests.world import World

__all__ = ["bank", "contest"]  # fixtures


def kinds_of(world: World) -> dict[str, int]:
    return {one.link: one.count for one in registry.open_work([world.association.pk])}


def test_its_classes_are_named_and_called_off_and_who_had_a_place_is_told(
    world: World, officer: Actor, tea: Actor, run_jobs: object
) -> None:
    made = opened(officer)
    actions.nominate(actor=tea, training_class=made, post=world.tea_handler)
    assert kinds_of(world)["/study/classes/"] == 1
    assert registry.open_work([world.tea.pk]) == []
    registry.cancel_work(officer, [world.association.pk])
    made.refresh_from_db()
    assert (made.state, bool(made.reason)) == (ClassState.CANCELLED, True)
    assert "/study/classes/" not in kinds_of(world)
    run_jobs()  # type: ignore[operator]
    assert Message.objects.filter(kind="class_off", post=world.tea_handler).count() == 1


def test_its_contests_are_named_and_called_off_unless_over(
    world: World, contest: MakeContest, bank: QuestionBank
) -> None:
    made, officer = contest(), world.actor(world.officer)
    with clock.frozen(OPENS):
        assert kinds_of(world)["/contests/"] == 1
    with clock.frozen(CLOSES + timedelta(minutes=1)):
        registry.cancel_work(officer, [world.association.pk])
    assert Contest.objects.get(pk=made.pk).state == ContestState.PUBLISHED
    with clock.frozen(OPENS):
        registry.cancel_work(officer, [world.association.pk])
    found = Contest.objects.get(pk=made.pk)
    assert (found.state, bool(found.cancel_reason)) == (ContestState.CANCELLED, True)
