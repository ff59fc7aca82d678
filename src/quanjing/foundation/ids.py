"""Short random public codes for URLs, files and mail subjects."""

from __future__ import annotations

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 l i, which people misread
LENGTH = 8


def new_code() -> str:
    """A code of eight characters: 31**8 values, unguessable enough to name but never to authorize."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def new_written_code() -> str:
    """Four groups such as k7m2-9xqp: 79 random bits that can be typed from paper without misreading."""
    letters = new_code() + new_code()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))


def new_secret() -> str:
    """A secret for one-time links and tokens, 256 bits, safe in URLs."""
    return secrets.token_urlsafe(32)
