"""Which face stands in for a face of the standard that a machine does not have."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gongwen.errors import MissingFace
from gongwen.standard import FACES, FANG, HEI, KAI, SONG, TITLE

_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "宋体", "AR PL UMing CN")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "WenQuanYi Zen Hei")
_SUBSTITUTES = {
    TITLE: ("STZhongsong", "华文中宋", *_SERIF, *_SANS),
    HEI: (*_SANS, *_SERIF),
    KAI: ("STKaiti", "华文楷体", "AR PL UKai CN", "LXGW WenKai", *_SERIF, *_SANS),
    FANG: ("STFangsong", "华文仿宋", "FandolFang R", *_SERIF, *_SANS),
    SONG: ("STSong", "华文宋体", *_SERIF, *_SANS),
}
BOLD = frozenset((TITLE,))  # drawn bold where a substitute stands in: it is a heavy face


@dataclass(frozen=True, slots=True)
class Substitute:
    """A face of the standard and what was drawn instead."""

    face: str
    used: str


@dataclass(frozen=True, slots=True)
class FaceChoice:
    """For every face of the standard the family to draw with."""

    families: dict[str, str]
    substitutes: tuple[Substitute, ...]


def choose_faces(found: Collection[str], needed: Collection[str], *, strict: bool) -> FaceChoice:
    """The families to draw `needed` faces with, out of those `found` on the machine.

    Raises:
        MissingFace: strict, and a face of the standard is not there; or nothing can stand in for it.
    """
    names = {name.casefold(): name for name in found}
    families: dict[str, str] = {}
    substitutes: list[Substitute] = []
    missing: list[str] = []
    for face in (face for face in FACES if face in needed):
        own = _first(FACES[face], names)
        used = own or ("" if strict else _first(_SUBSTITUTES[face], names))
        if not used:
            missing.append(face)
        elif not own:
            substitutes.append(Substitute(face, used))
        families[face] = used
    if missing:
        raise MissingFace(faces="、".join(missing))
    return FaceChoice(families, tuple(substitutes))


def _first(wanted: Collection[str], names: dict[str, str]) -> str:
    return next((names[name.casefold()] for name in wanted if name.casefold() in names), "")
