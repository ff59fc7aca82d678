"""Bodies beside the tree: joint branches, alliances, layers, advisors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Kind, Office, Role
from quanjing.organizations.models import Membership, Organization, Post
from tests.world import World, person

SINCE = date(2026, 1, 1)
SignIn = Callable[[Post], Client]


def entered(actor: Actor, under: Organization, name: str, kind: Kind) -> Organization:
    return actions.add_organization(actor=actor, under=under, name=name, kind=kind, valid_from=SINCE)


@pytest.fixture
def joint(world: World, administrator: Actor, at_nine: object) -> Organization:
    """A branch under the association that serves two societies."""
    return entered(administrator, world.association, "第一联合党支部", Kind.JOINT_BRANCH)


def test_a_joint_branch_serves_societies_named_in_any_way(
    world: World, administrator: Actor, joint: Organization
) -> None:
    words = [" 江岚省护理学会 ", "", "101"]
    actions.add_members(actor=administrator, body=joint, words=words, starts_on=SINCE)
    members = [one.member for one in queries.members_of(joint)]
    assert members == [world.mathematics, world.nursing]
    assert [one.body for one in queries.layers_of(world.nursing).joint] == [joint]
    entry = AuditEntry.objects.get(verb="organizations.add_members")
    assert sorted(entry.detail["members"]) == sorted([world.mathematics.code, world.nursing.code])


def test_all_members_are_entered_or_none(world: World, administrator: Actor, joint: Organization) -> None:
    actions.add_members(actor=administrator, body=joint, words=["101"], starts_on=SINCE)
    with pytest.raises(Invalid) as refused:
        actions.add_members(
            actor=administrator,
            body=joint,
            words=["江岚省护理学会", "101", "没有的学会", joint.name],
            starts_on=SINCE,
        )
    assert len(refused.value.problems) == 3
    assert Membership.objects.count() == 1


def test_a_society_has_no_members(world: World, administrator: Actor) -> None:
    with pytest.raises(Invalid):
        actions.add_members(actor=administrator, body=world.tea, words=["101"], starts_on=SINCE)


def test_a_membership_ends_and_stays_as_past(world: World, administrator: Actor, joint: Organization) -> None:
    one = actions.add_members(actor=administrator, body=joint, words=["101"], starts_on=SINCE)[0]
    with pytest.raises(Invalid):
        actions.end_membership(actor=administrator, membership=one, on=date(2025, 12, 31))
    actions.end_membership(actor=administrator, membership=one, on=date(2026, 9, 2))
    assert queries.layers_of(world.mathematics).joint == []
    assert [past.ends_on for past in queries.memberships_of(world.mathematics)] == [date(2026, 9, 2)]
    actions.add_members(actor=administrator, body=joint, words=["101"], starts_on=date(2026, 9, 3))
    assert len(queries.layers_of(world.mathematics).joint) == 1


def test_only_administrators_of_both_enter_members(
    world: World, city_administrator_post: Post, joint: Organization
) -> None:
    city_administrator = world.actor(city_administrator_post)
    city = Organization.objects.get(pk=world.city.pk)  # its path may have moved
    own = entered(city_administrator, city, "岚州学会联合体", Kind.ALLIANCE)
    for actor, body in ((city_administrator, joint), (world.actor(world.officer), joint)):
        with pytest.raises(Denied):
            actions.add_members(actor=actor, body=body, words=["101"], starts_on=SINCE)
    with pytest.raises(Invalid):
        actions.add_members(actor=city_administrator, body=own, words=["101"], starts_on=SINCE)
    actions.add_members(actor=city_administrator, body=own, words=["岚州市园艺学会"], starts_on=SINCE)
    assert Membership.objects.get().member == world.city_society


def test_layers_hold_what_stands_below_and_the_advisor(
    world: World, administrator: Actor, at_nine: object
) -> None:
    tea = world.tea
    committee = entered(administrator, tea, "中共茶叶学会委员会", Kind.SOCIETY_COMMITTEE)
    group = entered(administrator, committee, "茶树分会党的工作小组", Kind.WORK_GROUP)
    advisor = actions.create_post(
        actor=administrator,
        organization=tea,
        title="党建工作指导员",
        role=Role.NONE,
        office=Office.ADVISOR,
        holder=person("advisor", "谢望舒"),
    )
    layers = queries.layers_of(tea)
    assert (layers.committees, layers.branches, layers.work_groups) == ([committee], [world.branch], [group])
    assert layers.advisors == [advisor]
    assert queries.layers_of(world.nursing).has_organization is False


def test_the_page_of_a_society_shows_all_and_costs_the_same(
    world: World, administrator: Actor, joint: Organization, client_of: SignIn
) -> None:
    client = client_of(world.tea_handler)
    address = f"/organizations/{world.tea.code}/"

    def count() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            assert client.get(address).status_code == 200
        return len(queries_made)

    count()
    actions.add_members(actor=administrator, body=joint, words=["301"], starts_on=SINCE)
    few = count()
    for number in range(3):
        alliance = entered(administrator, world.association, f"联合体{number}", Kind.ALLIANCE)
        actions.add_members(actor=administrator, body=alliance, words=["301"], starts_on=SINCE)
    assert count() == few
    page = client.get(address).content.decode()
    assert f"/organizations/{joint.code}/" not in page  # a name to know, not a page to open
    assert (joint.name in page, "联合体2" in page) == (True, True)


def test_members_are_entered_on_a_page(
    world: World, administrator: Actor, joint: Organization, client_of: SignIn
) -> None:
    client = client_of(world.administrator)
    address = f"/organizations/{joint.code}/members/add/"
    wrong = client.post(address, {"members": "没有的学会", "starts_on": "2026-01-01"})
    assert (wrong.status_code, "没有的学会" in wrong.content.decode()) == (422, True)
    right = client.post(address, {"members": "101\n301", "starts_on": "2026-01-01"})
    assert right.headers["Location"] == f"/organizations/{joint.code}/"
    one = Membership.objects.get(member=world.tea)
    end = f"/organizations/{joint.code}/members/{one.pk}/end/"
    assert client.post(end, {"ends_on": "2025-01-01"}).status_code == 422
    assert client.post(end, {"ends_on": "2026-09-01"}).status_code == 302
    assert client.get(f"/organizations/{world.mathematics.code}/members/{one.pk}/end/").status_code == 404


def test_a_post_may_be_set_up_vacant(world: World, client_of: SignIn) -> None:
    form = {"title": "书记", "role": "none", "office": "secretary", "person_name": "", "username": ""}
    answer = client_of(world.administrator).post(f"/organizations/{world.branch.code}/posts/add/", form)
    assert answer.status_code == 302
    made = Post.objects.get(organization=world.branch)
    assert (made.holder, made.office) == (None, Office.SECRETARY)
