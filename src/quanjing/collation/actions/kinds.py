"""How each kind of paper is written into its working file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Chapter, ManifestEntry, file_name, volume_pdf, write_manifest, write_volume
from quanjing.collation import queries
from quanjing.collation.actions.bundle import write_files
from quanjing.collation.actions.filling import fill_layout
from quanjing.collation.actions.packing import Packing
from quanjing.collation.actions.scope import Counts, Scope
from quanjing.collation.actions.volume import Texts
from quanjing.collation.actions.workbook import write_table
from quanjing.collation.enums import ExportKind
from quanjing.collation.models import Export
from quanjing.collation.rules import MOST_PDF_PICTURES
from quanjing.foundation.templatetags.quanjing import cn_day

Writer = Callable[[Export, Scope, BinaryIO], Counts]


def _table(_export: Export, scope: Scope, out: BinaryIO) -> Counts:
    out.truncate(0)
    return write_table(scope, out)


def _layout(export: Export, scope: Scope, out: BinaryIO) -> Counts:
    assert export.layout is not None
    out.truncate(0)
    return fill_layout(export.layout, scope, out)


def _volume(_export: Export, scope: Scope, out: BinaryIO) -> Counts:
    out.truncate(0)
    texts = Texts(scope)
    write_volume(out, texts.volume(texts.whole()))
    return texts.counts


def _pdf(_export: Export, scope: Scope, out: BinaryIO) -> Counts:
    out.truncate(0)
    texts = Texts(scope, most_pictures=MOST_PDF_PICTURES)
    out.write(volume_pdf(texts.volume(texts.whole()), font_dir=settings.FONT_DIR).data)
    if texts.counts.files >= MOST_PDF_PICTURES:
        note = _("The PDF holds the first %(count)s photos; the others are named. The Word volume holds all.")
        texts.counts.notes.append(note % {"count": MOST_PDF_PICTURES})
    return texts.counts


def _by_topic(export: Export, scope: Scope, out: BinaryIO) -> Counts:
    by_task = queries.by_task(scope.snapshot.submissions)
    nil = queries.by_task(scope.snapshot.nil)
    with Packing(out, export.pattern, str(scope.directive)) as packing:
        package = _Volumes(scope, packing)
        for task in package.texts.tasks:
            reports = by_task.get(task.pk, [])
            chapters = package.texts.of_topic(reports, nil.get(task.pk, []))
            package.expect(scope.head.name, task.name, task.name, reports, chapters)
        return package.finish()


def _by_unit(export: Export, scope: Scope, out: BinaryIO) -> Counts:
    """One volume a body that sent something; the list names those that sent nothing as well."""
    by_body = queries.by_body(scope.snapshot.submissions)
    with Packing(out, export.pattern, str(scope.directive)) as packing:
        package = _Volumes(scope, packing)
        for pk, name in queries.bodies_asked(scope.directive, scope.head):
            reports = by_body.get(pk, [])
            package.expect(name, "", name, reports, package.texts.of_unit(reports))
        return package.finish()


class _Volumes:
    """A zip of Word volumes with the list of those expected and delivered."""

    def __init__(self, scope: Scope, packing: Packing) -> None:
        self.scope, self.packing = scope, packing
        self.texts = Texts(scope)
        self.rows: list[ManifestEntry] = []
        self.done = 0

    def expect(
        self, organization: str, task: str, title: str, reports: list[int], chapters: Iterator[Chapter]
    ) -> None:
        """A volume of these reports, unless it stands in the zip already; without any it is missing."""
        tokens = {
            "number": f"{len(self.rows) + 1:03d}",
            "organization": organization,
            "task": task,
            "title": str(self.scope.directive),
            "date": f"{cn_day(self.scope.snapshot.taken_at):%Y%m%d}",
            "name": title,
        }
        name = file_name(self.packing.pattern, tokens, "docx", self.packing.taken)
        if reports and not self.packing.has(name):
            with TemporaryFile() as docx:
                write_volume(docx, self.texts.volume(chapters, title))
                docx.seek(0)
                self.packing.add(name, docx)
        self.rows.append(ManifestEntry(name, organization, task, "", delivered=bool(reports)))
        self.done += len(reports)
        self.scope.report(self.done, len(self.scope.snapshot.submissions))

    def finish(self) -> Counts:
        with TemporaryFile() as manifest:
            write_manifest(manifest, self.rows, language=get_language() or "")
            manifest.seek(0)
            self.packing.add(self.packing.free(_("list of files"), "xlsx"), manifest)
        counts = self.packing.finish()
        counts.entries = queries.count_entries(self.scope.snapshot.submissions)
        counts.files = len(self.rows)
        counts.missing = counts.files - sum(row.delivered for row in self.rows)
        return counts


def _files(export: Export, scope: Scope, out: BinaryIO) -> Counts:
    return write_files(scope, out, export.pattern)


WRITERS: dict[ExportKind, Writer] = {
    ExportKind.TABLE: _table,
    ExportKind.LAYOUT: _layout,
    ExportKind.VOLUME: _volume,
    ExportKind.PDF: _pdf,
    ExportKind.BY_TOPIC: _by_topic,
    ExportKind.BY_UNIT: _by_unit,
    ExportKind.FILES: _files,
}
