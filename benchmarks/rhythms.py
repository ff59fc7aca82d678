"""10 000 organizations with 1 000 000 activities in a year: rhythms, lists and calendars of any node.

Twelve rhythm rules counted for all organizations at once; list, counts and calendar month of nodes at every
level with the number of their queries.
"""

from __future__ import annotations

from datetime import date

import harness
from database import fresh
from looks import looked

BARS = {
    "rhythms seconds": 2.0,
    "list p95 ms": 60.0,
    "counts p95 ms": 60.0,
    "calendar p95 ms": 60.0,
    "queries grown": 0.0,
}
ORGANIZATIONS, QUICK = 10_000, 1_500
EACH, QUICK_EACH = 100, 20  # activities of an organization in the year
LOOKS = 200
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
MONTH = (date(2026, 9, 1), date(2026, 9, 30))


def main() -> int:
    options = harness.arguments(__doc__)
    size, each = (QUICK, QUICK_EACH) if options.quick else (ORGANIZATIONS, EACH)
    with fresh(options.database_url) as vendor:
        rows, figures = measure(size, each, options.runs)
    title = f"activities of {size} organizations, {size * each} in a year, {vendor}"
    return harness.report(title, rows, figures, BARS, options.check)


def measure(size: int, each: int, runs: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from cascade_world import nation
    from rhythms_world import twelve_rules, year_of_activities

    from quanjing.activities.queries import (
        SORTS,
        ActivityFilter,
        activity_list,
        conflicts_of,
        counts_at,
        kept_below,
        month_of_days,
        span_of,
        total_of,
    )
    from quanjing.organizations.models import Organization

    actor = nation(size)
    counting = year_of_activities(each)
    twelve_rules(actor)
    top = Organization.objects.get(depth=1)
    quarter = span_of("quarter", MONTH[0])

    def listed(node: Organization) -> None:
        wanted = ActivityFilter(under=node.code, first=YEAR[0], last=YEAR[1])
        list(activity_list(actor, wanted).order_by(*SORTS["newest"])[:25])
        assert total_of(actor, wanted) is not None

    def shown(node: Organization) -> None:
        weeks = month_of_days(node, MONTH[0], own=False)
        conflicts_of(actor, [one for week in weeks for day in week for one in day.activities])

    rhythms = harness.Timing(
        tuple(harness.timed(lambda: kept_below(actor, top, quarter)) for _turn in range(runs))
    )
    looks = {
        "list": looked(listed, LOOKS),
        "counts": looked(lambda node: counts_at(node.pk, YEAR[0], date(2026, 12, 1)), LOOKS),
        "calendar": looked(shown, LOOKS),
    }
    rows: dict[str, harness.Timing | str] = {
        "12 rhythms of all bodies": rhythms,
        "counting a month anew": f"{counting:9.1f} s",
        **{f"{name} of a node": look.said for name, look in looks.items()},
    }
    figures = {
        "rhythms seconds": rhythms.median,
        **{f"{name} p95 ms": look.p95 for name, look in looks.items()},
        "queries grown": float(looks["list"].spread + looks["counts"].spread),
    }
    return rows, figures


if __name__ == "__main__":
    harness.stop(main())
