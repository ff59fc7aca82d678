"""A body hands on what it received: items with their source, inner dates, and where the chain stops."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.directives.models import Directive, Receipt
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.enums import Kind, Level
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import (
    add_task,
    adopt,
    build,
    confirm,
    confirm_receipt,
    correct_task,
    drop_task,
    edit_sheet,
    publish,
    reissue,
)
from quanjing.tasks.actions.reissuing import inner_date
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import chain, tasks_of
from tests.world import World


@pytest.fixture
def handed_down(world: World, directive: Directive) -> Directive:
    """The association's directive, published to everybody below it."""
    officer = world.actor(world.officer)
    confirm(actor=officer, directive=directive, task=directive.tasks.get(position=1), fact="deadline")
    publish(actor=officer, directive=directive, selection=Selection(under=world.association.code))
    directive.refresh_from_db()
    return directive


@pytest.fixture
def own(world: World, handed_down: Directive) -> Directive:
    return reissue(actor=world.actor(world.city_officer), directive=handed_down)


def below(world: World) -> Selection:
    return Selection(under=world.city.code)


@pytest.mark.parametrize(
    ("superior", "inner"),
    [
        (date(2026, 9, 15), date(2026, 9, 12)),
        (date(2026, 9, 6), date(2026, 9, 4)),  # not before tomorrow
        (date(2026, 9, 3), date(2026, 9, 3)),  # never after the superior's
    ],
)
def test_inner_date_is_the_superiors_less_the_buffer(superior: date, inner: date) -> None:
    assert inner_date(superior, 3, date(2026, 9, 3)) == inner


def test_items_are_copied_with_their_source_and_place(handed_down: Directive, own: Directive) -> None:
    tasks = tasks_of(own)
    assert [task.source for task in tasks] == tasks_of(handed_down)
    assert [task.assign for task in tasks] == [True, True, False]
    assert [own.text[task.item.start : task.item.end] for task in tasks if task.item] == [
        task.item.text for task in tasks if task.item
    ]
    assert [set(task.blocks.all()) for task in tasks] == [
        set(task.blocks.all()) for task in tasks_of(handed_down)
    ]
    assert (own.reissue_of, own.root, own.bases.get().source) == (handed_down, handed_down, handed_down)


def test_inner_dates_lie_before_the_superiors(own: Directive) -> None:
    dates = [(task.due_on, task.source and task.source.due_on) for task in tasks_of(own)[:2]]
    assert dates == [(date(2026, 9, 12), date(2026, 9, 15))] * 2


def test_an_own_extension_moves_the_inner_date(world: World, handed_down: Directive) -> None:
    until = clock.end_of(date(2026, 9, 25), "17:00")
    Assignment.objects.filter(organization=world.city).update(extended_to=until)
    own = reissue(actor=world.actor(world.city_officer), directive=handed_down)
    assert tasks_of(own)[0].due_on == date(2026, 9, 22)


def test_opening_it_again_gives_the_same(world: World, handed_down: Directive, own: Directive) -> None:
    assert reissue(actor=world.actor(world.city_officer), directive=handed_down) == own


@pytest.mark.parametrize("post", ["officer", "tea_handler", "auditor", "nursing_handler"])
def test_only_an_addressed_body_with_others_below_may(
    world: World, handed_down: Directive, post: str
) -> None:
    with pytest.raises(Denied):
        reissue(actor=world.actor(getattr(world, post)), directive=handed_down)


def test_a_later_inner_date_needs_a_reason(world: World, own: Directive) -> None:
    officer = world.actor(world.city_officer)
    later = {"deadline": {"due": date(2026, 9, 16)}}
    correct_task(actor=officer, task=own.tasks.get(position=1), changes=later)
    with pytest.raises(Invalid) as refused:
        publish(actor=officer, directive=own, selection=below(world))
    assert [problem.where.split(".")[-1] for problem in refused.value.problems] == ["deadline"]
    done = publish(actor=officer, directive=own, selection=below(world), override="The district agreed.")
    assert done.assignments == 2


def test_publishing_marks_the_superiors_receipt(world: World, handed_down: Directive, own: Directive) -> None:
    publish(actor=world.actor(world.city_officer), directive=own, selection=below(world))
    assert Receipt.objects.get(directive=handed_down, organization=world.city).passed_on == own
    assert Receipt.objects.get(directive=own).organization == world.city_society


def test_items_of_another_superior_join_the_plan(
    world: World, handed_down: Directive, own: Directive, notice: dict[str, object]
) -> None:
    officer, city = world.actor(world.officer), world.actor(world.city_officer)
    second = reissue_source(world, notice)
    publish(actor=officer, directive=second, selection=Selection(under=world.association.code))
    second.refresh_from_db()
    made = adopt(actor=city, directive=own, source=second)
    own.refresh_from_db()
    assert [task.source and task.source.directive_id for task in made] == [second.pk] * 2
    assert [own.text[task.item.start : task.item.end] for task in made if task.item] == [
        task.item.text for task in made if task.item
    ]
    assert {basis.source_id for basis in own.bases.all()} == {handed_down.pk, second.pk}
    assert adopt(actor=city, directive=own, source=second) == []


