"""From a report page and what is wrong with it to what its templates show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Problem
from quanjing.foundation.facts import KnownFact
from quanjing.sheets.models import Field
from quanjing.sheets.rules import is_known
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Report, Submission
from quanjing.submissions.queries import BlockPlace, Offers, Part, ReportPage, offers_of
from quanjing.submissions.queries.comparing import as_text, segments
from quanjing.submissions.queries.page import FILE_TYPES, files_named
from quanjing.submissions.rules import (
    BlockDraft,
    Mode,
    Row,
    asks_head,
    checked_parts,
    differs,
    drafts_of,
    is_ready,
    mode_of,
    returned_places,
)
from quanjing.submissions.views.page_model import (
    BlockView,
    Input,
    PageView,
    PartView,
    RowView,
    SentEntry,
    Values,
)
from quanjing.tasks.queries import marked_duplicate

NEW_ROW = "__row__"  # stands for the number of a row that a script adds


def build(page: ReportPage, problems: Iterable[Problem] = (), *, actor: Actor | None = None) -> PageView:
    """The page with problems at their places; nothing is read but the files that are named."""
    body = page.parts[0].assignment.organization
    maker = _Maker(page, problems)
    shared = [maker.block(place) for place in page.places if place.is_shared]
    return PageView(
        page=page,
        parts=[maker.part(part, number) for number, part in enumerate(page.parts, start=1)],
        shared=[block for block in shared if block.tasks],
        header=maker.header(),
        known=[(one.field, _fact(one.field, page)) for one in page.header if is_known(one.field, page.known)],
        version=page.version,
        asks_head=actor is not None and asks_head(actor, body),
    )


def with_typed(
    page: ReportPage, header: Values, draft: Mapping[str, object], corrections: Values
) -> ReportPage:
    """The page with what was typed in the place of what is stored, to be shown again; saves nothing."""
    report = page.report or Report(version=0)
    report.header = {**report.header, **header}
    report.draft = {**report.draft, **draft}
    report.corrections = {**report.corrections, **corrections}
    return replace(page, report=report)


class _Maker:
    """Holds what every input needs: files by code, problems by place, open tasks."""

    def __init__(self, page: ReportPage, problems: Iterable[Problem]) -> None:
        self.page = page
        self.report = page.report or Report()
        self.now: datetime = clock.now()
        self.modes = {part.code: mode_of(part, self.now) for part in page.parts}
        self.checks = checked_parts(page)
        self.drafts = drafts_of(page, self.report.draft)
        self.problems: dict[str, list[str]] = {}
        for problem in problems:
            self.problems.setdefault(problem.where, []).append(str(problem.message))
        self.doubled = marked_duplicate(part.assignment for part in page.parts)
        is_open = any(mode is Mode.FORM for mode in self.modes.values())
        self.offers = offers_of(page) if is_open else Offers()
        self.files = files_named(self._named(), page.parts[0].assignment.organization.code)

    def part(self, part: Part, number: int) -> PartView:
        checked = self.checks.get(part.code)
        mode = self.modes[part.code]
        latest = part.latest
        own = [place for place in part.places if not place.is_shared]
        corrects = mode is Mode.CORRECT
        withdrawn = latest is not None and latest.state == SubmissionState.WITHDRAWN
        shown = part.base if corrects else None if withdrawn else latest
        return PartView(
            part=part,
            number=number,
            mode=mode,
            checked=checked,
            ready=is_ready(part, checked, self.report),
            changed=bool(
                latest
                and not withdrawn
                and not latest.is_nil
                and checked
                and checked.complete
                and differs(part, checked, self.report)
            ),
            blocks=[self.block(place) for place in own] if mode is Mode.FORM else [],
            shared=[place for place in part.places if place.is_shared and mode is Mode.FORM],
            sent=[self.sent(part, entry, corrects) for entry in shown.entries.all()] if shown else [],
            notes=[note for note in part.base.return_notes.all() if note.entry_id is None]
            if part.base
            else [],
            whole_files=[
                self.files[one] for one in self.report.files.get(part.code, []) if one in self.files
            ],
            doubled=part.assignment.pk in self.doubled,
            nil_errors=self.problems.get(f"nil.{part.code}", []) + self.problems.get(part.code, []),
        )

    def block(self, place: BlockPlace) -> BlockView:
        draft = self.drafts.get(place.key, BlockDraft())
        numbers = {
            part.code: (number, part.task.name) for number, part in enumerate(self.page.parts, start=1)
        }
        tasks = [(code, *numbers[code]) for code in place.tasks if self.modes[code] is Mode.FORM]
        numbered = enumerate(draft.rows, start=1)
        closed = {code for code in place.tasks if self.modes[code] is not Mode.FORM}
        rows = [self.row(place, row, number) for number, row in numbered if row.task not in closed]
        if not rows and not place.block.optional:  # a row to begin with for each item that it serves
            waiting = [code for code, _number, _name in tasks] if place.is_shared else [""]
            rows = [self.row(place, Row(code, {}), number) for number, code in enumerate(waiting, start=1)]
        blank = self.row(place, Row("", {}), 0, token=NEW_ROW)
        if not place.block.repeat:
            self.offer(rows)
        view = BlockView(place, rows, blank, draft.none, tasks, self.problems.get(place.key, []))
        typed = any(not row.is_blank for row in draft.rows)
        if not typed and not draft.none and place.key not in self.report.dropped:
            view.offered = self.offers.rows.get(place.key)
        return view

    def offer(self, rows: Iterable[RowView]) -> None:
        for row in rows:
            for each in row.inputs:
                each.offer = self.offers.fields.get(each.place)

    def row(self, place: BlockPlace, row: Row, number: int, token: str = "") -> RowView:
        marker = f"{place.key}.{token or number}"
        where = f"{place.key}.{number}"
        inputs = [
            self.input(f"{marker}.{each.key}", each, row.values.get(each.key), f"{where}.{each.key}")
            for each in place.block.fields.all()
        ]
        errors = [*self.problems.get(where, []), *self.problems.get(f"{where}.task", [])]
        return RowView(marker, number, row.task, inputs, errors)

    def header(self) -> list[Input]:
        """The fields above the sheets that have to be asked, with their return where there is one."""
        notes = {
            note.field_key: note
            for part in self.page.parts
            if self.modes[part.code] is Mode.CORRECT and part.base
            for note in part.base.return_notes.all()
            if note.entry_id is None
        }
        asked = [one for one in self.page.header if not is_known(one.field, self.page.known)]
        inputs = [
            self.input(f"header.{one.key}", one.field, self.report.header.get(one.key), f"header.{one.key}")
            for one in asked
        ]
        for one, each in zip(asked, inputs, strict=True):
            each.note = notes.get(one.key)
            each.offer = self.offers.fields.get(f"header.{one.key}")
        return inputs

    def sent(self, part: Part, entry: Entry, corrects: bool) -> SentEntry:
        noted = returned_places(part) if corrects else {}
        whole = (entry.pk, "") in noted
        fields = list(entry.block.fields.all())
        wanted = [each for each in fields if whole or (entry.pk, each.key) in noted]
        inputs = []
        for each in wanted:
            typed = self.report.corrections.get(entry.code, {})
            value = typed.get(each.key, entry.values.get(each.key))
            name = f"fix.{entry.code}.{each.key}"
            made = self.input(name, each, value, name)
            made.note = noted.get((entry.pk, each.key))
            if each.type not in FILE_TYPES and as_text(value) != as_text(entry.values.get(each.key)):
                made.changed = segments(as_text(entry.values.get(each.key)), as_text(value))
            inputs.append(made)
        cells = [self.cell(each, entry) for each in fields if each not in wanted]
        notes = [note for (pk, key), note in noted.items() if pk == entry.pk and not key]
        return SentEntry(entry, [cell for cell in cells if cell[1]], notes, inputs)

    def cell(self, each: Field, entry: Entry) -> tuple[Field, str, StoredFile | None]:
        value = entry.values.get(each.key)
        file = self.files.get(str(value)) if each.type in FILE_TYPES else None
        return each, file.name if file else as_text(value), file

    def input(self, name: str, each: Field, value: object, where: str) -> Input:
        file = self.files.get(str(value)) if each.type in FILE_TYPES and value else None
        return Input(name, each, value if value is not None else "", file, self.problems.get(where, []))

    def _named(self) -> list[object]:
        """Every value on the page that may be the code of a stored file."""
        drafts = [value for one in self.drafts.values() for row in one.rows for value in row.values.values()]
        fixes = [value for values in self.report.corrections.values() for value in values.values()]
        sent: list[Submission] = [one for part in self.page.parts for one in (part.latest, part.base) if one]
        cells = [value for one in sent for entry in one.entries.all() for value in entry.values.values()]
        short = [value for value in [*drafts, *fixes, *cells] if isinstance(value, str) and len(value) <= 16]
        whole = [code for codes in self.report.files.values() for code in codes]
        return [*short, *whole, *self.report.header.values()]


def _fact(asked: Field, page: ReportPage) -> KnownFact:
    assert asked.meaning is not None
    return page.known[asked.meaning.fact]
