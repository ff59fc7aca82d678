"""Which desk the printed contact of a task means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from quanjing.organizations.models import Desk

_DIGITS = re.compile(r"\D+")


def suggested(printed: Mapping[str, object], desks: Sequence[Desk]) -> Desk | None:
    """The one desk with the printed mailbox, else with a printed telephone, else of the printed name.

    `printed` is `Task.desk`. Two desks that fit equally well are none: a person chooses.
    """
    emails = {str(one).casefold() for one in _listed(printed, "emails")}
    phones = {_DIGITS.sub("", str(one)) for one in _listed(printed, "phones")} - {""}
    names = [str(printed.get(key) or "") for key in ("org", "name")]
    for fits in (
        [desk for desk in desks if desk.email and desk.email.casefold() in emails],
        [desk for desk in desks if _DIGITS.sub("", desk.phone) in phones],
        [desk for desk in desks if any(desk.name in name for name in names)],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def _listed(printed: Mapping[str, object], key: str) -> Iterable[object]:
    found = printed.get(key)
    return found if isinstance(found, list) else []
