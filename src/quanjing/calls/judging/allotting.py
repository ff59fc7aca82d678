"""Which judges score which applications: evenly, without conflicts, by a lot that anybody can draw again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quanjing.calls.judging.ranking import lot


@dataclass(frozen=True, slots=True)
class Allotment:
    """Pairs of (judge, application), and the applications for which too few judges are free."""

    pairs: tuple[tuple[int, int], ...]
    short: Mapping[int, int]  # application -> how many judges it lacks


def drawn(codes: Mapping[int, str], seed: str) -> list[int]:
    """The keys in the order of their lots; what judges see applications by."""
    return sorted(codes, key=lambda key: (lot(seed, codes[key]), codes[key]))


def allot(
    applications: Mapping[int, str],
    judges: Mapping[int, str],
    *,
    each: int,
    excluded: Collection[tuple[int, int]] = (),
    kept: Iterable[tuple[int, int]] = (),
    seed: str,
) -> Allotment:
    """Give each application `each` judges, the least loaded first, lots between equals.

    Args:
        applications: code by key; the ones with the fewest free judges choose first.
        judges: code by key.
        excluded: pairs (judge, application) with a conflict; they never come out, not even as `kept`.
        kept: pairs that stand already, as when a judge joins later.
    """
    barred = set(excluded)
    pairs = {pair for pair in kept if pair not in barred and pair[0] in judges and pair[1] in applications}
    load = {judge: sum(pair[0] == judge for pair in pairs) for judge in judges}
    free = {key: [judge for judge in judges if (judge, key) not in barred] for key in applications}
    order = sorted(drawn(applications, seed), key=lambda key: len(free[key]))
    short: dict[int, int] = {}
    for key in order:
        lacking = each - sum(pair[1] == key for pair in pairs)
        for judge in _next(free[key], judges, load, seed, applications[key]):
            if lacking <= 0:
                break
            if (judge, key) not in pairs:
                pairs.add((judge, key))
                load[judge] += 1
                lacking -= 1
        if lacking > 0:
            short[key] = lacking
    return Allotment(tuple(sorted(pairs)), short)


def _next(
    free: Sequence[int], judges: Mapping[int, str], load: Mapping[int, int], seed: str, code: str
) -> list[int]:
    return sorted(free, key=lambda judge: (load[judge], lot(seed, f"{code}:{judges[judge]}")))
