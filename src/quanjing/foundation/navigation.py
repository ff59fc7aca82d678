"""The main navigation, gathered from the apps: each AppConfig names its entries."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db.models import TextChoices
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Actor, Right


class Group(TextChoices):
    """Headings in the bar, in the order of the bar, behind the entries that stand alone."""

    WORK = "work", _("Work")
    ORGANIZATIONS = "organizations", _("Organizations")
    RECORDS = "records", _("Registers")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the bar: shown to posts that hold any of `rights` and none of `unless`, by `position`.

    Under the heading of its `group`; without one it stands alone.
    """

    label: str | Promise
    url_name: str
    position: int
    rights: frozenset[Right]
    unless: frozenset[Right] = frozenset()
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An entry as the bar shows it."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """Places under a heading; an empty heading where one stands alone."""

    label: str | Promise
    places: tuple[Place, ...]

    @property
    def is_current(self) -> bool:
        return any(place.is_current for place in self.places)


def menus_for(actor: Actor | None, path: str) -> list[Menu]:
    """The bar of `actor` on the page at `path`; a heading with one place under it gives way to the place."""
    entries = [(entry, reverse(entry.url_name)) for entry in _entries_for(actor)]
    here = max((url for _entry, url in entries if _leads_to(path, url)), key=len, default="")
    menus = []
    for group in (None, *Group):
        places = [Place(entry.label, url, url == here) for entry, url in entries if entry.group == group]
        if group is not None and len(places) > 1:
            menus.append(Menu(group.label, tuple(places)))
        else:
            menus += [Menu("", (place,)) for place in places]
    return menus


def _entries_for(actor: Actor | None) -> list[Entry]:
    if actor is None:
        return []
    named = [entry for config in apps.get_app_configs() for entry in getattr(config, "navigation", ())]
    return sorted(
        (e for e in named if e.rights & actor.rights and not e.unless & actor.rights),
        key=lambda entry: entry.position,
    )


def _leads_to(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)
