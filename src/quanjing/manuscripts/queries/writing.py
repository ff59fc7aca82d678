"""The points of a manuscript with their sources, in a number of queries that does not grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from quanjing.manuscripts.models import Compilation, Merged, Point, Source
from quanjing.manuscripts.queries.words import author_of, paragraphs, title_of
from quanjing.sheets.models import Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Submission

STANDING = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED)
SENDER = "submission__assignment__"


@dataclass(frozen=True, slots=True)
class Chip:
    """A source beside a point. `is_stale`: the unit sent another version since, or it was returned."""

    entry: Entry
    unit: str
    title: str
    author: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A point with its number. `total` are all its sources; `counted` those where merged ones count once."""

    number: int
    point: Point
    chips: tuple[Chip, ...]
    total: int
    counted: int

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs(self.point.text)


def was_replaced() -> Exists:
    """Whether the unit sent a newer version than the one to which an entry belongs."""
    return Exists(
        Submission.objects.filter(
            assignment=OuterRef("submission__assignment"), version__gt=OuterRef("submission__version")
        )
    )


def entries_with_words() -> QuerySet[Entry]:
    """Entries with what `words` needs of them: unit, task, block and its fields."""
    fields = Prefetch("block__fields", Field.objects.select_related("meaning").order_by("position"))
    found = Entry.objects.annotate(was_replaced=was_replaced())
    related = (f"{SENDER}organization", f"{SENDER}task", "block")
    return found.select_related(*related).prefetch_related(fields)


def points_of(compilation: Compilation, most: int | None = None) -> list[Shown]:
    """All points in order with the first `most` of their sources (None: all): five queries."""
    leads = dict(Merged.objects.filter(compilation=compilation).values_list("entry_id", "lead_id"))
    behind: dict[int, list[int]] = defaultdict(list)
    rows = Source.objects.filter(point__compilation=compilation).order_by("pk")
    for point_id, entry_id in rows.values_list("point_id", "entry_id"):
        behind[point_id].append(entry_id)
    wanted = {pk for listed in behind.values() for pk in listed[:most]}
    entries = {entry.pk: entry for entry in entries_with_words().filter(pk__in=wanted)}
    return [
        Shown(
            number,
            point,
            tuple(chips_of(entries[pk] for pk in behind[point.pk][:most])),
            len(behind[point.pk]),
            len({leads.get(pk, pk) for pk in behind[point.pk]}),
        )
        for number, point in enumerate(Point.objects.filter(compilation=compilation), start=1)
    ]


def chips_of(entries: Iterable[Entry]) -> Iterable[Chip]:
    """`entries` come from `entries_with_words`."""
    for entry in entries:
        stale = entry.submission.state not in STANDING or entry.was_replaced  # type: ignore[attr-defined]
        yield Chip(
            entry,
            entry.submission.assignment.organization.name,
            title_of(entry),
            author_of(entry),
            bool(stale),
        )
