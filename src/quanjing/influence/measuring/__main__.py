"""Compute a published result again: `python -m quanjing.influence.measuring FILE.json`.

Exit status 0 where every number agrees to the last place, 1 where one does not, 2 for a file that is no
export.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from quanjing.influence.measuring import Dimension, Formula, Item, measure


def formula_of(data: dict[str, Any]) -> Formula:
    dimensions = tuple(
        Dimension(one["key"], Decimal(one["weight"]), int(one["full"])) for one in data["dimensions"]
    )
    return Formula(dimensions, int(data["per_outlet_month"]), int(data["per_outlet"]))


def differences(data: dict[str, Any]) -> list[str]:
    """A line for each total that comes out differently."""
    items = [_item(one) for one in data["items"]]
    printed = {one["body"]: one["total"] for one in data["results"]}
    found = measure(items, formula_of(data["formula"]), list(printed))
    return [
        f"{one.body}: {one.total} instead of {printed[one.body]}"
        for one in found
        if str(one.total) != printed[one.body]
    ]


def _item(one: dict[str, str]) -> Item:
    on = date.fromisoformat(one["on"])
    return Item(one["key"], one["body"], one["dimension"], one["outlet"], on, one["link"])


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("one file is wanted: FILE.json", file=sys.stderr)
        return 2
    try:
        data = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        wrong = differences(data)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        print(f"{arguments[0]}: this is no export of a measurement ({error})", file=sys.stderr)
        return 2
    print("\n".join(wrong) or f"{len(data['results'])} totals agree to the last place")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
