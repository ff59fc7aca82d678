"""Schemes that an actor may see, their indicators in order, the engine's scheme made of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from quanjing.assessment.enums import ISSUED, SchemeState
from quanjing.assessment.models import Assessed, Indicator, Reviewer, Scheme
from quanjing.assessment.scoring import LEVELS, scheme_from
from quanjing.assessment.scoring import Scheme as Scoring
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing


def oversees(actor: Actor) -> bool:
    """Whether the post looks after the schemes of its body: who reads all below, and the head."""
    return actor.reads_subtree or actor.may(Right.CONFIRM)


def visible_to(actor: Actor) -> QuerySet[Scheme]:
    """Schemes of the own body; issued ones by which the own body is assessed; those the own post reviews."""
    mine = Assessed.objects.filter(organization=actor.organization_id).values("scheme")
    reviewed = Reviewer.objects.filter(post=actor.post_id).values("scheme")
    own = Q(organization=actor.organization_id) if oversees(actor) else Q(pk__in=[])
    issued = Q(state__in=[*ISSUED, SchemeState.REPLACED]) & (Q(pk__in=mine) | Q(pk__in=reviewed))
    return Scheme.objects.filter(own | issued).select_related("organization")


def get_scheme(actor: Actor, code: str) -> Scheme:
    """One scheme. Raises `Missing`."""
    found = visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def schemes_kept_by(actor: Actor) -> QuerySet[Scheme]:
    """The schemes of the own body, the newest first."""
    kept = Scheme.objects.filter(organization=actor.organization_id).select_related("organization")
    return kept if oversees(actor) else kept.none()


@dataclass(frozen=True, slots=True)
class Placed:
    """An indicator with its depth (1 to 4) and number such as 2.1.3."""

    indicator: Indicator
    depth: int
    number: str
    bonus: bool


def tree_of(scheme: Scheme) -> list[Placed]:
    """All indicators in the order of the tree: one query."""
    below: dict[int | None, list[Indicator]] = defaultdict(list)
    for one in Indicator.objects.filter(scheme=scheme).order_by("position", "pk"):
        below[one.parent_id].append(one)
    found: list[Placed] = []
    _walk(below, None, "", 1, False, found)
    return found


def _walk(
    below: dict[int | None, list[Indicator]], parent: int | None, number: str, depth: int, bonus: bool,
    found: list[Placed],
) -> None:  # fmt: skip
    for place, one in enumerate(below[parent], start=1):
        own = f"{number}{place}"
        found.append(Placed(one, depth, own, bonus or one.is_bonus))
        _walk(below, one.pk, f"{own}.", depth + 1, bonus or one.is_bonus, found)


def places_for(scheme: Scheme, one: Indicator) -> list[Placed]:
    """The headings below which an indicator may be put: not itself, nothing below it, none too deep."""
    tree = tree_of(scheme)
    at = next(place for place, placed in enumerate(tree) if placed.indicator.pk == one.pk)
    own = [tree[at]]
    for placed in tree[at + 1 :]:
        if placed.depth <= tree[at].depth:
            break
        own.append(placed)
    height = max(placed.depth for placed in own) - tree[at].depth + 1
    inside = {placed.indicator.pk for placed in own}
    return [
        placed
        for placed in tree
        if not placed.indicator.pattern
        and placed.indicator.pk not in inside
        and placed.depth + height <= LEVELS
    ]


def get_indicator(scheme: Scheme, key: str) -> Indicator:
    """Raises `Missing`."""
    found = scheme.indicators.filter(key=key).first()
    if found is None:
        raise Missing
    return found


def lines_of(tree: list[Placed]) -> dict[str, Placed]:
    """The leaves by key."""
    return {one.indicator.key: one for one in tree if one.indicator.pattern}


def plain_of(scheme: Scheme, tree: list[Placed]) -> dict[str, Any]:
    """The scheme as the engine writes and reads it, with nothing but what marks depend on."""
    below: dict[int | None, list[Indicator]] = defaultdict(list)
    for one in tree:
        below[one.indicator.parent_id].append(one.indicator)
    bands = any("from" in one for one in scheme.grades)
    return {
        "indicators": [_plain(one, below) for one in below[None]],
        "bands": [_grade(one, "from", "below") for one in scheme.grades] if bands else [],
        "quotas": [] if bands else [_grade(one, "share") for one in scheme.grades],
        "tie": scheme.tie, "quota_group": scheme.quota_group, "places": scheme.places,
        "tiers": [one["key"] for one in scheme.tiers],
        "classes": sorted(scheme.addressed.get("classes") or (1, 2, 3, 4, 5)),
        "base": plain_number(scheme.base), "bonus": plain_number(scheme.bonus),
        "total": plain_number(scheme.total),
    }  # fmt: skip


def engine_of(scheme: Scheme, tree: list[Placed]) -> Scoring:
    """The engine's scheme. Raises KeyError, TypeError or `NotExact` where parameters are not complete."""
    return scheme_from(plain_of(scheme, tree))


def plain_number(number: Decimal | int) -> str:
    """100 and not 100.00, so that the same scheme is always written alike."""
    return f"{Decimal(number).normalize():f}"


def _plain(one: Indicator, below: dict[int | None, list[Indicator]]) -> dict[str, Any]:
    made: dict[str, Any] = {"key": one.key, "bonus": one.is_bonus, "only": one.only}
    if one.pattern:
        made |= {"pattern": one.pattern, "parameters": one.parameters, "weights": one.weights}
    if below[one.pk]:
        made["children"] = [_plain(child, below) for child in below[one.pk]]
    if one.most is not None and not one.pattern:
        made["most"] = plain_number(one.most)
    return made


def _grade(grade: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: grade.get(name) for name in ("key", *names)}
