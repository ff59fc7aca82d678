"""Filled forms come in, are read, and are taken into the draft once somebody has looked at what they say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gongwen.errors import ClassifiedDocument, GongwenError
from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.files.actions import drop_made, options_for, store
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Problem, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.submissions.actions.drafting import keep, move_open, new_report, reporting_page
from quanjing.submissions.actions.understanding import EXCEL, SCANS, WORD, FormRead, read_form
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Filled, Report
from quanjing.submissions.queries import ReportPage, page_of_unit
from quanjing.submissions.queries.filled import get_filled
from quanjing.submissions.queries.page import FILE_TYPES
from quanjing.submissions.rules import Mode, as_json, drafts_of, mode_of
from quanjing.submissions.rules.answers import BlockDraft, Row
from quanjing.submissions.rules.merging import Merged, merge
from quanjing.submissions.rules.understood import Understood, understood_from

FORMATS = WORD | EXCEL | SCANS
QUICK = frozenset({"docx", "xlsx"})  # others need LibreOffice or a recognizer: the worker's
MOST_FILES = 20
KEPT = ("header", "draft", "corrections", "files")  # of a report, to be put back
WHOLE = "whole:"  # before the code of a task: the file is sent with the item as a whole


@transaction.atomic
def hand_in(*, actor: Actor, directive: Directive, files: Sequence[tuple[str, bytes]]) -> Filled:
    """Keep filled forms for the page of the actor's body and read them; nothing of the draft changes.

    Word and Excel files are read at once, scans and old formats by the worker; then the state is READING.

    Args:
        files: name and bytes, at most `MOST_FILES`.

    Raises:
        Invalid: no file, too many, or none that can be read; one problem each.
        WrongState: nothing on the page is open.
        Missing, Denied: as `save_draft`.
    """
    page = reporting_page(actor, directive)
    now = clock.now()
    if all(mode_of(part, now) is Mode.SHOWN for part in page.parts):
        raise WrongState
    if not 0 < len(files) <= MOST_FILES:
        raise Invalid([Problem("forms", _("Please choose one to %(most)d files.") % {"most": MOST_FILES})])
    filled = Filled(
        directive=directive,
        organization=page.parts[0].assignment.organization,
        files=[_kept(actor, name, data) for name, data in files],
        language=get_language() or "",
        handed_by=actor.signature,
        handed_at=now,
    )
    stored = _stored(filled)
    if all(file.format in QUICK for file in stored.values()):
        _read(page, filled, stored)
    if not any(one["code"] for one in filled.files):
        raise Invalid([Problem("forms", f"{one['name']}: {one['trouble']}") for one in filled.files])
    filled.save()
    if filled.state == FilledState.READING:
        enqueue("submissions.read_forms", actor=actor, filled_id=filled.pk)
    detail = {"files": [one["code"] for one in filled.files]}
    record(actor=actor, verb="submissions.hand_in", on=filled, detail=detail)
    return filled


@transaction.atomic
def read_handed_in(filled_id: int) -> None:
    """The worker's part of `hand_in`; again it does nothing."""
    filled = Filled.objects.select_for_update(of=("self",)).select_related("directive").get(pk=filled_id)
    if filled.state != FilledState.READING:
        return
    with override(filled.language or None):
        page = page_of_unit(filled.directive, filled.organization_id)
        _read(page, filled, _stored(filled))
    filled.save()


@transaction.atomic
def take_filled(
    *,
    actor: Actor,
    directive: Directive,
    code: str,
    version: int,
    chosen: Collection[str] | None = None,
    places: Mapping[str, str] | None = None,
) -> Report:
    """Take what filled forms say into the draft; the draft before can be put back once (`put_back`).

    Values go over those of the draft, rows that are alike are joined, new rows come behind; nothing that
    only the draft has is dropped. Nothing is sent.

    Args:
        code: of the forms handed in. version: `ReportPage.version` of the page beside which they were shown.
        chosen: keys of the parts that are wanted ("header" above the sheets); None for all.
        places: code of a stored file -> where it goes: "BLOCK.FIELD" of a field for files, "whole:TASK".

    Raises:
        Missing, Denied, Conflict: as `save_draft`; no such forms.
        WrongState: taken or dropped already, or still being read.
        Invalid: a place that the page does not have, or nothing is chosen.
    """
    page = reporting_page(actor, directive)
    filled = _open(page, code, FilledState.READ)
    if page.version != version:
        raise Conflict
    report = page.report or new_report(page)
    before = {name: getattr(report, name) for name in KEPT}
    merged = merge(page, understood_from(filled.said), clock.now(), chosen)
    attached = _put_files(page, filled, report, merged, places or {})
    if not (merged.header or merged.draft or merged.corrections or attached):
        raise Invalid([Problem("take", _("Nothing new is chosen."))])
    moved = keep(
        actor, page, report, header=merged.header, draft=merged.draft, corrections=merged.corrections
    )
    _note_taken(actor, filled, report, before)
    record(actor=actor, verb="submissions.take_filled", on=filled, detail={"states": moved})
    return report


@transaction.atomic
def put_back(*, actor: Actor, directive: Directive, code: str) -> Report:
    """Undo `take_filled`: the draft stands again as before.

    Raises:
        Missing, Denied: as `save_draft`; no such forms.
        WrongState: put back already, or somebody typed since, whose words would be lost.
    """
    page = reporting_page(actor, directive)
    filled = _open(page, code, FilledState.TAKEN)
    report = page.report
    if report is None or report.version != filled.taken_version:
        raise WrongState(_("The draft was changed since; what was typed would be lost."))
    for name in KEPT:
        setattr(report, name, filled.before[name])
    report.version += 1
    report.changed_by, report.changed_at = actor.signature, clock.now()
    report.save()
    filled.state = FilledState.PUT_BACK
    filled.save(update_fields=["state"])
    moved = move_open(actor, page, report, drafts_of(page, report.draft))
    record(actor=actor, verb="submissions.put_back", on=filled, detail={"states": moved})
    return report


