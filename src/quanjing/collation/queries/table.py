"""The table on the screen: entries of one block, their sums, each sum with its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from quanjing.collation.queries.taken import BlockTable, taken
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import SocietyClass
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry

CLASS = "submission__assignment__organization__society_class"


@dataclass(frozen=True, slots=True)
class Totals:
    """Entries and sums of one class, or of all (`society_class` None); a sum is None where no number came."""

    society_class: SocietyClass | None
    entries: int
    sums: tuple[tuple[Field, Decimal | None], ...]


def entries_shown(
    actor: Actor,
    directive: Directive,
    states: Sequence[SubmissionState],
    table: BlockTable,
    *,
    society_class: int | None = None,
    has: str = "",
) -> QuerySet[Entry]:
    """The entries of a block; of one class of societies, and with an answer to the field `has`."""
    found = Entry.objects.filter(block=table.block, submission__in=taken(actor, directive, states))
    found = found.select_related("submission__assignment__organization", "submission__assignment__task")
    if society_class is not None:
        found = found.filter(**{CLASS: society_class})
    if has and any(field.key == has for field in table.fields):
        found = found.filter(**{f"values__{has}__isnull": False})
    return found


def totals(entries: QuerySet[Entry], numbers: Sequence[Field]) -> list[Totals]:
    """The sums by class and, last, of all: one query, whatever page is shown."""
    by: dict[int, list[Decimal | None]] = {}
    count: dict[int, int] = {}
    rows = entries.order_by().select_related(None).values_list(CLASS, "values")
    for society_class, values in rows.iterator(chunk_size=2000):
        sums = by.setdefault(society_class, [None] * len(numbers))
        count[society_class] = count.get(society_class, 0) + 1
        for place, field in enumerate(numbers):
            value = values.get(field.key)
            if isinstance(value, int | float) and not isinstance(value, bool):
                sums[place] = (sums[place] or Decimal()) + Decimal(str(value))
    every = [_sum([sums[place] for sums in by.values()]) for place in range(len(numbers))]
    found = [
        Totals(SocietyClass(one), count[one], tuple(zip(numbers, by[one], strict=True))) for one in sorted(by)
    ]
    return [*found, Totals(None, sum(count.values()), tuple(zip(numbers, every, strict=True)))]


def _sum(sums: Sequence[Decimal | None]) -> Decimal | None:
    said = [one for one in sums if one is not None]
    return sum(said, Decimal()) if said else None


def number_fields(table: BlockTable) -> list[Field]:
    """The fields of a block that take numbers."""
    return [field for field in table.fields if field.type == FieldType.NUMBER]
