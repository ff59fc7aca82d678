"""Every URL, asked for as nobody, another unit, the own unit, the parent unit and a post that only reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from quanjing.organizations.models import Post
from tests.contracts import CONTRACTS, Contract, Places

WHO = ("anonymous", "other unit", "own unit", "parent unit", "read-only")


def names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if not str(pattern.pattern).startswith("api/"):  # the API has its own matrix
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
    post = posts[column]
    got, wanted = {}, {}
    for name, contract in CONTRACTS.items():
        client = client_of(post) if post else Client()
        got[name] = ask(client, name, contract, places)
        wanted[name] = contract.statuses[column]
    assert got == wanted


def test_an_anonymous_reader_is_sent_to_the_sign_in(places: Places) -> None:
    answer = Client().get(reverse("directive_page", kwargs={"code": places.directive.code}))
    assert answer.headers["Location"].startswith("/accounts/login/?next=/directives/")
