"""The main navigation, gathered from the apps: each AppConfig names its entries."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise

from quanjing.foundation.actor import Actor, Right


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the bar: shown to posts that hold any of `rights` and none of `unless`, by `position`."""

    label: str | Promise
    url_name: str
    position: int
    rights: frozenset[Right]
    unless: frozenset[Right] = frozenset()


def entries_for(actor: Actor | None) -> list[Entry]:
    """The entries that `actor` may use, in order."""
    if actor is None:
        return []
    named = [entry for config in apps.get_app_configs() for entry in getattr(config, "navigation", ())]
    return sorted(
        (e for e in named if e.rights & actor.rights and not e.unless & actor.rights),
        key=lambda entry: entry.position,
    )
