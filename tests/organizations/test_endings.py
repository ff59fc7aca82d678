"""Names with history; closing, merging and splitting without losing the past."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, WrongState
from quanjing.organizations import actions, queries
from quanjing.organizations.actions import Ending
from quanjing.organizations.enums import EndingKind, Kind, OpenWorkChoice
from quanjing.organizations.models import Membership, Organization, Post, Succession
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from tests.stage import build_stage, provincial
from tests.world import World

SignIn = Callable[[Post], Client]
ON = date(2026, 9, 30)
OCTOBER = datetime(2026, 10, 1, 9, 0, tzinfo=clock.CHINA)


def end(actor: Actor, body: Organization, **wanted: object) -> list[Organization]:
    ending = Ending(on=ON, **wanted)  # type: ignore[arg-type]
    body = Organization.objects.get(pk=body.pk)  # its path may have moved
    plan = actions.plan_ending(actor=actor, organization=body, ending=ending)
    return actions.end_organization(actor=actor, organization=body, ending=ending, seen=plan.seen)


def problems(actor: Actor, body: Organization, **wanted: object) -> set[str]:
    ending = Ending(on=ON, **wanted)  # type: ignore[arg-type]
    return {one.where for one in actions.plan_ending(actor=actor, organization=body, ending=ending).problems}


def test_a_new_name_leaves_the_old_one_to_the_days_before(
    world: World, administrator: Actor, at_nine: object
) -> None:
    tea = world.tea
    actions.rename_organization(
        actor=administrator, organization=tea, name="江岚省茶业学会", from_day=date(2026, 9, 1)
    )
    assert Organization.objects.get(pk=tea.pk).name == "江岚省茶业学会"
    assert queries.names_on([tea.pk], date(2026, 8, 31)) == {tea.pk: "江岚省茶叶学会"}
    assert queries.names_on([tea.pk], date(2026, 9, 1)) == {tea.pk: "江岚省茶业学会"}
    assert AuditEntry.objects.get().verb == "organizations.rename"


def test_a_name_to_come_is_taken_on_when_its_day_has_come(
    world: World, administrator: Actor, at_nine: object
) -> None:
    tea = world.tea
    actions.rename_organization(
        actor=administrator, organization=tea, name="江岚省茶业学会", from_day=date(2026, 10, 1)
    )
    assert (actions.take_on_names(), Organization.objects.get(pk=tea.pk).name) == (0, "江岚省茶叶学会")
    with pytest.raises(Invalid):
        actions.change_organization(actor=administrator, organization=tea, changes={"name": "别的名字"})
    with pytest.raises(Invalid):
        actions.rename_organization(
            actor=administrator, organization=tea, name="又一个名字", from_day=date(2026, 11, 1)
        )
    with clock.frozen(OCTOBER):
        assert [actions.take_on_names(), actions.take_on_names()] == [1, 0]
    assert Organization.objects.get(pk=tea.pk).name == "江岚省茶业学会"


def test_a_name_that_others_bear_or_from_before_the_present_one_is_refused(
    world: World, administrator: Actor, at_nine: object
) -> None:
    body = actions.add_organization(
        actor=administrator, under=world.association, name="江岚省林学会", kind=Kind.SOCIETY
    )
    for name, day in (("江岚省护理学会", date(2026, 10, 1)), ("江岚省林业学会", date(2026, 9, 3)), ("", ON)):
        with pytest.raises(Invalid):
            actions.rename_organization(actor=administrator, organization=body, name=name, from_day=day)
    with pytest.raises(Denied):
        actions.rename_organization(
            actor=world.actor(world.tea_handler), organization=world.tea, name="新名", from_day=ON
        )


def test_closing_ends_all_below_and_what_hangs_on_it(
    world: World, administrator: Actor, at_nine: object
) -> None:
    assert end(administrator, world.tea, kind=EndingKind.CLOSE) == []
    for body in (world.tea, world.branch):
        assert Organization.objects.get(pk=body.pk).valid_to == ON
    assert Post.objects.get(pk=world.tea_handler.pk).ends_on == ON
    officer = world.actor(world.officer)
    assert world.tea in queries.selected(officer, provincial(world))
    with clock.frozen(OCTOBER):
        assert world.tea not in queries.selected(officer, provincial(world))
        assert queries.get(officer, world.tea.code) == world.tea  # the past stays visible to the superior
        assert list(queries.handlers_of([world.tea.pk])) == []
    entry = AuditEntry.objects.get(verb="organizations.end")
    assert (entry.detail["posts"], len(entry.detail["bodies"])) == (1, 2)
    with pytest.raises(WrongState):
        problems(administrator, Organization.objects.get(pk=world.tea.pk), kind=EndingKind.CLOSE)


@pytest.mark.parametrize("choice", list(OpenWorkChoice))
def test_open_assignments_stay_or_are_cancelled_as_chosen(
    world: World, at_nine: object, choice: OpenWorkChoice
) -> None:
    stage = build_stage(world)
    administrator = world.actor(world.administrator)
    nursing = world.nursing
    count = Assignment.objects.filter(organization=nursing, state=State.DUE).count()
    ending = Ending(kind=EndingKind.CLOSE, on=ON, open_work=choice)
    plan = actions.plan_ending(actor=administrator, organization=nursing, ending=ending)
    assert [(work.count, stage.directive.code in work.link) for work in plan.work] == [(count, True)]
    actions.end_organization(actor=administrator, organization=nursing, ending=ending, seen=plan.seen)
    cancelled = Assignment.objects.filter(state=State.CANCELLED)
    assert [one.organization for one in cancelled] == (
        [nursing] * count if choice == OpenWorkChoice.CANCEL else []
    )


def test_what_was_sent_is_no_open_work(world: World, at_nine: object) -> None:
    stage = build_stage(world)
    administrator = world.actor(world.administrator)
    ending = Ending(kind=EndingKind.CLOSE, on=ON, open_work=OpenWorkChoice.CANCEL)
    plan = actions.plan_ending(actor=administrator, organization=world.tea, ending=ending)
    actions.end_organization(actor=administrator, organization=world.tea, ending=ending, seen=plan.seen)
    sent = Assignment.objects.filter(organization=world.tea, state=State.SUBMITTED)
    assert sent.count() == len(stage.sent) > 0


def test_a_merger_hands_memberships_to_the_successor(
    world: World, administrator: Actor, at_nine: object
) -> None:
    alliance = actions.add_organization(
        actor=administrator, under=world.association, name="医农联合体", kind=Kind.ALLIANCE
    )
    actions.add_members(actor=administrator, body=alliance, words=["301"], starts_on=date(2026, 1, 1))
    assert end(administrator, world.tea, kind=EndingKind.MERGE, into="401") == [world.nursing]
    succession = Succession.objects.get()
    assert (succession.predecessor, succession.successor, succession.kind) == (
        world.tea,
        world.nursing,
        "merge",
    )
    held = Membership.objects.order_by("pk").values_list("member", "starts_on", "ends_on")
    assert list(held) == [
        (world.tea.pk, date(2026, 1, 1), ON),
        (world.nursing.pk, date(2026, 10, 1), None),
    ]


def test_a_merger_into_a_new_body_and_a_split_that_goes_on(
    world: World, administrator: Actor, at_nine: object
) -> None:
    new = end(administrator, world.tea, kind=EndingKind.MERGE, names=("江岚省茶产业学会",))[0]
    assert (new.name, new.society_class, new.level, new.valid_from) == (
        "江岚省茶产业学会",
        world.tea.society_class,
        world.tea.level,
        date(2026, 10, 1),
    )
    nursing = Organization.objects.get(pk=world.nursing.pk)
    parts = end(administrator, nursing, kind=EndingKind.SPLIT, names=("甲学会", "乙学会"), goes_on=True)
    assert [part.name for part in parts] == ["甲学会", "乙学会"]
    assert Organization.objects.get(pk=world.nursing.pk).valid_to is None
    assert nursing.successions.count() == 2


def test_what_cannot_be_is_named(world: World, administrator: Actor, at_nine: object) -> None:
    tea = world.tea
    assert problems(administrator, world.association, kind=EndingKind.CLOSE) == {"kind"}
    assert problems(administrator, world.city, kind=EndingKind.CLOSE) == {"kind"}
    assert problems(administrator, tea, kind=EndingKind.MERGE) == {"into"}
    assert problems(administrator, tea, kind=EndingKind.MERGE, into="401", names=("甲",)) == {"into"}
    assert problems(administrator, tea, kind=EndingKind.MERGE, into="没有的学会") == {"into"}
    assert problems(administrator, tea, kind=EndingKind.MERGE, into=world.branch.name) == {"into"}
    assert problems(administrator, tea, kind=EndingKind.SPLIT) == {"names"}
    assert problems(administrator, tea, kind=EndingKind.SPLIT, names=("江岚省护理学会",)) == {"names"}
    assert problems(administrator, tea, kind=EndingKind.CLOSE, names=("甲",)) == {"kind"}


def test_only_what_was_seen_is_done(world: World, administrator: Actor, at_nine: object) -> None:
    ending = Ending(kind=EndingKind.CLOSE, on=ON)
    plan = actions.plan_ending(actor=administrator, organization=world.tea, ending=ending)
    Post.objects.create(organization=world.tea, title="会长", role="none", holder=world.officer.holder)
    with pytest.raises(Conflict):
        actions.end_organization(actor=administrator, organization=world.tea, ending=ending, seen=plan.seen)
    assert Organization.objects.get(pk=world.tea.pk).valid_to is None


def test_only_administrators_end_bodies(world: World, city_administrator: Actor, at_nine: object) -> None:
    for actor in (city_administrator, world.actor(world.officer), world.actor(world.tea_handler)):
        with pytest.raises(Denied):
            problems(actor, world.tea, kind=EndingKind.CLOSE)


def test_the_page_shows_counts_before_it_acts(world: World, at_nine: object, client_of: SignIn) -> None:
    build_stage(world)
    client = client_of(world.administrator)
    address = f"/organizations/{world.tea.code}/end/"
    form = {"kind": "close", "on": "2026-09-30", "open_work": "keep", "step": "look"}
    assert client.post(address, {**form, "kind": "split"}).status_code == 422
    page = client.post(address, form).content.decode()
    assert ("2 个单位" in page, world.branch.name in page) == (True, True)
    assert Organization.objects.get(pk=world.tea.pk).valid_to is None
    stale = client.post(address, {**form, "step": "confirm", "seen": "something else"})
    assert stale.status_code == 409
    seen = page.split('name="seen" value="')[1].split('"')[0]
    done = client.post(address, {**form, "step": "confirm", "seen": seen})
    assert (done.status_code, Organization.objects.get(pk=world.tea.pk).valid_to) == (302, ON)


def test_the_page_of_a_new_name_and_of_what_followed(
    world: World, administrator: Actor, at_nine: object, client_of: SignIn
) -> None:
    client = client_of(world.administrator)
    address = f"/organizations/{world.tea.code}/rename/"
    assert client.post(address, {"name": "江岚省护理学会", "from_day": "2026-09-01"}).status_code == 422
    assert client.post(address, {"name": "江岚省茶业学会", "from_day": "2026-09-01"}).status_code == 302
    end(administrator, Organization.objects.get(pk=world.tea.pk), kind=EndingKind.MERGE, into="401")
    page = client.get(f"/organizations/{world.nursing.code}/").content.decode()
    assert f'<a href="/organizations/{world.tea.code}/">江岚省茶业学会</a>' in page
