"""What the platform already knows of an organization and its people: shown, not asked.

Apps that know facts register a provider; the form asks only for the keys that nobody knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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

_providers: list[tuple[str, Provider]] = []


def register(provider: Provider, prefix: str = "") -> Provider:
    """Register `provider(organization_id, actor)`, whose keys begin with `prefix`.

    It is called once a form, never once a field, and only where the form asks for a key of its own.
    """
    if (prefix, provider) not in _providers:
        _providers.append((prefix, provider))
    return provider


class Known(Mapping[str, KnownFact]):
    """Facts by key (`organization.name` …), looked up when asked for; an earlier provider wins."""

    def __init__(self, organization_id: int, actor: Actor | None) -> None:
        self._of = (organization_id, actor)
        self._found: dict[Provider, Mapping[str, KnownFact]] = {}

    def __getitem__(self, key: str) -> KnownFact:
        for prefix, provider in _providers:
            fact = self._facts(provider).get(key) if key.startswith(prefix) else None
            if fact and fact.value:
                return fact
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        keys = dict.fromkeys(key for _prefix, provider in _providers for key in self._facts(provider))
        return (key for key in keys if key in self)

    def __len__(self) -> int:
        return sum(1 for _key in self)

    def _facts(self, provider: Provider) -> Mapping[str, KnownFact]:
        if provider not in self._found:
            self._found[provider] = provider(*self._of)
        return self._found[provider]


def known(organization_id: int, actor: Actor | None = None) -> Known:
    return Known(organization_id, actor)
