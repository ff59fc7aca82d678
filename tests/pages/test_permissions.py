"""Every URL, asked for as nobody, another unit, the own unit, the parent unit and a post that only reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from quanjing.influence.actions import invite_third_party
from quanjing.influence.models import Measurement
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.contracts import CONTRACTS, EDITING, LOGIN, Contract, Places
from tests.world import person, post

# what concerns a guest's own account, and lists that stay empty until he is named somewhere
ACCOUNT = {
    *("account_change_password", "account_logout", "account_reauthenticate", "account_security"),
    *("language_switch", "mfa_activate_totp", "mfa_authenticate", "mfa_generate_recovery_codes"),
    *("mfa_index", "mfa_reauthenticate", "post_list"),
}
NEWS = {"digest_choose", "digest_page", "message_list", "message_count"}  # of his own post
GUEST_PAGES = ACCOUNT | NEWS | {"influence_list", "judging_list", "portal_go"}
THIRD_PARTY_PAGES = {
    *("influence_blank", "influence_item", "influence_item_add", "influence_items"),
    *("influence_page", "influence_upload"),
}
OPEN = ("/editing/sprite/", "/editing/jsi18n/")  # icons and words, the same for everybody
WHO = ("anonymous", "other unit", "own unit", "parent unit", "read-only")


def names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if not str(pattern.pattern).startswith(("api/", EDITING)):  # the API has its own matrix
                yield from names(pattern)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


def test_the_table_knows_every_url() -> None:
    assert sorted(set(names(get_resolver()))) == sorted(CONTRACTS)


def ask(client: Client, name: str, contract: Contract, places: Places) -> int:
    """The status of one page; what it wrote is taken back."""
    path = reverse(name, kwargs=dict(contract.arguments(places)))
    with transaction.atomic():
        answer: Any = getattr(client, contract.method)(path, contract.data(places))
        if answer.streaming:
            b"".join(answer)
        transaction.set_rollback(True)
    status: int = answer.status_code
    return status


@pytest.mark.parametrize("column", range(len(WHO)), ids=WHO)
def test_each_post_gets_what_the_table_says(
    places: Places, client_of: Callable[[Post], Client], column: int
) -> None:
    world = places.world
    posts = [None, world.city_handler, world.tea_handler, world.officer, world.auditor]
    seat = posts[column]
    got, wanted = {}, {}
    for name, contract in CONTRACTS.items():
        client = client_of(seat) if seat else Client()
        got[name] = ask(client, name, contract, places)
        wanted[name] = contract.statuses[column]
    assert got == wanted


def test_a_guest_opens_nothing_that_does_not_name_him(
    places: Places, client_of: Callable[[Post], Client]
) -> None:
    """A judge or third party: of the pages of bodies he gets none, whatever body invited him."""
    guest = post(places.world.association, "评审专家", Role.GUEST, person("guest", "穆清和"))
    got = {name: ask(client_of(guest), name, contract, places) for name, contract in CONTRACTS.items()}
    public = {name for name, contract in CONTRACTS.items() if contract.statuses[0] != LOGIN}
    opened = {name for name, status in got.items() if status not in (403, 404)} - public
    assert opened == GUEST_PAGES


def test_a_third_party_opens_the_measurement_that_names_it_alone(
    places: Places, client_of: Callable[[Post], Client]
) -> None:
    measurement = Measurement.objects.get(code=places.measurement)
    named, _link = invite_third_party(
        actor=places.world.actor(places.world.officer), measurement=measurement, firm="江岚信息研究所",
        person="穆清和", until=measurement.check_until,
    )  # fmt: skip
    holder = named.post.holder
    assert holder is not None
    holder.set_password("as the link asks")
    holder.save()
    client = client_of(named.post)
    got = {name: ask(client, name, contract, places) for name, contract in CONTRACTS.items()}
    public = {name for name, contract in CONTRACTS.items() if contract.statuses[0] != LOGIN}
    opened = {name for name, status in got.items() if status not in (403, 404)} - public
    assert opened == GUEST_PAGES | THIRD_PARTY_PAGES


def door_of(resolver: URLResolver) -> URLResolver:
    inner = [one for one in resolver.url_patterns if isinstance(one, URLResolver)]
    found = [one for app in inner for one in app.url_patterns if str(one.pattern) == EDITING]
    assert isinstance(found[0], URLResolver)
    return found[0]


def below(resolver: URLResolver, prefix: str) -> Iterator[str]:
    """The addresses below a prefix, with something in each place that takes an argument."""
    for pattern in resolver.url_patterns:
        route = prefix + re.sub(r"<(?:(\w+):)?\w+>", "1", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from below(pattern, route)
        elif not re.search(r"[\\^$()]", route):
            yield f"/{route}"


def test_nobody_but_an_editor_passes_the_door_of_the_editing_pages(
    places: Places, client_of: Callable[[Post], Client]
) -> None:
    world = places.world
    door = door_of(get_resolver())
    addresses = [one for one in below(door, EDITING) if not one.startswith(OPEN)]
    assert len(addresses) > 100
    assert {Client().get(one).status_code for one in addresses} == {302}
    for seat in (world.tea_handler, world.administrator):
        assert {client_of(seat).get(one).status_code for one in addresses} == {403}


def test_an_anonymous_reader_is_sent_to_the_sign_in(places: Places) -> None:
    answer = Client().get(reverse("directive_page", kwargs={"code": places.directive.code}))
    assert answer.headers["Location"].startswith("/accounts/login/?next=/directives/")
