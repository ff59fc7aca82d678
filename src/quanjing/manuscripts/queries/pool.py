"""The pool: what units sent, narrowed by what the editor chose, with what is noted on each entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Max, Q, QuerySet

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.likeness.models import Likeness
from quanjing.manuscripts.models import Choice, Compilation, Exclusion, Merged, Source, Tagging
from quanjing.manuscripts.queries.words import author_of, text_of, title_of
from quanjing.manuscripts.queries.writing import SENDER, entries_with_words, was_replaced
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry
from quanjing.tasks.models import Task

ACCEPTED = (SubmissionState.ACCEPTED,)
WITH_WAITING = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED)
TEXTS = (FieldType.TEXT, FieldType.LONGTEXT)
SHORT = 400  # characters of a text in the list; the whole stands on the entry's own page
NEAR = 30  # per cent of a text from which a person is told to look


@dataclass(frozen=True, slots=True)
class PoolFilter:
    """What of the pool is shown; everything empty: all accepted entries."""

    tag: int | None = None
    task: str = ""
    society_class: int | None = None
    unused: bool = False
    waiting: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An entry of the list. `others` say the same, `places` are numbers of points, `share` is per cent."""

    entry: Entry
    unit: str
    title: str
    author: str
    text: str
    is_cut: bool
    tags: tuple[str, ...]
    others: int
    places: tuple[int, ...]
    similar: int
    share: int


@dataclass(frozen=True, slots=True)
class Side:
    """Another entry beside the one looked at."""

    card: Card
    share: int
    row: Likeness


def pooled(compilation: Compilation, *, waiting: bool = True) -> QuerySet[Entry]:
    """Every entry that may be taken: of the newest versions, of the chosen blocks, of the body's subtree.

    Not those that their unit withdrew or that are not for collation.
    """
    states = WITH_WAITING if waiting else ACCEPTED
    found = entries_with_words().filter(
        _chosen(compilation),
        in_subtree(compilation.organization.path, f"{SENDER}organization__"),
        ~was_replaced(),
        submission__state__in=states,
        withdrawal=None,
    )
    return found.exclude(pk__in=Exclusion.objects.filter(compilation=compilation).values("entry"))


def pool(actor: Actor, compilation: Compilation, wanted: PoolFilter) -> QuerySet[Entry]:
    """The entries of the list, in the order of the tree; what was merged stands once.

    None for a post that does not read the subtree from which they came.
    """
    if not actor.reads_subtree:
        return Entry.objects.none()
    found = pooled(compilation, waiting=wanted.waiting)
    found = found.exclude(pk__in=Merged.objects.filter(compilation=compilation).values("entry"))
    if wanted.tag is not None:
        tagged = Tagging.objects.filter(tag__compilation=compilation, tag=wanted.tag)
        found = found.filter(pk__in=tagged.values("entry"))
    if wanted.task:
        found = found.filter(submission__assignment__task__code=wanted.task)
    if wanted.society_class is not None:
        found = found.filter(submission__assignment__organization__society_class=wanted.society_class)
    if wanted.unused:
        found = found.exclude(pk__in=Source.objects.filter(point__compilation=compilation).values("entry"))
    if wanted.words.strip():
        found = found.filter(_holding(compilation, wanted.words.split()))
    return found.order_by(f"{SENDER}organization__path", "block__position", "row", "pk")


def get_entry(actor: Actor, compilation: Compilation, code: str) -> Entry:
    """An entry of the pool, or one that is or was looked at in this manuscript. Raises `Missing`."""
    if not actor.reads_subtree:
        raise Missing
    noted = Exclusion.objects.filter(compilation=compilation).values("entry")
    used = Source.objects.filter(point__compilation=compilation).values("entry")
    known = Q(pk__in=noted) | Q(pk__in=used) | Q(pk__in=pooled(compilation).order_by().values("pk"))
    found = entries_with_words().filter(known, code=code).first()
    if found is None:
        raise Missing
    return found


def cards_of(compilation: Compilation, entries: Iterable[Entry], *, whole: bool = False) -> list[Card]:
    """What the list shows of these entries: four queries, however many they are."""
    listed = list(entries)
    ids = [entry.pk for entry in listed]
    tags: dict[int, list[str]] = defaultdict(list)
    named = Tagging.objects.filter(tag__compilation=compilation, entry__in=ids).order_by("tag__name")
    for entry_id, name in named.values_list("entry_id", "tag__name"):
        tags[entry_id].append(name)
    merged = Merged.objects.filter(compilation=compilation, lead__in=ids).values_list("lead_id")
    others = dict(merged.annotate(Count("pk")).order_by())
    places = _places(compilation, ids)
    near = _near(compilation, ids)
    cards = []
    for entry in listed:
        text = text_of(entry)
        shares = near.get(entry.pk, [])
        cards.append(
            Card(
                entry,
                entry.submission.assignment.organization.name,
                title_of(entry),
                author_of(entry),
                text if whole else text[:SHORT],
                not whole and len(text) > SHORT,
                tuple(tags[entry.pk]),
                others.get(entry.pk, 0),
                tuple(places[entry.pk]),
                len(shares),
                max(shares, default=0),
            )
        )
    return cards


