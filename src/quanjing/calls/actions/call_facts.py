"""A call as people type it: its columns and its parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quanjing.sheets.enums import FieldType

COLUMNS = (
    "kind", "title", "award", "aliases", "year", "intro", "opens_on", "closes_at", "kinds", "levels",
    "classes", "title_length", "nominates", "allows_joint", "asks_team", "asks_goals",
    "asks_budget", "asks_schedule",
    "per_direction", "per_body", "fewest", "second_chance_days", "is_blind", "judges_each", "mean",
    "trim_from", "ties", "seed", "show_share", "show_weight", "places", "notice_days", "makes_projects",
    "excludes_former", "from_projects",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetField:
    """A field of the sheet; `key` is empty for a new one. `unseen` by judges."""

    label: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    options: tuple[str, ...] = ()
    hint: str = ""
    key: str = ""
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class DirectionWanted:
    name: str
    hint: str = ""
    places: int = 0


@dataclass(frozen=True, slots=True)
class ConditionWanted:
    kind: str
    text: str
    figure: str = ""
    least: int = 0


@dataclass(frozen=True, slots=True)
class CriterionWanted:
    name: str
    weight: int
    most: int = 100
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ShareWanted:
    label: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class QuotaWanted:
    """`organization` is a code."""

    organization: str
    number: int


@dataclass(frozen=True, slots=True)
class CallWanted:
    """`columns` of `Call` by name (see `COLUMNS`), and the parts. `under` and `programme` are codes."""

    columns: Mapping[str, Any]
    under: str = ""
    programme: str = ""
    fields: tuple[SheetField, ...] = ()
    directions: tuple[DirectionWanted, ...] = ()
    conditions: tuple[ConditionWanted, ...] = ()
    criteria: tuple[CriterionWanted, ...] = ()
    shares: tuple[ShareWanted, ...] = ()
    quotas: tuple[QuotaWanted, ...] = ()
    papers: tuple[tuple[str, bytes], ...] = field(default=())
    dropped_papers: tuple[int, ...] = ()
