"""10 000 organizations by 60 indicators: every line judged and explained, facts read and rows written.

The scheme mixes all patterns: 40 lines by figures of the platform over twelve months, 20 that bodies state.
Beside it, in the same run, the floor: the engine alone, nothing read or written. The months of the work log
have been counted before, as the worker does each night; this month and the last are counted again each time.
Then 1 000 bodies book 100 places at once (`bookings.py`).
"""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

import bookings
import harness
from database import fresh, url_of

BARS = {"judgement seconds": 10.0, "us a line": 16.0, "queries grown": 0.0, **bookings.BARS}
ORGANIZATIONS, QUICK = 10_000, 1_000
ACTIVITIES = 10  # of an organization in the year
FACTS = (
    "log.study", "log.outreach", "log.service", "log.meeting", "having.charter", "having.outlet",
    "rhythms.kept", "tasks.overdue", "coverage.in_term", "coverage.filled",
)  # fmt: skip
LINES, STATED = 60, 20


def main() -> int:
    options = harness.arguments(__doc__)
    size = QUICK if options.quick else ORGANIZATIONS
    with fresh(options.database_url) as vendor:
        rows, figures = measure(size, options.runs)
    return harness.report(
        f"{size} organizations by {LINES} indicators, {vendor}", rows, figures, BARS, options.check
    )


def measure(size: int, runs: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from cascade_world import nation
    from rhythms_world import twelve_rules, year_of_activities

    from quanjing.assessment.actions.computing import read_facts
    from quanjing.assessment.models import Assessed
    from quanjing.worklog.actions import counted_months, recount

    actor = nation(size)
    year_of_activities(ACTIVITIES)
    twelve_rules(actor)
    scheme = _scheme(actor.organization_id or 0)
    _indicators(scheme)
    _bodies(scheme)
    _answers(scheme)
    log = harness.timed(lambda: [recount(month=month) for month in counted_months(scheme.facts_to)])
    _analyze()
    alone, whole = harness.in_turn(
        runs,
        lambda: harness.timed(lambda: _engine_alone(scheme)),
        lambda: harness.timed(lambda: read_facts(scheme)),
    )
    lines = size * LINES
    weight = sum(len(str(one)) for one in Assessed.objects.values_list("lines", flat=True)[:100]) / 100
    explained = Assessed.objects.exclude(lines=[]).count()
    assert explained == Assessed.objects.count() > 0
    rows: dict[str, harness.Timing | str] = {
        "the work log, counted before": f"{log:9.4f} s",
        "the engine alone": alone,
        "facts, engine, rows": whole,
        "lines": f"{lines:9d}",
        "an explained body": f"{weight:9.0f} characters",
    }
    figures = {
        "judgement seconds": whole.median * ORGANIZATIONS / size,
        "us a line": whole.median / lines * 1e6,
        "queries grown": float(_grown(scheme)),
    }
    more, found = bookings.measure(url_of(), min(runs, 3))
    return rows | more, figures | found


def _scheme(organization: int) -> Any:
    from quanjing.assessment.enums import SchemeState
    from quanjing.assessment.models import Scheme
    from quanjing.foundation import clock

    grades = [
        {"key": "good", "label": "good", "from": "75", "below": None},
        {"key": "pass", "label": "pass", "from": "50", "below": "75"},
        {"key": "fail", "label": "fail", "from": "0", "below": "50"},
    ]
    return Scheme.objects.create(
        organization_id=organization, name="judgement", year=2026, state=SchemeState.OPEN, grades=grades,
        tiers=[{"key": "a", "label": "a"}], facts_from=date(2026, 1, 1), facts_to=date(2026, 12, 1),
        opens_on=date(2026, 11, 1), due_on=date(2026, 12, 1), bonus=Decimal(5), changed_at=clock.now(),
    )  # fmt: skip


def _indicators(scheme: Any) -> None:
    """Six branches of ten lines; the last third of them is stated."""
    from quanjing.assessment.models import Indicator

    for place in range(LINES):
        if place % 10 == 0:
            branch = Indicator.objects.create(
                scheme=scheme, position=place, key=f"b{place}", label="branch", most=Decimal(18)
            )
        stated = place >= LINES - STATED
        pattern, parameters = (STATED_SHAPES if stated else FACT_SHAPES)[place % 5]
        Indicator.objects.create(
            scheme=scheme, parent=branch, position=place, key=f"l{place}", label=f"line {place}",
            pattern=pattern, parameters=parameters, source="unit" if stated else "fact",
            fact="" if stated else _fact(place, pattern),
            weights=[[{"classes": [1, 2], "tiers": []}, "0.8"]] if place % 7 == 0 else [],
        )  # fmt: skip


FACT_SHAPES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("threshold", {"steps": [["1", "0.5"], ["2", "1"], ["4", "2"]]}),
    ("count", {"unit": "0.25", "most": "2"}),
    ("rate", {"most": "2", "zero": "none"}),
    ("deduction", {"start": "2", "each": "0.5", "floor": "0"}),
    ("threshold", {"steps": [["1", "2"]]}),
)
STATED_SHAPES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("choice", {"options": [["a", "2"], ["b", "1"], ["c", "0"]]}),
    ("conditions", {"conditions": ["x", "y", "z"], "by_count": [[1, "0.5"], [2, "1"], [3, "2"]]}),
    ("panel", {"most": "2", "trim": 1}),
    ("composite", {"most": "2", "out_of": "100", "weights": [["p", "0.4"], ["q", "0.6"]]}),
    ("count", {"unit": "0.5", "most": "2"}),
)


