"""Whatever units, desks, heads, issuers and the clock do, in any order: states stay honest, nothing is lost.

Length and seed of the long form are set by `QUANJING_MODEL_RUNS` and `QUANJING_MODEL_SEED`; a failing life is
made shorter, which takes minutes, where `QUANJING_MODEL_SHRINK` is set.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from time import monotonic

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.days import Days
from tests.machine.place import Place, build_place

RUNS, STEPS = 120, 120  # of the long form


@pytest.fixture
def place(db: None) -> Place:
    return build_place()


def drive(place: Place, *, runs: int, steps: int, number: int) -> Counter[str]:
    """Play `runs` lives of `steps` random actions each; returns how many were done and refused."""
    counted: Counter[str] = Counter()
    machine = seed(number)(type("Life", (Days,), {"place": place, "steps": counted}))
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=[Phase.generate, Phase.shrink]
            if "QUANJING_MODEL_SHRINK" in os.environ
            else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return counted


def test_any_life_stays_honest(place: Place) -> None:
    drive(place, runs=4, steps=30, number=1)


@pytest.mark.slow
def test_many_long_lives_stay_honest(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    number = int(os.environ.get("QUANJING_MODEL_SEED", random.randrange(10**9)))
    runs = int(os.environ.get("QUANJING_MODEL_RUNS", RUNS))
    with capsys.disabled():
        print(f"\nseed {number}, {runs} runs of at most {STEPS} steps", flush=True)
    began = monotonic()
    counted = drive(place, runs=runs, steps=STEPS, number=number)
    with capsys.disabled():
        print(", ".join(f"{name} {count}" for name, count in sorted(counted.items())))
        print(f"{counted['done']} actions done, {counted['refused']} refused, {monotonic() - began:.0f} s")
