"""Signing in, with real requests."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import DjangoAssertNumQueries, Settings

from quanjing.accounts.models import User
from quanjing.audit.models import AuditEntry
from tests.world import PASSWORD, World

LOGIN = "/accounts/login/"


def try_to_sign_in(client: Client, login: str, password: str = PASSWORD, **extra: str) -> int:
    return client.post(LOGIN, {"login": login, "password": password}, **extra).status_code


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["handler", "HANDLER", "handler@example.org"])
def test_a_person_signs_in_by_username_or_mail_address(world: World, client: Client, login: str) -> None:
    assert try_to_sign_in(client, login) == 302
    assert is_signed_in(client)


def test_signing_in_leaves_no_count_and_no_entry(world: World, client: Client) -> None:
    try_to_sign_in(client, "handler")
    assert "last_login" not in {field.name for field in User._meta.get_fields()}
    assert AuditEntry.objects.count() == 0


def test_a_wrong_password_is_refused_and_said(world: World, client: Client) -> None:
    response = client.post(LOGIN, {"login": "handler", "password": "wrong horse"})
    assert response.status_code == 200
    assert not is_signed_in(client)
    assert response.context["form"].non_field_errors().as_data()[0].code == "username_password_mismatch"


def test_a_person_without_password_or_with_a_closed_account_stays_out(world: World, client: Client) -> None:
    User.objects.filter(username="handler").update(is_active=False)
    response = client.post(LOGIN, {"login": "handler", "password": PASSWORD})
    assert response.url == reverse("account_inactive")
    assert client.get(response.url).status_code == 200
    assert not is_signed_in(client)


def test_eight_wrong_passwords_pause_this_name_at_this_address_only(
    world: World, client: Client, settings: Settings
) -> None:
    settings.AXES_ENABLED = True
    for _ in range(7):
        assert try_to_sign_in(client, "handler", "wrong horse") == 200
    assert try_to_sign_in(client, "handler", "wrong horse") == 429
    assert try_to_sign_in(client, "handler") == 429
    assert not is_signed_in(client)
    assert try_to_sign_in(Client(), "nursing") == 302
    assert try_to_sign_in(Client(), "handler", REMOTE_ADDR="10.0.0.7") == 302


def test_the_lockout_page_says_what_to_do(world: World, client: Client, settings: Settings) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 1
    response = client.post(LOGIN, {"login": "handler", "password": "wrong horse"})
    assert response.status_code == 429
    assert "account/locked.html" in [template.name for template in response.templates]


def test_a_forged_address_does_not_escape_the_lockout(
    world: World, client: Client, settings: Settings
) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 1
    assert try_to_sign_in(client, "handler", "wrong horse", HTTP_X_FORWARDED_FOR="10.0.0.1") == 429
    assert try_to_sign_in(client, "handler", HTTP_X_FORWARDED_FOR="10.0.0.2") == 429


def test_signing_out_asks_and_then_ends_the_session(world: World, client: Client) -> None:
    try_to_sign_in(client, "handler")
    assert client.get("/accounts/logout/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/accounts/logout/").status_code == 302
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_reset_password", "account_set_password"]
)
def test_nobody_signs_up_or_resets_a_password_by_mail(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_sign_in_page_has_one_primary_button_and_needs_no_query(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(LOGIN)
    with django_assert_num_queries(0):
        page = client.get(LOGIN).content.decode()
    assert page.count("btn-primary") == 1


def test_a_change_of_password_is_recorded_and_keeps_the_session(world: World, client: Client) -> None:
    try_to_sign_in(client, "handler")
    fresh = {"oldpassword": PASSWORD, "password1": "green tea at dawn", "password2": "green tea at dawn"}
    response = client.post("/accounts/password/change/", fresh)
    assert response.url == "/accounts/"
    assert client.get("/accounts/").status_code == 200
    assert try_to_sign_in(Client(), "handler", "green tea at dawn") == 302
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.user_name) == ("accounts.change_password", "周予安")
