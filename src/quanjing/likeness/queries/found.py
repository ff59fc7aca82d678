"""Reading what was found. What the actor may not see has neither name nor link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.likeness.matching.sketching import ALIKE, agreement, band_numbers
from quanjing.likeness.models import Band, Likeness, ReferenceText, Sketch, Turns
from quanjing.likeness.queries.texts import STANDING, Text
from quanjing.submissions.models import RolledUp, Submission
from quanjing.submissions.queries import submissions_visible_to
from quanjing.submissions.registry import Remark

MOST_BANDS, MOST_LOOKED_AT = 2_000, 10
MOST_REFERENCES = 50
NAMED = (
    "entry__block", "attachment__file", "submission__assignment__organization",
    "submission__assignment__directive", "submission__assignment__task",
)  # fmt: skip


def references_of(organization_ids: Iterable[int | None]) -> QuerySet[ReferenceText]:
    """The newest reference texts of these bodies."""
    return ReferenceText.objects.filter(organization_id__in=set(organization_ids))[:MOST_REFERENCES]


def references_kept_by(actor: Actor) -> QuerySet[ReferenceText]:
    """The texts that the actor's own body compares with; none for a post that does not review."""
    if not actor.may(Right.REVIEW):
        return ReferenceText.objects.none()
    found = ReferenceText.objects.filter(organization__code=actor.organization_code)
    return found.select_related("file").defer("text", "noted")


def get_reference(actor: Actor, code: str) -> ReferenceText:
    """One of the own body's texts. Raises `Missing`."""
    found = references_kept_by(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def turns_of(call: Directive) -> tuple[list[str], int]:
    """The common turns of a call as they were found last, and their edition; 0 where they never were."""
    found = Turns.objects.filter(call=call).values_list("turns", "edition").first()
    return (list(found[0]), found[1]) if found else ([], 0)


def calls_with_news() -> list[Directive]:
    """The calls whose texts grew by a tenth since they were compared, or whose comparing was interrupted."""
    counts = dict(Sketch.objects.order_by().values_list("call").annotate(texts=Count("pk")))
    known = dict(Turns.objects.filter(call__in=counts, is_done=True).values_list("call_id", "texts"))
    due = {call_id for call_id, count in counts.items() if count > 1.1 * known.get(call_id, 0)}
    due |= set(Turns.objects.filter(is_done=False).values_list("call_id", flat=True))
    return list(Directive.objects.filter(pk__in=due).order_by("pk"))


def nearest(sketch: bytes, *, call_id: int, organization_id: int, but: int | None) -> list[int]:
    """Primary keys of the sketches that agree most: of the call, or the body's own of any call.

    `but` is the text's own sketch where it was sent. Two queries.
    """
    numbers = band_numbers(sketch)
    if not numbers:
        return []
    banded = Band.objects.filter(value__in=numbers).values_list("sketch_id", flat=True)[:MOST_BANDS]
    found = Sketch.objects.filter(pk__in=set(banded))
    found = found.filter(Q(call=call_id) | Q(organization_id=organization_id))
    found = found.filter(submission__state__in=STANDING)
    if but is not None:
        found = found.exclude(pk=but)
    rated = [(agreement(sketch, bytes(one)), pk) for pk, one in found.values_list("pk", "values")]
    rated = [one for one in rated if one[0] >= ALIKE]
    return [pk for _share, pk in sorted(rated, key=itemgetter(0), reverse=True)[:MOST_LOOKED_AT]]


def passed_up(texts: Sequence[Text]) -> set[tuple[int, int]]:
    """Which of these were rolled up into the report of another: (entry, assignment), one query."""
    entries = {one.entry for one in texts if one.entry}
    rows = RolledUp.objects.filter(source_id__in=entries).values_list("source_id", "assignment_id")
    return set(rows)


def are_one(one: Text, other: Text, passed: set[tuple[int, int]]) -> bool:
    """Whether two texts are no two: typed and attached in one entry, or rolled up from one to the other."""
    if one.entry is not None and one.entry == other.entry:
        return True
    return (one.entry, other.assignment) in passed or (other.entry, one.assignment) in passed


def likenesses_of(submission: Submission) -> QuerySet[Likeness]:
    """What was found of the texts of a submission, the largest share first; others that stand alone."""
    found = _standing(Likeness.objects.filter(text__submission=submission))
    others = [f"other__{name}" for name in NAMED]
    return found.select_related(
        "text__entry__block", "text__attachment__file", *others, "reference", "notice"
    )


def seen_by(actor: Actor, submission_ids: Iterable[int]) -> set[int]:
    """Of these submissions those that the actor may open: one query."""
    found = submissions_visible_to(actor).filter(pk__in=set(submission_ids))
    return set(found.order_by().values_list("pk", flat=True))


def remarks(submission: Submission) -> list[Remark]:
    """One line: how much of a report's text stands elsewhere at most. It decides nothing."""
    found = _standing(Likeness.objects.filter(text__submission=submission))
    largest = found.order_by().aggregate(share=Max("share"))["share"]
    if largest is None:
        return []
    words = _("%(share)d %% of a text of this report stand in another one; see the passages side by side.")
    return [Remark(words % {"share": largest}, reverse("likeness_page", args=[submission.code]))]


def _standing(found: QuerySet[Likeness]) -> QuerySet[Likeness]:
    return found.filter(Q(other=None) | Q(other__submission__state__in=STANDING))
