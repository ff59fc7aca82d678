"""The texts of one notice that stand in each other, for the desk: pairs, and larger groups of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.likeness.models import Likeness, Sketch
from quanjing.likeness.queries.found import NAMED
from quanjing.likeness.queries.texts import STANDING
from quanjing.submissions.queries import submissions_visible_to
from quanjing.tasks.models import Task

MOST_PAIRS = 20_000  # of one look; who has more looks at one item


@dataclass(frozen=True, slots=True)
class Group:
    """Texts of which each stands in another of them. `share` is the largest in per cent."""

    texts: tuple[int, ...]  # primary keys of sketches, the oldest first
    share: int


@dataclass(frozen=True, slots=True)
class Groups:
    """`is_cut` where there are more pairs than are looked at in one go."""

    groups: tuple[Group, ...]
    is_cut: bool


def groups_of(actor: Actor, directive: Directive, task: Task | None = None) -> Groups:
    """The groups among the reports for a notice that the actor may open, the one with the oldest text first.

    With a task those in which a report for it stands. One query. Never by body, never by how much was found.
    """
    rows = list(_pairs(actor, directive, task)[: MOST_PAIRS + 1])
    return Groups(tuple(_joined(rows[:MOST_PAIRS])), len(rows) > MOST_PAIRS)


def tasks_with_texts(directive: Directive) -> QuerySet[Task]:
    """The tasks of a notice, by which its groups may be narrowed."""
    return Task.objects.filter(directive=directive, assign=True).order_by("position")


def texts_named(sketch_ids: Iterable[int]) -> dict[int, Sketch]:
    """Sketches with what names them, by primary key, the oldest first: one query."""
    found = Sketch.objects.filter(pk__in=set(sketch_ids)).select_related(*NAMED).defer("values")
    return {one.pk: one for one in found.order_by("submission__submitted_at", "submission_id", "pk")}


def _pairs(actor: Actor, directive: Directive, task: Task | None) -> QuerySet[Likeness, tuple[int, int, int]]:
    reports = submissions_visible_to(actor).filter(assignment__directive=directive, state__in=STANDING)
    seen = reports.order_by().values("pk")
    found = Likeness.objects.filter(text__submission__in=seen, other__submission__in=seen)
    if task is not None:
        found = found.filter(text__submission__assignment__task=task)
    else:
        found = found.filter(text__lt=F("other"))
    return found.order_by("text", "other").values_list("text_id", "other_id", "share")


def _joined(rows: Iterable[tuple[int, int, int]]) -> list[Group]:
    first: dict[int, int] = {}
    largest: dict[int, int] = {}

    def root(text: int) -> int:
        first.setdefault(text, text)
        while first[text] != text:
            first[text] = first[first[text]]
            text = first[text]
        return text

    for one, other, share in rows:
        low, high = sorted((root(one), root(other)))
        first[high] = low
        largest[low] = max(share, largest.get(low, 0), largest.get(high, 0))
    members: dict[int, list[int]] = {}
    for text in sorted(first):
        members.setdefault(root(text), []).append(text)
    return [Group(tuple(texts), largest[low]) for low, texts in members.items()]
