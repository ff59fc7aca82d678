"""What the files of a mail answer: the one place where filled forms are read for the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gongwen.errors import GongwenError
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.errors import WrongState
from quanjing.submissions.actions import FormRead, Note, read_file
from quanjing.submissions.queries import Part, ReportPage, page_of_unit
from quanjing.submissions.queries.page import FILE_TYPES
from quanjing.submissions.rules import Mode, check, drafts_of, mode_of
from quanjing.submissions.rules.understood import Understood, of_part

LONGEST = 80  # characters of a text that is named as not understood
OFFICE_FIRST = frozenset({"pdf", "jpg", "png"})  # recognized only where no other file answers


@dataclass(slots=True)
class Answers:
    """Header and draft as `submissions.actions.enter_for` takes them, and what a person has to look at.

    `is_silent`: the files are a form of several items that says nothing on this one.
    """

    header: dict[str, object] = field(default_factory=dict)
    draft: dict[str, dict[str, object]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    is_silent: bool = False


def answers_of(page: ReportPage, part: Part, files: Sequence[StoredFile]) -> Answers:
    """What the files of one item say: filled forms by their fields, any other file as an attachment.

    Where the item has one field for a file, a file that is no form answers it. Whatever is missing, does
    not fit or was not understood is named; the files stand beside the item in every case.
    """
    whole = page_of_unit(page.directive, part.assignment.organization_id)
    found, loose = _forms(whole, files)
    answers = Answers()
    said = Understood()
    for one in found:
        said.add(one.said)
    keys = {one.key for one in page.header}
    answers.header = {key: value for key, value in said.header.items() if key in keys}
    for key, block in of_part(said, part).blocks.items():
        answers.draft[key] = {"none": [part.code] if block["none"] else [], "rows": block["rows"]}
    several = any(one.proven and len(one.tasks) > 1 and one.note != Note.SCAN for one in found)
    answers.is_silent = several and not answers.draft
    _attach(part, loose, answers)
    answers.missing = _missing(page, part, answers, said) if found else _required(page, part, answers)
    return answers


def _forms(page: ReportPage, files: Sequence[StoredFile]) -> tuple[list[FormRead], list[StoredFile]]:
    """The files that were read as forms of the unit's page, and the others."""
    found: list[FormRead] = []
    loose: list[StoredFile] = []
    for file in sorted(files, key=lambda one: one.format in OFFICE_FIRST):
        if file.format in OFFICE_FIRST and found:
            loose.append(file)
            continue
        try:
            one = read_file(page, file, patiently=True)
        except (GongwenError, WrongState):
            loose.append(file)  # another's form counts for nothing here; the desk sees it beside the item
            continue
        if one.note in (Note.ATTACHMENT, Note.NO_RECOGNIZER):
            loose.append(file)
        else:
            found.append(one)
    return found, loose


def _attach(part: Part, files: Sequence[StoredFile], answers: Answers) -> None:
    """Files that are no forms into the only field that asks for files, beside what a form says there."""
    asking = [
        (place, each) for place in part.places for each in place.block.fields.all() if each.type in FILE_TYPES
    ]
    if len(asking) != 1 or not files:
        return
    place, each = asking[0]
    kept = files if place.block.repeat else files[:1]
    block = answers.draft.setdefault(place.key, {"none": [], "rows": []})
    rows = block["rows"]
    assert isinstance(rows, list)
    if rows and not place.block.repeat:
        rows[0]["values"].setdefault(each.key, kept[0].code)
    else:
        rows += [{"task": part.code, "values": {each.key: file.code}} for file in kept]


def _missing(page: ReportPage, part: Part, answers: Answers, said: Understood) -> list[str]:
    """What does not fit, what is not there, what was not understood; each once."""
    named = [
        _("%(label)s: written “%(written)s”. %(expected)s")
        % {"label": one.label, "written": one.written[:LONGEST], "expected": one.expected}
        for one in said.wrong
    ]
    if mode_of(part, clock.now()) is Mode.FORM:
        checked = check(page, part, drafts_of(page, answers.draft), dict(answers.header), {}, clock.now())
        named += [str(one.message) for one in checked.problems]
    named += [_("Not understood: “%(text)s”") % {"text": one[:LONGEST]} for one in said.left]
    return list(dict.fromkeys(named))


def _required(page: ReportPage, part: Part, answers: Answers) -> list[str]:
    """Where no form was read: nothing where the files are the whole answer, else what the sheet asks for."""
    checked = check(page, part, drafts_of(page, answers.draft), dict(answers.header), {}, clock.now())
    if checked.complete:
        return []
    labels = (each.label for place in part.places for each in place.block.fields.all() if each.required)
    return list(dict.fromkeys(labels))
