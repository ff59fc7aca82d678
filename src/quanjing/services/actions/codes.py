"""Codes by which somebody without an account finds his own again; only their digests are kept."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def digest_of(lookup: str) -> str:
    """The digest under the key of the installation; the same however the code was typed."""
    plain = "".join(one for one in lookup.lower() if one.isalnum())
    return salted_hmac("quanjing.services.lookup", plain, algorithm="sha256").hexdigest() if plain else ""
