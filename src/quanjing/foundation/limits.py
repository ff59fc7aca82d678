"""How often one address may look something up on a page that needs no sign-in."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from quanjing.foundation.http import client_address

SECONDS = 60


def too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Whether this address has asked more than `most` times within a minute of its first time."""
    address = salted_hmac("quanjing.foundation.limits", client_address(request), algorithm="sha256")
    key = f"limit.{what}.{address.hexdigest()}"  # nobody reads out of the cache who has asked
    cache.add(key, 0, SECONDS)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two
        return False
