"""Codes by which somebody without an account finds his own again; only their digests are kept."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from quanjing.foundation.ids import new_code


def new_lookup() -> str:
    """Sixteen characters in four groups: nobody guesses one, and it can be written down."""
    letters = new_code() + new_code()
    return "-".join(letters[place : place + 4] for place in range(0, 16, 4))


def digest_of(lookup: str) -> str:
    """The digest under the key of the installation; the same however the code was typed."""
    plain = "".join(one for one in lookup.lower() if one.isalnum())
    return salted_hmac("quanjing.services.lookup", plain, algorithm="sha256").hexdigest() if plain else ""