@transaction.atomic
def drop_filled(*, actor: Actor, directive: Directive, code: str) -> None:
    """Leave forms that were handed in; the files stay kept. Raises `Missing`, `Denied`, `WrongState`."""
    page = reporting_page(actor, directive)
    filled = _open(page, code, FilledState.READ)
    filled.state = FilledState.DROPPED
    filled.save(update_fields=["state"])
    record(actor=actor, verb="submissions.drop_filled", on=filled)


@transaction.atomic
def detach_file(*, actor: Actor, directive: Directive, task: str, file: str) -> None:
    """Take a file away that would be sent with the whole item. Raises `Missing`, `Denied`, `WrongState`."""
    page = reporting_page(actor, directive)
    report = page.report
    kept = report.files.get(task, []) if report else []
    if report is None or file not in kept:
        raise WrongState
    report.files = {**report.files, task: [one for one in kept if one != file]}
    report.version += 1
    report.save(update_fields=["files", "version"])
    moved = move_open(actor, page, report, drafts_of(page, report.draft))
    record(actor=actor, verb="submissions.detach_file", on=report, detail={"file": file, "states": moved})


def read_file(page: ReportPage, file: StoredFile, *, patiently: bool) -> FormRead:
    """Read a stored file as a form of the page. Raises as `understanding.read_form`."""
    with default_storage.open(file.place) as raw:
        data = raw.read()
    options = replace(options_for(file.name), recognize=patiently, convert=patiently)
    return read_form(page, name=file.name, data=data, format=file.format, options=options)


def _kept(actor: Actor, name: str, data: bytes) -> dict[str, str]:
    """A file of `Filled.files`, stored or with what is wrong with it. Raises `ClassifiedDocument`."""
    try:
        with transaction.atomic():
            file = store(actor=actor, name=name, data=data)
            if file.format not in FORMATS:
                raise Invalid([Problem("forms", _("Please choose Word or Excel files, or a scan."))])
    except ClassifiedDocument:
        raise
    except GongwenError as error:
        return _entry("", name, trouble=error.message(get_language() or "en"))
    except Invalid as error:
        return _entry("", name, trouble=str(error.problems[0].message))
    return _entry(file.code, file.name)


def _entry(code: str, name: str, note: str = "", trouble: str = "") -> dict[str, str]:
    return {"code": code, "name": name, "note": note, "trouble": trouble}


def _stored(filled: Filled) -> dict[str, StoredFile]:
    codes = [one["code"] for one in filled.files if one["code"]]
    return {file.code: file for file in StoredFile.objects.filter(code__in=codes)}


def _read(page: ReportPage, filled: Filled, stored: Mapping[str, StoredFile]) -> None:
    """Read every file; one that cannot be read, or is another body's, is named and not kept."""
    said = Understood()
    for one in filled.files:
        file = stored.get(one["code"])
        if file is None:
            continue
        try:
            found = read_file(page, file, patiently=file.format not in QUICK)
        except WrongState as error:
            one["trouble"] = str(error)
        except GongwenError as error:
            one["trouble"] = error.message(get_language() or "en")
        else:
            one["note"] = found.note.value
            said.add(found.said)
            continue
        drop_made(file)
        one["code"] = ""
    filled.said = said.as_json()
    filled.state = FilledState.READ


def _open(page: ReportPage, code: str, state: FilledState) -> Filled:
    """The forms of this page, locked. Raises `Missing`, `WrongState`."""
    filled = get_filled(page, code)
    locked = Filled.objects.select_for_update().get(pk=filled.pk)
    if locked.state != state:
        raise WrongState
    return locked


def _note_taken(actor: Actor, filled: Filled, report: Report, before: dict[str, object]) -> None:
    filled.state, filled.before, filled.taken_version = FilledState.TAKEN, before, report.version
    filled.taken_by, filled.taken_at = actor.signature, clock.now()
    filled.save()


def _put_files(
    page: ReportPage, filled: Filled, report: Report, merged: Merged, places: Mapping[str, str]
) -> bool:
    """Put files where they were told to go. Raises `Invalid` for a place that there is not."""
    own = {one["code"] for one in filled.files if one["code"]}
    wanted = {code: place for code, place in places.items() if place and code in own}
    fields = {
        f"{place.key}.{each.key}": (place, each)
        for place in page.places
        for each in place.block.fields.all()
        if each.type in FILE_TYPES
    }
    tasks = {part.code for part in page.parts}
    for code, where in wanted.items():
        task = where.removeprefix(WHOLE)
        if where.startswith(WHOLE) and task in tasks:
            report.files = {**report.files, task: [*report.files.get(task, []), code]}
        elif where in fields:
            place, each = fields[where]
            stored = drafts_of(page, report.draft) | drafts_of(page, merged.draft)
            kept = stored.get(place.key, BlockDraft())
            only = "" if place.is_shared else place.tasks[0]
            merged.draft[place.key] = as_json(_with_file(kept, each.key, code, only))
        else:
            raise Invalid([Problem("place", _("There is no such place for a file."))])
    return bool(wanted)


def _with_file(draft: BlockDraft, key: str, code: str, task: str) -> BlockDraft:
    """The file in the first row that has none there, else in a row of its own."""
    rows = list(draft.rows)
    for at, row in enumerate(rows):
        if not row.values.get(key):
            rows[at] = Row(row.task, {**row.values, key: code})
            break
    else:
        rows.append(Row(task, {key: code}))
    return BlockDraft(draft.none, tuple(rows))
