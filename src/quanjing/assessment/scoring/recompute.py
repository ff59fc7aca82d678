"""A published assessment computed again from its own file, with the standard library alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from quanjing.assessment.scoring.engine import Ready, Result
from quanjing.assessment.scoring.grades import Standing, by_quota
from quanjing.assessment.scoring.scheme import Scheme
from quanjing.assessment.scoring.wire import scheme_from

FORMAT = "quanjing-assessment/1"


def recomputed(data: Mapping[str, Any]) -> dict[str, tuple[Result, str]]:
    """The result and the grade of every body of a published file."""
    scheme = scheme_from(data["scheme"])
    ready: dict[tuple[int, str], Ready] = {}
    results: dict[str, Result] = {}
    standings: dict[str, Standing] = {}
    for body in data["bodies"]:
        place = (int(body["class"]), str(body["tier"]))
        if place not in ready:
            ready[place] = Ready(scheme, *place)
        result = ready[place].score(body["given"], body["decided"])
        results[body["code"]] = result
        standings[body["code"]] = Standing(result.total, group_of(scheme, *place), result.lowest)
    grades = by_quota(scheme, standings) if scheme.quotas else {}
    return {code: (result, grades.get(code, result.grade)) for code, result in results.items()}


def group_of(scheme: Scheme, society_class: int, tier: str) -> str:
    """The group in which a body's quota is counted."""
    return {"class": str(society_class), "tier": tier}.get(scheme.quota_group, "")


def differences(data: Mapping[str, Any]) -> Iterator[str]:
    """Each number that is not what the scheme gives, to the last digit."""
    found = recomputed(data)
    for body in data["bodies"]:
        result, grade = found[body["code"]]
        said = {line["key"]: line["marks"] for line in body["lines"]}
        again = {line.key: str(line.marks) for line in result.lines}
        for key in sorted(said.keys() | again.keys()):
            if said.get(key) != again.get(key):
                yield f"{body['code']} {key}: {said.get(key)} != {again.get(key)}"
        if (body["total"], body["grade"]) != (str(result.total), grade):
            yield f"{body['code']}: {body['total']} {body['grade']} != {result.total} {grade}"


def main(arguments: Sequence[str]) -> int:
    """Print what differs; 0 where nothing does, 1 where something does, 2 for another file."""
    if len(arguments) != 1:
        print("usage: python -m quanjing.assessment.scoring FILE.json")
        return 2
    data = json.loads(Path(arguments[0]).read_text(encoding="utf-8"), parse_float=Decimal)
    if data.get("format") != FORMAT:
        print(f"not a file of the format {FORMAT}")
        return 2
    found = list(differences(data))
    print("\n".join(found) or f"{len(data['bodies'])} bodies, every number is the same")
    return 1 if found else 0
