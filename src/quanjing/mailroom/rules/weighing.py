"""Which assignment a mail's files belong to: clues are weighed, and what is not sure is left to a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quanjing.mailroom.enums import Clue, Doubt

POINTS = {
    Clue.REFERENCE: 100,
    Clue.ADDRESS: 90,
    Clue.REPLY: 80,
    Clue.SENDER: 40,
    Clue.ABOVE: 15,
    Clue.ORIGIN: 25,
    Clue.FILE_NAME: 30,
    Clue.CONTENT: 25,
    Clue.SUBJECT: 20,
    Clue.SIGNED_BY: 10,
    Clue.NUMBER: 30,
    Clue.TITLE: 25,
    Clue.ITEM_FILE: 30,
    Clue.ITEM_SUBJECT: 25,
    Clue.ITEM_CONTENT: 15,
    Clue.ONLY_OPEN: 30,
}
PROOFS = frozenset({Clue.REFERENCE, Clue.ADDRESS, Clue.REPLY})
UNITS = frozenset({Clue.FILE_NAME, Clue.CONTENT, Clue.SUBJECT})
ITEMS = frozenset({Clue.ITEM_FILE, Clue.ITEM_SUBJECT, Clue.ITEM_CONTENT, Clue.ONLY_OPEN})
MARGIN = 15  # by which the best must lead the next


@dataclass(frozen=True, slots=True)
class Sign:
    """A clue for an assignment, or for all of a unit, a notice or an item; None: not said."""

    clue: Clue
    organization: int | None = None
    directive: int | None = None
    task: int | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An assignment that may be meant, by primary keys."""

    assignment: int
    organization: int
    directive: int
    task: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    candidate: Candidate
    points: int
    clues: tuple[Clue, ...]

    @property
    def is_proven(self) -> bool:
        return not PROOFS.isdisjoint(self.clues)

    @property
    def is_from_the_unit(self) -> bool:
        """Sent by somebody of the unit, or from above it with the unit named."""
        named = not UNITS.isdisjoint(self.clues)
        return Clue.SENDER in self.clues or (Clue.ABOVE in self.clues and named)


def weighed(signs: Iterable[Sign], candidates: Sequence[Candidate]) -> list[Suggestion]:
    """The candidates for whose unit anything speaks, the best first."""
    listed = list(dict.fromkeys(signs))
    alone = _only_open(candidates)
    found = []
    for candidate in candidates:
        clues = [sign.clue for sign in listed if _fits(sign, candidate)]
        if candidate.assignment in alone:
            clues.append(Clue.ONLY_OPEN)
        clues = [clue for clue in Clue if clue in clues]
        points = sum(POINTS[clue] for clue in clues) - (0 if candidate.is_open else 20)
        found.append(Suggestion(candidate, points, tuple(clues)))
    return sorted(found, key=lambda one: (-one.points, one.candidate.assignment))


def doubt_about(suggestions: Sequence[Suggestion]) -> Doubt | None:
    """Why the best suggestion is not taken without a person; None where it is sure."""
    if not suggestions:
        return Doubt.NOBODY
    best = suggestions[0]
    proven = [one for one in suggestions if one.is_proven]
    if len(proven) > 1 and proven[0].clues[0] == proven[1].clues[0]:
        return Doubt.CONTRADICTION
    if best.is_proven:
        return None if best.candidate.is_open else Doubt.NOT_OPEN
    if not best.is_from_the_unit:
        return Doubt.STRANGER
    if ITEMS.isdisjoint(best.clues):
        return Doubt.UNCLEAR_ITEM
    if len(suggestions) > 1 and best.points - suggestions[1].points < MARGIN:
        return Doubt.SEVERAL
    return None if best.candidate.is_open else Doubt.NOT_OPEN


def _fits(sign: Sign, candidate: Candidate) -> bool:
    return (
        sign.organization in (None, candidate.organization)
        and sign.directive in (None, candidate.directive)
        and sign.task in (None, candidate.task)
    )


def _only_open(candidates: Sequence[Candidate]) -> set[int]:
    by_unit: dict[int, list[int]] = {}
    for one in candidates:
        if one.is_open:
            by_unit.setdefault(one.organization, []).append(one.assignment)
    return {found[0] for found in by_unit.values() if len(found) == 1}
