"""The rectification ledger as a table or in the official layout: asked for, made by a job, taken away
after days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
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
    Column,
    Value,
    Workbook,
    Worksheet,
    document_from,
    facts_from,
    official_docx,
    write_workbook,
)
from quanjing.audit.actions import record
from quanjing.files.actions import drop_made, keep_made
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.inspections.enums import FindingState, Format
from quanjing.inspections.models import Finding, FindingExport
from quanjing.inspections.queries import FindingFilter, finding_list, tint_of
from quanjing.jobs.actions import enqueue
from quanjing.organizations.queries import actor_for

FOLDER = "inspections"  # of the store
BATCH = 2000
MOST_ON_PAPER = 1000
Report = Callable[[int, int], None]
CONTENT_TYPES = {
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@transaction.atomic
def ask_export(*, actor: Actor, wanted: FindingFilter, format: Format) -> FindingExport:
    """Have the list made into a file by a job, as the actor's post sees it when the job runs.

    Raises `Denied` without a post; `Missing` for a body out of sight; `Invalid` for too long a document.
    """
    if actor.post_id is None:
        raise Denied
    count = finding_list(actor, wanted).count()
    if format == Format.DOCX and count > MOST_ON_PAPER:
        words = _("A Word document takes at most %(limit)d findings; please narrow the list or choose Excel.")
        raise Invalid([Problem("format", words % {"limit": MOST_ON_PAPER})])
    made = FindingExport(
        post_id=actor.post_id, wanted=wanted.as_json(), format=format, made_name=actor.signature,
        language=get_language() or settings.LANGUAGE_CODE, asked_at=clock.now(),
    )  # fmt: skip
    made.job = enqueue("inspections.export", actor=actor, export=made.code)
    made.save()
    record(actor=actor, verb="inspections.export", on=made, detail={"format": format.value, "count": count})
    return made


def make_export(code: str, report: Report) -> dict[str, int]:
    """Make a file that was asked for; part of a job. Once it is made, this changes nothing."""
    rows = FindingExport.objects.select_related("post__organization", "post__holder")
    found = rows.filter(code=code).first()
    if found is None or found.file_id is not None or found.post.holder is None:
        return {}
    actor = actor_for(found.post)
    findings = finding_list(actor, FindingFilter(**found.wanted))
    ordered = findings.order_by("organization__path", "inspection_id", "number")
    language = settings.LANGUAGE_CODE if found.format == Format.DOCX else found.language
    with override(language), TemporaryFile() as out:
        count = WRITERS[Format(found.format)](found, ordered, out, report)
        _enter(found, count, out)
    return {"findings": count}


def tidy_exports(report: Report) -> int:
    """Take away files that were kept long enough; how many. Running it again changes nothing."""
    old = clock.now() - timedelta(days=settings.COLLATION_KEPT_DAYS)
    gone = FindingExport.objects.filter(finished_at__lt=old).exclude(file=None).select_related("file")
    exports = list(gone)
    for place, export in enumerate(exports):
        report(place, len(exports))
        _take_away(export)
    return len(exports)


@transaction.atomic
def _take_away(export: FindingExport) -> None:
    file = export.file
    assert file is not None
    FindingExport.objects.filter(pk=export.pk).update(file=None)
    drop_made(file)


@transaction.atomic
def _enter(export: FindingExport, count: int, out: BinaryIO) -> None:
    """The result as the file of the export, unless another worker was faster."""
    locked = FindingExport.objects.select_for_update().get(pk=export.pk)
    if locked.file_id is not None:
        return
    locked.file = keep_made(
        place=f"{FOLDER}/{export.code}.{export.format}",
        name=f"{_('Rectification ledger')} {clock.today():%Y%m%d}.{export.format}",
        format=export.format,
        content_type=CONTENT_TYPES[Format(export.format)],
        organization_code=export.post.organization.code,
        stored_by=export.made_name,
        source=File(out),
    )
    locked.count, locked.finished_at = count, clock.now()
    locked.save()


def _heads() -> list[str]:
    return [
        _("No."), _("Organization"), _("Inspection"), _("Step of the work"), _("What is not in order"),
        _("Basis"), _("Owner"), _("Due"), _("State"), _("How it was put right"), _("Rectified on"),
        _("Taken off the list on"), _("Closed by a second person"),
    ]  # fmt: skip


def _row(number: int, one: Finding) -> list[Value]:
    return [
        number, one.organization.name, one.inspection.name, one.process, one.text, one.basis, one.owner,
        one.due_on,
        state_words(one), one.evidence, one.rectified_on, one.closed_on, one.closed_name,
    ]  # fmt: skip


def state_words(one: Finding) -> str:
    """The state of a finding, with its colour in words where it has one."""
    words = str(FindingState(one.state).label)
    tint = tint_of(one)
    late = {"near": _("due soon"), "behind": _("past its date"), "overdue": _("long past its date")}
    return _("%(state)s (%(late)s)") % {"state": words, "late": late[tint]} if tint else words


def _write_table(export: FindingExport, findings: QuerySet[Finding], out: BinaryIO, report: Report) -> int:
    counted = _Counted(findings, report)
    title = _title(export)
    rows = (_row(number, one) for number, one in counted)
    columns = tuple(Column(head) for head in _heads())
    sheet = Worksheet(_("Rectification ledger"), f"{title} {clock.today().isoformat()}", columns, rows)
    write_workbook(out, Workbook(title, [sheet], export.language))
    return counted.count


def _write_paper(export: FindingExport, findings: QuerySet[Finding], out: BinaryIO, report: Report) -> int:
    """The ledger as an office file: fewer columns, since paper is narrow."""
    counted = _Counted(findings, report)
    heads = [_("No."), _("Organization"), _("What is not in order"), _("Owner"), _("Due"), _("State")]
    rows = [
        [
            str(number), one.organization.name, f"{one.process}: {one.text}", one.owner,
            one.due_on.isoformat(),
            state_words(one),
        ]
        for number, one in counted
    ]  # fmt: skip
    body = export.post.organization.name
    facts = facts_from(
        {
            "kind": "statistics_table",
            "agency": body,
            "subject": _("Rectification ledger"),
            "date": clock.today().isoformat(),
            "sealed": False,
            "tables": [{"caption": _("Findings"), "columns": heads, "rows": rows}] if rows else [],
        }
    )
    note = _("As of %(day)s. In the order of the tree.") % {"day": clock.today().isoformat()}
    out.write(official_docx(replace(document_from(facts), title=_title(export), notes=(note,))))
    return counted.count


WRITERS = {Format.XLSX: _write_table, Format.DOCX: _write_paper}


def _title(export: FindingExport) -> str:
    return _("Rectification ledger of %(body)s") % {"body": export.post.organization.name}


class _Counted:
    """The findings with their numbers, read in parts; `report` hears how far it is."""

    def __init__(self, findings: QuerySet[Finding], report: Report) -> None:
        self.findings, self.report, self.count = findings, report, 0

    def __iter__(self) -> Iterator[tuple[int, Finding]]:
        total = self.findings.count()
        for one in self.findings.iterator(chunk_size=BATCH):
            if self.count % BATCH == 0:
                self.report(self.count, total)
            self.count += 1
            yield self.count, one
