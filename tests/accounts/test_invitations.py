"""One-time links: once, in time, for one person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from quanjing.accounts import actions, queries
from quanjing.accounts.actions import NewPerson
from quanjing.accounts.models import Invitation, User
from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid, Missing
from tests.world import World

FRESH = "green tea at dawn"


@pytest.fixture
def newcomer(db: None) -> User:
    return actions.add_people(people=[NewPerson("s301", "沈雁秋", "s301@example.org", "010-55550101")])[0]


def test_the_language_chosen_beside_the_link_is_kept(world: World, newcomer: User, client: Client) -> None:
    client.cookies["quanjing_language"] = "en"
    path = f"/invitation/{actions.invite(user=newcomer)}/"
    answer = client.post(path, {"password": FRESH, "again": FRESH})
    assert answer.cookies["quanjing_language"].value == "en"
    assert User.objects.get(pk=newcomer.pk).language == "en"


def test_the_link_sets_the_password_signs_in_and_is_used_up(
    world: World, newcomer: User, client: Client
) -> None:
    path = f"/invitation/{actions.invite(user=newcomer)}/"
    assert client.get(path).status_code == 200
    response = client.post(path, {"password": FRESH, "again": FRESH})
    assert response.url == "/"
    assert client.session["_auth_user_id"] == str(newcomer.pk)
    assert Client().get(path).status_code == 404
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.user_name) == ("accounts.accept_invitation", "沈雁秋")


def test_a_weak_password_is_refused_and_the_link_still_works(
    world: World, newcomer: User, client: Client
) -> None:
    path = f"/invitation/{actions.invite(user=newcomer)}/"
    for password, again in (("short", "short"), ("1234567890", "1234567890"), (FRESH, "another one")):
        assert client.post(path, {"password": password, "again": again}).status_code == 422
    assert User.objects.get(pk=newcomer.pk).has_usable_password() is False
    assert client.post(path, {"password": FRESH, "again": FRESH}).status_code == 302


def test_a_link_expires_after_fourteen_days(newcomer: User) -> None:
    secret = actions.invite(user=newcomer)
    with clock.frozen(clock.now() + timedelta(days=14, minutes=1)), pytest.raises(Missing):
        actions.accept_invitation(secret=secret, password=FRESH)


def test_a_new_link_ends_the_earlier_one(newcomer: User) -> None:
    first = actions.invite(user=newcomer)
    second = actions.invite(user=newcomer)
    assert queries.open_invitation(first) is None
    found = queries.open_invitation(second)
    assert found is not None
    assert found.user == newcomer


def test_a_link_can_be_typed_from_paper(newcomer: User) -> None:
    secret = actions.invite(user=newcomer)
    assert re.fullmatch(r"[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){3}", secret)
    assert queries.open_invitation(secret.upper()) == Invitation.objects.get()


def test_only_the_hash_of_a_secret_is_kept(newcomer: User) -> None:
    secret = actions.invite(user=newcomer)
    assert Invitation.objects.get().secret_hash == queries.hashed(secret) != secret


def test_a_closed_account_cannot_use_its_link(newcomer: User) -> None:
    secret = actions.invite(user=newcomer)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    with pytest.raises(Missing):
        actions.accept_invitation(secret=secret, password=FRESH)


def test_a_new_password_does_not_skip_the_second_step(world: World, newcomer: User, client: Client) -> None:
    TOTP.activate(newcomer, "JBSWY3DPEHPK3PXP")
    response = client.post(
        f"/invitation/{actions.invite(user=newcomer)}/", {"password": FRESH, "again": FRESH}
    )
    assert response.url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_a_username_that_is_taken_is_continued(newcomer: User) -> None:
    people = actions.add_people(
        people=[NewPerson("S301", "甲"), NewPerson("s301", "乙"), NewPerson("t1", "丙")]
    )
    assert [person.username for person in people] == ["s301-2", "s301-3", "t1"]


def test_a_bad_password_names_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        actions.check_password(password="123")
    assert {problem.where for problem in refused.value.problems} == {"password"}
