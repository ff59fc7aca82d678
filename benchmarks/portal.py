"""The public portal: first page and an article, kept, beside a bare view with the same bytes; and drawn anew.

The floor is a Django view that returns the very bytes, behind the same middleware, asked for by the same
client in this process: what is measured is what the portal adds. The best of the turns count, since whatever
else runs on the machine only adds. Drawn anew is counted in queries, not in time.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import harness
from database import fresh

BARS = {"first page, floor over ours": 2.0, "article, floor over ours": 2.0, "queries": 25.0}
ARTICLES, QUICK = 500, 60
ASKED = 100
PATHS = {"first page": "/p/", "article": "/p/c0/a0/"}


def main() -> int:
    options = harness.arguments(__doc__)
    articles = QUICK if options.quick else ARTICLES
    with fresh(options.database_url) as vendor:
        rows, figures = measure(articles, options.runs)
    title = f"portal of {articles} articles in 8 columns, {vendor}"
    return harness.report(title, rows, figures, BARS, options.check)


def measure(articles: int, runs: int) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()  # nothing was collected
    _fill(articles)
    client = Client()
    rows: dict[str, harness.Timing | str] = {}
    figures: dict[str, float] = {"queries": 0.0}
    for name, path in PATHS.items():
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            body = client.get(path).content
        figures["queries"] = max(figures["queries"], float(len(seen)))
        _bare(body)
        ours, floor = harness.in_turn(runs, _asking(client, path), _asking(client, "/healthz"))
        rows[f"{name}, {len(body) // 1024} KB, {ASKED} times"] = ours
        rows[f"bare view beside the {name}"] = floor
        figures[f"{name}, floor over ours"] = min(ours.seconds) / min(floor.seconds)  # other work only adds
    return rows, figures


def _asking(client: object, path: str) -> Callable[[], float]:
    def ask() -> float:
        return harness.timed(lambda: [client.get(path) for _turn in range(ASKED)])  # type: ignore[attr-defined]

    return ask


def _bare(body: bytes) -> None:
    """The address of the health check answers with these bytes for as long as the benchmark runs."""
    from django.http import HttpResponse
    from django.urls import get_resolver, path

    resolver = get_resolver()
    resolver.url_patterns[:] = [
        path("healthz", lambda _request: HttpResponse(body)),
        *(one for one in resolver.url_patterns if str(one.pattern) != "healthz"),
    ]


def _fill(articles: int) -> None:
    """One body with a portal of eight columns; the same seed gives the same pages."""
    from datetime import date, timedelta

    from quanjing.foundation.actor import Actor, Right
    from quanjing.organizations.models import Organization
    from quanjing.portal.actions import open_portal
    from quanjing.portal.models import ArticlePage, ColumnPage, HomePage

    source = random.Random(18)
    body = Organization.add_root(name="江岚省科学技术协会", kind="association", level="provincial")
    actor = Actor(
        user_id=0, user_name="", organization_id=body.pk, organization_code=body.code, path=body.path,
        rights=frozenset({Right.ISSUE}),
    )  # fmt: skip
    home = open_portal(actor=actor, name="江岚省学会工作平台", english="Jianglan Societies")
    for number in range(8):
        column = home.add_child(
            instance=ColumnPage(
                title=f"栏目{number}", slug=f"c{number}", summary="一栏。", show_in_menus=True
            )
        )
        for place in range(articles // 8):
            day = date(2026, 1, 1) + timedelta(days=source.randrange(300))
            words = "".join(source.choices("学会服务基层科普教材社区实验观测记录", k=600))
            column.add_child(
                instance=ArticlePage(
                    title=f"文章{number}-{place}", slug=f"a{place}", summary="摘要。", day=day,
                    body=[("text", f"<p>{words}</p>")],
                )
            )  # fmt: skip
    HomePage.objects.update(live=True)


if __name__ == "__main__":
    harness.stop(main())
