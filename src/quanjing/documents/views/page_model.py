"""The composing page as data: which fields stand where, with what is wrong beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.documents.enums import DocumentKind
from quanjing.documents.models import AnnexFile, Document
from quanjing.documents.rules import ROWS, shown_fields
from quanjing.documents.rules.wording import EXTRA_URGENT, URGENT
from quanjing.foundation.errors import Problem

Choices = list[tuple[str, Any]]

LABELS: dict[str, Promise] = {
    "agency": gettext_lazy("Agency"),
    "subject": gettext_lazy("Subject"),
    "date": gettext_lazy("Date"),
    "urgency": gettext_lazy("Urgency"),
    "addressees": gettext_lazy("Addressees, one a line"),
    "signers": gettext_lazy("Signed for issue by, one a line"),
    "reason": gettext_lazy("Why, in front of the items"),
    "closing": gettext_lazy("Last sentence"),
    "sealed": gettext_lazy("Sign-off"),
    "copies": gettext_lazy("Copies to, one a line"),
    "printed_by": gettext_lazy("Printed by"),
    "printed_on": gettext_lazy("Printed on"),
    "words": gettext_lazy("Names that no line of the title may part, one a line"),
    "basis.title": gettext_lazy("Title"),
    "basis.number": gettext_lazy("Document number"),
    "items.name": gettext_lazy("Heading"),
    "items.text": gettext_lazy("Text"),
    "items.due": gettext_lazy("Due, as it shall be read"),
    "items.things": gettext_lazy("What is to be sent in, one a line"),
    "items.audience": gettext_lazy("For whom"),
    "items.points": gettext_lazy("Parts of the next level, one a line"),
    "items.level": gettext_lazy("Level"),
    "tables.caption": gettext_lazy("Heading of the table"),
    "tables.unit": gettext_lazy("Unit, above at the right"),
    "tables.cells": gettext_lazy("Rows; cells parted by | or tabs, the first line is the head"),
    "annexes.title": gettext_lazy("Name"),
    "annexes.text": gettext_lazy("Text"),
    "annexes.cells": gettext_lazy("Rows; cells parted by | or tabs, the first line is the head"),
    "annexes.landscape": gettext_lazy("Paper"),
    "annexes.file": gettext_lazy("File"),
    "contacts.name": gettext_lazy("Contact"),
    "contacts.phone": gettext_lazy("Telephone"),
    "contacts.mail": gettext_lazy("Mail"),
    "attendance.label": gettext_lazy("Present, excused or listening"),
    "attendance.names": gettext_lazy("Names"),
}
TITLES: dict[str, Promise] = {
    "basis": gettext_lazy("What it rests on"),
    "items": gettext_lazy("Items"),
    "tables": gettext_lazy("Tables"),
    "annexes": gettext_lazy("Annexes"),
    "contacts": gettext_lazy("Contacts"),
    "attendance": gettext_lazy("Who took part"),
}
ADDS: dict[str, Promise] = {
    "basis": gettext_lazy("Add a paper"),
    "items": gettext_lazy("Add an item"),
    "tables": gettext_lazy("Add a table"),
    "annexes": gettext_lazy("Add an annex"),
    "contacts": gettext_lazy("Add a contact"),
    "attendance": gettext_lazy("Add a line"),
}
HINTS: dict[str, Promise] = {
    "subject": gettext_lazy("What stands in the title; the agency and the kind are added."),
    "closing": gettext_lazy("Left empty, the usual sentence of the kind stands there."),
}
AREAS = {"addressees": 3, "signers": 1, "reason": 2, "copies": 2, "words": 1, "items.text": 3,
         "items.things": 2, "items.points": 2, "tables.cells": 6, "annexes.text": 3,
         "annexes.cells": 4, "attendance.names": 2}  # fmt: skip
DAYS = frozenset({"date", "printed_on"})
SECTIONS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Head and title"), ("agency", "subject", "date", "urgency", "signers", "words")),
    (gettext_lazy("To whom and why"), ("addressees", "basis", "reason", "attendance")),
    (gettext_lazy("Text"), ("items", "tables", "closing")),
    (gettext_lazy("Annexes"), ("annexes",)),
    (gettext_lazy("Sign-off and contacts"), ("sealed", "contacts")),
    (gettext_lazy("Imprint"), ("copies", "printed_by", "printed_on")),
)
OF_VOLUME = {"name", "text", "level"}  # what an item of a volume, a chapter, consists of
WIDE = frozenset({"items.name", "annexes.title", "basis.title", "tables.caption"} | set(AREAS))


@dataclass(frozen=True, slots=True)
class FieldView:
    """One input: `widget` is line, area, day or select."""

    name: str
    label: str
    value: str
    widget: str = "line"
    rows: int = 1
    choices: Choices = field(default_factory=list)
    hint: str = ""
    problems: tuple[str, ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class RowsView:
    """Rows that can be added and taken away; `blank` is what a new one looks like."""

    name: str
    title: str
    add: str
    rows: list[list[FieldView]]
    blank: list[FieldView]
    problems: tuple[str, ...]

    @property
    def is_rows(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class SectionView:
    title: str
    parts: list[FieldView | RowsView]


def sections(
    document: Document, facts: Mapping[str, Any], files: Iterable[AnnexFile], problems: Iterable[Problem]
) -> list[SectionView]:
    """The page of a document in its own order; what the kind has not is left out."""
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        wrong.setdefault(problem.where, []).append(str(problem.message))
    maker = _Maker(
        document.kind, facts, [("", _("none")), *((f.file.code, f.file.name) for f in files)], wrong
    )
    shown = shown_fields(document.kind)
    made = [SectionView(str(title), [maker.part(name) for name in names if name in shown])
            for title, names in SECTIONS]  # fmt: skip
    return [section for section in made if section.parts]


@dataclass(frozen=True, slots=True)
class _Maker:
    kind: str
    facts: Mapping[str, Any]
    files: Choices
    wrong: Mapping[str, list[str]]

    def part(self, name: str) -> FieldView | RowsView:
        if name not in ROWS:
            return self._field(name, self.facts[name], name)
        rows = [list(self._row(name, row, place)) for place, row in enumerate(self.facts[name])]
        blank = list(self._row(name, {}, -1))
        title, problems = str(TITLES[name]), tuple(self.wrong.get(name, ()))
        return RowsView(name, title, str(ADDS[name]), rows, blank, problems)

    def _row(self, name: str, row: Mapping[str, str], place: int) -> Iterator[FieldView]:
        is_volume = self.kind == DocumentKind.VOLUME
        for one in ROWS[name]:
            if name == "items" and (one not in OF_VOLUME if is_volume else one == "level"):
                continue
            if one == "file" and len(self.files) == 1:
                continue
            yield self._field(f"{name}.{one}", row.get(one, ""), f"{name}.{place}.{one}")

    def _field(self, name: str, value: str, place: str) -> FieldView:
        choices = self._choices(name)
        widget = "select" if choices else "day" if name in DAYS else "area" if name in AREAS else "line"
        return FieldView(
            name,
            str(LABELS[name]),
            value,
            widget,
            AREAS.get(name, 1),
            choices,
            str(HINTS.get(name, "")) if self.kind != DocumentKind.VOLUME else "",
            tuple(self.wrong.get(place, ())),
            name in WIDE,
        )

    def _choices(self, name: str) -> Choices:
        match name:
            case "urgency":
                return [("", _("none")), (EXTRA_URGENT, EXTRA_URGENT), (URGENT, URGENT)]
            case "sealed":
                return [("yes", _("with seal")), ("", _("without seal"))]
            case "annexes.landscape":
                return [("", _("upright")), ("yes", _("on its side"))]
            case "annexes.file":
                return self.files
            case "items.level":
                return [("1", _("chapter")), ("2", _("part of a chapter"))]
        return []
