"""Where a request came from: proxies are believed only as far as they are named."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from quanjing.foundation.http import client_address


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "origin"),
    [
        ([], "10.0.0.1", "203.0.113.9", "10.0.0.1"),
        (["10.0.0.1"], "10.0.0.1", "203.0.113.9", "203.0.113.9"),
        (["10.0.0.0/8"], "10.0.0.1", "198.51.100.7, 203.0.113.9, 10.2.2.2", "203.0.113.9"),
        (["10.0.0.1"], "198.51.100.7", "203.0.113.9", "198.51.100.7"),
        (["10.0.0.1"], "10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_the_client_is_the_last_address_that_is_no_proxy(
    settings: Settings, proxies: list[str], remote: str, forwarded: str, origin: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == origin
