"""Two people on one page: what each of them has, place by place."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from quanjing.foundation.errors import Conflict
from quanjing.submissions.queries import ReportPage
from quanjing.submissions.queries.comparing import as_text


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    theirs: str
    yours: str


def both_versions(page: ReportPage, conflict: Conflict) -> list[Difference]:
    """The places that differ, in the words of the sheet."""
    return [
        Difference(_label(page, place), _shown(conflict.theirs.get(place)), _shown(conflict.yours.get(place)))
        for place in conflict.yours
    ]


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
