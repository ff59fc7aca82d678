"""An application as a judge sees it: by its number, without what says whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from quanjing.calls.enums import Round
from quanjing.calls.judging.masking import mask
from quanjing.calls.models import Application, ClearedFile, Score
from quanjing.calls.queries.based import Source, hidden, source_of, told_once
from quanjing.calls.queries.closeness import known_names, names_of
from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Missing
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field

FILES = (FieldType.FILE, FieldType.PHOTO)
PICTURES = ("jpg", "png")
CLEARABLE = (*PICTURES, "pdf")


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file of an application; `name` is what a judge knows it by. Cleared, he sees it itself."""

    label: str
    file: StoredFile
    name: str
    is_cleared: bool
    place: int = 1

    @property
    def can_be_cleared(self) -> bool:
        """Only what can be drawn anew, so that nothing hidden inside leaves with it."""
        return self.file.format in CLEARABLE


@dataclass(frozen=True, slots=True)
class Said:
    label: str
    text: str
    is_long: bool = False


@dataclass(slots=True)
class Sheet:
    """What is shown of an application. In a blind round texts are masked, people and units left out."""

    number: int
    title: str
    direction: str
    is_blind: bool
    said: list[Said] = field(default_factory=list)
    files: list[SeenFile] = field(default_factory=list)
    team: list[dict[str, Any]] = field(default_factory=list)
    goals: list[dict[str, Any]] = field(default_factory=list)
    budget: list[dict[str, Any]] = field(default_factory=list)
    schedule: list[dict[str, Any]] = field(default_factory=list)
    unit: str = ""
    joint: list[str] = field(default_factory=list)
    source: Source | None = None


def is_blind(score: Score) -> bool:
    """A road show cannot be blind: who speaks is seen."""
    return score.application.call.is_blind and score.round == Round.PAPER


def titles(scores: list[Score]) -> dict[int, str]:
    """Titles by primary key of the application, masked where the round is blind."""
    names = names_of([one.application for one in scores if is_blind(one)])
    return {
        one.application_id: mask(one.application.title, names[one.application_id])
        if is_blind(one)
        else one.application.title
        for one in scores
    }


def sheet_of(score: Score) -> Sheet:
    """The application of a score as its judge sees it."""
    application, blind = score.application, is_blind(score)
    names = known_names(application) if blind else frozenset()

    def shown(text: object) -> str:
        return mask(str(text), names) if blind else str(text)

    sheet = Sheet(
        number=application.blind or 0,
        title=shown(application.title),
        direction=application.direction.name,
        is_blind=blind,
    )
    for one in _fields(application):
        value = application.values.get(one.key)
        if one.type in FILES or value in (None, "", []):
            continue
        text = _(", ").join(map(str, value)) if isinstance(value, list) else str(value)
        sheet.said.append(Said(one.label, shown(text), one.type == FieldType.LONGTEXT))
    source = source_of(application)
    if source is not None:
        source = hidden(source, shown) if blind else source
        sheet.source = told_once(source, [one.text for one in sheet.said])
    sheet.files = files_of(application)
    for name in ("goals", "budget", "schedule"):
        rows = [{key: shown(text) for key, text in row.items()} for row in getattr(application, name)]
        setattr(sheet, name, rows)
    if not blind:
        sheet.team = list(application.team)
        sheet.unit = application.organization.name
        sheet.joint = [unit.name for unit in application.joint_units.all()]
    return sheet


def files_of(application: Application) -> list[SeenFile]:
    """The files that judges may see in some form, named by number and place alone."""
    fields = [one for one in _fields(application) if one.type in FILES]
    codes = [str(application.values[one.key]) for one in fields if application.values.get(one.key)]
    stored = {one.code: one for one in StoredFile.objects.filter(code__in=codes)} if codes else {}
    cleared = set(
        ClearedFile.objects.filter(application=application).values_list("file_id", flat=True)
        if stored else ()
    )  # fmt: skip
    found: list[SeenFile] = []
    for one in fields:
        file = stored.get(str(application.values.get(one.key) or ""))
        if file is not None:
            name = f"{application.blind or application.number}-{len(found) + 1}"
            found.append(SeenFile(one.label, file, name, file.pk in cleared, len(found) + 1))
    return found


def seen_file(application: Application, place: int) -> SeenFile:
    """One of these by its place from 1. Raises `Missing`."""
    found = files_of(application)
    if not 1 <= place <= len(found):
        raise Missing
    return found[place - 1]


def _fields(application: Application) -> list[Field]:
    """The fields that judges see, in their order."""
    rows = Field.objects.filter(block__template=application.template_id)
    return list(rows.exclude(key__in=application.call.unseen).order_by("block__position", "position"))
