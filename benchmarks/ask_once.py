"""A year of one province, 150 societies: how much of the sheets is filled, or needs only a tick.

Sheets come from $QUANJING_FORMS/*/template.json, each at its yearly rhythm (RHYTHM). The first year is
the first time that they are asked; the second is measured. Every field is classed beforehand: by the
dictionary of the product, and where it has no key by ask_once_fields.json with a reason; a field that
neither classes counts as new. Truth changes at the rates of ask_once_world.CHANGE. What is offered comes
from the real queries, what is corrected goes through the real action; of ten societies one sends through
the real action, the others in bulk.

What is new each time is left empty as often as in the returns given with the form, and then not counted
(with NEVER_EMPTY everything is always answered). A field is filled where the right value is shown or one
tick away; of a list by the share of its right cells. A wrong prefill is a wrong value (of a list: a row
to be removed or a cell to be changed); "again" counts those that the same society had corrected before.
KEPT_APART were chosen before anyone looked at them, and are counted apart.
"""

from __future__ import annotations

import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import harness
from database import fresh

BARS = {"known_not_filled_%": 10.0, "all_not_filled_%": 40.0, "wrong_again": 0.0}
SOCIETIES, QUICK = 150, 4
SEED, FIRST_YEAR, REAL = 4, 2026, 10
RHYTHM = {  # folder -> (month in which it is asked, the period in the title; {p} is the year before)
    "01-study-statistics": [
        (3, "{y}年第一季度"),
        (6, "{y}年第二季度"),
        (9, "{y}年第三季度"),
        (12, "{y}年第四季度"),
    ],
    "04-nominee-summary": [(5, "{y}年度")],
    "07-debrief-scoring": [(1, "{p}年度")],
    "11-research-topic": [(3, "{y}年度")],
    "13-commitment": [(2, "{y}年度")],
    "16-activity-statistics": [(4, "{y}年1—3月"), (7, "{y}年1—6月"), (10, "{y}年1—9月"), (1, "{p}年1—12月")],
    "20-annual-self-assessment": [(11, "{y}年度")],
    "22-finance-summary": [(1, "{p}年度"), (7, "{y}年1—6月")],
}
KEPT_APART = ("04-nominee-summary", "13-commitment", "20-annual-self-assessment")
NEVER_EMPTY = os.environ.get("NEVER_EMPTY") == "1"
OUTSIDE = Path(__file__).with_name("ask_once_fields.json")


@dataclass
class Score:
    """Fields (a list's column is one), by how they were met."""

    lasting: float = 0
    lasting_filled: float = 0
    everything: float = 0
    filled: float = 0
    wrong: int = 0
    again: int = 0

    def add(self, other: Score) -> None:
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def met(self, lasting: bool, share: float) -> None:
        self.everything += 1
        self.filled += share
        if lasting:
            self.lasting += 1
            self.lasting_filled += share

    @property
    def missed_lasting(self) -> float:
        return 100 * (1 - self.lasting_filled / self.lasting) if self.lasting else 0.0

    @property
    def missed(self) -> float:
        return 100 * (1 - self.filled / self.everything) if self.everything else 0.0


@dataclass
class Scores:
    """By sheet, month and (seen or kept apart); `bad` are the wrong values that a society has corrected."""

    rounds: dict[tuple[str, int], Score] = field(default_factory=lambda: defaultdict(Score))
    bad: set[tuple[int, str, str]] = field(default_factory=set)

    def total(self, apart: bool) -> Score:
        whole = Score()
        for (sheet, _month), score in self.rounds.items():
            if (sheet in KEPT_APART) == apart:
                whole.add(score)
        return whole


def main() -> int:
    options = harness.arguments(__doc__)
    folder = os.environ.get("QUANJING_FORMS", "")
    if not folder:
        print("QUANJING_FORMS is not set: there are no sheets to ask", file=sys.stderr)
        return 0
    size = QUICK if options.quick else SOCIETIES
    with fresh(options.database_url) as vendor:
        scores = year(Path(folder), size)
    print(f"{'sheet':28} {'month':>5} {'known+derived':>14} {'all':>7} {'wrong':>6} {'again':>6}")
    for (sheet, month), score in sorted(scores.rounds.items()):
        mark = " (kept apart)" if sheet in KEPT_APART else ""
        print(
            f"{sheet:28} {month:5} {100 - score.missed_lasting:13.1f}% {100 - score.missed:6.1f}% "
            f"{score.wrong:6} {score.again:6}{mark}"
        )
    seen, apart = scores.total(apart=False), scores.total(apart=True)
    figures = {
        "known_not_filled_%": seen.missed_lasting,
        "all_not_filled_%": seen.missed,
        "wrong_again": float(seen.again + apart.again),
        "wrong": float(seen.wrong),
        "apart_known_not_filled_%": apart.missed_lasting,
        "apart_all_not_filled_%": apart.missed,
        "apart_wrong": float(apart.wrong),
    }
    title = f"ask once: {size} societies, the second year, on {vendor}"
    rows = {"filled or one tick (all)": f"{100 - seen.missed:.1f} %, kept apart {100 - apart.missed:.1f} %"}
    return harness.report(title, rows, figures, BARS, options.check)


def year(folder: Path, size: int) -> Scores:
    """Two years, month by month; returns what the second one met."""
    from ask_once_rounds import Round, hold_round
    from ask_once_world import province

    from quanjing.foundation import clock

    officer, societies = province(size, SEED)
    outside = {
        (row["sheet"], row["block"] or "", row["label"]): row
        for row in json.loads(OUTSIDE.read_text("utf-8"))
    }
    rates = {sheet: {} if NEVER_EMPTY else answered(folder / sheet) for sheet in RHYTHM}
    scores = Scores()
    for number in range(24):
        y, month = FIRST_YEAR + number // 12, number % 12 + 1
        for sheet, period in due(month, y):
            template = json.loads((folder / sheet / "template.json").read_text("utf-8"))
            at = datetime(y, month, 10, 9, 0, tzinfo=clock.CHINA) + timedelta(
                minutes=list(RHYTHM).index(sheet)
            )
            with clock.frozen(at):
                this = Round(sheet, template, period, number, outside, officer, at, rates[sheet])
                score = hold_round(this, societies, scores.bad, REAL)
            if number >= 12:
                scores.rounds[sheet, month].add(score)
    return scores


def answered(sheet: Path) -> dict[tuple[str, str], float]:
    """Of the returns given with a form: the share of rows in which a field has an answer."""
    rows: dict[str, set[tuple[str, int]]] = defaultdict(set)
    filled: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    for path in sorted(sheet.glob("[a-e].json")):
        for one in json.loads(path.read_text("utf-8"))["answers"]:
            place, block = (path.stem, one["row"]), one["block"] or ""
            if one["value"]:
                rows[block].add(place)
                filled[block, one["field"]].add(place)
    return {key: len(places) / len(rows[key[0]]) for key, places in filled.items()}


def due(month: int, y: int) -> Iterator[tuple[str, str]]:
    for sheet, times in RHYTHM.items():
        for each, period in times:
            if each == month:
                yield sheet, period.format(y=y, p=y - 1)


if __name__ == "__main__":
    harness.stop(main())
