"""A Word file as what is measured: paragraphs in order with their look, sections, footers."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongwen.standard import LINE


@dataclass(frozen=True, slots=True)
class Piece:
    """A run: its text and its look; sizes in points."""

    text: str
    face: str  # East Asian
    latin: str
    size: float
    bold: bool
    color: str
    hinted: bool


@dataclass(frozen=True, slots=True)
class Border:
    kind: str
    size: float  # eighths of a point
    space: float  # points
    color: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Indents in characters, the rest in twips; `text` has the list's label and without outer spaces."""

    number: int  # from 1 among the paragraphs of the body, 0 in a table
    section: int  # from 0
    text: str
    pieces: tuple[Piece, ...]
    align: str
    left: float
    right: float
    first: float
    before: float
    after: float
    line: float  # twips where exact or at least, 240ths of a line otherwise
    rule: str  # auto, exact, atLeast
    snap: bool
    borders: dict[str, Border] = field(default_factory=dict)
    new_page: bool = False
    table: int = 0  # from 1
    frame_y: float | None = None  # from the page's upper edge
    style: str = ""
    in_contents: bool = False
    drawn: bool = False  # holds a drawing

    @property
    def size(self) -> float:
        """Points of the largest of its characters."""
        written = [piece.size for piece in self.pieces if piece.text.strip()]
        return max(written or [piece.size for piece in self.pieces], default=16.0)

    @property
    def height(self) -> float:
        """Twips that one line of it takes."""
        if self.rule in ("exact", "atLeast") and self.line:
            return self.line
        lines = max(1, -(-self.size * 20 // LINE)) if self.snap else self.size * 26 / LINE
        return lines * LINE * self.line / 240

    @property
    def lines(self) -> tuple[str, ...]:
        """The text as its author broke it."""
        return tuple(line.strip() for line in self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table's paragraphs and its rules, in eighths of a point."""

    number: int
    section: int
    paragraphs: tuple[Paragraph, ...]
    rules: dict[str, float]


@dataclass(frozen=True, slots=True)
class Section:
    """Lengths in twips; footers by the pages they stand on: default, even, first."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    footer: float
    grid: str
    line_pitch: float
    character_space: float
    first_differs: bool
    footers: dict[str, tuple[Paragraph, ...]]
    numbered: dict[str, bool]  # whether the footer holds the page's number

    @property
    def landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Paper:
    flow: tuple[Paragraph | Table, ...]
    sections: tuple[Section, ...]
    even_footers: bool
    normal_size: float
    has_contents: bool

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(item for item in self.flow if isinstance(item, Paragraph))
