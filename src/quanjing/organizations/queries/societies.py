"""To which society each body of a subtree belongs, and so to which class: read once, never body by body."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q

from quanjing.foundation.paths import in_subtree
from quanjing.organizations.enums import Kind, SocietyClass
from quanjing.organizations.models import Organization


class Seat(NamedTuple):
    """A body with the class and level of the society that it is or stands under, else its own."""

    pk: int
    path: str
    society_class: int
    level: str


def seats_below(path: str) -> list[Seat]:
    """The bodies of a subtree, its head included, in the order of the tree: one query."""
    columns = ("pk", "path", "kind", "society_class", "level")
    step = Organization.steplen
    above = [path[:end] for end in range(step, len(path), step)]
    wanted = in_subtree(path) | Q(path__in=above, kind=Kind.SOCIETY)
    rows = Organization.objects.filter(wanted).order_by("path").values_list(*columns)
    found: list[Seat] = []
    society = Seat(0, "-", SocietyClass.NONE, "")
    for pk, own_path, kind, society_class, level in rows:
        if kind == Kind.SOCIETY:
            society = seat = Seat(pk, own_path, society_class, level)
        elif own_path.startswith(society.path):
            seat = Seat(pk, own_path, society.society_class, society.level)
        else:
            seat = Seat(pk, own_path, SocietyClass.NONE, level)
        if own_path.startswith(path):
            found.append(seat)
    return found
