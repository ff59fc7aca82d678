"""Posts, actors, one-time links, tokens."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from quanjing.accounts.actions import NewPerson
from quanjing.accounts.models import User
from quanjing.accounts.queries import open_invitation
from quanjing.audit.models import AuditEntry
from quanjing.foundation import facts
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Role
from quanjing.organizations.models import ApiToken, Post
from tests.world import World, person, post


def test_a_post_outside_its_term_gives_nothing(world: World, at_nine: object) -> None:
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=date(2026, 9, 2))
    Post.objects.filter(pk=world.nursing_handler.pk).update(starts_on=date(2026, 9, 4))
    Post.objects.filter(pk=world.mathematics_handler.pk).update(ends_on=date(2026, 9, 3))
    bodies = [world.tea.pk, world.nursing.pk, world.mathematics.pk]
    assert list(queries.handlers_of(bodies)) == [world.mathematics_handler]


def test_handlers_are_those_who_report_and_have_an_open_account(world: World) -> None:
    found = queries.handlers_of([world.association.pk, world.tea.pk, world.nursing.pk])
    assert set(found) == {world.officer, world.tea_handler, world.nursing_handler}
    User.objects.filter(username="nursing").update(is_active=False)
    assert set(found.all()) == {world.officer, world.tea_handler}


def test_a_city_officer_sees_his_subtree_and_a_handler_his_own_body(world: World) -> None:
    assert list(queries.visible_to(world.actor(world.city_officer))) == [world.city, world.city_society]
    assert list(queries.visible_to(world.actor(world.tea_handler))) == [world.tea]
    assert list(queries.visible_to(Actor(user_id=1, user_name="甲"))) == []


def test_appointing_somebody_new_enters_him_without_a_password(world: World, administrator: Actor) -> None:
    appointed = actions.appoint(
        actor=administrator,
        organization=world.tea,
        title="秘书长",
        role=Role.HANDLER,
        person=NewPerson("Shen", "沈雁秋", "shen@example.org"),
    )
    assert appointed.holder is not None
    assert (appointed.holder.username, appointed.holder.has_usable_password()) == ("shen", False)
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["organizations.create_post"]


def test_an_office_holder_without_rights_needs_no_username(world: World, administrator: Actor) -> None:
    nobody = NewPerson("", "顾南屏")
    named = actions.appoint(
        actor=administrator, organization=world.tea, title="理事长", role=Role.NONE, person=nobody
    )
    assert queries.actor_for(named).rights == frozenset[Right]()
    with pytest.raises(Invalid):
        actions.appoint(
            actor=administrator, organization=world.tea, title="理事长", role=Role.HANDLER, person=nobody
        )


def test_a_city_cannot_appoint_or_invite_people_of_the_province(
    world: World, city_administrator: Actor
) -> None:
    with pytest.raises(Invalid):
        actions.appoint(
            actor=city_administrator,
            organization=world.city,
            title="干事",
            role=Role.OFFICER,
            person=NewPerson("officer", "林知远"),
        )
    holder = world.officer.holder
    assert holder is not None
    post(world.city, "干事", Role.OFFICER, holder)
    with pytest.raises(Denied):
        actions.invite(actor=city_administrator, user=holder)


def test_a_post_to_come_outside_the_subtree_forbids_the_link_too(
    world: World, city_administrator: Actor, at_nine: object
) -> None:
    holder = world.city_handler.holder
    assert holder is not None
    later = post(world.tea, "经办人", Role.HANDLER, holder)
    Post.objects.filter(pk=later.pk).update(starts_on=date(2026, 10, 1))
    slips = actions.invite_holders(
        actor=city_administrator, under=world.city, posts=[world.city_handler, world.city_officer]
    )
    assert [slip.username for slip in slips] == ["city"]


def test_a_slip_carries_a_working_link(world: World, administrator: Actor) -> None:
    posts = queries.reporting_posts_below(world.association)
    slips = actions.invite_holders(actor=administrator, under=world.association, posts=posts)
    order = ["maths", "handler", "nursing", "city", "garden"]
    assert [slip.username for slip in slips] == order
    secret = slips[1].address.rstrip("/").rsplit("/", 1)[1]
    invitation = open_invitation(secret)
    assert invitation is not None
    assert invitation.user.username == "handler"
    assert slips[1].address.startswith("http://127.0.0.1:8000/invitation/")
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["organizations.invite_holders"]


def test_slips_take_as_many_queries_for_one_as_for_three(
    world: World, administrator: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    handlers = [world.tea_handler, world.nursing_handler, world.mathematics_handler]
    actions.invite(actor=administrator, user=world.tea_handler.holder)  # type: ignore[arg-type]  # the chain exists
    for count in (1, 3):
        with django_assert_num_queries(13):  # savepoints counted
            actions.invite_holders(actor=administrator, under=world.association, posts=handlers[:count])


def test_the_link_of_a_body_outside_is_denied(world: World, city_administrator: Actor) -> None:
    with pytest.raises(Denied):
        actions.invite_holders(actor=city_administrator, under=world.tea, posts=[world.tea_handler])


def test_a_post_ends_with_a_day_and_its_past_stays(
    world: World, administrator: Actor, at_nine: object
) -> None:
    actions.end_post(actor=administrator, post=world.tea_handler, on=date(2026, 9, 2))
    assert list(queries.handlers_of([world.tea.pk])) == []
    assert list(queries.posts_at(world.tea)) == [world.tea_handler]


def test_a_token_acts_under_its_post_until_it_is_revoked(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    secret = actions.issue_token(post=world.tea_handler)
    with django_assert_num_queries(1):
        actor = queries.actor_for_token(secret, "10.0.0.1")
    assert actor is not None
    assert (actor.user_name, actor.post_code, actor.origin) == (
        "周予安",
        world.tea_handler.code,
        "10.0.0.1",
    )
    token = ApiToken.objects.select_related("post__organization").get()
    assert token.secret_hash != secret
    with pytest.raises(Denied):
        actions.revoke_token(actor=world.actor(world.nursing_handler), token=token)
    actions.revoke_token(actor=actor, token=token)
    assert queries.actor_for_token(secret) is None
    verbs = [entry.verb for entry in AuditEntry.objects.order_by("at")]
    assert verbs == ["organizations.issue_token", "organizations.revoke_token"]


def test_a_token_dies_with_its_post_or_its_holder(world: World, at_nine: object) -> None:
    secret = actions.issue_token(post=world.tea_handler)
    User.objects.filter(username="handler").update(is_active=False)
    assert queries.actor_for_token(secret) is None
    User.objects.filter(username="handler").update(is_active=True)
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=date(2026, 9, 2))
    assert queries.actor_for_token(secret) is None
    assert queries.actor_for_token("qj_invented") is None


def test_forms_know_the_register_the_office_holders_and_who_fills_in(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post(world.tea, "理事长", Role.NONE, person("gu", "顾南屏"))
    handler = world.actor(world.tea_handler)
    with translation.override("en"), django_assert_num_queries(4):
        known = queries.known_facts(world.tea.pk, handler)
    values = {key: fact.value for key, fact in known.items() if fact.value}
    assert values == {
        "organization.name": "江岚省茶叶学会",
        "organization.number": "301",
        "organization.class": "农科",
        "organization.level": "省级",
        "organization.phone": "010-55550100",
        "organization.email": "office@example.org",
        "contact.name": "周予安",
        "contact.phone": "010-55550001",
        "contact.email": "handler@example.org",
        "post.理事长": "顾南屏",
        "post.president": "顾南屏",
        "post.head": "顾南屏",
        "filler.name": "周予安",
        "filler.post": "秘书处 经办人",
        "filler.phone": "010-55550001",
        "filler.email": "handler@example.org",
    }
    assert facts.known(world.tea.pk)["organization.name"].value == "江岚省茶叶学会"
    assert "filler.name" not in queries.known_facts(world.tea.pk, world.actor(world.officer))


def test_only_an_administrator_of_the_subtree_touches_posts(world: World, city_administrator: Actor) -> None:
    officer = world.actor(world.officer)
    for actor in (city_administrator, officer):
        with pytest.raises(Denied):
            actions.create_post(actor=actor, organization=world.tea, title="甲", role=Role.NONE, holder=None)
        with pytest.raises(Denied):
            actions.appoint(
                actor=actor,
                organization=world.tea,
                title="甲",
                role=Role.NONE,
                person=NewPerson("", "乙"),
            )
        with pytest.raises(Denied):
            actions.end_post(actor=actor, post=world.tea_handler, on=date(2026, 12, 31))
    assert AuditEntry.objects.count() == 0


def test_every_wrong_entry_of_a_post_is_named(world: World, administrator: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        actions.create_post(
            actor=administrator,
            organization=world.tea,
            title=" ",
            role="king",
            holder=None,
            starts_on=date(2026, 9, 2),
            ends_on=date(2026, 9, 1),
        )
    assert [problem.where for problem in refused.value.problems] == ["title", "role", "ends_on"]


def test_a_term_does_not_end_before_it_begins(world: World, administrator: Actor) -> None:
    begun = actions.create_post(
        actor=administrator,
        organization=world.tea,
        title="干事",
        role=Role.NONE,
        holder=None,
        starts_on=date(2026, 9, 2),
    )
    with pytest.raises(Invalid):
        actions.end_post(actor=administrator, post=begun, on=date(2026, 9, 1))


def test_a_vacant_post_has_no_token(world: World, administrator: Actor) -> None:
    vacant = actions.create_post(
        actor=administrator, organization=world.tea, title="干事", role=Role.HANDLER, holder=None
    )
    with pytest.raises(Missing):
        actions.issue_token(post=vacant)