def similar_to(compilation: Compilation, entry: Entry) -> list[Side]:
    """The entries of the pool in which passages of this one stand, the largest share first."""
    pool = pooled(compilation).order_by().values("pk")
    rows = Likeness.objects.filter(text__entry=entry, other__entry__in=pool).select_related("other")
    kept: dict[int, Likeness] = {}  # typed text and attached files: of each entry the most that is alike
    for row in rows.order_by("-share", "pk"):
        if row.other is not None and row.other.entry_id is not None:
            kept.setdefault(row.other.entry_id, row)
    found = entries_with_words().filter(pk__in=kept)
    cards = {card.entry.pk: card for card in cards_of(compilation, found, whole=True)}
    return [Side(cards[pk], row.share, row) for pk, row in kept.items() if pk in cards]


def groups_of(compilation: Compilation, lead_ids: Sequence[int]) -> dict[int, list[int]]:
    """The entries merged with each of these: one query."""
    found: dict[int, list[int]] = {pk: [] for pk in lead_ids}
    merged = Merged.objects.filter(compilation=compilation, lead__in=lead_ids).order_by("pk")
    for lead_id, entry_id in merged.values_list("lead_id", "entry_id"):
        found[lead_id].append(entry_id)
    return found


def counts_of(actor: Actor, compilation: Compilation) -> dict[str, int]:
    """What the head of the page says: entries, those in a point, not for collation. Three queries."""
    whole = pooled(compilation, waiting=False).order_by() if actor.reads_subtree else Entry.objects.none()
    used = Source.objects.filter(point__compilation=compilation)
    return {
        "accepted": whole.count(),
        "used": used.aggregate(count=Count("entry", distinct=True))["count"],
        "excluded": Exclusion.objects.filter(compilation=compilation).count(),
    }


def choices_for(directive: Directive) -> list[tuple[Task, Block]]:
    """What may be chosen of a directive: each marked task with each of its blocks. Two queries."""
    tasks = Task.objects.filter(directive=directive, assign=True).order_by("position")
    return [
        (task, block)
        for task in tasks.prefetch_related("blocks")
        for block in task.blocks.all()
        if not block.is_header
    ]


def _chosen(compilation: Compilation) -> Q:
    pairs = compilation.choices.values_list("task_id", "block_id")
    wanted = [Q(block_id=block, submission__assignment__task_id=task) for task, block in pairs]
    return reduce(or_, wanted, Q(pk__in=[]))


def _holding(compilation: Compilation, words: Iterable[str]) -> Q:
    """All words stand in the entry, each in one of its texts or in the name of its unit."""
    blocks = Choice.objects.filter(compilation=compilation).values("block")
    keys = Field.objects.filter(block__in=blocks, type__in=TEXTS).values_list("key", flat=True).distinct()
    known = sorted(set(keys))
    held = Q()
    for word in words:
        places = (Q(**{f"values__{key}__icontains": word}) for key in known)
        held &= reduce(or_, places, Q(submission__assignment__organization__name__icontains=word))
    return held


def _places(compilation: Compilation, ids: Sequence[int]) -> dict[int, list[int]]:
    """Numbers of the points of which each entry is a source."""
    found: dict[int, list[int]] = defaultdict(list)
    used = Source.objects.filter(point__compilation=compilation, entry__in=ids).order_by("point__position")
    for entry_id, position in used.values_list("entry_id", "point__position"):
        found[entry_id].append(position)
    return found


def _near(compilation: Compilation, ids: Sequence[int]) -> dict[int, list[int]]:
    """Shares of each entry's text that stand in others of the same directive; merged ones are settled."""
    found: dict[int, list[int]] = defaultdict(list)
    merged = Merged.objects.filter(compilation=compilation).values("entry")
    rows = Likeness.objects.filter(
        text__entry__in=ids,
        share__gte=NEAR,
        other__submission__assignment__directive=compilation.directive_id,
        other__submission__state__in=WITH_WAITING,
        other__entry__withdrawal=None,
    ).exclude(other__entry__in=merged)
    pairs = rows.order_by().values_list("text__entry_id", "other__entry_id").annotate(most=Max("share"))
    for entry_id, _other, share in pairs:
        found[entry_id].append(share)
    return found
