"""The files: renamed so that they can be told apart, with a list of what was expected and what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from django.core.files.storage import default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import Archive, ManifestEntry, file_name, write_manifest
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.actions.scope import Counts, Scope, scope_now
from quanjing.collation.queries import FILE_TYPES, BlockTable, Kept, Reader, Row, Sent
from quanjing.collation.rules import ACCEPTED, FILES_PATTERN
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.submissions.enums import SubmissionState


def bundle(
    *, actor: Actor, directive: Directive, out: BinaryIO, states: Sequence[SubmissionState] = ACCEPTED
) -> None:
    """Write the files of the entries as zip to `out`, with a manifest; a file is never held in memory.

    A file is named by the number of its entry in the table, organization, task and its own name; the
    manifest lists every file that an entry names, those that the store has lost too.

    Raises:
        Denied: the post reads no subtree. WrongState: the directive is not published.
    """
    scope = scope_now(actor, directive, states)
    counts = write_files(scope, out, FILES_PATTERN)
    detail = {"states": [state.value for state in states], "expected": counts.files}
    detail["delivered"] = counts.files - counts.missing
    record(actor=actor, verb="collation.bundle", on=directive, detail=detail)


def write_files(scope: Scope, out: BinaryIO, pattern: str) -> Counts:
    """The zip of a scope in `out`, taken up where it was left; progress counts reports."""
    packing = Packing(out, pattern, str(scope.directive))
    with TemporaryFile() as manifest:
        write_manifest(manifest, _entries(scope, packing), language=get_language() or "")
        manifest.seek(0)
        packing.add(packing.free(_("list of files"), "xlsx"), manifest)
    packing.archive.finish()
    return packing.counts


def _entries(scope: Scope, packing: Packing) -> Iterator[ManifestEntry]:
    """One row a file that the entries name, in the order of the table; then those of whole reports."""
    submissions = scope.snapshot.submissions
    reader = Reader(scope.directive, headers=False)
    tables = queries.tables_of(scope.directive)
    total = len(submissions) * (len(tables) + 1)
    for place, table in enumerate(tables):
        rows = reader.rows(submissions, table.block.pk)
        for number, row in enumerate(rows, start=1):
            yield from packing.of_entry(number, row, table)
            if packing.is_time():
                scope.report(place * len(submissions) + min(number, len(submissions)), total)
    for sent, file in reader.loose_files(submissions):
        yield packing.stored(0, sent, "", file, file.code)
        if packing.is_time():
            scope.report(total - 1, total)


class Packing:
    """Puts files into a zip under names of a rule; what already stands there in its place is not copied."""

    def __init__(self, out: BinaryIO, pattern: str, title: str) -> None:
        self.archive = Archive(out)
        self.pattern, self.title = pattern, title
        self.taken: set[str] = set()
        self.counts = Counts()
        self.place = 0  # of the next file in the zip
        self._heard = 0

    def is_time(self) -> bool:
        """Whether enough was done since the last time to say so."""
        if self.counts.files < self._heard + 50:
            return False
        self._heard = self.counts.files
        return True

    def of_entry(self, number: int, row: Row, table: BlockTable) -> Iterator[ManifestEntry]:
        """The files that an entry names, those that nobody has too."""
        for field in table.fields:
            code = str(row.values.get(field.key) or "") if field.type in FILE_TYPES else ""
            if code:
                yield self.stored(number, row.sent, row.code, row.files.get(code), code)

    def stored(self, number: int, sent: Sent, entry: str, file: Kept | None, code: str) -> ManifestEntry:
        """A file of the store, as a row of the list."""
        stem, _dot, extension = (file.name if file else code).rpartition(".")
        values = {
            "number": f"{number:03d}",
            "organization": sent.organization,
            "task": sent.task,
            "title": self.title,
            "date": f"{sent.submitted_at.astimezone(clock.CHINA):%Y%m%d}",
            "name": stem or extension,
        }
        name = file_name(self.pattern, values, file.format if file else "", self.taken)
        delivered = file is not None and self._copied(file, name)
        self.counts.files += 1
        self.counts.missing += not delivered
        return ManifestEntry(
            file_name=name,
            organization=sent.organization,
            task=sent.task,
            entry=entry,
            delivered=delivered,
            size=file.size if file and delivered else None,
            sha256=file.sha256 if file and delivered else "",
        )

    def has(self, name: str) -> bool:
        """Whether the next place of the zip holds a file of that name already; otherwise it is free."""
        if self.place < len(self.archive.packed):
            if self.archive.packed[self.place].name == name:
                self.place += 1
                return True
            self.archive.cut(self.place)
        return False

    def add(self, name: str, source: IO[bytes]) -> None:
        """Put a file into the next place."""
        if self.place < len(self.archive.packed):
            self.archive.cut(self.place)
        self.archive.add(name, source)
        self.place += 1

    def free(self, stem: str, extension: str) -> str:
        return file_name("{name}", {"name": stem}, extension, self.taken)

    def _copied(self, file: Kept, name: str) -> bool:
        if self.has(name):
            return True
        try:
            stored = default_storage.open(file.place)
        except FileNotFoundError:
            return False
        with stored:
            self.add(name, stored)
        return True
