"""PDF through typst, with the faces found on the machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongwen.errors import MissingTypesetter
from gongwen.official import OfficialDocument
from gongwen.render.official.fonts import FaceChoice, Substitute, choose_faces
from gongwen.render.official.program import program
from gongwen.standard import FACES

_CREATED = 946684800  # seconds: fixed, so that the same values give the same bytes


@dataclass(frozen=True, slots=True)
class Composed:
    """A PDF and the faces that stood in for those of the standard."""

    data: bytes
    substitutes: tuple[Substitute, ...]


def official_pdf(document: OfficialDocument, *, font_dir: str = "", strict: bool = False) -> Composed:
    """The document as PDF; the same values give the same bytes on the same machine.

    Args:
        document: what to draw.
        font_dir: a folder with faces, besides those of the system.
        strict: refuse to draw with substitutes.

    Raises:
        MissingFace: strict, and a face of the standard is not there; or no face can stand in.
        MissingTypesetter: typst is not installed.
        ValueError: a heading's level is not 1 to 4, or a table's row not as long as its columns.
    """
    faces = faces_of(font_dir, strict=strict)
    return compiled(program(document, faces), faces, font_dir)


def faces_of(font_dir: str, *, strict: bool) -> FaceChoice:
    """The families that this machine has for the faces of the standard.

    Raises:
        MissingFace, MissingTypesetter: as `official_pdf`.
    """
    return choose_faces(_fonts(font_dir).families(), FACES, strict=strict)


def compiled(pieces: Iterable[str], faces: FaceChoice, font_dir: str) -> Composed:
    """The PDF that a program draws."""
    source = "".join(pieces).encode("utf-8")
    data, _warnings = _typst().compile_with_warnings(
        source, font_paths=_fonts(font_dir), format="pdf", timestamp=_CREATED
    )
    return Composed(data, faces.substitutes)


@lru_cache(maxsize=4)
def _fonts(font_dir: str) -> Any:
    """The fonts of the system and of a folder; looking for them takes a tenth of a second."""
    return _typst().Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[font_dir] if font_dir else []
    )


def _typst() -> Any:
    try:
        import typst
    except ImportError as error:
        raise MissingTypesetter() from error
    return typst
