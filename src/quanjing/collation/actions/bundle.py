"""The files: renamed so that they can be told apart, with a list of what was expected and what is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import ManifestEntry, file_name, write_manifest
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.queries import FILE_TYPES, BlockTable
from quanjing.collation.rules import ACCEPTED, need_collatable
from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Submission
from quanjing.tasks.models import Assignment

PATTERN = "{number}_{organization}_{task}_{name}"
PIECE = 256 * 1024


def bundle(
    *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState] = ACCEPTED
) -> None:
    """Write the files of the entries as zip to `out`, with a manifest; a file is never held in memory.

    A file is named by the number of its entry in the table, organization, task and its own name; the
    manifest lists every file that an entry names, those that the store has lost too.

    Raises:
        Denied: the post reads no subtree. WrongState: the directive is not published.
    """
    need_collatable(actor, directive)
    submissions = queries.taken(actor, directive, states)
    with TemporaryFile() as manifest, ZipFile(out, "w", ZIP_STORED) as package:
        packing = _Packing(package)
        totals = write_manifest(
            manifest, packing.entries(directive, submissions), language=get_language() or ""
        )
        manifest.seek(0)
        packing.copy(manifest, packing.free(_("list of files"), "xlsx"))
    detail = {"states": [state.value for state in states], "expected": totals.expected}
    detail["delivered"] = totals.delivered
    record(actor=actor, verb="collation.bundle", on=directive, detail=detail)


class _Packing:
    """Copies files into the package while the manifest asks for its next row."""

    def __init__(self, package: ZipFile) -> None:
        self.package = package
        self.taken: set[str] = set()
        self.moment = clock.now().astimezone(clock.CHINA).timetuple()[:6]

    def entries(self, directive: Directive, submissions: QuerySet[Submission]) -> Iterator[ManifestEntry]:
        """One row a file that the entries name, in the order of the table; then those of whole reports."""
        for table in queries.tables_of(directive):
            for number, entry in enumerate(queries.entries_of_block(submissions, table.block), start=1):
                yield from self._of_entry(number, entry, table)
        for attachment in queries.loose_files(submissions):
            yield self._packed(0, attachment.submission.assignment, "", attachment.file, attachment.file.code)

    def _of_entry(self, number: int, entry: Entry, table: BlockTable) -> Iterator[ManifestEntry]:
        files = {attachment.file.code: attachment.file for attachment in entry.attachments.all()}
        for field in table.fields:
            code = str(entry.values.get(field.key) or "")
            if field.type in FILE_TYPES and code:
                yield self._packed(number, entry.submission.assignment, entry.code, files.get(code), code)

    def _packed(
        self, number: int, assignment: Assignment, entry_code: str, file: StoredFile | None, code: str
    ) -> ManifestEntry:
        stem, _dot, extension = (file.name if file else code).rpartition(".")
        values = {
            "number": f"{number:03d}",
            "organization": assignment.organization.name,
            "task": assignment.task.name,
            "name": stem or extension,
        }
        name = file_name(PATTERN, values, file.format if file else "", self.taken)
        delivered = file is not None and self._copy_stored(file, name)
        return ManifestEntry(
            file_name=name,
            organization=assignment.organization.name,
            task=assignment.task.name,
            entry=entry_code,
            delivered=delivered,
            size=file.size if file and delivered else None,
            sha256=file.sha256 if file and delivered else "",
        )

    def _copy_stored(self, file: StoredFile, name: str) -> bool:
        try:
            stored = default_storage.open(file.place)
        except FileNotFoundError:
            return False
        with stored:
            self.copy(stored, name)
        return True

    def copy(self, source: IO[bytes] | File[bytes], name: str) -> None:
        with self.package.open(ZipInfo(name, self.moment), "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, PIECE)

    def free(self, stem: str, extension: str) -> str:
        return file_name("{name}", {"name": stem}, extension, self.taken)
