"""Reports read for a paper: in a given order, a chunk at a time, as plain values.

A nation's reports are read without a model instance each, which takes a third of the time, and memory
does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.bulk import among
from quanjing.organizations.queries import FormerNames
from quanjing.submissions.models import Attachment, Entry, Submission
from quanjing.tasks.models import Assignment

CHUNK = 500  # reports


@dataclass(slots=True)
class Sent:
    """One report: who sent it (under the name of that day), for which task, when."""

    pk: int
    code: str
    state: str
    submitted_at: datetime
    nil_reason: str
    task_id: int
    task: str
    organization_id: int
    organization: str
    path: str
    society_class: int
    header: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a report; `place` is where its bytes lie in the store."""

    code: str
    name: str
    format: str
    place: str
    size: int
    sha256: str


@dataclass(slots=True)
class Row:
    """One entry with its report; `files` by code."""

    sent: Sent
    pk: int
    code: str
    block_id: int
    values: dict[str, Any]
    state: str
    files: dict[str, Kept] = field(default_factory=dict)


class Reader:
    """Reads reports of one directive; an entry's place within its report is that of the sheet.

    Without `headers` the answers above the sheets are not read: `Sent.header` stays empty.
    """

    def __init__(self, directive: Directive, *, headers: bool = True) -> None:
        self._sent_columns = (*_SENT, "header") if headers else _SENT
        bodies = Assignment.objects.filter(directive=directive).order_by().values("organization")
        self._names = FormerNames(bodies)

    def rows(
        self,
        submissions: Sequence[int],
        block_id: int | None = None,
        *,
        report: Callable[[int, int], None] | None = None,
    ) -> Iterator[Row]:
        """The entries of these reports in their order, of one block or of all: three queries a chunk.

        `report` hears after each chunk how many of the reports are done.
        """
        for start in range(0, len(submissions), CHUNK):
            chunk = submissions[start : start + CHUNK]
            found = self._entries(chunk, block_id)
            if found:
                self._with_files(found)
            yield from found
            if report is not None:
                report(start + len(chunk), len(submissions))

    def sent(self, submissions: Sequence[int]) -> Iterator[Sent]:
        """These reports in their order: a query a chunk."""
        for start in range(0, len(submissions), CHUNK):
            chunk = submissions[start : start + CHUNK]
            found = self._sent(chunk)
            yield from (found[pk] for pk in chunk if pk in found)

    def loose_files(self, submissions: Sequence[int]) -> Iterator[tuple[Sent, Kept]]:
        """The files that belong to whole reports, in the order of these."""
        for start in range(0, len(submissions), CHUNK):
            chunk = submissions[start : start + CHUNK]
            by: dict[int, list[Kept]] = {}
            found = Attachment.objects.filter(submission__in=among(chunk), entry=None).order_by("pk")
            for pk, *kept in found.values_list("submission_id", *_FILE):
                by.setdefault(pk, []).append(Kept(*kept))
            for one in self.sent([pk for pk in chunk if pk in by]):
                yield from ((one, kept) for kept in by[one.pk])

    def _sent(self, chunk: Sequence[int]) -> dict[int, Sent]:
        found = {}
        for values in Submission.objects.filter(pk__in=among(chunk)).values_list(*self._sent_columns):
            one = Sent(*values)
            if one.organization_id in self._names:
                day = one.submitted_at.astimezone(clock.CHINA).date()
                one.organization = self._names.called(one.organization_id, day) or one.organization
            found[one.pk] = one
        return found

    def _entries(self, chunk: Sequence[int], block_id: int | None) -> list[Row]:
        places = {pk: place for place, pk in enumerate(chunk)}
        entries = Entry.objects.filter(submission__in=among(chunk))
        if block_id is not None:
            entries = entries.filter(block=block_id)
        order = ("block__template_id", "block__position", "row", "pk")
        found = sorted(
            entries.order_by(*order).values_list(
                "submission_id", "pk", "code", "block_id", "values", "state"
            ),
            key=lambda values: places[values[0]],
        )
        sent = self._sent(chunk) if found else {}
        return [Row(sent[values[0]], *values[1:]) for values in found]

    def _with_files(self, rows: Sequence[Row]) -> None:
        by = {row.pk: row for row in rows}
        reports = list({row.sent.pk for row in rows})
        found = Attachment.objects.filter(submission__in=among(reports), entry__isnull=False).order_by("pk")
        for entry, *values in found.values_list("entry_id", *_FILE):
            kept = Kept(*values)
            if entry in by:
                by[entry].files[kept.code] = kept


_SENT = (
    "pk",
    "code",
    "state",
    "submitted_at",
    "nil_reason",
    "assignment__task_id",
    "assignment__task__name",
    "assignment__organization_id",
    "assignment__organization__name",
    "assignment__organization__path",
    "assignment__organization__society_class",
)
_FILE = ("file__code", "file__name", "file__format", "file__place", "file__size", "file__sha256")


def by_task(submissions: Sequence[int]) -> dict[int, list[int]]:
    """These reports by primary key of their task, each in the order given: a query a chunk."""
    return _parted(submissions, "assignment__task_id")


def by_body(submissions: Sequence[int]) -> dict[int, list[int]]:
    """These reports by primary key of their body, the bodies in the order given: a query a chunk."""
    return _parted(submissions, "assignment__organization_id")


def _parted(submissions: Sequence[int], key: str) -> dict[int, list[int]]:
    parts: dict[int, list[int]] = {}
    for start in range(0, len(submissions), CHUNK):
        chunk = submissions[start : start + CHUNK]
        found = dict(Submission.objects.filter(pk__in=among(chunk)).values_list("pk", key))
        for pk in chunk:
            if pk in found:
                parts.setdefault(found[pk], []).append(pk)
    return parts
