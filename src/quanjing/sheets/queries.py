"""Reading sheets: a template with everything in it takes two queries, however large it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from quanjing.sheets.models import Block, Field, FieldKey, SheetTemplate

_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_IN_ANY_BLOCK = "organization."  # facts of the body hold in every row, those of the filler only in the header


def prefetched(template: SheetTemplate) -> SheetTemplate:
    """The same template with blocks, fields and their meanings loaded: two queries."""
    prefetch([template])
    return template


def prefetch(templates: Sequence[SheetTemplate]) -> None:
    """Load blocks, fields and meanings of any number of templates: two queries in all."""
    blocks = Block.objects.order_by("position")
    prefetch_related_objects(list(templates), Prefetch("blocks", blocks), fields_of("blocks__fields"))


def fields_of(lookup: str = "fields") -> Prefetch[str]:
    """The prefetch of fields with their meanings, for queries that start at blocks or above."""
    return Prefetch(lookup, Field.objects.select_related("meaning").order_by("position"))


def headers_of(template_ids: Iterable[int]) -> list[Block]:
    """The header blocks of these templates, with their fields: two queries."""
    found = Block.objects.filter(template_id__in=set(template_ids), key="header")
    return list(found.prefetch_related(fields_of()))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The field dictionary in memory: label -> key."""

    by_label: dict[str, FieldKey]

    def meaning(self, label: str, *, in_header: bool) -> FieldKey | None:
        """What a field of this label asks for; None where the dictionary does not know.

        In a row that people fill in, a telephone is that of the person in the row, not of the filler:
        outside the header only facts of the body itself are recognized.
        """
        key = self.by_label.get(plain(label))
        if key is None or in_header or key.key.startswith(_IN_ANY_BLOCK):
            return key
        return None


def dictionary() -> Dictionary:
    """The whole dictionary: one query."""
    return Dictionary({plain(label): key for key in FieldKey.objects.all() for label in key.labels})


def plain(label: str) -> str:
    """A label without white space, final colon and final note in brackets; of outer/inner the inner part."""
    short = re.sub(r"\s", "", label).rsplit("/", 1)[-1].rstrip(":：")
    return _NOTE.sub("", short).lower() or short.lower()
