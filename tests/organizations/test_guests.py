"""A guest takes part where he was named, for a time, and sees nothing of the body that invited him."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.organizations.queries import posts_of
from tests.world import World

SignIn = Callable[[Post], Client]


def invited(world: World, days: int = 30) -> tuple[Post, str]:
    return actions.invite_guest(
        actor=world.actor(world.officer),
        organization=world.association,
        name="穆清和",
        title="评审专家",
        ends_on=clock.today() + timedelta(days=days),
    )


def test_a_guest_comes_in_by_a_link_and_belongs_to_no_body(world: World, client: Client) -> None:
    guest, link = invited(world)
    assert client.get(link).status_code == 200
    actor = queries.actor_for(guest)
    assert actor.rights == frozenset({Right.GUEST})
    assert (actor.organization_id, actor.path, actor.organization_code) == (None, "", "")
    assert actor.organization_name == world.association.name
    assert not queries.visible_to(actor).exists()


def test_a_guest_holds_no_office_that_ends_or_stands_vacant(world: World) -> None:
    guest, _link = invited(world)
    officer = world.actor(world.officer)
    assert guest not in queries.terms_visible_to(officer, 6)
    assert guest not in queries.posts_at(world.association)
    Post.objects.filter(pk=guest.pk).update(holder=None)
    assert guest not in queries.vacant_posts(officer)


def test_a_guest_is_no_guest_after_the_last_day(world: World) -> None:
    guest, _link = invited(world, days=1)
    assert guest.holder is not None
    now = clock.now()
    for day, expected in ((1, [guest]), (2, [])):
        with clock.frozen(now + timedelta(days=day)):
            assert list(posts_of(guest.holder.pk)) == expected


def test_only_the_own_desk_invites_for_a_year_at_most(world: World) -> None:
    for who in (world.tea_handler, world.city_officer):
        with pytest.raises(Denied):
            actions.invite_guest(
                actor=world.actor(who), organization=world.association, name="穆清和", title="评审专家",
                ends_on=clock.today(),
            )  # fmt: skip
    with pytest.raises(Invalid) as caught:
        actions.invite_guest(
            actor=world.actor(world.officer), organization=world.association, name=" ", title="",
            ends_on=clock.today() + timedelta(days=400),
        )  # fmt: skip
    assert [problem.where for problem in caught.value.problems] == ["name", "title", "ends_on"]


def test_a_guest_stays_longer_and_ends_at_once(world: World) -> None:
    guest, _link = invited(world)
    officer = world.actor(world.officer)
    later = clock.today() + timedelta(days=60)
    assert actions.invite_again(actor=officer, guest=guest, ends_on=later).ends_on == later
    assert list(queries.guests_of(world.association.pk)) == [guest]
    with pytest.raises(Denied):
        actions.guest_link(actor=world.actor(world.tea_handler), guest=guest)
    assert actions.guest_link(actor=officer, guest=guest).startswith("/invitation/")
    actions.end_guest(actor=officer, guest=Post.objects.get(pk=guest.pk))
    assert list(queries.guests_of(world.association.pk)) == []


def test_a_guest_post_is_not_given_by_the_form_of_posts(world: World) -> None:
    with pytest.raises(Invalid):
        actions.create_post(
            actor=world.actor(world.administrator), organization=world.association, title="评审专家",
            role=Role.GUEST, holder=None,
        )  # fmt: skip


def test_a_guest_passes_nothing_on(world: World) -> None:
    guest, _link = invited(world)
    with pytest.raises(Denied):
        actions.delegate_post(
            actor=queries.actor_for(guest), post=guest, username="handler",
            first_day=date(2026, 9, 1), last_day=date(2026, 9, 2),
        )  # fmt: skip
