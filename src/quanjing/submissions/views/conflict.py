"""Two people on one page: what each of them has, place by place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from quanjing.foundation.errors import Conflict
from quanjing.submissions.forms import PageInput
from quanjing.submissions.models import Report
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.comparing import as_text
from quanjing.submissions.rules import Row, drafts_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One place (as in `Conflict`) with both values as text."""

    place: str
    label: str
    theirs: str
    yours: str


def both_versions(page: ReportPage, conflict: Conflict) -> list[Difference]:
    """The places that differ, in the words of the sheet."""
    return [
        Difference(
            place, _label(page, place), _shown(conflict.theirs.get(place)), _shown(conflict.yours.get(place))
        )
        for place in conflict.yours
    ]


def with_choices(page: ReportPage, typed: PageInput, post: QueryDict) -> PageInput:
    """What was typed, with the other's value wherever it was chosen ("choice:PLACE" = "theirs").

    It is saved on the version at which both were shown (`choose`): a third one who saved is seen again.
    """
    report = page.report or Report()
    stored = drafts_of(page, report.draft)
    theirs = {key: [row for row in block.rows if not row.is_blank] for key, block in stored.items()}
    yours = {key: _filled(block["rows"]) for key, block in typed.draft.items()}
    chosen = post.get("choose", "")
    typed.version = int(chosen) if chosen.isdecimal() else -1
    for name in post:
        kind, _colon, place = name.partition(":")
        if kind != "choice" or post[name] != "theirs":
            continue
        head, *rest = place.split(".")
        if head == "header" and rest:
            typed.header[rest[0]] = report.header.get(rest[0], "")
        elif head == "fix" and len(rest) == 2:
            typed.corrections.get(rest[0], {}).pop(rest[1], None)  # what is not given stays as stored
        elif head in yours and len(rest) == 2 and rest[0].isdecimal():
            _take(typed.draft[head]["rows"], yours[head], theirs.get(head, []), int(rest[0]) - 1, rest[1])
    return typed


def _take(rows: Any, yours: list[Any], theirs: list[Row], number: int, key: str) -> None:
    """Put the other's value of one field into the row of this number, which may have to be added."""
    their_row = theirs[number] if number < len(theirs) else Row("", {})
    while number >= len(yours):
        added: dict[str, Any] = {"task": their_row.task, "values": {}}
        rows.append(added)
        yours.append(added)
    yours[number]["values"][key] = their_row.values.get(key, "")


def _filled(rows: Any) -> list[Any]:
    return [row for row in rows if not Row("", row["values"]).is_blank]


def _label(page: ReportPage, place: str) -> str:
    head, *rest = place.split(".")
    if head == "header":
        return next((one.field.label for one in page.header if one.key == rest[0]), place)
    block = next((one.block for one in page.places if one.key == head), None)
    if block is None or len(rest) < 2:
        return _("Returned place")
    label = next((each.label for each in block.fields.all() if each.key == rest[1]), rest[1])
    return _("%(block)s, row %(row)s, %(field)s") % {"block": block.label, "row": rest[0], "field": label}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(as_text(each) for each in value.values())
    return as_text(value)
