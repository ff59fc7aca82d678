"""What every benchmark shares: its arguments, its clock, its table, its verdict.

A benchmark states its bars at the top of its file as data and measures ours beside a floor or a peer in the
same run, turn by turn, so that a noisy machine disturbs both alike.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Seconds of several runs."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    def __str__(self) -> str:
        return (
            f"{self.median:9.4f} s  ({min(self.seconds):.4f}-{max(self.seconds):.4f}, n={len(self.seconds)})"
        )


def arguments(description: str) -> argparse.Namespace:
    """--check, --quick, --database-url, --runs."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="exit 1 where a bar is missed")
    parser.add_argument("--quick", action="store_true", help="a smaller size, under 30 seconds")
    parser.add_argument("--database-url", default="", help="postgres://… (default: a SQLite file)")
    parser.add_argument("--runs", type=int, default=5)
    return parser.parse_args()


def in_turn(runs: int, *works: Callable[[], float]) -> list[Timing]:
    """Run the works in turn `runs` times; each returns its own seconds, so that preparation is left out."""
    seconds = [[work() for work in works] for _ in range(runs)]
    return [Timing(tuple(row[place] for row in seconds)) for place in range(len(works))]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(
    title: str,
    rows: Mapping[str, Timing | str],
    figures: Mapping[str, float],
    bars: Mapping[str, float],
    check: bool,
) -> int:
    """Print the table and the figure line; 1 where `check` is set and a figure is above its bar."""
    print(f"{title}\n{'-' * len(title)}")
    for name, value in rows.items():
        print(f"{name:32} {value}")
    print(f"{'load of the machine':32} {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    missed = [name for name, bar in bars.items() if figures.get(name, float("inf")) > bar]
    for name, figure in figures.items():
        bar = f"  bar {bars[name]:g}{'  MISSED' if name in missed else ''}" if name in bars else ""
        print(f"{name:32} {figure:.2f}{bar}")
    print("figures: " + " ".join(f"{name}={figure:.3f}" for name, figure in figures.items()))
    return 1 if check and missed else 0


def stop(code: int) -> None:
    sys.exit(code)
