"""What was typed on a page, and whether it completes a task: computed, never declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from quanjing.foundation.errors import Problem
from quanjing.sheets.models import Block
from quanjing.sheets.rules import is_known, validate_rows
from quanjing.sheets.rules.values import is_empty
from quanjing.submissions.models import Entry, Report, Submission
from quanjing.submissions.queries.page import BlockPlace, Part, ReportPage
from quanjing.submissions.rules.permission import Mode, may_edit, mode_of

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the code of its task; "" while the sender has not said which."""

    task: str
    values: Values

    @property
    def is_blank(self) -> bool:
        return all(is_empty(value) for value in self.values.values())


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """What stands in one block: its rows, and the tasks for which it was answered with none."""

    none: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = ()


@dataclass(slots=True)
class Checked:
    """What one task would send. `entries` are (block, clean values, entry of the returned version)."""

    started: bool
    problems: list[Problem] = field(default_factory=list)
    entries: list[tuple[Block, Values, Entry | None]] = field(default_factory=list)
    none_blocks: list[str] = field(default_factory=list)
    header: Values = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return self.started and not self.problems


def drafts_of(page: ReportPage, draft: Mapping[str, Mapping[str, object]]) -> dict[str, BlockDraft]:
    """The blocks of a stored or typed draft; rows of a block for one task get that task.

    Blocks that the page does not have are left out.
    """
    return {place.key: _block(place, draft[place.key]) for place in page.places if place.key in draft}


def as_json(draft: BlockDraft) -> dict[str, object]:
    """The stored form of a block."""
    rows = [{"task": row.task, "values": row.values} for row in draft.rows]
    return {"none": sorted(draft.none), "rows": rows}


def whole_files(report: Report | None, part: Part) -> list[str]:
    """The codes of the files that would be sent with this task as a whole."""
    return report.files.get(part.code, []) if report else []


def files_differ(latest: Submission, kept: list[str]) -> bool:
    """Whether other files lie with the whole item; those that the desk kept with it are not the page's."""
    sent = {one.file.code for one in latest.attachments.all() if one.entry_id is None and not one.field_key}
    return bool(set(kept) - sent) or bool(sent - set(kept) and not latest.entered_way)


def is_started(part: Part, drafts: Mapping[str, BlockDraft], report: Report | None) -> bool:
    """Whether anything was typed for this task, or a file lies with it."""
    if whole_files(report, part):
        return True
    for place in part.places:
        draft = drafts.get(place.key, BlockDraft())
        if part.code in draft.none or any(row.task == part.code and not row.is_blank for row in draft.rows):
            return True
    return False


def check(
    page: ReportPage,
    part: Part,
    drafts: Mapping[str, BlockDraft],
    header: Values,
    corrections: Mapping[str, Values],
    now: datetime,
) -> Checked:
    """What the part would send now, and what is missing.

    Each problem's `where` is a place on the page: "header.name", "b2" for a block, "b2.3.text" for a
    field of the third row of a block, "fix.ENTRY.text" for a returned field, "TASKCODE" for the part.
    """
    if mode_of(part, now) is Mode.CORRECT:
        return _check_correction(page, part, header, corrections, now)
    return _check_form(page, part, drafts, header)


def _block(place: BlockPlace, given: Mapping[str, object]) -> BlockDraft:
    only = "" if place.is_shared else place.tasks[0]
    none = given.get("none", [])
    if isinstance(none, bool):
        none = place.tasks if none else ()
    rows = given.get("rows", [])
    assert isinstance(none, Iterable)
    assert isinstance(rows, Iterable)
    return BlockDraft(
        none=frozenset(code for code in none if code in place.tasks),
        rows=tuple(Row(only or _task(place, row), dict(row.get("values", {}))) for row in rows),
    )


def _task(place: BlockPlace, row: Mapping[str, object]) -> str:
    code = str(row.get("task", ""))
    return code if code in place.tasks else ""


def _check_form(page: ReportPage, part: Part, drafts: Mapping[str, BlockDraft], header: Values) -> Checked:
    checked = Checked(started=is_started(part, drafts, page.report))
    checked.header, checked.problems = check_header(page, part, header)
    for place in part.places:
        _check_place(page, part, place, drafts.get(place.key, BlockDraft()), checked)
    has_content = checked.entries or checked.none_blocks or whole_files(page.report, part)
    if not has_content and not checked.problems:
        checked.problems.append(Problem(part.code, _("Nothing has been filled in for this item.")))
    return checked


