"""A register as a table of what was chosen and years, with the list behind each number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import ExtractYear
from django.urls import reverse

from quanjing.foundation.actor import Actor
from quanjing.registers.enums import EVERY
from quanjing.registers.models import RegisterKind
from quanjing.registers.queries.kinds import choices_of
from quanjing.registers.queries.lists import EntryFilter, entry_list
from quanjing.sheets.models import Field


@dataclass(frozen=True, slots=True)
class Numbered:
    """How many, and the page that lists them."""

    count: int
    link: str


@dataclass(frozen=True, slots=True)
class YearTable:
    """Rows are what can be chosen in `field`, in its order; columns are years."""

    field: Field
    years: list[int]
    rows: list[tuple[str, list[Numbered]]]


def year_tables(actor: Actor, kind: RegisterKind, wanted: EntryFilter) -> list[YearTable]:
    """One table a choice of the kind's sheet, over the years in which entries take place: a query each.

    Entries that are closed count as well: what was done stays done.
    """
    wanted = replace(wanted, state=EVERY)
    found = entry_list(actor, kind, wanted).exclude(happens_on=None).exclude(accepted=None).order_by()
    tables = []
    for field in choices_of(kind):
        chosen = KeyTextTransform(field.key, "values")
        rows = found.annotate(chosen=chosen, year=ExtractYear("happens_on")).values_list("chosen", "year")
        counts = {(value, year): count for value, year, count in rows.annotate(count=Count("pk"))}
        years = sorted({year for _value, year in counts})
        options = [str(option) for option in field.options]
        lines = [
            (option, [_numbered(kind, wanted, field, option, year, counts) for year in years])
            for option in options
        ]
        tables.append(YearTable(field, years, lines))
    return tables


def _numbered(
    kind: RegisterKind, wanted: EntryFilter, field: Field, option: str, year: int,
    counts: dict[tuple[str, int], int],
) -> Numbered:  # fmt: skip
    narrowed = {
        "under": wanted.under, "own": "1" if wanted.own else "", "state": EVERY,
        "said": f"{field.key}:{option}",
        "first": date(year, 1, 1).isoformat(), "last": date(year, 12, 31).isoformat(),
    }  # fmt: skip
    query = urlencode({name: value for name, value in narrowed.items() if value})
    return Numbered(counts.get((option, year), 0), f"{reverse('register_page', args=[kind.code])}?{query}")
