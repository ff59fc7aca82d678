"""What was sent to a call as a table, or as a zip with every file; made by a job, taken away later."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gongwen.facade import Archive, Column, Value, Workbook, Worksheet, official_docx, write_workbook
from quanjing.audit.actions import record
from quanjing.calls.actions.application_facts import FILES
from quanjing.calls.actions.papers import document_of
from quanjing.calls.enums import ApplicationState, ExportKind
from quanjing.calls.models import Application, Call, CallExport
from quanjing.calls.queries import ApplicationFilter, application_list, block_of
from quanjing.calls.rules import budget_sum, reads_sent
from quanjing.files.actions import drop_made, keep_made
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.jobs.actions import enqueue
from quanjing.organizations.queries import actor_for

FOLDER = "calls"  # of the store
AFTER_TITLE = 4  # columns of the table
UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
Report = Callable[[int, int], None]
TYPES = {
    ExportKind.LIST: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ExportKind.PAPERS: ("zip", "application/zip"),
}


@transaction.atomic
def ask_export(*, actor: Actor, call: Call, kind: ExportKind, wanted: ApplicationFilter) -> CallExport:
    """Have what was sent made into a file by a job, as the actor's post sees it then. Raises `Denied`."""
    if actor.post_id is None or not reads_sent(actor, call):
        raise Denied
    made = CallExport(
        call=call, post_id=actor.post_id, kind=kind, wanted=wanted.as_json(),
        language=get_language() or settings.LANGUAGE_CODE, made_name=actor.signature, asked_at=clock.now(),
    )  # fmt: skip
    made.job = enqueue("calls.export", actor=actor, export=made.code)
    made.save()
    record(actor=actor, verb="calls.export", on=call, detail={"kind": kind.value, **wanted.as_json()})
    return made


def make_export(code: str, report: Report) -> int:
    """Make a file that was asked for; part of a job. Once it is made, this changes nothing."""
    rows = CallExport.objects.select_related("call", "post__organization", "post__holder")
    found = rows.filter(code=code).first()
    if found is None or found.file_id is not None or found.post.holder is None:
        return 0
    listed = application_list(actor_for(found.post), found.call, ApplicationFilter(**found.wanted))
    chosen = listed.defer(None).order_by("direction__position", "number")
    with override(found.language), TemporaryFile() as out:
        writer = _write_list if found.kind == ExportKind.LIST else _write_papers
        count = writer(found, chosen, out, report)
        _enter(found, count, out)
    return count


def tidy_exports(report: Report) -> int:
    """Take away files that were kept long enough; how many."""
    old = clock.now() - timedelta(days=settings.COLLATION_KEPT_DAYS)
    gone = list(CallExport.objects.filter(finished_at__lt=old).exclude(file=None).select_related("file"))
    for place, export in enumerate(gone):
        report(place, len(gone))
        _take_away(export)
    return len(gone)


@transaction.atomic
def _take_away(export: CallExport) -> None:
    file = export.file
    assert file is not None
    CallExport.objects.filter(pk=export.pk).update(file=None)
    drop_made(file)


@transaction.atomic
def _enter(export: CallExport, count: int, out: BinaryIO) -> None:
    locked = CallExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if locked.file_id is not None:
        return
    format, content_type = TYPES[ExportKind(export.kind)]
    locked.file = keep_made(
        place=f"{FOLDER}/{export.code}.{format}",
        name=f"{export.call.title} {clock.today():%Y%m%d}.{format}",
        format=format,
        content_type=content_type,
        organization_code=export.post.organization.code,
        stored_by=export.made_name,
        source=File(out),
    )
    locked.count, locked.finished_at = count, clock.now()
    locked.save()


def _write_list(export: CallExport, rows: QuerySet[Application], out: BinaryIO, report: Report) -> int:
    chosen = list(rows.prefetch_related("joint_units"))
    report(0, len(chosen))
    fields = [one for one in block_of(export.call.template_id).fields.all() if one.type not in FILES]
    heads = [
        _("No."), _("Direction"), _("Applying body"), _("Title"), _("Nominee"), _("Unit"), _("Post"),
        _("Joint units"), _("Persons"), _("Goals with numbers"), _("Budget"), _("State"), _("Sent"),
        _("Share of common text"), *(one.label for one in fields), _("Code"),
    ]  # fmt: skip
    if export.call.from_projects:
        heads.insert(AFTER_TITLE, _("Project that it is based on"))

    def lines() -> Iterator[list[Value]]:
        for one in chosen:
            line = [*_line(one), *(_text(one.values.get(field.key)) for field in fields), one.code]
            if export.call.from_projects:
                line.insert(AFTER_TITLE, one.project_named)
            yield line

    columns = tuple(Column(str(head)) for head in heads)
    sheet = Worksheet(_("Applications"), f"{export.call} {clock.today().isoformat()}", columns, lines())
    write_workbook(out, Workbook(str(export.call), [sheet], export.language))
    return len(chosen)


def _line(one: Application) -> list[Value]:
    goals = "; ".join(f"{goal['name']} {goal.get('number', '')} {goal.get('unit', '')}" for goal in one.goals)
    return [
        one.number, one.direction.name, one.organization.name, one.title, one.subject, one.subject_unit,
        one.subject_post, _(", ").join(unit.name for unit in one.joint_units.all()),
        _(", ").join(person["name"] for person in one.team), goals,
        str(budget_sum(one)) if one.budget else "", str(ApplicationState(one.state).label),
        one.sent_at.astimezone(clock.CHINA).date() if one.sent_at else None,
        getattr(one, "similar_share", None),
    ]  # fmt: skip


def _write_papers(export: CallExport, rows: QuerySet[Application], out: BinaryIO, report: Report) -> int:
    """A folder an application: number, body, title; its paper and its files; a manifest of all of them."""
    chosen = list(rows.prefetch_related("joint_units"))
    keys = [one.key for one in block_of(export.call.template_id).fields.all() if one.type in FILES]
    archive, manifest = Archive(out), []
    for place, one in enumerate(chosen):
        report(place, len(chosen))
        folder = _safe(f"{one.number or 0:03d} {one.organization.name} {one.title}")
        name = f"{folder}/{_safe(str(_('Application')))}.docx"
        archive.add(name, io.BytesIO(official_docx(document_of(one))))
        manifest.append({"file": name, "application": one.code, "delivered": True})
        manifest += list(_stored(archive, one, folder, keys))
    data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    archive.add("manifest.json", io.BytesIO(data))
    archive.finish()
    return len(chosen)


def _stored(archive: Archive, one: Application, folder: str, keys: list[str]) -> Iterator[dict[str, object]]:
    codes = [str(one.values[key]) for key in keys if one.values.get(key)]
    files = {file.code: file for file in StoredFile.objects.filter(code__in=codes)}
    for place, code in enumerate(codes, start=1):
        file = files.get(code)
        name = f"{folder}/{place} {_safe(file.name)}" if file else ""
        if file is not None and default_storage.exists(file.place):
            with default_storage.open(file.place) as source:
                archive.add(name, source)
            yield {"file": name, "application": one.code, "delivered": True, "sha256": file.sha256}
        else:
            yield {"file": name or code, "application": one.code, "delivered": False}


def _safe(text: str) -> str:
    return UNSAFE.sub(" ", text).strip(" .")[:80]


def _text(value: object) -> Value:
    if isinstance(value, list):
        return _(", ").join(str(one) for one in value)
    return value if isinstance(value, str | int | float) else None
