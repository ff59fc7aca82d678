"""What a filled form says about a page, by the page's own keys; as it is kept until somebody takes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.sheets.rules.values import CHECKS, Unfit
from quanjing.submissions.queries.page import Part

Values = dict[str, object]
NOTHING = re.compile(r"\u65e0|\u6ca1\u6709|\u6682\u65e0|none|nil")  # none, there is none, none yet
_AROUND = re.compile(r"[\s\u3002./()]+")
_COUNTED = re.compile(r"(-?[\d,]+(?:\.\d+)?)\s*[^\d\s.,%]{1,4}")  # 12 with the word for persons behind it
# A browser shows such a field empty where its value does not fit, so a wrong one cannot stand in it.
_STRICT = frozenset({FieldType.DATE, FieldType.CHOICE, FieldType.MULTICHOICE})


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that the field does not take: what was written, what is expected. Row 0: there is one row."""

    label: str
    row: int
    written: str
    expected: str


@dataclass(frozen=True, slots=True)
class Differs:
    """A fact that the platform knows otherwise; it is corrected where the page shows it."""

    label: str
    written: str
    known: str


@dataclass(slots=True)
class Understood:
    """`blocks`: {key of the page: {"none": bool, "rows": [{"task": code or "", "values": {…}}]}}."""

    header: Values = field(default_factory=dict)
    blocks: dict[str, dict[str, Any]] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    differs: list[Differs] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.header or self.blocks or self.wrong or self.differs)

    def add(self, other: Understood) -> None:
        """Take in what another file says: rows behind those before, later values over earlier ones."""
        self.header |= other.header
        for key, block in other.blocks.items():
            mine = self.blocks.setdefault(key, {"none": False, "rows": []})
            mine["rows"] += block["rows"]
            mine["none"] = not mine["rows"] and (mine["none"] or block["none"])
        self.wrong += other.wrong
        self.differs += other.differs
        self.left += other.left

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def understood_from(kept: Mapping[str, Any]) -> Understood:
    """What `as_json` gave."""
    return Understood(
        header=dict(kept.get("header", {})),
        blocks=dict(kept.get("blocks", {})),
        wrong=[Wrong(**one) for one in kept.get("wrong", ())],
        differs=[Differs(**one) for one in kept.get("differs", ())],
        left=list(kept.get("left", ())),
    )


def of_part(said: Understood, part: Part) -> Understood:
    """What of it answers one item: rows of a shared part that name another item are left out."""
    own = Understood(dict(said.header), {}, said.wrong, said.differs, said.left)
    for place in part.places:
        block = said.blocks.get(place.key)
        if block is None:
            continue
        rows = [row | {"task": part.code} for row in block["rows"] if row["task"] in ("", part.code)]
        if rows or block["none"]:
            own.blocks[place.key] = {"none": block["none"], "rows": rows}
    return own


def fitted(asked: Field, written: str) -> tuple[object, str]:
    """A written value as the field keeps it ("" where it cannot stand there), and what is wrong with it."""
    try:
        return CHECKS[asked.type](_plain(asked, written), asked), ""
    except Unfit as error:
        return ("" if asked.type in _STRICT else written), str(error)


def says_nothing(values: Iterable[str]) -> bool:
    """Whether a part was answered with none: that word alone."""
    told = [_AROUND.sub("", unicodedata.normalize("NFKC", value)).casefold() for value in values]
    return bool(told) and all(NOTHING.fullmatch(one) for one in told)


def _plain(asked: Field, written: str) -> str:
    """A number without the unit behind it, an option as the sheet prints it."""
    if asked.type == FieldType.NUMBER:
        counted = _COUNTED.fullmatch(unicodedata.normalize("NFKC", written).strip())
        return counted[1] if counted else written
    if asked.type == FieldType.CHOICE:
        same = [one for one in asked.options if _bare(one) == _bare(written)]
        return same[0] if same else written
    return written


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
