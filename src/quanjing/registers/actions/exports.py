"""A list as a table or a volume: asked for, made by a job, taken away after some days."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from gongwen.facade import (
    Chapter,
    Column,
    FactLine,
    Paragraph,
    Part,
    Value,
    Volume,
    Workbook,
    Worksheet,
    write_volume,
    write_workbook,
)
from quanjing.audit.actions import record
from quanjing.files.actions import drop_made, keep_made
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.jobs.actions import enqueue
from quanjing.organizations.queries import actor_for
from quanjing.registers.enums import EntryState, Format
from quanjing.registers.models import EntryExport, RegisterEntry, RegisterKind
from quanjing.registers.queries import EntryFilter, block_of, entry_list
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field

FOLDER = "registers"  # of the store
BATCH = 2000
MOST_IN_VOLUME = 5000
Report = Callable[[int, int], None]
FILES = (FieldType.FILE, FieldType.PHOTO)
CONTENT_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@transaction.atomic
def ask_export(*, actor: Actor, kind: RegisterKind, wanted: EntryFilter, format: Format) -> EntryExport:
    """Have a list made into a file by a job, as the actor's post sees it when the job runs.

    Raises `Denied` without a post; `Missing` for a body out of sight; `Invalid` for too long a volume.
    """
    if actor.post_id is None:
        raise Denied
    count = entry_list(actor, kind, wanted).count()
    if format == Format.DOCX and count > MOST_IN_VOLUME:
        words = _("A Word volume takes at most %(limit)d entries; please narrow the list or choose Excel.")
        raise Invalid([Problem("format", words % {"limit": MOST_IN_VOLUME})])
    made = EntryExport(
        kind=kind, post_id=actor.post_id, wanted=wanted.as_json(), format=format,
        language=get_language() or settings.LANGUAGE_CODE, made_name=actor.signature, asked_at=clock.now(),
    )  # fmt: skip
    made.job = enqueue("registers.export", actor=actor, export=made.code)
    made.save()
    record(actor=actor, verb="registers.export", on=kind, detail={"format": format.value, "count": count})
    return made


def make_export(code: str, report: Report) -> dict[str, int]:
    """Make a file that was asked for; part of a job. Once it is made, this changes nothing."""
    rows = EntryExport.objects.select_related("kind", "post__organization", "post__holder")
    found = rows.filter(code=code).first()
    if found is None or found.file_id is not None or found.post.holder is None:
        return {}
    actor = actor_for(found.post)
    entries = entry_list(actor, found.kind, EntryFilter(**found.wanted))
    ordered = entries.select_related("organization").defer("words").order_by("organization__path", "pk")
    with override(found.language), TemporaryFile() as out:
        count = WRITERS[Format(found.format)](found, ordered, out, report)
        _enter(found, count, out)
    return {"entries": count}


def tidy_exports(report: Report) -> int:
    """Take away files that were kept long enough; how many. Running it again changes nothing."""
    old = clock.now() - timedelta(days=settings.COLLATION_KEPT_DAYS)
    gone = list(EntryExport.objects.filter(finished_at__lt=old).exclude(file=None).select_related("file"))
    for place, export in enumerate(gone):
        report(place, len(gone))
        _take_away(export)
    return len(gone)


@transaction.atomic
def _take_away(export: EntryExport) -> None:
    file = export.file
    assert file is not None
    EntryExport.objects.filter(pk=export.pk).update(file=None)
    drop_made(file)


@transaction.atomic
def _enter(export: EntryExport, count: int, out: BinaryIO) -> None:
    """The result as the file of the export, unless another worker was faster."""
    locked = EntryExport.objects.select_for_update().get(pk=export.pk)
    if locked.file_id is not None:
        return
    locked.file = keep_made(
        place=f"{FOLDER}/{export.code}.{export.format}",
        name=f"{export.kind} {clock.today():%Y%m%d}.{export.format}",
        format=export.format,
        content_type=CONTENT_TYPES[Format(export.format)],
        organization_code=export.post.organization.code,
        stored_by=export.made_name,
        source=File(out),
    )
    locked.count, locked.finished_at = count, clock.now()
    locked.save()


def _write_table(export: EntryExport, entries: QuerySet[RegisterEntry], out: BinaryIO, report: Report) -> int:
    fields = _fields(export.kind)
    heads = [
        Column(_("No."), width_hint=4), Column(_("Organization")), Column(_("Name of the entry")),
        Column(_("Holder")), Column(_("Reviewer")), Column(_("Day")), Column(_("Last day")),
        Column(_("Filed on")), Column(_("Last update")), Column(_("Confirmed for the year")),
        Column(_("State")),
        *(Column(one.label) for one in fields), Column(_("Code")),
    ]  # fmt: skip
    counted = _Counted(entries, report)
    rows = (_row(number, one, fields) for number, one in counted)
    sheet = Worksheet(str(export.kind)[:31], f"{export.kind} {clock.today().isoformat()}", tuple(heads), rows)
    write_workbook(out, Workbook(str(export.kind), [sheet], export.language))
    return counted.count


def _write_volume(
    export: EntryExport, entries: QuerySet[RegisterEntry], out: BinaryIO, report: Report
) -> int:
    fields = _fields(export.kind)
    counted = _Counted(entries, report)

    def chapters() -> Iterator[Chapter]:
        body = ""
        for number, one in counted:
            if one.organization.name != body:
                body = one.organization.name
                yield Chapter(body, 1)
            yield Chapter(f"{number}. {one.name}", 2, list(_parts(one, fields)))

    subtitle = _("As of %(day)s. In the order of the tree.") % {"day": clock.today().isoformat()}
    write_volume(out, Volume(str(export.kind), (subtitle,), chapters(), language=export.language))
    return counted.count


WRITERS = {Format.XLSX: _write_table, Format.DOCX: _write_volume}


class _Counted:
    """The entries with their numbers, read in parts; `report` hears how far it is."""

    def __init__(self, entries: QuerySet[RegisterEntry], report: Report) -> None:
        self.entries, self.report, self.count = entries, report, 0

    def __iter__(self) -> Iterator[tuple[int, RegisterEntry]]:
        total = self.entries.count()
        for one in self.entries.iterator(chunk_size=BATCH):
            if self.count % BATCH == 0:
                self.report(self.count, total)
            self.count += 1
            yield self.count, one


def _fields(kind: RegisterKind) -> list[Field]:
    return [one for one in block_of(kind.template_id).fields.all() if one.type not in FILES]


def _row(number: int, one: RegisterEntry, fields: list[Field]) -> list[Value]:
    return [
        number, one.organization.name, one.name, one.holder_title, one.reviewer_title, one.happens_on,
        one.expires_on, one.filed_on, one.updated_on, one.confirmed_year, str(EntryState(one.state).label),
        *(_value(one.values.get(field.key)) for field in fields), one.code,
    ]  # fmt: skip


def _parts(one: RegisterEntry, fields: list[Field]) -> Iterator[Part]:
    lines = [(_("Holder"), one.holder_title), (_("Reviewer"), one.reviewer_title)]
    if one.happens_on:
        lines.append((_("Day"), one.happens_on.isoformat()))
    if one.expires_on:
        lines.append((_("Last day"), one.expires_on.isoformat()))
    for label, text in lines:
        if text:
            yield FactLine(label, text)
    for field in fields:
        said = str(_value(one.values.get(field.key)) or "")
        if said and field.type == FieldType.LONGTEXT:
            yield Paragraph(f"{field.label}\n{said}")
        elif said:
            yield FactLine(field.label, said)


def _value(value: object) -> Value:
    if isinstance(value, list):
        return _(", ").join(str(one) for one in value)
    return value if isinstance(value, str | int | float) else None
