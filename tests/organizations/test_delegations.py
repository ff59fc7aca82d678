"""A delegate has a post's rights for some days, marked with both names, until it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Delegation, Post
from tests.world import World, person, post

SignIn = Callable[[Post], Client]
FIRST, LAST = date(2026, 9, 3), date(2026, 9, 10)


def at(day: int) -> datetime:
    return datetime(2026, 9, day, 9, 0, tzinfo=clock.CHINA)


@pytest.fixture
def colleague(world: World) -> Post:
    """The tea society's secretary-general, whose own post gives no rights."""
    return post(world.tea, "秘书长", Role.NONE, person("rao", "饶晚舟"))


@pytest.fixture
def delegation(world: World, colleague: Post, at_nine: datetime) -> Delegation:
    handler = world.actor(world.tea_handler)
    return actions.delegate_post(
        actor=handler, post=world.tea_handler, username="rao", first_day=FIRST, last_day=LAST
    )


def hats(who: Post) -> list[Post]:
    assert who.holder is not None
    return list(queries.hats_of(who.holder.pk))


def test_a_delegate_has_the_post_in_the_span_only(
    world: World, colleague: Post, delegation: Delegation
) -> None:
    for day, expected in ((2, False), (3, True), (10, True), (11, False)):
        with clock.frozen(at(day)):
            assert (world.tea_handler in hats(colleague)) is expected
    with clock.frozen(at(4)):
        acting = queries.actor_for(hats(colleague)[1], "", colleague.holder)
    assert (acting.user_name, acting.acting_for) == ("饶晚舟", "周予安")
    assert acting.signature == "饶晚舟（代周予安）"
    assert acting.post_title == "秘书处 经办人（代周予安）"
    assert acting.rights == frozenset({Right.REPORT})


def test_the_record_says_who_acted_for_whom(world: World, colleague: Post, delegation: Delegation) -> None:
    acting = queries.actor_for(hats(colleague)[1], "", colleague.holder)
    actions.change_organization(actor=acting, organization=world.tea, changes={"phone": "010-55550999"})
    entry = AuditEntry.objects.get(verb="organizations.change")
    assert (entry.user_name, entry.post_title) == ("饶晚舟", "秘书处 经办人（代周予安）")
    assert entry.detail["acting_for"] == "周予安"


def test_a_delegate_passes_nothing_on(world: World, colleague: Post, delegation: Delegation) -> None:
    acting = queries.actor_for(hats(colleague)[1], "", colleague.holder)
    with pytest.raises(Denied):
        actions.delegate_post(
            actor=acting, post=world.tea_handler, username="handler", first_day=FIRST, last_day=LAST
        )
    with pytest.raises(Denied):
        actions.revoke_delegation(actor=acting, delegation=delegation)
    with pytest.raises(Missing):
        queries.own_post(acting.user_id, acting.post_code)  # what a token is made for


def test_revoked_it_ends_at_once(world: World, colleague: Post, delegation: Delegation) -> None:
    actions.revoke_delegation(actor=world.actor(world.tea_handler), delegation=delegation)
    assert hats(colleague) == [colleague]
    assert AuditEntry.objects.filter(verb="organizations.revoke_delegation").count() == 1


def test_when_the_post_ends_the_delegation_gives_nothing(
    world: World, colleague: Post, delegation: Delegation
) -> None:
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on=date(2026, 9, 4))
    with clock.frozen(at(5)):
        assert hats(colleague) == [colleague]


@pytest.mark.parametrize(
    ("username", "first", "last", "where"),
    [
        ("nursing", FIRST, LAST, "username"),
        ("nobody", FIRST, LAST, "username"),
        ("handler", FIRST, LAST, "username"),
        ("rao", LAST, FIRST, "last_day"),
        ("rao", date(2026, 8, 1), date(2026, 9, 2), "last_day"),
        ("rao", FIRST, date(2026, 12, 4), "last_day"),
    ],
)
def test_strangers_and_wrong_spans_are_refused(
    world: World, colleague: Post, at_nine: datetime, username: str, first: date, last: date, where: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.delegate_post(
            actor=world.actor(world.tea_handler),
            post=world.tea_handler,
            username=username,
            first_day=first,
            last_day=last,
        )
    assert [problem.where for problem in refused.value.problems] == [where]


def test_one_delegate_at_a_time(world: World, colleague: Post, delegation: Delegation) -> None:
    with pytest.raises(Invalid):
        actions.delegate_post(
            actor=world.actor(world.tea_handler),
            post=world.tea_handler,
            username="officer",
            first_day=LAST,
            last_day=LAST,
        )


def test_only_the_holder_and_administrators_name_delegates(
    world: World, colleague: Post, administrator: Actor, city_administrator: Actor, at_nine: datetime
) -> None:
    span = {"username": "rao", "first_day": FIRST, "last_day": LAST}
    for actor in (city_administrator, world.actor(world.nursing_handler), world.actor(colleague)):
        with pytest.raises(Denied):
            actions.delegate_post(actor=actor, post=world.tea_handler, **span)  # type: ignore[arg-type]
    actions.delegate_post(actor=administrator, post=world.tea_handler, **span)  # type: ignore[arg-type]


def test_the_header_changes_hats_without_signing_out(
    world: World, colleague: Post, delegation: Delegation, client_of: SignIn
) -> None:
    client = client_of(colleague)
    page = client.get("/organizations/own/", follow=True).content.decode()
    assert (f'value="{world.tea_handler.code}"' in page, "代 周予安" in page) == (True, True)
    assert client.post("/post/", {"post": world.tea_handler.code}).status_code == 302
    own = client.get("/posts/").content.decode()
    assert ("秘书处 经办人（代周予安）" in own, "您正在代周予安" in own) == (True, True)
    assert client.post("/posts/tokens/").status_code == 404
    with clock.frozen(at(11)):
        assert "秘书处 经办人（代周予安）" not in client.get("/posts/").content.decode()
        assert client.post("/post/", {"post": world.tea_handler.code}).status_code == 404


def test_without_a_choice_a_delegate_keeps_his_own_post(
    world: World, colleague: Post, delegation: Delegation
) -> None:
    client = Client()
    assert colleague.holder is not None
    client.force_login(colleague.holder, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get("/posts/")
    assert answer.wsgi_request.actor.post_code == colleague.code  # type: ignore[attr-defined]


def test_a_holder_names_and_takes_back_on_pages(
    world: World, colleague: Post, at_nine: datetime, client_of: SignIn
) -> None:
    client = client_of(world.tea_handler)
    address = f"/organizations/{world.tea.code}/posts/{world.tea_handler.code}/delegate/"
    form = {"username": "rao", "first_day": "2026-09-03", "last_day": "2026-09-10"}
    assert client.post(address, {**form, "username": "nursing"}).status_code == 422
    assert client.post(address, form).headers["Location"] == "/posts/"
    assert "饶晚舟" in client.get("/posts/").content.decode()
    revoke = f"/posts/delegations/{Delegation.objects.get().pk}/revoke/"
    assert client_of(world.nursing_handler).post(revoke).status_code == 404
    assert client.post(revoke).headers["Location"] == "/posts/"
    assert hats(colleague) == [colleague]
