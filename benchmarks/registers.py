"""A register of 100 000 entries in 2 000 organizations: list pages with and without filters, one entry,
the reminders' dates of all bodies, and the whole as Excel, made by the job's own function.

Pages are counted as the view makes them: rows, total, dates, and drawn (`page`), at nodes of every level.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import harness
from database import fresh
from looks import looked

BARS = {
    "list p95 ms": 60.0,
    "filtered p95 ms": 60.0,
    "words p95 ms": 60.0,
    "entry p95 ms": 60.0,
    "export seconds": 60.0,
    "queries grown": 1.0,  # the top asks whether it is the only one
}
ENTRIES, QUICK = 100_000, 5_000
ORGANIZATIONS, QUICK_ORGANIZATIONS = 2_000, 300
LOOKS = 120


def main() -> int:
    options = harness.arguments(__doc__)
    entries, bodies = (QUICK, QUICK_ORGANIZATIONS) if options.quick else (ENTRIES, ORGANIZATIONS)
    with fresh(options.database_url) as vendor:
        rows, figures = measure(entries, bodies)
    title = f"a register of {entries} entries in {bodies} organizations, {vendor}"
    return harness.report(title, rows, figures, BARS, options.check)


def measure(entries: int, bodies: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from cascade_world import nation
    from django.test import RequestFactory
    from registers_world import register

    from quanjing.foundation import clock, dates
    from quanjing.foundation.paging import page_of
    from quanjing.organizations.models import Organization
    from quanjing.registers.actions import ask_export, make_export
    from quanjing.registers.enums import Format
    from quanjing.registers.models import RegisterEntry
    from quanjing.registers.queries import SORTS, EntryFilter, as_listed, entry_list, page_of_entry

    actor = nation(bodies)
    filling = harness.timed(lambda: register(entries))
    kind = RegisterEntry.objects.select_related("kind").earliest("pk").kind
    request = RequestFactory().get("/")
    codes = list(RegisterEntry.objects.values_list("code", flat=True)[:2000])
    chance = random.Random(entries)

    def listed(**narrowed: str) -> Callable[[Organization], object]:
        def look(node: Organization) -> object:
            found = entry_list(actor, kind, EntryFilter(under=node.code, **narrowed))
            return page_of(request, as_listed(found), SORTS)

        return look

    looks = {
        "list": looked(listed(), LOOKS),
        "filtered": looked(listed(state="filed"), LOOKS),
        "due": looked(listed(show="due"), LOOKS),
        "unconfirmed": looked(listed(show="unconfirmed"), LOOKS),
        "words": looked(listed(text="号0123"), LOOKS),
        "entry": looked(lambda _node: page_of_entry(actor, chance.choice(codes)), LOOKS),
    }
    until = clock.today() + timedelta(days=45)
    ids: set[int] = set()
    bodies_seconds = harness.timed(lambda: ids.update(dates.bodies(until)))
    some = sorted(ids)[:500]
    due_seconds = harness.timed(lambda: dates.due(some, until))
    asked = ask_export(actor=actor, kind=kind, wanted=EntryFilter(), format=Format.XLSX)
    export = harness.timed(lambda: make_export(asked.code, lambda _done, _total: None))
    rows: dict[str, harness.Timing | str] = {
        "putting them in": f"{filling:9.1f} s",
        **{f"{name} of a node" if name != "entry" else "an entry": look.said for name, look in looks.items()},
        "bodies with dates": f"{bodies_seconds:9.3f} s  ({len(ids)} bodies)",
        "dates of 500 bodies": f"{due_seconds:9.3f} s",
        "export as Excel": f"{export:9.1f} s",
    }
    filtered = max(looks[name].p95 for name in ("filtered", "due", "unconfirmed"))
    figures = {
        "list p95 ms": looks["list"].p95,
        "filtered p95 ms": filtered,
        "words p95 ms": looks["words"].p95,
        "entry p95 ms": looks["entry"].p95,
        "export seconds": export,
        "queries grown": float(looks["list"].spread),
    }
    return rows, figures


if __name__ == "__main__":
    harness.stop(main())
