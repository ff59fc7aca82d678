"""A call with 2 000 applications and 5 judges each: the page of its panels and the page of its results.

Whole pages, asked for in the process of the server (session, post, templates and all), on page 1 and on
pages further back; the first computation after a score has changed is timed apart. And how long the
allotment of all of them takes.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import harness
from database import fresh

BARS = {"panels p95 ms": 80.0, "results p95 ms": 80.0, "queries grown": 0.0}
APPLICATIONS, QUICK, JUDGES = 2000, 300, 5
BODIES = 200
LOOKS = 100
AT = datetime(2026, 9, 1, tzinfo=UTC)


def main() -> int:
    options = harness.arguments(__doc__)
    with fresh(options.database_url) as vendor:
        size = QUICK if options.quick else APPLICATIONS
        rows, figures = measure(size)
    return harness.report(
        f"{size} applications, {JUDGES} judges each, {vendor}", rows, figures, BARS, options.check
    )


def build(size: int) -> Any:
    """A call with `size` applications in four directions, five judges, nothing scored yet."""
    from cascade_world import nation

    from quanjing.accounts.models import User
    from quanjing.calls.models import Application, Call, Criterion, Direction, Judge, Panel
    from quanjing.organizations.models import Organization, Post
    from quanjing.sheets.models import SheetTemplate

    actor = nation(BODIES) if not Organization.objects.exists() else _officer()
    top = Organization.objects.get(depth=1)
    template = SheetTemplate.objects.create(title="Form", created_at=AT)
    call = Call.objects.create(
        organization=top, under=top, kind="project", title="Call", year=2026, state="checking", seed="2026",
        opens_on=date(2026, 9, 1), closes_at=AT + timedelta(days=30), template=template,
        ties=["median", "lot"], places=20, show_share=50, made_name="officer", made_at=AT, opened_at=AT,
    )  # fmt: skip
    groups = [Direction.objects.create(call=call, position=n, name=f"Direction {n}") for n in range(1, 5)]
    weights = (30, 50, 20)
    Criterion.objects.bulk_create(
        Criterion(call=call, position=n, name=f"Criterion {n}", weight=weight)
        for n, weight in enumerate(weights, start=1)
    )
    bodies = list(Organization.objects.filter(depth__gt=1).values_list("pk", flat=True))
    Application.objects.bulk_create(
        (
            Application(
                call=call, direction=groups[n % 4], organization_id=bodies[n % len(bodies)], state="admitted",
                number=n + 1, title=f"Application {n}", template=template, made_name="somebody", made_at=AT,
                changed_at=AT, sent_at=AT,
            )
            for n in range(size)
        ),
        batch_size=500,
    )  # fmt: skip
    panel = Panel.objects.create(call=call, name="Panel")
    panel.directions.set(groups)
    for n in range(JUDGES):
        holder = User.objects.create(username=f"judge-{call.pk}-{n}", name=f"Judge {n}")
        seat = Post.objects.create(organization=top, title="judge", role="guest", holder=holder)
        Judge.objects.create(panel=panel, post=seat, mark=chr(65 + n), unit=f"Unit {n}", declared_at=AT)
    return actor, call


def measure(size: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from django.urls import get_resolver

    from panorama import _client

    get_resolver().url_patterns  # noqa: B018 (all pages are loaded before the first is timed)
    actor, call = build(size)
    allotting = harness.timed(lambda: _allot(actor, call))
    _score(call)
    client = _client()
    paths = {"panels": f"/calls/{call.code}/panels/", "results": f"/calls/{call.code}/results/"}
    first = {name: _asked(client, path) for name, path in paths.items()}
    pages = size // 4 // 25
    looks = {
        "panels": [_asked(client, paths["panels"]) for _look in range(LOOKS)],
        "results": [_asked(client, f"{paths['results']}?page={1 + n % pages}") for n in range(LOOKS)],
    }
    counts = {name: _queries(client, path) for name, path in paths.items()}
    _actor, small = build(40)
    _allot(actor, small)
    _score(small)
    fewer = {name: _queries(client, path.replace(call.code, small.code)) for name, path in paths.items()}
    rows: dict[str, harness.Timing | str] = {
        "allotting, conflicts looked for": f"{allotting:9.2f} s",
        **{f"{name}, first after a score": f"{seconds * 1000:9.1f} ms" for name, seconds in first.items()},
        **{f"{name}, p95 of {LOOKS}": f"{_p95(seconds):9.1f} ms" for name, seconds in looks.items()},
        "queries": " ".join(f"{name} {count}" for name, count in counts.items()),
    }
    grown = max(counts[name] - fewer[name] for name in paths)
    return rows, {
        **{f"{name} p95 ms": _p95(seconds) for name, seconds in looks.items()},
        "queries grown": float(grown),
    }


def _allot(actor: Any, call: Any) -> None:
    from quanjing.calls.actions.allotting import allot_scores
    from quanjing.calls.queries.allotments import plan_of

    allot_scores(actor=actor, call=call, round="paper", digest=plan_of(call, "paper").digest)


def _score(call: Any) -> None:
    """Every sheet scored, at random but always the same."""
    from quanjing.calls.judging import total_of
    from quanjing.calls.models import Criterion, Score

    chance = random.Random(2026)
    criteria = {one.pk: (one.most, one.weight) for one in Criterion.objects.filter(call=call)}
    rows = list(Score.objects.filter(application__call=call))
    for one in rows:
        points = {key: _points(chance) for key in criteria}
        one.points = {str(key): str(value) for key, value in points.items()}
        one.total, one.state, one.done_at, one.version = total_of(points, criteria), "done", AT, 2
    Score.objects.bulk_update(rows, ["points", "total", "state", "done_at", "version"], batch_size=500)


def _points(chance: random.Random) -> Any:
    from decimal import Decimal

    return Decimal(chance.randint(5000, 10000)) / 100


def _officer() -> Any:
    from quanjing.organizations.models import Post
    from quanjing.organizations.queries import actor_for

    return actor_for(Post.objects.select_related("organization", "holder").get(role="officer"))


def _asked(client: Any, path: str) -> float:
    def ask() -> None:
        answer = client.get(path, headers={"host": "127.0.0.1"})
        assert answer.status_code == 200, (path, answer.status_code)

    return harness.timed(ask)


def _queries(client: Any, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path, headers={"host": "127.0.0.1"})
    with CaptureQueriesContext(connection) as captured:
        client.get(path, headers={"host": "127.0.0.1"})
    return len(captured)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000


if __name__ == "__main__":
    raise SystemExit(main())
