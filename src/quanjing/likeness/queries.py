"""Reading what was found. What the actor may not see has neither name nor link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.likeness.matching.sketching import ALIKE, agreement, band_numbers
from quanjing.likeness.models import Band, Likeness, ReferenceText, Sketch, Turns
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block, Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, RolledUp, Submission
from quanjing.submissions.queries import submissions_visible_to
from quanjing.submissions.registry import Remark

STANDING = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)
MOST_BANDS, MOST_LOOKED_AT = 2_000, 10
MOST_REFERENCES = 50
BEHIND = 1_000  # entries before the newest sketch that are looked at again: they may have been slower


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


def call_of(directive: Directive) -> Directive:
    """The first paper of the chain in which a directive stands."""
    return directive.root or directive


def turns_of(call: Directive) -> list[str]:
    """The common turns of a call as they were found last."""
    found = Turns.objects.filter(call=call).values_list("turns", flat=True).first()
    return list(found or ())


def long_fields(block_ids: Iterable[int]) -> dict[int, list[str]]:
    """Keys of the fields for long texts by primary key of their block: one query."""
    found: dict[int, list[str]] = {}
    fields = Field.objects.filter(block_id__in=set(block_ids), type=FieldType.LONGTEXT).order_by("position")
    for block_id, key in fields.values_list("block_id", "key"):
        found.setdefault(block_id, []).append(key)
    return found


def text_of(entry: Entry, keys: dict[int, list[str]]) -> str:
    """The long texts of an entry, one under the other."""
    values = (entry.values.get(key) for key in keys.get(entry.block_id, ()))
    return "\n".join(str(value) for value in values if value)


def printed_words(blocks: Iterable[Block]) -> list[str]:
    """What the sheet itself prints in these blocks: labels and hints, also where people copy them."""
    words: list[str] = []
    for block in blocks:
        words += [block.label, block.hint]
        for field in block.fields.all():
            words += [field.label, field.hint]
    return [text for text in dict.fromkeys(words) if len(text) >= 10]


def nearest(sketch: bytes, *, call: Directive, organization_id: int, but: int | None) -> list[int]:
    """Primary keys of the entries whose sketches agree most: of the call, or the body's own of any call.

    `but` is the entry itself where it was sent. Two queries.
    """
    numbers = band_numbers(sketch)
    if not numbers:
        return []
    banded = Band.objects.filter(value__in=numbers).values("sketch_id")[:MOST_BANDS]
    found = Sketch.objects.filter(pk__in=list(banded.values_list("sketch_id", flat=True)))
    found = found.filter(Q(call=call) | Q(organization_id=organization_id))
    found = found.filter(entry__submission__state__in=STANDING)
    if but is not None:
        found = found.exclude(entry_id=but)
    rated = [(agreement(sketch, bytes(one)), pk) for pk, one in found.values_list("entry_id", "values")]
    return [pk for share, pk in sorted(rated, reverse=True)[:MOST_LOOKED_AT] if share >= ALIKE]


def passed_up(entry_ids: Sequence[int], assignment_id: int | None) -> set[int]:
    """Of these entries those that went into this assignment, or came from it, by being rolled up."""
    taken = Q(source_id__in=entry_ids, assignment_id=assignment_id)
    given = Q(entry_id__in=entry_ids, source__submission__assignment_id=assignment_id)
    rows = RolledUp.objects.filter(taken | given).values_list("source_id", "entry_id")
    return {pk for row in rows for pk in row if pk in entry_ids}


def without_sketch() -> QuerySet[Entry]:
    """Entries that stand and were not sketched, among the newest; an index range, whatever was ever sent."""
    newest = Sketch.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    found = Entry.objects.filter(pk__gt=newest - BEHIND, sketch=None, submission__state__in=STANDING)
    return found.order_by("pk")


def likenesses_of(submission: Submission) -> QuerySet[Likeness]:
    """What was found of the entries of a submission, the largest share first; others that stand alone."""
    found = Likeness.objects.filter(entry__submission=submission)
    found = found.filter(Q(other=None) | Q(other__submission__state__in=STANDING))
    return found.select_related(
        "entry__block", "other__block", "other__submission__assignment__organization",
        "other__submission__assignment__directive", "other__submission__assignment__task",
        "reference", "notice",
    )  # fmt: skip


def seen_by(actor: Actor, entry_ids: Iterable[int]) -> set[int]:
    """Of these entries those whose reports the actor may open: one query."""
    wanted = set(entry_ids)
    found = Entry.objects.filter(pk__in=wanted, submission__in=submissions_visible_to(actor))
    return set(found.order_by().values_list("pk", flat=True))


def remarks(submission: Submission) -> list[Remark]:
    """One line: how much of a report's text stands elsewhere at most. It decides nothing."""
    largest = likenesses_of(submission).select_related(None).aggregate(share=Max("share"))["share"]
    if largest is None:
        return []
    words = _("%(share)d %% of a text of this report stand in another one; see the passages side by side.")
    return [Remark(words % {"share": largest}, reverse("likeness_page", args=[submission.code]))]
