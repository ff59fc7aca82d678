"""Honours of earlier years from a table: row by row, and all of them or none."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quanjing.audit.actions import record
from quanjing.calls.models import Honour
from quanjing.calls.rules import can_issue
from quanjing.files.actions import heads_of, need_at_most, tables_in
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import Organization

HEADS: dict[str, str | Promise] = {
    "award": gettext_lazy("Award"), "year": gettext_lazy("Year"),
    "holder": gettext_lazy("Holder of the award"),
    "unit": gettext_lazy("Unit"), "grade": gettext_lazy("Grade"),
}  # fmt: skip
NEEDED = ("award", "year", "holder")
LIMITS = {"award": 200, "holder": 200, "unit": 200, "grade": 40}
MOST_ROWS = 5000


@transaction.atomic
def import_honours(*, actor: Actor, name: str, data: bytes) -> int:
    """Enter the rows of a table into the register of the own body; how many were new.

    A row that is there already is left as it is. Raises `Denied`; `Invalid` with every wrong row, and then
    nothing is entered.
    """
    if not can_issue(actor) or actor.organization_id is None:
        raise Denied
    rows = [row for table in tables_in(data, heads_of(HEADS), set(NEEDED).issubset) for row in table.rows]
    if not rows:
        raise Invalid([Problem("file", _("No sheet has the columns award, year and holder."))])
    need_at_most(rows, MOST_ROWS)
    problems = [one for row in rows for one in _wrong(row)]
    if problems:
        raise Invalid(problems)
    made = _new(actor.organization_id, rows)
    Honour.objects.bulk_create(made, batch_size=500)
    record(actor=actor, verb="calls.import_honours", detail={"file": name, "count": len(made)})
    return len(made)


def _wrong(row: Mapping[str, str]) -> list[Problem]:
    where, found = f"row.{row['row']}", []
    for name in NEEDED:
        if not row.get(name):
            words = _("Row %(row)s: “%(column)s” is empty.")
            found.append(Problem(where, words % {"row": row["row"], "column": HEADS[name]}))
    year = re.sub(r"\D", "", row.get("year", ""))
    if row.get("year") and not (len(year) == 4 and 1949 <= int(year) <= clock.today().year):
        words = _("Row %(row)s: “%(text)s” is no year.")
        found.append(Problem(where, words % {"row": row["row"], "text": row["year"]}))
    for name, limit in LIMITS.items():
        if len(row.get(name, "")) > limit:
            words = _("Row %(row)s: “%(column)s” is longer than %(limit)d characters.")
            values = {"row": row["row"], "column": HEADS[name], "limit": limit}
            found.append(Problem(where, words % values))
    return found


def _new(organization_id: int, rows: list[dict[str, str]]) -> list[Honour]:
    there = set(
        Honour.objects.filter(organization=organization_id).values_list("award", "year", "holder", "unit")
    )
    named = {row.get("unit", "") for row in rows} | {row["holder"] for row in rows}
    bodies = {body.name: body for body in Organization.objects.filter(name__in=named)}
    made = []
    for row in rows:
        year = int(re.sub(r"\D", "", row["year"]))
        key = (row["award"], year, row["holder"], row.get("unit", ""))
        if key in there:
            continue
        there.add(key)
        made.append(
            Honour(organization_id=organization_id, award=row["award"], year=year, holder=row["holder"],
                   unit=row.get("unit", ""), grade=row.get("grade", ""),
                   holder_body=bodies.get(row["holder"]))
        )  # fmt: skip
    return made
