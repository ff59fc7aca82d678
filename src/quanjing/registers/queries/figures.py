"""What the panorama says of registers: which bodies have something in force, never how much is better.

The common registers that an association asks about most; others have their own lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.figures import (
    NO_MONTH,
    Columns,
    Figure,
    Moved,
    Section,
    When,
    blank,
    month_key,
)
from quanjing.registers.enums import EVERY, OPEN
from quanjing.registers.models import RegisterEntry
from quanjing.registers.queries.lists import HAS_STEPS, HAS_UNDONE

DEFINITION = _(
    "Entries of this register that are in force; a change that waits for review does not end them."
)
SHOWN = {
    "outlet": _("Own media in the register"),
    "base": _("Stations and bases in the register"),
    "alliance": _("Alliances in the register"),
    "pairing": _("Pairings in the register"),
    "charter": _("Charters in the register"),
    "commitment": _("Commitments in the register"),
    "honour": _("Honours in the register"),
}


DEED = "deed"
DONE, PROMISED = "deeds.done", "deeds.promised"


def _page(kind: str) -> Callable[[str, date, date], str]:
    return lambda code, _first, _last: f"{reverse('register_page', args=[kind])}?under={code}"


def _deeds(code: str, first: date, last: date) -> str:
    return f"{_page(DEED)(code, first, last)}&state={EVERY}&first={first:%Y-%m-%d}&last={last:%Y-%m-%d}"


FIGURES = (
    *(
        Figure(f"having.{kind}", label, DEFINITION, Section.HAVING, f"having.{kind}", link=_page(kind))
        for kind, label in SHOWN.items()
    ),
    Figure(
        DONE, _("Deeds done"),
        _("Deeds of which every step was taken, of those promised for the month, those given up included."),
        Section.DEEDS, DONE, PROMISED, monthly=True, link=_deeds,
    ),
)  # fmt: skip


def count(when: When) -> Columns:
    """Two queries, whatever the number of bodies."""
    columns = blank(when, [f"having.{kind}" for kind in SHOWN], (DONE, PROMISED))
    held = RegisterEntry.objects.filter(kind__code__in=SHOWN, state__in=OPEN).exclude(accepted=None)
    having = held.order_by().values_list("kind__code", "organization").annotate(count=Count("pk"))
    for kind, body, number in having:
        columns[f"having.{kind}", NO_MONTH][body] = number
    promised = RegisterEntry.objects.filter(kind__code=DEED, accepted__isnull=False).order_by()
    months = promised.annotate(month=TruncMonth("happens_on")).filter(month__in=when.months)
    done = Count("pk", filter=Q(HAS_STEPS) & ~Q(HAS_UNDONE))
    rows = months.values_list("month", "organization").annotate(promised=Count("pk"), done=done)
    for month, body, number, kept in rows:
        columns[PROMISED, month_key(month)][body] = number
        columns[DONE, month_key(month)][body] = kept
    return columns


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Entries of these registers that were changed between two moments: one query."""
    found = RegisterEntry.objects.filter(
        kind__code__in=[*SHOWN, DEED], organization__in=bodies, changed_at__gt=since, changed_at__lte=until
    )
    for entry in found.select_related("kind").order_by("-changed_at"):
        said = f"{entry.kind}: {entry.name}"
        yield Moved(
            entry.organization_id, entry.changed_at, said, reverse("register_entry", args=[entry.code])
        )
