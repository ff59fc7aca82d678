"""Hints that applications share text: for the desk to look at, never a refusal."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from quanjing.calls.models import Application, Call, Similar
from quanjing.calls.queries import sent_to
from quanjing.calls.rules import can_check
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.jobs.actions import enqueue
from quanjing.likeness.matching.passages import Compared, shares
from quanjing.likeness.matching.sketching import candidates, sketches

LEAST = 15  # per cent of a text that stand in another
EARLIER = 3  # years back
MOST = 5000  # applications that are compared
Report = Callable[[int, int], None]


@transaction.atomic
def ask_comparison(*, actor: Actor, call: Call) -> None:
    """Have the texts of a call compared with each other and with earlier ones by a job. Raises `Denied`."""
    if not can_check(actor, call):
        raise Denied
    enqueue("calls.compare", actor=actor, call=call.code)


def find_similar(code: str, report: Report) -> int:
    """Compare the applications of a call; writes the hints anew; how many. Part of a job."""
    call = Call.objects.filter(code=code).first()
    if call is None:
        return 0
    own = list(sent_to(call).only("pk", "words", "organization"))
    before = Application.objects.filter(
        call__organization=call.organization_id, call__year__gte=call.year - EARLIER
    ).exclude(call=call).exclude(number=None).exclude(consent__withdrawn_at__isnull=False)  # fmt: skip
    rows = (own + list(before.only("pk", "words", "organization")))[:MOST]
    report(0, len(rows))
    pairs = candidates(list(sketches(one.words for one in rows)))
    texts = {place: Compared(rows[place].words) for pair in pairs for place in pair}
    found = []
    for number, (first, second) in enumerate(sorted(pairs)):
        if first >= len(own):
            continue  # two earlier ones
        report(number, len(pairs))
        mine, theirs = shares(texts[first], texts[second])
        found += _hints(rows[first], rows[second], mine)
        if second < len(own):
            found += _hints(rows[second], rows[first], theirs)
    _keep(call, found)
    return len(found)


def _hints(one: Application, other: Application, share: float) -> list[Similar]:
    percent = min(round(share * 100), 100)
    return [Similar(application=one, other=other, share=percent)] if percent >= LEAST else []


@transaction.atomic
def _keep(call: Call, found: list[Similar]) -> None:
    Similar.objects.filter(application__call=call).delete()
    Similar.objects.bulk_create(found, batch_size=500)
