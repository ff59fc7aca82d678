"""Which judges have nothing to do with which applications: the same unit, a joint unit, a name in the bid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_NOT_A_NAME = re.compile(r"[\s·•・.,，。、（）()\-—_]+")
SHORTEST_UNIT = 4  # characters; a shorter name of a unit is compared as a whole, not searched for


@dataclass(frozen=True, slots=True)
class JudgeFacts:
    """`units` are the primary keys of the bodies that a judge belongs to, each with what stands above and
    below it up to the society; `unit` is the unit as written, `aliases` its other names."""

    key: int
    name: str
    unit: str = ""
    aliases: tuple[str, ...] = ()
    units: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Applicant:
    """An application: its body, joint bodies and units by name, and all people that it names."""

    key: int
    body: int
    body_names: tuple[str, ...]
    joint: frozenset[int] = frozenset()
    joint_names: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()  # (name, unit)


@dataclass(frozen=True, slots=True)
class Found:
    """`kind` is "unit", "joint" or "author"; `detail` the unit or name that was found."""

    judge: int
    application: int
    kind: str
    detail: str


def conflicts_of(judges: Iterable[JudgeFacts], applicants: Iterable[Applicant]) -> list[Found]:
    """Every conflict of every judge; nothing is left to chance, so a doubt counts as one."""
    applicants = list(applicants)
    return [found for judge in judges for one in applicants for found in _between(judge, one)]


def folded(name: str) -> str:
    """A name as it is compared: width, case, spaces and dots do not matter."""
    bare = _NOT_A_NAME.sub("", unicodedata.normalize("NFKC", name)).casefold()
    return unicodedata.normalize("NFKC", bare)  # what a dot had parted grows together


def same_unit(one: str, other: str) -> bool:
    """Whether two written units are one: equal, or a department of the other."""
    a, b = sorted((folded(one), folded(other)), key=len)
    return bool(a) and (a == b or (len(a) >= SHORTEST_UNIT and b.startswith(a)))


def _between(judge: JudgeFacts, one: Applicant) -> list[Found]:
    own = [name for name in (judge.unit, *judge.aliases) if name.strip()]
    found = []
    unit = next((name for name in one.body_names if any(same_unit(name, mine) for mine in own)), "")
    if one.body in judge.units or unit:
        found.append(Found(judge.key, one.key, "unit", unit or one.body_names[0]))
    joint = next((name for name in one.joint_names if any(same_unit(name, mine) for mine in own)), "")
    if one.joint & judge.units or joint:
        found.append(Found(judge.key, one.key, "joint", joint))
    author = next((name for name, _unit in one.people if _is_named(judge.name, name)), "")
    if author:
        found.append(Found(judge.key, one.key, "author", author))
    colleague = next((unit for _name, unit in one.people if any(same_unit(unit, mine) for mine in own)), "")
    if colleague and not any(each.kind == "unit" for each in found):
        found.append(Found(judge.key, one.key, "unit", colleague))
    return found


def _is_named(judge: str, name: str) -> bool:
    return bool(folded(judge)) and folded(judge) == folded(name)
