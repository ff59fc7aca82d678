"""All texts of a call compared anew, on the way that `benchmarks/duplicates.py` measures.

What is held in memory: half a kilobyte a text for the sketches, and the texts of one batch. Every piece is
committed; who was interrupted goes on where he was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.jobs.actions import enqueue
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.likeness import queries
from quanjing.likeness.actions.finding import among_sources
from quanjing.likeness.actions.keeping import both_sides, keep_found, keep_pairs
from quanjing.likeness.actions.scopes import Scopes
from quanjing.likeness.actions.sketching import keep_sketches, read_attachments
from quanjing.likeness.matching import bulk
from quanjing.likeness.matching.passages import SHOWN, Compared
from quanjing.likeness.matching.turns import common_turns, drawn
from quanjing.likeness.models import Likeness, Sketch, Turns
from quanjing.likeness.queries import STANDING, Text
from quanjing.likeness.rules import can_compare
from quanjing.submissions.models import Attachment, Entry

CHUNK = 1_000
WORK = "likeness.rebuild_call"
Step = Callable[[int, int], None]


@transaction.atomic
def start_rebuild(*, actor: Actor, directive: Directive) -> Job:
    """Have all texts of a directive's call compared anew, as a job of the actor that he may cancel.

    Raises:
        Denied: the post does not review, or another body issued the directive.
        WrongState: they are being compared already.
    """
    if not can_compare(actor, directive):
        raise Denied
    call = queries.call_of(directive)
    waiting = Job.objects.filter(name=WORK, state__in=(JobState.QUEUED, JobState.RUNNING))
    if waiting.filter(arguments={"call": call.code}).exists():
        raise WrongState(_("The texts are being compared already."))
    record(actor=actor, verb="likeness.rebuild_call", on=directive)
    return enqueue(WORK, actor=actor, call=call.code)


def rebuild(call: Directive, step: Step) -> int:
    """Find the turns of a call anew and compare its texts without them; returns how many texts.

    `step` is told of 2 n pieces for n texts: each is sketched, then compared. Where an earlier run was
    interrupted this one goes on with its turns.
    """
    turns = _begun(call)
    done = Sketch.objects.filter(call=call, edition=turns.edition).count()
    entries, files = queries.not_of_edition(call, turns.edition)
    scopes = Scopes()
    for rows, read in ((entries, queries.entry_texts), (files, read_attachments)):
        for texts in queries.in_pieces(rows, read, CHUNK):
            _sketch(texts, scopes)
            done += len(texts)
            step(done, 2 * turns.texts)
    _compare(turns, scopes, step)
    _finish(turns)
    return turns.texts


def _begun(call: Directive) -> Turns:
    """The turns of the run under way, or of a new one: found in some of the texts."""
    under_way = Turns.objects.filter(call=call, is_done=False).first()
    if under_way is not None:
        return under_way
    entries, files = queries.of_call(call)
    keys = [(True, pk) for pk in entries.values_list("pk", flat=True)]
    keys += [(False, pk) for pk in files.values_list("pk", flat=True)]
    asked = [keys[place] for place in drawn(len(keys))]
    typed = queries.entry_texts(Entry.objects.filter(pk__in=[pk for is_typed, pk in asked if is_typed]))
    filed = Attachment.objects.filter(pk__in=[pk for is_typed, pk in asked if not is_typed])
    found = [*typed.values(), *read_attachments(filed).values()]
    facts = {
        "turns": common_turns([one.text for one in found]), "texts": len(keys), "found_at": clock.now(),
        "is_done": False, "reached": 0,
    }  # fmt: skip
    with transaction.atomic():
        turns, is_new = Turns.objects.select_for_update().update_or_create(call=call, defaults=facts)
        if not is_new:
            Turns.objects.filter(pk=turns.pk).update(edition=F("edition") + 1)
            turns.refresh_from_db()
    return turns


@transaction.atomic
def _sketch(texts: Sequence[Text], scopes: Scopes) -> None:
    """The sketches of some texts, and what of them stands in the notice and in reference texts."""
    rows = keep_sketches(texts, scopes)
    for text in texts:
        scope = scopes.of(text)
        found = [one for one in among_sources(text.text, scope) if one.match.share >= SHOWN]
        if found:
            keep_found(rows[(text.entry, text.attachment)].pk, found, scope.edition)


class _Loader:
    """The texts at some places, as `bulk.pairs` asks for them; `texts` are those of the last batch."""

    def __init__(self, keys: Sequence[int], scopes: Scopes) -> None:
        self.keys = keys
        self.scopes = scopes
        self.texts: dict[int, Text] = {}

    def __call__(self, places: Sequence[int]) -> dict[int, Compared]:
        found = queries.texts_of([self.keys[place] for place in places])
        self.texts = {place: found[self.keys[place]] for place in places if self.keys[place] in found}
        return {place: self.scopes.of(text).beside(text.text) for place, text in self.texts.items()}


def _compare(turns: Turns, scopes: Scopes, step: Step) -> None:
    """The pairs among all texts of the call."""
    keys: list[int] = []
    made: list[bytes] = []
    sketched = Sketch.objects.filter(call_id=turns.call_id, edition=turns.edition)
    standing = sketched.filter(submission__state__in=STANDING).order_by("pk").values_list("pk", "values")
    for pk, values in standing.iterator():
        keys.append(pk)
        made.append(bytes(values))
    load = _Loader(keys, scopes)
    for batch in bulk.pairs(made, load, bisect_left(keys, turns.reached)):
        _keep(turns, batch, load)
        step(turns.texts + batch.reached, 2 * turns.texts)


@transaction.atomic
def _keep(turns: Turns, batch: bulk.Batch, load: _Loader) -> None:
    passed = queries.passed_up(list(load.texts.values()))
    rows = []
    for pair in batch.pairs:
        if not queries.are_one(load.texts[pair.one], load.texts[pair.other], passed):
            sides = load.keys[pair.one], load.keys[pair.other]
            rows += both_sides(*sides, pair.share, pair.other_share)
    keep_pairs(rows, turns.edition)
    Turns.objects.filter(pk=turns.pk).update(reached=load.keys[batch.reached])


@transaction.atomic
def _finish(turns: Turns) -> None:
    """What an earlier edition had found and this one did not goes; own texts of other calls stay."""
    old = Likeness.objects.filter(text__call=turns.call_id, edition__lt=turns.edition)
    old.filter(Q(other=None) | Q(other__call=turns.call_id)).delete()
    Turns.objects.filter(pk=turns.pk).update(is_done=True)
    with connection.cursor() as cursor:  # millions of new bands: the next look must know to walk their index
        cursor.execute("ANALYZE likeness_band")
