"""The second step at sign-in: a code from an app, or a recovery code."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from quanjing.audit.models import AuditEntry
from tests.world import PASSWORD, World


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client) -> str:
    response = client.post("/accounts/login/", {"login": "handler", "password": PASSWORD})
    return str(response.url)


def test_a_person_sets_the_app_up_and_gets_recovery_codes(
    world: World, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sign_in(client)
    confirm = client.get("/accounts/2fa/totp/activate/").url
    assert client.get(confirm).status_code == 200
    assert client.post(confirm, {"password": PASSWORD}).url == "/accounts/2fa/totp/activate/"
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.url == "/accounts/2fa/recovery-codes/"
    assert len(client.get(response.url).context["unused_codes"]) == 10
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    verbs = list(AuditEntry.objects.values_list("verb", flat=True))
    assert verbs == ["accounts.add_authenticator", "accounts.add_authenticator"]


def test_the_password_alone_no_longer_signs_in(world: World, client: Client) -> None:
    holder = world.tea_handler.holder
    TOTP.activate(holder, "JBSWY3DPEHPK3PXP")
    assert sign_in(client) == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    response = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert response.context["form"].errors != {}
    client.post("/accounts/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert client.session["_auth_user_id"] == str(holder.pk)  # type: ignore[union-attr]


def test_a_recovery_code_works_once(world: World, client: Client) -> None:
    holder = world.tea_handler.holder
    TOTP.activate(holder, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(holder).get_unused_codes()[0]
    sign_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" in client.session
    second = Client()
    sign_in(second)
    second.post("/accounts/2fa/authenticate/", {"code": code})
    assert "_auth_user_id" not in second.session
    assert Authenticator.objects.filter(user=holder).count() == 2
