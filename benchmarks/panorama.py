"""10 000 organizations, 1 000 000 reports and 1 000 000 activities: pages of any node, and a snapshot of all.

Whole pages, asked for in the process of the server (session, post, templates and all), of nodes at every
level; the list behind a figure; two counts beside each other; a snapshot of everything and what it weighs.
"""

from __future__ import annotations

import random
import statistics
from typing import Any

import harness
from database import fresh

BARS = {
    "page p95 ms": 60.0,
    "list p95 ms": 60.0,
    "queries grown": 0.0,
    "snapshot seconds": 10.0,
    "100 snapshots MB": 1000.0,
}
ORGANIZATIONS, QUICK = 10_000, 1_500
EACH, QUICK_EACH = 100, 10  # activities, and reports, of an organization in the year
LOOKS = 200
SNAPSHOTS = 3
PATHS = ("/panorama/?under=", "/panorama/figures/log.study/?under=")
CODES = ("coverage.work", "log.study", "load.requests", "rhythms.kept")


def main() -> int:
    options = harness.arguments(__doc__)
    size, each = (QUICK, QUICK_EACH) if options.quick else (ORGANIZATIONS, EACH)
    with fresh(options.database_url) as vendor:
        rows, figures = measure(size, each)
    title = f"panorama of {size} organizations, {size * each} reports, {size * each} activities, {vendor}"
    return harness.report(title, rows, figures, BARS, options.check)


def measure(size: int, each: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from cascade_world import nation
    from django.urls import get_resolver
    from panorama_world import year_of_work

    from quanjing.panorama.actions import take
    from quanjing.panorama.models import Snapshot

    get_resolver().url_patterns  # noqa: B018 (all pages are loaded before the first is timed)
    actor = nation(size)
    year_of_work(actor, each)
    first = harness.timed(lambda: take(actor=actor))  # counts every month of the work log once
    counting = harness.Timing(tuple(harness.timed(lambda: take(actor=actor)) for _turn in range(SNAPSHOTS)))
    weight = max(len(data) for data in Snapshot.objects.values_list("data", flat=True)) / 1e6
    client = _client()
    chosen = _nodes(size)
    looks = {
        "page": [_asked(client, f"/panorama/?under={code}") for code in chosen],
        "list": [
            _asked(client, f"/panorama/figures/{CODES[place % len(CODES)]}/?which=all&under={code}")
            for place, code in enumerate(chosen)
        ],
    }
    grown = max(
        _spread(client, path) for path in ("/panorama/?under=", "/panorama/figures/log.study/?under=")
    )
    codes = Snapshot.objects.order_by("taken_at").values_list("code", flat=True)
    compared = [_asked(client, f"/panorama/compare/?one={codes[0]}") for _turn in range(10)]
    rows: dict[str, harness.Timing | str] = {
        "the first count": f"{first:9.1f} s",
        "a snapshot of everything": counting,
        "weight of a snapshot": f"{weight:9.2f} MB",
        **{f"{name} of a node": _said(seconds) for name, seconds in looks.items()},
        "two counts beside each other": _said(compared),
    }
    figures = {
        **{f"{name} p95 ms": _p95(seconds) for name, seconds in looks.items()},
        "queries grown": float(grown),
        "snapshot seconds": counting.median,
        "100 snapshots MB": weight * 100,
    }
    return rows, figures


def _client() -> Any:
    """A browser of the officer; names of static files are not hashed, as nothing was collected here."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import override_settings

    from quanjing.organizations.models import Post

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
    client = Client()
    post = Post.objects.select_related("holder").get(role="officer")
    client.force_login(post.holder, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["post"] = post.code
    session.save()
    return client


def _nodes(size: int) -> list[str]:
    """The top and bodies of every level, at random; the heaviest, the top, is a tenth of them."""
    from quanjing.organizations.models import Organization

    nodes = list(Organization.objects.order_by("path").values_list("code", "numchild"))
    upper = [code for code, children in nodes if children]
    chance = random.Random(size)
    chosen = [nodes[0][0]] * (LOOKS // 10) + chance.choices(upper, k=LOOKS * 6 // 10)
    return chosen + chance.choices([code for code, _children in nodes], k=LOOKS - len(chosen))


def _asked(client: Any, path: str) -> float:
    def ask() -> None:
        answer = client.get(path, headers={"host": "127.0.0.1"})
        assert answer.status_code == 200, (path, answer.status_code)

    return harness.timed(ask)


def _spread(client: Any, path: str) -> int:
    """How much the number of queries differs between the top, a middle node and a leaf."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quanjing.organizations.models import Organization

    bodies = Organization.objects.order_by("path")
    codes = [bodies[place].code for place in (0, 1, bodies.count() - 1)]
    counts = []
    for code in codes:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{path}{code}")
        counts.append(len(captured))
    return max(counts) - min(counts)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000


def _said(seconds: list[float]) -> str:
    middle = statistics.median(seconds) * 1000
    return f"{middle:9.1f} ms  (p95 {_p95(seconds):.1f}, most {max(seconds) * 1000:.1f}, n={len(seconds)})"


if __name__ == "__main__":
    harness.stop(main())