def _check_place(
    page: ReportPage, part: Part, place: BlockPlace, draft: BlockDraft, checked: Checked
) -> None:
    """A block of one task must be answered; of a block that several share, each takes what it has."""
    own = [(number, row) for number, row in enumerate(draft.rows, start=1) if row.task == part.code]
    filled = [(number, row) for number, row in own if not row.is_blank]
    if part.code in draft.none and place.block.optional and not filled:
        checked.none_blocks.append(place.key)
        return
    if filled or not place.is_shared:
        rows = [row.values for _number, row in filled]
        kept, problems = validate_rows(place.block, rows, page.known)
        numbers = {str(i): number for i, (number, _row) in enumerate(filled, start=1)}
        checked.problems += [Problem(_moved(p.where, place, numbers), p.message) for p in problems]
        checked.entries += [(place.block, values, None) for values in kept]
    undecided = [
        number for number, row in enumerate(draft.rows, start=1) if not row.task and not row.is_blank
    ]
    if place.is_shared:
        message = _("Please say which item this row answers.")
        checked.problems += [Problem(f"{place.key}.{number}.task", message) for number in undecided]


def _moved(where: str, place: BlockPlace, numbers: Mapping[str, int]) -> str:
    """A place as the sheet's rule names it -> the place on this page."""
    _block_key, *rest = where.split(".", 2)
    if rest:
        rest[0] = str(numbers.get(rest[0], rest[0]))
    return ".".join([place.key, *rest])


def check_header(page: ReportPage, part: Part, header: Values) -> tuple[Values, list[Problem]]:
    """The answers above the sheets of this part, with known facts filled in."""
    kept: Values = {}
    problems: list[Problem] = []
    own = page.header_of(part)
    for block in {one.block.pk: one.block for one in own}.values():
        names = {one.field.key: one.key for one in own if one.block.pk == block.pk}
        # what the platform knows is shown, so a typed value never stands against it
        asked = {one.field.key for one in own if not is_known(one.field, page.known)}
        rows, wrong = validate_rows(
            block, [{key: header.get(name) for key, name in names.items() if key in asked}], page.known
        )
        kept |= {names[key]: value for key, value in rows[0].items() if key in names}
        places = [(problem.where.rsplit(".", 1)[-1], problem.message) for problem in wrong]
        problems += [Problem(f"header.{names[key]}", message) for key, message in places if key in names]
    return kept, problems


def _check_correction(
    page: ReportPage, part: Part, header: Values, corrections: Mapping[str, Values], now: datetime
) -> Checked:
    """The returned version with the returned fields replaced; everything else as it was sent."""
    assert part.base is not None
    base = part.base
    checked = Checked(started=False, header=dict(base.header), none_blocks=list(base.none_blocks))
    typed, problems = check_header(page, part, header)
    for key in [note.field_key for note in base.return_notes.all() if note.entry_id is None]:
        checked.problems += [problem for problem in problems if problem.where == f"header.{key}"]
        checked.started |= typed.get(key) != base.header.get(key)
        checked.header[key] = typed.get(key, "")
    for entry in base.entries.all():
        _correct_entry(page, part, entry, corrections.get(entry.code, {}), now, checked)
    if page.report is not None:
        checked.started |= files_differ(base, whole_files(page.report, part))
    if not checked.started and not checked.problems:
        checked.problems.append(Problem(part.code, _("Nothing that was sent back has been changed yet.")))
    return checked


def _correct_entry(
    page: ReportPage, part: Part, entry: Entry, given: Values, now: datetime, checked: Checked
) -> None:
    open_fields = {key: value for key, value in given.items() if may_edit(part, entry.pk, key, now)}
    if not open_fields:
        checked.entries.append((entry.block, dict(entry.values), entry))
        return
    rows, problems = validate_rows(entry.block, [{**entry.values, **open_fields}], page.known)
    for problem in problems:
        _block_key, _number, *rest = problem.where.split(".", 2)
        key = rest[0] if rest else next(iter(open_fields))  # a row that became empty has no field of its own
        if key in open_fields:
            checked.problems.append(Problem(f"fix.{entry.code}.{key}", problem.message))
    values = (
        {**entry.values, **{key: rows[0].get(key) for key in open_fields}} if rows else dict(entry.values)
    )
    values = {key: value for key, value in values.items() if value is not None}
    checked.started |= values != entry.values
    checked.entries.append((entry.block, values, entry))
