"""Where a new body goes in the tree.

Siblings stand by class, number, name. New ones take free places between their neighbours, so that no path
that somebody has noted (the audit record keeps paths) ever changes; only where a gap is used up are the
siblings spread out anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from quanjing.foundation.paths import ALPHABET, in_subtree
from quanjing.organizations.models import Organization

STEP = Organization.steplen
ROOM = len(ALPHABET) ** STEP
USUAL_GAP = len(ALPHABET) ** 2
DIGITS = re.compile(r"\d+")
ASIDE = "-"  # stands before every letter of the alphabet, so that paths set aside meet no real one

Key = tuple[int, str, str]


def key_of(body: Organization) -> Key:
    """Class, number, name; digits compare as numbers, so that 9 stands before 10."""
    number = DIGITS.sub(lambda found: found.group().zfill(12), body.number)
    return body.society_class, number, body.name


def lock_tree() -> None:
    """Tree changes wait for each other: a row lock on the roots (SQLite's transactions do so anyway)."""
    list(Organization.objects.select_for_update().filter(depth=1).values_list("pk", flat=True))


def insert(parent: Organization, bodies: Sequence[Organization]) -> None:
    """Save new bodies under `parent`, each in its place: one read, one bulk insert, one update.

    The caller holds the lock; `parent` is read again. The bodies get keys and paths.
    """
    parent.refresh_from_db(fields=["path", "depth", "numchild"])
    siblings = list(_children(parent))
    ordered = sorted(bodies, key=key_of)
    places = _places(siblings, ordered)
    if not places:
        even = _evenly(siblings, ordered)
        _rebase({sibling.path: parent.path + written(even[id(sibling)]) for sibling in siblings})
        places = [even[id(body)] for body in ordered]
    for body, place in zip(ordered, places, strict=True):
        body.path = parent.path + written(place)
        body.depth = parent.depth + 1
        body.numchild = 0
    Organization.objects.bulk_create(ordered)
    Organization.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(ordered))


def replace(body: Organization) -> None:
    """Move a body whose class or number changed to its place among its siblings, with all below it."""
    old = body.path
    parent = Organization.objects.get(path=old[:-STEP])
    siblings = [sibling for sibling in _children(parent) if sibling.pk != body.pk]
    after = [sibling for sibling in siblings if key_of(sibling) > key_of(body)]
    before = [sibling for sibling in siblings if key_of(sibling) <= key_of(body)]
    if all(s.path < old for s in before) and all(s.path > old for s in after):
        return
    places = _places(siblings, [body])
    if places:
        _rebase({old: parent.path + written(places[0])})
    else:
        even = _evenly(siblings, [body])
        _rebase({moved.path: parent.path + written(even[id(moved)]) for moved in [*siblings, body]})
    body.refresh_from_db(fields=["path"])


def written(place: int) -> str:
    """A place as one step of a path: 37 is 0011."""
    letters = ""
    for _ in range(STEP):
        place, rest = divmod(place, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters


def _children(parent: Organization) -> list[Organization]:
    below = Organization.objects.filter(in_subtree(parent.path), depth=parent.depth + 1).order_by("path")
    return list(below.only("pk", "path", "society_class", "number", "name"))


def _place(body: Organization) -> int:
    return int(body.path[-STEP:], len(ALPHABET))


def _gap(siblings: Sequence[Organization], body: Organization) -> int:
    """How many siblings stand before `body`."""
    key = key_of(body)
    return next((n for n, sibling in enumerate(siblings) if key_of(sibling) > key), len(siblings))


def _places(siblings: Sequence[Organization], ordered: Sequence[Organization]) -> list[int]:
    """Free places for bodies in order, or nothing where a gap is too small."""
    found: list[int] = []
    for gap, group in groupby(ordered, key=lambda body: _gap(siblings, body)):
        count = len(list(group))
        low = _place(siblings[gap - 1]) if gap else 0
        inner = gap < len(siblings)
        high = _place(siblings[gap]) if inner else ROOM
        step = (high - low) // (count + 1)
        if not step:
            return []
        found += [low + (step if inner else min(step, USUAL_GAP)) * n for n in range(1, count + 1)]
    return found


def _evenly(siblings: Sequence[Organization], ordered: Sequence[Organization]) -> dict[int, int]:
    """Places with equal gaps for all siblings together with the new ones, by `id()` of the body."""
    step = ROOM // (len(siblings) + len(ordered) + 1)
    together = sorted([*siblings, *ordered], key=key_of)
    return {id(body): step * n for n, body in enumerate(together, start=1)}


def _rebase(moves: dict[str, str]) -> None:
    """Give subtrees new paths: all are set aside first, so that none meets another on the way."""
    for old, new in moves.items():
        Organization.objects.filter(in_subtree(old)).update(
            path=Concat(Value(ASIDE + new), Substr("path", len(old) + 1))
        )
    Organization.objects.filter(path__startswith=ASIDE).update(path=Substr("path", len(ASIDE) + 1))
