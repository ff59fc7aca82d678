"""The files: renamed so that they can be told apart, with a list of what was expected and what is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import BinaryIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.facade import ManifestEntry, write_manifest
from quanjing.audit.actions import record
from quanjing.collation import queries
from quanjing.collation.actions.packing import Packing
from quanjing.collation.actions.scope import Counts, Scope, scope_now
from quanjing.collation.queries import Reader
from quanjing.collation.rules import ACCEPTED, FILES_PATTERN
from quanjing.directives.models import Directive
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
    with Packing(out, pattern, str(scope.directive)) as packing, TemporaryFile() as manifest:
        write_manifest(manifest, _entries(scope, packing), language=get_language() or "")
        manifest.seek(0)
        packing.add(packing.free(_("list of files"), "xlsx"), manifest)
        return packing.finish()


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
