"""A scheme as plain JSON and back: numbers are texts, so that no reader makes floats of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from quanjing.assessment.scoring.numbers import exact
from quanjing.assessment.scoring.scheme import (
    Band,
    Choice,
    Composite,
    Conditions,
    Count,
    Deduction,
    Group,
    Node,
    Panel,
    Pattern,
    Quota,
    Rate,
    Scheme,
    Threshold,
    Veto,
)

Plain = dict[str, Any]
NUMBERS = ("base", "bonus", "total", "tolerance")
KINDS: dict[str, type[Any]] = {
    "choice": Choice, "threshold": Threshold, "conditions": Conditions, "count": Count, "rate": Rate,
    "deduction": Deduction, "veto": Veto, "panel": Panel, "composite": Composite,
}  # fmt: skip
NAMES = {of: name for name, of in KINDS.items()}


def pattern_from(kind: str, plain: Mapping[str, Any]) -> Pattern:
    """A pattern from its parameters. Raises KeyError, `NotExact`, TypeError."""
    if kind == "choice":
        return Choice(tuple((str(key), exact(marks)) for key, marks in plain["options"]))
    if kind == "threshold":
        return Threshold(tuple(sorted((exact(at), exact(marks)) for at, marks in plain["steps"])))
    if kind == "conditions":
        steps = sorted((int(met), exact(marks)) for met, marks in plain["by_count"])
        return Conditions(tuple(map(str, plain["conditions"])), tuple(steps))
    if kind == "count":
        return Count(exact(plain["unit"]), exact(plain["most"]))
    if kind == "rate":
        return Rate(exact(plain["most"]), str(plain.get("zero", "none")))
    if kind == "deduction":
        return Deduction(exact(plain["start"]), exact(plain["each"]), exact(plain.get("floor", 0)))
    if kind == "veto":
        return Veto(str(plain.get("effect", "zero")))
    if kind == "panel":
        return Panel(exact(plain["most"]), int(plain.get("trim", 0)))
    weights = tuple((str(key), exact(weight)) for key, weight in plain["weights"])
    return {"composite": Composite}[kind](exact(plain["most"]), exact(plain["out_of"]), weights)


def plain_pattern(pattern: Pattern) -> Plain:
    """The parameters of a pattern."""
    return {name: _plain(getattr(pattern, name)) for name in type(pattern).__dataclass_fields__}


def node_from(plain: Mapping[str, Any]) -> Node:
    kind = plain.get("pattern")
    return Node(
        key=str(plain["key"]),
        pattern=pattern_from(str(kind), plain["parameters"]) if kind else None,
        children=tuple(node_from(one) for one in plain.get("children", ())),
        most=None if plain.get("most") is None else exact(plain["most"]),
        bonus=bool(plain.get("bonus")),
        only=group_from(plain.get("only") or {}),
        weights=tuple((group_from(group), exact(factor)) for group, factor in plain.get("weights", ())),
    )


def plain_node(node: Node) -> Plain:
    made: Plain = {"key": node.key}
    if node.pattern is not None:
        made |= {"pattern": NAMES[type(node.pattern)], "parameters": plain_pattern(node.pattern)}
    if node.children:
        made["children"] = [plain_node(one) for one in node.children]
    if node.most is not None:
        made["most"] = str(node.most)
    if node.bonus:
        made["bonus"] = True
    if node.only != Group():
        made["only"] = plain_group(node.only)
    if node.weights:
        made["weights"] = [[plain_group(group), str(factor)] for group, factor in node.weights]
    return made


def group_from(plain: Mapping[str, Any]) -> Group:
    return Group(tuple(map(int, plain.get("classes", ()))), tuple(map(str, plain.get("tiers", ()))))


def plain_group(group: Group) -> Plain:
    return {"classes": list(group.classes), "tiers": list(group.tiers)}


def scheme_from(plain: Mapping[str, Any]) -> Scheme:
    """The scheme that `plain_scheme` wrote."""
    return Scheme(
        children=tuple(node_from(one) for one in plain["indicators"]),
        bands=tuple(band_from(one) for one in plain.get("bands", ())),
        quotas=tuple(
            Quota(str(one["key"]), None if one.get("share") is None else exact(one["share"]))
            for one in plain.get("quotas", ())
        ),
        tie=str(plain.get("tie", "in")),
        quota_group=str(plain.get("quota_group", "class")),
        places=int(plain.get("places", 2)),
        tiers=tuple(map(str, plain.get("tiers", ()))),
        classes=tuple(map(int, plain.get("classes", (1, 2, 3, 4, 5)))),
        **{name: exact(plain[name]) for name in NUMBERS if name in plain},
    )


def band_from(plain: Mapping[str, Any]) -> Band:
    below = plain.get("below")
    return Band(str(plain["key"]), exact(plain["from"]), None if below is None else exact(below))


def plain_scheme(scheme: Scheme) -> Plain:
    bands = [
        {"key": one.key, "from": str(one.start), "below": None if one.below is None else str(one.below)}
        for one in scheme.bands
    ]
    quotas = [
        {"key": one.key, "share": None if one.share is None else str(one.share)} for one in scheme.quotas
    ]
    return {
        "indicators": [plain_node(one) for one in scheme.children],
        "bands": bands, "quotas": quotas, "tie": scheme.tie, "quota_group": scheme.quota_group,
        "places": scheme.places, "tiers": list(scheme.tiers), "classes": list(scheme.classes),
        **{name: str(getattr(scheme, name)) for name in NUMBERS},
    }  # fmt: skip


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value
