"""What the platform already knows of an organization and its people: shown, not asked.

Apps that know facts register a provider; the form asks only for the keys that nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from quanjing.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class KnownFact:
    value: str
    source: str | Promise  # where it comes from, in the user's language
    on: date | None = None  # since when it is known


Provider = Callable[[int, Actor | None], Mapping[str, KnownFact]]

_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Register `provider(organization_id, actor)`, called once a form, never once a field."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def known(organization_id: int, actor: Actor | None = None) -> dict[str, KnownFact]:
    """All facts by key (`organization.name`, `filler.name` …); an earlier provider wins."""
    facts: dict[str, KnownFact] = {}
    for provider in _providers:
        facts = {**provider(organization_id, actor), **facts}
    return {key: fact for key, fact in facts.items() if fact.value}
