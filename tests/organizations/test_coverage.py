"""Coverage by definition: each part, the joint branch counted once, honest where nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations import actions, queries, registry
from quanjing.organizations.enums import Kind, Office, Role
from quanjing.organizations.models import BranchDeclaration, Organization, Post
from quanjing.organizations.queries import CoverageReport
from tests.world import World, person

SignIn = Callable[[Post], Client]
TODAY = date(2026, 9, 3)
SINCE = date(2026, 1, 1)


def report(world: World, day: date = TODAY) -> CoverageReport:
    head = Organization.objects.get(pk=world.association.pk)
    return queries.society_coverage(Organization.objects.all(), head, day, registry.meetings_kept)


def figures(found: CoverageReport) -> dict[str, tuple[list[str], int]]:
    """{figure: (names counted, denominator)}"""
    return {
        one.key: ([state.body.name[3:] for state in one.numerator], len(one.denominator))
        for one in found.figures
    }


def declare(body: Organization, should_have: bool, on: date = SINCE) -> None:
    BranchDeclaration.objects.create(
        organization=body, should_have=should_have, declared_on=on, declared_by="林知远"
    )


def held(body: Organization, office: Office, ends_on: date | None = None) -> Post:
    holder = person(f"u{Post.objects.count()}", "穆清和")
    return Post.objects.create(
        organization=body, title="书记", role=Role.NONE, office=office, holder=holder,
        starts_on=SINCE, ends_on=ends_on,
    )  # fmt: skip


@pytest.fixture
def joint(world: World, administrator: Actor, at_nine: object) -> Organization:
    """A joint branch that serves the mathematics and the nursing society."""
    body = actions.add_organization(
        actor=administrator,
        under=world.association,
        name="联合党支部",
        kind=Kind.JOINT_BRANCH,
        valid_from=SINCE,
    )
    actions.add_members(actor=administrator, body=body, words=["101", "401"], starts_on=SINCE)
    return body


def test_organization_coverage_is_of_those_that_should_have_a_branch(
    world: World, joint: Organization
) -> None:
    declare(world.tea, True)
    declare(world.city_society, True)
    declare(world.mathematics, True, date(2025, 1, 1))
    declare(world.mathematics, False, date(2026, 2, 1))  # the latest holds
    found = report(world)
    by_key = {one.key: one for one in found.figures}
    assert [state.body for state in by_key["organization"].numerator] == [world.tea]
    assert [state.body for state in by_key["organization"].missing] == [world.city_society]
    assert [state.body for state in found.undeclared] == [world.nursing]
    before = {one.key: one for one in report(world, date(2026, 1, 31)).figures}
    assert len(before["organization"].denominator) == 3


def test_a_joint_branch_covers_its_societies_and_is_counted_once(world: World, joint: Organization) -> None:
    held(world.city_society, Office.ADVISOR)
    found = report(world)
    assert figures(found)["work"][1] == 4
    assert len(figures(found)["work"][0]) == 4
    assert found.kinds == {"society_committee": 0, "branch": 1, "work_group": 0, "joint_branch": 1}


def test_effective_coverage_needs_every_part(world: World, joint: Organization) -> None:
    """The joint branch has a secretary in term; the tea society's term ran out; the advisor's too."""
    held(joint, Office.SECRETARY, date(2028, 12, 31))
    held(world.branch, Office.SECRETARY, date(2026, 9, 2))
    held(world.city_society, Office.ADVISOR, date(2026, 9, 2))
    counted = {key: len(names) for key, (names, _all) in figures(report(world)).items()}
    assert counted == {
        "organization": 0, "work": 3, "effective": 2, "has": 3, "filled": 4, "in_term": 2, "met": 0,
    }  # fmt: skip
    a_day_before = {
        key: len(names) for key, (names, _all) in figures(report(world, date(2026, 9, 2))).items()
    }
    assert (a_day_before["effective"], a_day_before["work"]) == (4, 4)


def test_meetings_count_once_an_app_records_them(
    world: World, joint: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(joint, Office.SECRETARY)
    held(world.branch, Office.SECRETARY)
    without = {one.key: one for one in report(world).figures}
    assert (without["met"].is_recorded, len(without["effective"].numerator)) == (False, 3)
    asked: list[tuple[date, date]] = []

    def kept(bodies: Sequence[int], first: date, last: date) -> set[int]:
        asked.append((first, last))
        return {world.branch.pk} & set(bodies)

    monkeypatch.setattr(registry, "_meetings", [])
    registry.register_meetings(kept)
    with_meetings = {one.key: one for one in report(world).figures}
    assert asked == [(date(2025, 9, 3), TODAY)]
    assert with_meetings["met"].is_recorded
    assert [state.body for state in with_meetings["effective"].numerator] == [world.tea]


def test_closed_bodies_and_ended_memberships_are_out(
    world: World, administrator: Actor, joint: Organization
) -> None:
    Organization.objects.filter(pk__in=[world.branch.pk, world.city_society.pk]).update(
        valid_to=date(2026, 9, 2)
    )
    joint.memberships.filter(member=world.nursing).update(ends_on=date(2026, 9, 2))
    found = report(world)
    assert (len(figures(found)["work"][0]), figures(found)["work"][1]) == (1, 3)
    assert len(figures(report(world, date(2026, 9, 2)))["work"][0]) == 3


def test_coverage_costs_six_queries_whatever_the_number(world: World, joint: Organization) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            report(world)
        return len(caught)

    few = count()
    for number in range(3):
        society = Organization.objects.get(pk=world.association.pk).add_child(
            name=f"学会{number}", kind=Kind.SOCIETY, society_class=5, number=f"60{number}"
        )
        branch = society.add_child(name=f"支部{number}", kind=Kind.BRANCH)
        held(branch, Office.SECRETARY)
        declare(society, True)
    assert (few, count()) == (8, 8)  # and one for the head, one for the rules of rhythm


def test_own_people_and_administrators_declare(
    world: World, administrator: Actor, city_administrator: Actor, at_nine: object
) -> None:
    declared = {"society": world.tea, "should_have": True, "declared_on": TODAY}
    for actor in (world.actor(world.nursing_handler), city_administrator, world.actor(world.officer)):
        with pytest.raises(Denied):
            actions.declare_branch(actor=actor, **declared)  # type: ignore[arg-type]
    actions.declare_branch(actor=world.actor(world.tea_handler), **declared)  # type: ignore[arg-type]
    actions.declare_branch(actor=administrator, society=world.tea, should_have=False, declared_on=TODAY)
    assert [(one.should_have, one.declared_by) for one in BranchDeclaration.objects.all()] == [
        (False, "林知远")
    ]
    with pytest.raises(Invalid):
        actions.declare_branch(
            actor=administrator, society=world.tea, should_have=True, declared_on=date(2026, 9, 4)
        )


def test_the_page_opens_the_list_behind_every_figure(
    world: World, joint: Organization, client_of: SignIn
) -> None:
    declare(world.tea, True)
    client = client_of(world.officer)
    page = client.get("/organizations/coverage/").content.decode()
    assert ("组织覆盖" in page, "尚无记录" in page, "未计入" in page) == (True, True, True)
    behind = client.get("/organizations/coverage/?list=work").content.decode()
    assert (world.nursing.name in behind, world.city_society.name in behind) == (True, False)
    without = client.get("/organizations/coverage/?list=work&of=without").content.decode()
    assert (world.nursing.name in without, world.city_society.name in without) == (False, True)
    undeclared = client.get("/organizations/coverage/?list=undeclared&society_class=4").content.decode()
    assert (world.nursing.name in undeclared, world.mathematics.name in undeclared) == (True, False)
    assert client.get("/organizations/coverage/?on=2020-01-01").status_code == 200
    assert client.get("/organizations/coverage/?on=nonsense&under=nowhere").status_code == 404


def test_a_unit_sees_its_own_state_only(world: World, joint: Organization, client_of: SignIn) -> None:
    page = client_of(world.tea_handler).get("/organizations/coverage/?list=work").content.decode()
    assert (world.tea.name in page, world.nursing.name in page) == (True, False)


def test_a_handler_declares_on_a_page(world: World, at_nine: object, client_of: SignIn) -> None:
    client = client_of(world.tea_handler)
    address = f"/organizations/{world.tea.code}/declare/"
    assert client.post(address, {"should_have": "", "declared_on": "2026-09-03"}).status_code == 422
    assert client.post(address, {"should_have": "no", "declared_on": "2026-09-03"}).status_code == 302
    assert BranchDeclaration.objects.get().should_have is False
    assert clock.today() == TODAY
