"""Files that were handed in, as the page of a filled form shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.foundation import clock
from quanjing.submissions.actions import Note
from quanjing.submissions.models import Filled
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.page import FILE_TYPES
from quanjing.submissions.rules import Mode, mode_of

NOTES: dict[str, str | Promise] = {
    Note.READ: gettext_lazy("Read."),
    Note.OLDER: gettext_lazy(
        "This is an older version of the sheet. It was read by its labels; please look it through."
    ),
    Note.SCAN: gettext_lazy("Read from a scan, please check every value."),
    Note.NO_RECOGNIZER: gettext_lazy(
        "A scan, and this installation cannot read scans. It is kept; say below where it belongs."
    ),
    Note.ATTACHMENT: gettext_lazy("Not a sheet of this notice. It is kept; say below where it belongs."),
}
LOOSE = frozenset({Note.NO_RECOGNIZER, Note.ATTACHMENT, Note.SCAN})


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file with what became of it. `is_loose`: it can be put somewhere as an attachment."""

    code: str
    name: str
    text: str | Promise
    is_loose: bool
    is_refused: bool


def notes_of(filled: Filled) -> list[FileNote]:
    return [
        FileNote(
            one["code"],
            one["name"],
            one["trouble"] or NOTES.get(one["note"], ""),
            one["note"] in LOOSE,
            bool(one["trouble"]),
        )
        for one in filled.files
    ]


def places_for(page: ReportPage) -> list[tuple[str, str]]:
    """Where an attachment may go, with its name: open fields for files, then each open item as a whole."""
    now = clock.now()
    is_open = {part.code for part in page.parts if mode_of(part, now) is Mode.FORM}
    fields = [
        (f"{place.key}.{each.key}", f"{place.block.label}: {each.label}")
        for place in page.places
        for each in place.block.fields.all()
        if each.type in FILE_TYPES and is_open.intersection(place.tasks)
    ]
    wholes = [
        (f"whole:{part.code}", _("With the whole item: %(task)s") % {"task": part.task.name})
        for part in page.parts
        if part.code in is_open
    ]
    return fields + wholes