def _fact(place: int, pattern: str) -> str:
    with_denominator = ("rhythms.kept", "coverage.in_term", "coverage.filled")
    return with_denominator[place % 3] if pattern == "rate" else FACTS[place % 6]


def _bodies(scheme: Any) -> None:
    from quanjing.assessment.models import Assessed
    from quanjing.foundation import clock
    from quanjing.organizations.models import Organization

    now = clock.now()
    Assessed.objects.bulk_create(
        (
            Assessed(scheme=scheme, organization_id=pk, society_class=place, tier="a", changed_at=now)
            for pk, place in Organization.objects.values_list("pk", "society_class")
        ),
        batch_size=1000,
    )


def _answers(scheme: Any) -> None:
    """What every body states on its twenty lines."""
    from quanjing.assessment.models import Answer, Assessed
    from quanjing.foundation import clock

    chance, now = random.Random(1), clock.now()
    values: tuple[Any, ...] = ("b", ["x", "z"], ["1.5", "2", "1", "1.8"], {"p": "80", "q": "91.5"}, "3")
    Answer.objects.bulk_create(
        (
            Answer(assessed_id=pk, key=f"l{place}", value=values[place % 5], by_name="-", changed_at=now)
            for pk in Assessed.objects.filter(scheme=scheme).values_list("pk", flat=True)
            for place in range(LINES - STATED, LINES)
            if chance.random() < 0.95
        ),
        batch_size=2000,
    )


def _analyze() -> None:
    """As a database that has lived for a while knows its tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _engine_alone(scheme: Any) -> None:
    """The same lines from values in memory."""
    from quanjing.assessment.models import Assessed
    from quanjing.assessment.queries import engine_of, tree_of
    from quanjing.assessment.scoring import Ready

    ready = Ready(engine_of(scheme, tree_of(scheme)), 3, "a")
    given = {"l0": 5, "l1": 7, "l2": [3, 5], "l3": 2, "l4": 1, "l40": "b", "l41": ["x"], "l43": {"p": "80"}}
    for _body in range(Assessed.objects.count()):
        ready.score(given)


def _grown(scheme: Any) -> int:
    """How many more queries the facts of all bodies cost than those of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quanjing.assessment.queries import fact_lines, facts_of, tree_of

    codes = {one.fact for one in fact_lines(tree_of(scheme))}
    first = scheme.bodies.values_list("organization", flat=True)[0]
    counts = []
    for only in ([first], None):
        with CaptureQueriesContext(connection) as captured:
            facts_of(codes, scheme.facts_from, scheme.facts_to, only)
        counts.append(len(captured))
    return counts[1] - counts[0]


if __name__ == "__main__":
    harness.stop(main())
