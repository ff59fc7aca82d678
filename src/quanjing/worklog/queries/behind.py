"""The entries of the work log behind a figure of one body."""

from __future__ import annotations

from collections.abc import Iterable

from quanjing.foundation.figures import Behind, When
from quanjing.foundation.months import month_end
from quanjing.foundation.worklog import LogKind, Scope, sources
from quanjing.organizations.models import Organization
from quanjing.worklog.queries.entries import OWN
from quanjing.worklog.queries.figures import DRAWN, STUDIED


def behind(code: str, body: int, when: When) -> Iterable[Behind] | None:
    """Entries of these months, the newest first: one query a source. None for a number that was entered."""
    if not code.startswith("log."):
        return None
    of = Organization.objects.get(pk=body)
    kind = LogKind.STUDY.value if code == STUDIED else code.removeprefix("log.")
    scope = Scope(
        path=of.path, first=min(when.months), last=min(month_end(max(when.months)), when.day),
        subtree=code == STUDIED, kinds=frozenset() if code == DRAWN else frozenset({kind}),
    )  # fmt: skip
    found = [one.logged(row) for one in sources() for row in one.things(scope)]
    return [
        Behind(one.matter, one.day, one.result, counts=code != DRAWN or one.source != OWN)
        for one in sorted(found, key=lambda one: one.day, reverse=True)
    ]
