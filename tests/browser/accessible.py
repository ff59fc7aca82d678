"""What axe-core says of a page: rules of WCAG 2.0 to 2.2, A and AA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# nothing is fetched again: only rules that are still an experiment read style sheets, and no page plays sound
RUN = """rules => axe.run(document, {
  runOnly: {type: 'tag', values: rules}, resultTypes: ['violations'], preload: false,
})"""
WIDTHS = (1440, 720, 390)
LANGUAGES = ["zh-hans", pytest.param("en", marks=pytest.mark.slow)]


def faults(page: Page) -> list[str]:
    """The violations on the page that is open, each with the element that it stands in."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(RUN, RULES)
    return [
        f"{rule['id']}: {node['target'][0]} {node['failureSummary'].splitlines()[1].strip()}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def faults_of(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    """The violations of several pages at every width; empty where there are none."""
    found: dict[str, list[str]] = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            wrong = faults(page)
            if wrong:
                found[f"{address} at {width}"] = wrong
    return found


def bar_of(page: Page) -> list[str]:
    """The addresses in the bar, those in its menus among them."""
    found: list[str] = page.locator("nav.qj-wide a").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    return found
