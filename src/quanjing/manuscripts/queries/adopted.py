"""What became of the entries of a report: for the unit that sent them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.manuscripts.enums import VersionState
from quanjing.manuscripts.models import Answer, Compilation, Forward, Source, Version, VersionSource
from quanjing.submissions.models import Submission
from quanjing.submissions.registry import Remark


@dataclass(frozen=True, slots=True)
class Adopted:
    """Where an entry stands in one manuscript: in its newest approved version, or (None) in the work on it.

    `is_merged`: the point has other sources as well. `forwards` and `answers` are of all versions in which
    the entry stood.
    """

    compilation: Compilation
    places: tuple[int, ...]
    is_merged: bool
    version: int | None
    forwards: tuple[Forward, ...] = ()
    answers: tuple[Answer, ...] = ()


def adopted_of(submission: Submission) -> dict[int, list[Adopted]]:
    """By primary key of the entry what became of it, manuscript by manuscript: eight queries at most."""
    ids = [entry.pk for entry in submission.entries.all()]
    frozen = _in_versions(ids)
    found: dict[int, list[Adopted]] = defaultdict(list)
    for (entry_id, _pk), one in {**_in_work(ids), **frozen}.items():
        found[entry_id].append(one)
    return dict(found)


def remarks(submission: Submission) -> list[Remark]:
    """One line a manuscript on the page of a report: in which of its points texts of the report stand."""
    lines: dict[int, list[Adopted]] = defaultdict(list)
    for adopted in adopted_of(submission).values():
        for one in adopted:
            lines[one.compilation.pk].append(one)
    link = reverse("adopted_page", args=[submission.code])
    return [Remark(in_words(several), link) for several in lines.values()]


def in_words(adopted: Iterable[Adopted]) -> str:
    """Merged into, or adopted in, which points of which manuscript."""
    listed = list(adopted)
    places = sorted({place for one in listed for place in one.places})
    words = {"numbers": _(", ").join(map(str, places)), "title": listed[0].compilation.title}
    if any(one.is_merged for one in listed):
        return _("Merged into point %(numbers)s of “%(title)s”") % words
    return _("Adopted as point %(numbers)s of “%(title)s”") % words


def get_own_answer(actor: Actor, code: str) -> Answer:
    """An answer to a text of the actor's body, or to the body's manuscript. Raises `Missing`."""
    answer = Answer.objects.select_related("forward__version__compilation", "file").filter(code=code).first()
    may_read = actor.may(Right.REPORT) or actor.reads_subtree
    if answer is None or not may_read or actor.organization_id is None:
        raise Missing
    version = answer.forward.version
    own = version.sources.filter(entry__submission__assignment__organization_id=actor.organization_id)
    if answer.places:
        own = own.filter(place__in=answer.places)
    if version.compilation.organization_id != actor.organization_id and not own.exists():
        raise Missing
    return answer


Found = dict[tuple[int, int], Adopted]  # by entry and compilation


def _in_work(ids: list[int]) -> Found:
    """By the points as they stand now."""
    sources = Source.objects.filter(entry__in=ids).select_related("point__compilation__organization")
    rows = list(sources.annotate(together=Count("point__sources")).order_by("point__position"))
    found: dict[tuple[int, int], list[Source]] = defaultdict(list)
    for row in rows:
        found[row.entry_id, row.point.compilation_id].append(row)
    return {
        key: Adopted(
            several[0].point.compilation,
            tuple(one.point.position for one in several),
            any(one.together > 1 for one in several),  # type: ignore[attr-defined]
            None,
        )
        for key, several in found.items()
    }


def _in_versions(ids: list[int]) -> Found:
    """By the newest approved version in which the entry stands, with the log of all of them."""
    forwards = Prefetch("version__forwards", Forward.objects.prefetch_related("answers__file"))
    rows = VersionSource.objects.filter(entry__in=ids, version__state=VersionState.APPROVED)
    rows = rows.select_related("version__compilation__organization").prefetch_related(forwards)
    by_key: dict[tuple[int, int], list[VersionSource]] = defaultdict(list)
    for row in rows.order_by("-version__number", "place"):
        by_key[row.entry_id, row.version.compilation_id].append(row)
    counts = _counts({row.version_id for several in by_key.values() for row in several})
    newest = _newest({compilation for _entry, compilation in by_key})
    found = {key: _of_versions(several, counts) for key, several in by_key.items()}
    return {key: one for key, one in found.items() if one.forwards or one.version == newest[key[1]]}


def _of_versions(rows: list[VersionSource], counts: dict[tuple[int, int], int]) -> Adopted:
    newest = rows[0].version
    current = [row for row in rows if row.version_id == newest.pk]
    places: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        places[row.version_id].add(row.place)
    versions = {row.version_id: row.version for row in rows}
    forwards = [one for version in versions.values() for one in version.forwards.all()]
    answers = [
        answer
        for one in forwards
        for answer in one.answers.all()
        if not answer.places or places[one.version_id] & set(answer.places)
    ]
    return Adopted(
        newest.compilation,
        tuple(row.place for row in current),
        any(counts[newest.pk, row.place] > 1 for row in current),
        newest.number,
        tuple(forwards),
        tuple(answers),
    )


def _newest(compilations: set[int]) -> dict[int, int]:
    """The number of the newest approved version of each manuscript."""
    rows = Version.objects.filter(compilation__in=compilations, state=VersionState.APPROVED).order_by()
    return dict(rows.values_list("compilation_id").annotate(Max("number")))


def _counts(versions: set[int]) -> dict[tuple[int, int], int]:
    """How many sources a point of a version has."""
    rows = VersionSource.objects.filter(version__in=versions).order_by().values_list("version_id", "place")
    return {(version, place): count for version, place, count in rows.annotate(Count("pk"))}
