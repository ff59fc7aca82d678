"""Drawing a paper: the same seed draws the same paper from the same pool."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

Paper = list[tuple[int, int, list[int]]]  # key of the question, points, order of its options


@dataclass(frozen=True, slots=True)
class Line:
    """`number` questions of this topic and difficulty ("" and 0: any), worth `points` each."""

    topic: str
    difficulty: int
    number: int
    points: int

    def fits(self, card: Card) -> bool:
        return self.topic in ("", card.topic) and self.difficulty in (0, card.difficulty)


@dataclass(frozen=True, slots=True)
class Card:
    """What drawing must know of a question of the pool; `options` is how many it has."""

    pk: int
    topic: str
    difficulty: int
    options: int
    day: date | None = None


class Deck:
    """Cards sorted out by the lines once, so that a draw looks at each of them as little as it can."""

    def __init__(self, cards: Sequence[Card], lines: Sequence[Line]) -> None:
        self.lines = lines
        self.order = _narrow_first(lines)
        self.fitting = [[card for card in cards if line.fits(card)] for line in lines]

    def draw(self, seed: int) -> Paper:
        """A paper, see `draw`."""
        chance = random.Random(seed)
        gone: set[int] = set()
        taken: dict[int, list[Card]] = {}
        for place in self.order:
            number, fitting = self.lines[place].number, self.fitting[place]
            left = [card for card in fitting if card.pk not in gone] if gone else fitting
            if len(left) < number:
                raise ValueError(f"line {place + 1} lacks {number - len(left)}")
            taken[place] = chance.sample(left, number)
            gone.update(card.pk for card in taken[place])
        return [
            (card.pk, line.points, chance.sample(range(card.options), card.options))
            for place, line in enumerate(self.lines)
            for card in taken[place]
        ]


def draw(cards: Sequence[Card], lines: Sequence[Line], seed: int) -> Paper:
    """A paper: each line's questions, none twice, options in an order of its own.

    Narrow lines choose first, so that a wide one never takes what only a narrow one can use; the paper
    keeps the order of the lines. Raises `ValueError` where the pool is too small, see `missing`.
    """
    return Deck(cards, lines).draw(seed)


def missing(cards: Sequence[Card], lines: Sequence[Line]) -> dict[int, int]:
    """By place of a line, how many questions the pool lacks for it at worst; empty: every draw succeeds."""
    found = {}
    order = _narrow_first(lines)
    for turn, place in enumerate(order):
        line = lines[place]
        fitting = [card for card in cards if line.fits(card)]
        lost = 0  # that earlier lines may take from this one
        for other in (lines[earlier] for earlier in order[:turn]):
            lost += min(other.number, sum(1 for card in fitting if other.fits(card)))
        if len(fitting) - lost < line.number:
            found[place] = line.number - max(0, len(fitting) - lost)
    return found


def draw_days(cards: Iterable[Card], days: Sequence[date], seed: int) -> dict[int, date]:
    """By key of a question the day whose pool it stands in; topics and difficulties are dealt out evenly."""
    chance = random.Random(seed)
    groups: dict[tuple[str, int], list[int]] = {}
    for card in cards:
        groups.setdefault((card.topic, card.difficulty), []).append(card.pk)
    dealt = {}
    place = 0
    for _group, keys in sorted(groups.items()):
        chance.shuffle(keys)
        for key in keys:
            dealt[key] = days[place % len(days)]
            place += 1
    return dealt


def _narrow_first(lines: Sequence[Line]) -> list[int]:
    return sorted(range(len(lines)), key=lambda place: (_width(lines[place]), place))


def _width(line: Line) -> int:
    return (not line.topic) + (not line.difficulty)
