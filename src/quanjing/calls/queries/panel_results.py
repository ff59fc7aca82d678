"""Results of a call: computed once for each state of its scores, read by pages, files and decisions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Sum

from quanjing.calls.enums import Round, ScoreState
from quanjing.calls.judging import Harshness, harshness
from quanjing.calls.judging.results import Entrant, Given, Result, RuleSet, results_of
from quanjing.calls.models import Call, Conflict, Criterion, Score
from quanjing.calls.queries.panels import JUDGED, judged_of, to_show

KEPT_SECONDS = 3600


def counted(call: Call) -> QuerySet[Score]:
    """The scores that count: done, of applications that are judged, and without any conflict.

    An excluded score is none; the conflict itself is asked for as well, so that none slips through between.
    """
    conflict = Conflict.objects.filter(judge=OuterRef("judge"), application=OuterRef("application"))
    done = Score.objects.filter(application__call=call, application__state__in=JUDGED, state=ScoreState.DONE)
    return done.exclude(Exists(conflict))


def rules_of(call: Call) -> RuleSet:
    return RuleSet(call.mean, call.trim_from, tuple(call.ties), call.seed, call.show_weight)


def stamp(call: Call) -> str:
    """Changes whenever a result of the call could change: three narrow queries."""
    scores = Score.objects.filter(application__call=call).aggregate(
        Count("pk"), Sum("version"), done=Count("pk", filter=Q(state=ScoreState.DONE))
    )
    conflicts = Conflict.objects.filter(judge__panel__call=call).aggregate(Count("pk"), Max("pk"))
    applications = judged_of(call).order_by().aggregate(Count("pk"), Sum("pk"), Count("show_slot"))
    found: list[object] = [*scores.values(), *conflicts.values(), *applications.values(), rules_of(call)]
    return f"calls.results.{call.code}.{hashlib.sha256(repr(found).encode()).hexdigest()}"


def results(call: Call, direction: int | None = None) -> list[Result]:
    """All results by direction and place, or those of one direction; kept by direction, to be read apart."""
    key = stamp(call)
    directions = list(call.directions.values_list("pk", flat=True)) if direction is None else [direction]
    names = {one: f"{key}.{one}" for one in directions}
    kept: dict[str, list[Result]] = cache.get_many(names.values())
    if len(kept) < len(names):
        kept = _computed(call, key)
    return sorted(
        (one for name in names.values() for one in kept.get(name, [])), key=lambda one: (one.group, one.place)
    )


def _computed(call: Call, key: str) -> dict[str, list[Result]]:
    """Compute and keep all results, by the name under which those of a direction are kept."""
    by_name: dict[str, list[Result]] = {f"{key}.{one.pk}": [] for one in call.directions.all()}
    for one in results_of(entrants(call), rules_of(call)):
        by_name[f"{key}.{one.group}"].append(one)
    cache.set_many(by_name, KEPT_SECONDS)
    return by_name


def entrants(call: Call) -> list[Entrant]:
    """The applications with what counts for them; three queries."""
    weightiest = weightiest_of(call)
    given: dict[tuple[int, str], list[Given]] = defaultdict(list)
    columns = ("application_id", "round", "total", "points")
    for application, round, total, points in counted(call).order_by("pk").values_list(*columns):
        given[application, round].append(Given(total, Decimal(points.get(weightiest, "0"))))
    shown = to_show(call)
    return [
        Entrant(
            pk, code, direction, tuple(given[pk, Round.PAPER]),
            tuple(given[pk, Round.SHOW]) if pk in shown else None,
        )
        for pk, code, direction in judged_of(call).order_by("pk").values_list("pk", "code", "direction_id")
    ]  # fmt: skip


def weightiest_of(call: Call) -> str:
    """The primary key, as text, of the criterion that weighs most; the earlier of equals."""
    found = Criterion.objects.filter(call=call).order_by("-weight", "position").first()
    return str(found.pk) if found else ""


def harshness_of(call: Call) -> dict[int, Harshness]:
    """How judges differ from the others on the same applications, on paper; it changes nothing."""
    key = f"{stamp(call)}.harshness"
    found: dict[int, Harshness] | None = cache.get(key)
    if found is None:
        rows = counted(call).filter(round=Round.PAPER)
        columns = ("judge_id", "application_id", "total")
        found = harshness({(judge, one): total for judge, one, total in rows.values_list(*columns)})
        cache.set(key, found, KEPT_SECONDS)
    return found


def as_json(call: Call) -> dict[str, Any]:
    """All that the results follow from, for whoever computes them again; no names."""
    rules = rules_of(call)
    return {
        "call": call.code,
        "rules": {
            "mean": rules.mean, "trim_from": rules.trim_from, "ties": list(rules.ties), "seed": rules.seed,
            "show_weight": rules.show_weight,
        },
        "directions": [{"key": one.pk, "name": one.name} for one in call.directions.all()],
        "applications": [
            {
                "key": one.key, "code": one.code, "direction": one.group, "paper": _written(one.paper),
                "show": None if one.shown is None else _written(one.shown),
            }
            for one in entrants(call)
        ],
        "results": [
            {"key": one.key, "result": str(one.result), "place": one.place, "shared": one.is_shared,
             "decided_by": one.decided_by}
            for one in results(call)
        ],
    }  # fmt: skip


def _written(given: tuple[Given, ...]) -> list[dict[str, str]]:
    return [{"total": str(one.total), "weightiest": str(one.weightiest)} for one in given]
