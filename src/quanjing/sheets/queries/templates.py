"""Reading sheets: a template with everything in it takes two queries, however large it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, prefetch_related_objects

from quanjing.sheets.models import Block, Field, SheetTemplate


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
    found = Block.objects.filter(template_id__in=set(template_ids), key="header").select_related("template")
    return list(found.prefetch_related(fields_of()))
