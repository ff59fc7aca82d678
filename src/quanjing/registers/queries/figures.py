"""What the panorama says of registers: which bodies have something in force, never how much is better.

The common registers that an association asks about most; others have their own lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.figures import NO_MONTH, Columns, Figure, Moved, Section, When, blank
from quanjing.registers.enums import OPEN
from quanjing.registers.models import RegisterEntry

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


def _page(kind: str) -> Callable[[str, date, date], str]:
    return lambda code, _first, _last: f"{reverse('register_page', args=[kind])}?under={code}"


FIGURES = tuple(
    Figure(f"having.{kind}", label, DEFINITION, Section.HAVING, f"having.{kind}", link=_page(kind))
    for kind, label in SHOWN.items()
)


def count(when: When) -> Columns:
    """One query, whatever the number of bodies."""
    columns = blank(when, [f"having.{kind}" for kind in SHOWN])
    held = RegisterEntry.objects.filter(kind__code__in=SHOWN, state__in=OPEN).exclude(accepted=None)
    rows = held.order_by().values_list("kind__code", "organization").annotate(count=Count("pk"))
    for kind, body, number in rows:
        columns[f"having.{kind}", NO_MONTH][body] = number
    return columns


def moved(bodies: Sequence[int], since: datetime, until: datetime) -> Iterable[Moved]:
    """Entries of these registers that were changed between two moments: one query."""
    found = RegisterEntry.objects.filter(
        kind__code__in=SHOWN, organization__in=bodies, changed_at__gt=since, changed_at__lte=until
    )
    for entry in found.select_related("kind").order_by("-changed_at"):
        said = f"{entry.kind}: {entry.name}"
        yield Moved(
            entry.organization_id, entry.changed_at, said, reverse("register_entry", args=[entry.code])
        )
