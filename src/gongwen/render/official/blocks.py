"""What a drawn document consists of, the same for Word and for PDF. Indents are in characters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from gongwen.official import Grid
from gongwen.render.styles import Style


class Place(Enum):
    """Where the agency's name in red stands on the first page."""

    HEAD = auto()
    LETTER = auto()


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    face: str = ""  # the style's own where empty


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. Its runs may hold line breaks; a tab leads to the right edge."""

    style: Style
    runs: tuple[Run, ...]
    left: float = 0
    right: float = 0
    first: float = 0  # negative: the first line hangs out
    new_page: bool = False
    keep: bool = False  # on one page with what follows
    rule: bool = False  # the red rule 4 mm below

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Blank:
    lines: int = 1
    keep: bool = False


@dataclass(frozen=True, slots=True)
class AgencyHead:
    """The agency's name in red, `size` points; `lines` of text stand above it already."""

    text: str
    size: int
    place: Place
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Ruled:
    grid: Grid


@dataclass(frozen=True, slots=True)
class Turn:
    """From here on a new page, upright or landscape."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class Foot:
    """The imprint at the foot of the last page: one row each, ruled unless it is a letter's."""

    rows: tuple[Line, ...]
    ruled: bool = True


Block = Line | Blank | AgencyHead | Ruled | Turn | Foot
Blocks = Iterator[Block]
