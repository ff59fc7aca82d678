"""The points of a manuscript with their sources, in a number of queries that does not grow."""

from __future__ import annotations

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
    """A point with its number; `counted` are sources where those merged as one count once."""

    number: int
    point: Point
    chips: tuple[Chip, ...]
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


def points_of(compilation: Compilation) -> list[Shown]:
    """All points in order with their sources: four queries."""
    leads = dict(Merged.objects.filter(compilation=compilation).values_list("entry_id", "lead_id"))
    sources = Source.objects.order_by("pk").prefetch_related(Prefetch("entry", entries_with_words()))
    points = Point.objects.filter(compilation=compilation).prefetch_related(Prefetch("sources", sources))
    return [
        Shown(
            number, point, tuple(chips_of(one.entry for one in point.sources.all())), _counted(point, leads)
        )
        for number, point in enumerate(points, start=1)
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


def _counted(point: Point, leads: dict[int, int]) -> int:
    return len({leads.get(one.entry_id, one.entry_id) for one in point.sources.all()})
