"""What a paragraph style of a paper says."""

from __future__ import annotations

from dataclasses import dataclass

from gongwen.standard import FANG


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    face: str = FANG
    size: int = 16  # points
    align: str = "both"
    indent: int = 0  # first line, in characters
    before: int = 0  # twips
    exact: bool = True  # on the grid of 28.95 pt; otherwise as high as the text
    snap: bool = True  # to the grid of characters and lines, where exact
    extra: str = ""  # XML before the spacing
    level: int = 0  # of a heading; 10 is body text, whatever the style is based on
    color: str = ""

    @property
    def id(self) -> str:
        """The style's id in a Word file."""
        return self.name.replace("toc ", "TOC").replace(" ", "")
