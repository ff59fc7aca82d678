"""The entries of registers behind a figure of one body."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Value
from django.db.models import When as If
from django.db.models.functions import TruncMonth

from quanjing.foundation.figures import Behind, When
from quanjing.registers.enums import OPEN
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries.figures import DEED, DONE
from quanjing.registers.queries.lists import HAS_STEPS, HAS_UNDONE


def behind(code: str, body: int, when: When) -> Iterable[Behind]:
    """Entries in force, or the deeds promised for the months: one query."""
    rows = RegisterEntry.objects.filter(organization=body, accepted__isnull=False).order_by("name", "pk")
    if code != DONE:
        held = rows.filter(kind__code=code.removeprefix("having."), state__in=OPEN)
        return [Behind(one.name, one.happens_on, one.get_state_display()) for one in held]
    months = rows.annotate(month=TruncMonth("happens_on")).filter(kind__code=DEED, month__in=when.months)
    done = Case(If(HAS_STEPS & ~HAS_UNDONE, then=Value(True)), default=Value(False))
    return [
        Behind(one.name, one.happens_on, one.get_state_display(), counts=one.is_done)
        for one in months.annotate(is_done=done).order_by("happens_on", "pk")
    ]
