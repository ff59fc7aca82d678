"""Pages in Chinese or English."""

from __future__ import annotations

from django.conf import settings
from django.test import Client

from quanjing.accounts.models import User
from tests.world import PASSWORD, World

COOKIE = settings.LANGUAGE_COOKIE_NAME


def test_a_visitor_switches_by_cookie_and_comes_back_to_the_page(world: World, client: Client) -> None:
    response = client.post("/language/", {"language": "en", "next": "/accounts/login/?next=/posts/"})
    assert response.url == "/accounts/login/?next=/posts/"
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="en"' in page
    assert "Sign in" in page


def test_the_choice_of_a_person_is_kept_for_the_next_sign_in(world: World, client: Client) -> None:
    client.post("/accounts/login/", {"login": "handler", "password": PASSWORD})
    client.post("/language/", {"language": "en"})
    assert User.objects.get(username="handler").language == "en"
    elsewhere = Client()
    response = elsewhere.post("/accounts/login/", {"login": "handler", "password": PASSWORD})
    assert response.cookies[COOKIE].value == "en"


def test_an_unknown_language_and_a_foreign_target_are_ignored(world: World, client: Client) -> None:
    response = client.post("/language/", {"language": "xx", "next": "https://example.org/"})
    assert response.url == "/"
    assert COOKIE not in response.cookies