def reissue_source(world: World, notice: dict[str, object]) -> Directive:
    second = Directive.objects.create(
        organization=world.association,
        day_end="17:00",
        registered_by=world.officer,
        registered_at=clock.now(),
    )
    text = str(notice["text"]).replace("41号", "42号")
    build(directive=second, notice=notice | {"text": text})
    for task in second.tasks.filter(assign=True):
        for fact in list(task.doubts):
            confirm(actor=world.actor(world.officer), directive=second, task=task, fact=fact)
    return Directive.objects.get(pk=second.pk)


def test_what_does_not_address_the_body_cannot_be_adopted(
    world: World, own: Directive, notice: dict[str, object]
) -> None:
    with pytest.raises(Missing):
        adopt(actor=world.actor(world.city_officer), directive=own, source=reissue_source(world, notice))


def test_own_items_are_added_and_taken_out(world: World, own: Directive) -> None:
    city = world.actor(world.city_officer)
    changes = {"name": "区县巡讲", "deadline": {"due": "2026-09-20"}}
    added = add_task(actor=city, directive=own, changes=changes)
    assert (added.position, added.assign, added.due_on, added.blocks.exists()) == (
        4, True, date(2026, 9, 20), True,
    )  # fmt: skip
    drop_task(actor=city, task=added)
    assert own.tasks.count() == 3
    with pytest.raises(Missing):
        drop_task(actor=city, task=own.tasks.get(position=1))
    with pytest.raises(Invalid):
        add_task(actor=city, directive=own, changes={"name": " "})


def test_the_superiors_sheet_stays_as_it_was(world: World, own: Directive) -> None:
    block = own.tasks.get(position=2).blocks.first()
    assert block is not None
    with pytest.raises(WrongState):
        edit_sheet(actor=world.actor(world.city_officer), directive=own, template=block.template, changes={})


def test_the_chain_shows_where_it_stopped(world: World, directive: Directive) -> None:
    officer, city = world.actor(world.officer), world.actor(world.city_officer)
    confirm(actor=officer, directive=directive, task=directive.tasks.get(position=1), fact="deadline")
    to_associations = Selection(under=world.association.code, kinds=("association",))
    publish(actor=officer, directive=directive, selection=to_associations)
    directive.refresh_from_db()
    found = chain(officer, directive)
    assert [(link.organization, link.has_stopped) for link in found.links] == [(world.city, True)]
    assert (found.reached, found.stopped) == (1, 1)
    own = reissue(actor=city, directive=directive)
    publish(actor=city, directive=own, selection=below(world))
    found = chain(officer, directive)
    (link,) = found.links
    assert link.receipt is not None
    assert (link.has_stopped, link.receipt.passed_on, link.reached) == (False, own, 1)
    assert [link.organization for link in chain(officer, own, world.city).links] == [world.city_society]


def test_where_the_superior_reached_those_below_nothing_stopped(world: World, handed_down: Directive) -> None:
    found = chain(world.actor(world.officer), handed_down)
    assert (found.reached, found.stopped) == (6, 0)


def test_a_body_sees_only_its_own_part_of_the_chain(world: World, handed_down: Directive) -> None:
    found = chain(world.actor(world.city_officer), handed_down)
    assert (found.under, [link.organization for link in found.links]) == (world.city, [world.city_society])


def test_the_chain_costs_the_same_for_many(world: World, handed_down: Directive) -> None:
    def queries() -> int:
        actor, fresh = world.actor(world.officer), Directive.objects.get(pk=handed_down.pk)
        with CaptureQueriesContext(connection) as caught:
            chain(actor, fresh)
        return len(caught)

    few = queries()
    for number in range(3):
        body = Organization.objects.get(pk=world.city.pk).add_child(
            name=f"岚州市第{number}学会", kind=Kind.SOCIETY, level=Level.CITY
        )
        Receipt.objects.create(
            directive=handed_down, root=handed_down, organization=body, delivered_at=clock.now()
        )
    assert queries() == few


def test_receipt_is_confirmed_once_by_the_unit(world: World, handed_down: Directive) -> None:
    handler = world.actor(world.tea_handler)
    first = confirm_receipt(actor=handler, directive=handed_down)
    with clock.frozen(clock.now() + timedelta(hours=1)):
        again = confirm_receipt(actor=handler, directive=handed_down)
    assert isinstance(first.confirmed_at, datetime)
    assert (again.confirmed_at, again.confirmed_by) == (first.confirmed_at, "周予安")


def test_who_is_not_addressed_confirms_nothing(world: World, handed_down: Directive) -> None:
    with pytest.raises(Missing):
        confirm_receipt(actor=world.actor(world.officer), directive=handed_down)
    with pytest.raises(Denied):
        confirm_receipt(actor=world.actor(world.auditor), directive=handed_down)
