"""Items from a filled table: looked at first, entered all together or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.files.actions import base_name, day_of, heads_of, need_workbook, read_table, word_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.influence.actions.collecting import ItemFacts, new_item, problems_of
from quanjing.influence.actions.exports import COLUMNS
from quanjing.influence.enums import ItemState
from quanjing.influence.measuring.measure import folded
from quanjing.influence.models import Dimension, ItemTable, Measurement, PublicItem
from quanjing.influence.queries import own_third_party
from quanjing.organizations.models import Organization

MOST_ROWS = 5000


@dataclass(slots=True)
class TableRow:
    """A row as it stands in the file, and what was understood of it."""

    texts: Mapping[str, str]
    body: Organization | None
    facts: ItemFacts
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def preview_table(*, actor: Actor, measurement: Measurement, name: str, data: bytes) -> ItemTable:
    """Keep an uploaded table for looking at; nothing is entered yet, so nothing is recorded.

    Raises `Denied`, `Invalid` for a file without the columns, GongwenError for an unsafe file.
    """
    if own_third_party(actor, measurement) is None or actor.post_id is None:
        raise Denied
    need_workbook(data, name)
    return ItemTable.objects.create(
        measurement=measurement,
        post_id=actor.post_id,
        file_name=base_name(name),
        rows=read_table(data, heads_of(COLUMNS), {"organization", "link"}.issubset, most=MOST_ROWS).rows,
        made_at=clock.now(),
    )


def checked_rows(table: ItemTable) -> list[TableRow]:
    """Every row with its problems against what stands now; constant queries."""
    measurement = Measurement.objects.prefetch_related("dimensions").get(pk=table.measurement_id)
    bodies = _bodies(measurement)
    dimensions = {word_of(one.name): one.key for one in measurement.dimensions.all()}
    taken = _there(measurement)
    rows = []
    for texts in table.rows:
        row = _understood(texts, bodies, dimensions)
        row.problems += problems_of(measurement, row.facts)
        if row.body is not None:
            key = (row.body.pk, folded(row.facts.link))
            if key in taken:
                words = _("This link stands for this body already: %(where)s.") % {"where": taken[key]}
                row.problems.append(Problem("link", words))
            taken[key] = _("row %(number)s") % {"number": texts["row"]}
        rows.append(row)
    return rows


@transaction.atomic
def apply_table(*, actor: Actor, table: ItemTable) -> int:
    """Enter all rows, or none; returns how many. Raises `Denied`, `WrongState`, `Invalid`."""
    rows_locked = ItemTable.objects.select_for_update(of=("self",)).select_related("measurement")
    table = rows_locked.get(pk=table.pk)
    if table.post_id != actor.post_id or own_third_party(actor, table.measurement) is None:
        raise Denied
    if table.done_at is not None:
        raise WrongState(_("This table was entered already."))
    rows = checked_rows(table)
    problems = [problem for row in rows for problem in row.problems]
    if problems:
        raise Invalid(problems)
    PublicItem.objects.bulk_create(_items(actor, table.measurement, rows), batch_size=500)
    table.done_at = clock.now()
    table.save(update_fields=["done_at"])
    detail = {"file": table.file_name, "count": len(rows)}
    record(actor=actor, verb="influence.enter_table", on=table.measurement, detail=detail)
    return len(rows)


def _items(actor: Actor, measurement: Measurement, rows: list[TableRow]) -> list[PublicItem]:
    dimensions = {one.key: one for one in Dimension.objects.filter(measurement=measurement)}
    return [
        new_item(actor, row.body, row.facts, dimensions[row.facts.dimension], as_third=True)
        for row in rows
        if row.body is not None
    ]


def _understood(
    texts: Mapping[str, str], bodies: Mapping[str, list[Organization]], dimensions: Mapping[str, str]
) -> TableRow:
    problems = []
    named = bodies.get(folded(texts.get("organization", "")), [])
    if len(named) != 1:
        words = _("“%(name)s” takes no part, or there are several of this name.")
        problems.append(Problem("organization", words % {"name": texts.get("organization", "")}))
    facts = ItemFacts(
        dimension=dimensions.get(word_of(texts.get("dimension", "")), ""),
        title=texts.get("title", ""),
        outlet=texts.get("outlet", ""),
        on=day_of(texts.get("on", "")),
        link=texts.get("link", ""),
    )
    return TableRow(texts, named[0] if len(named) == 1 else None, facts, problems)


def _bodies(measurement: Measurement) -> dict[str, list[Organization]]:
    """Who takes part, by every name under which items are found."""
    found: dict[str, list[Organization]] = defaultdict(list)
    for one in measurement.participants.select_related("organization"):
        for name in {one.organization.name, one.organization.code, *one.names}:
            found[folded(name)].append(one.organization)
    return found


def _there(measurement: Measurement) -> dict[tuple[int, str], str]:
    standing = PublicItem.objects.filter(measurement=measurement).exclude(state=ItemState.REMOVED)
    rows = standing.values_list("organization", "link_key", "title")
    return {(body, link): title for body, link, title in rows}
