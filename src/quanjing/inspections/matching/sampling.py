"""The sample of an inspection: anybody who knows seed, codes and parts draws the same.

For each body the SHA-256 of "seed:code" is written in hexadecimal digits. Within each part of the list the
bodies stand by these digits, and the first so many are drawn; all where there are fewer. The order in which
bodies are given plays no role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def digest(seed: str, code: str) -> str:
    """What a body is put in order by; `printf '%s' "seed:code" | sha256sum` gives the same."""
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def draw(seed: str, population: Mapping[str, str], size: int) -> list[str]:
    """The codes that are drawn, part after part, each in the order of its digests.

    Args:
        population: code of a body -> the part that it belongs to.
        size: how many are drawn of each part.
    """
    parts: dict[str, list[str]] = {}
    for code, part in population.items():
        parts.setdefault(part, []).append(code)
    return [
        code
        for part in sorted(parts)
        for code in sorted(parts[part], key=lambda one: (digest(seed, one), one))[:size]
    ]
