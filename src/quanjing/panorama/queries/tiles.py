"""Societies by what they have, and the associations below with their rate; never by speed or number."""

from __future__ import annotations

from dataclasses import dataclass

from quanjing.foundation.figures import Figure, figure_of
from quanjing.organizations.enums import SocietyClass
from quanjing.panorama.packing import Body
from quanjing.panorama.queries.views import Look, Value, counted, societies, upper, value_of

EFFECTIVE = ("coverage.effective", "coverage.effective_without_meetings")
LIGHTEST, DARKEST = 1, 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A society: how many parts of effective coverage it has, of how many."""

    body: Body
    has: int
    of: int

    @property
    def shade(self) -> int:
        """1 to 4, the more the darker."""
        return max(LIGHTEST, DARKEST - (self.of - self.has))


@dataclass(frozen=True, slots=True)
class Band:
    """The societies of a class, with how many have all parts."""

    label: str
    value: int
    tiles: tuple[Tile, ...]

    @property
    def whole(self) -> int:
        return sum(tile.has == tile.of for tile in self.tiles)


def parts_of(look: Look) -> list[Figure]:
    """The parts of effective coverage that this count has."""
    return [figure for figure in counted(look) if figure.part_of == EFFECTIVE[0]]


def bands(look: Look) -> list[Band]:
    """The societies directly below by class, in the order of the tree."""
    columns = [look.edition.column(figure.numerator, look.months) for figure in parts_of(look)]
    found: dict[int, list[Tile]] = {}
    for body in societies(look):
        place = look.edition.places[body.pk]
        has = sum(bool(column[place]) for column in columns)
        found.setdefault(body.society_class, []).append(Tile(body, has, len(columns)))
    return [Band(str(SocietyClass(key).label), key, tuple(found[key])) for key in sorted(found)]


def shades(all_bands: list[Band]) -> list[tuple[int, int, int]]:
    """(parts, of, societies) from the most parts down, for the key of the tiles."""
    tiles = [tile for band in all_bands for tile in band.tiles]
    kinds = sorted({(tile.has, tile.of) for tile in tiles}, reverse=True)
    return [(has, of, sum(tile.has == has for tile in tiles)) for has, of in kinds]


def below(look: Look) -> list[tuple[Body, Value]]:
    """The associations directly below with effective coverage of all societies under them."""
    figure = effective(look)
    if figure is None:
        return []
    return [(body, value_of(look, figure, look.edition.stretch(body.path))) for body in upper(look)]


def effective(look: Look) -> Figure | None:
    """Effective coverage as this count defines it."""
    found = (figure_of(code) for code in EFFECTIVE)
    return next((one for one in found if one is not None and look.edition.has(one.numerator)), None)
