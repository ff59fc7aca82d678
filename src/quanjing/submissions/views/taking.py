"""Ticks on what is offered: the values go where they belong, as if they had been typed."""

from __future__ import annotations

from django.http import QueryDict

from quanjing.submissions.forms import PageInput
from quanjing.submissions.queries import Offers, ReportPage, offers_of

ALL, ROWS = "all", "rows"


def take(typed: PageInput, post: QueryDict, page: ReportPage) -> None:
    """Apply `take` and `drop` of a posted page.

    `take` holds places: "header.KEY", "BLOCK.KEY", "BLOCK:all" (every offer of a part) and "BLOCK:rows" (the
    rows of the last time). What was typed always wins. `drop` names blocks whose rows are not wanted.
    """
    known = {place.key for place in page.places}
    typed.dropped = [key for key in post.getlist("drop") if key in known]
    ticked = post.getlist("take")
    if not ticked:
        return
    offers = offers_of(page)
    for place in _places(ticked, offers):
        block, _dot, key = place.partition(".")
        if block == "header":
            if not typed.header.get(key):
                typed.header[key] = offers.fields[place].value
        elif block in typed.draft:
            values = _first_row(typed, block)
            values[key] = values.get(key) or offers.fields[place].value
    for block in (one.removesuffix(f":{ROWS}") for one in ticked if one.endswith(f":{ROWS}")):
        if block in offers.rows and block in typed.draft:
            _take_rows(typed, page, offers, block)


def _places(ticked: list[str], offers: Offers) -> list[str]:
    whole = {one.removesuffix(f":{ALL}") for one in ticked if one.endswith(f":{ALL}")}
    return [place for place in offers.fields if place in ticked or place.partition(".")[0] in whole]


def _first_row(typed: PageInput, block: str) -> dict[str, object]:
    rows = typed.draft[block]["rows"]
    assert isinstance(rows, list)
    if not rows:
        rows.append({"task": "", "values": {}})
    values: dict[str, object] = rows[0]["values"]
    return values


def _take_rows(typed: PageInput, page: ReportPage, offers: Offers, block: str) -> None:
    """The offered rows in place of empty ones; rows that were typed stay, after them."""
    rows = typed.draft[block]["rows"]
    assert isinstance(rows, list)
    kept = [row for row in rows if any(row["values"].values())]
    place = next(one for one in page.places if one.key == block)
    task = place.tasks[0] if not place.is_shared else ""
    offered = [{"task": task, "values": dict(values)} for values in offers.rows[block].rows]
    typed.draft[block]["rows"] = offered + kept
