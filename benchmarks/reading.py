"""Reading one notice, process start included, beside the start of a bare Python that imports nothing.

The notices are the samples; each is read as a person would, by `quanjing read --format json FILE`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import harness

BARS = {"read/python": 30.0}
ROOT = Path(__file__).resolve().parent.parent
READER = Path(sys.executable).parent / "quanjing"


def main() -> int:
    options = harness.arguments(__doc__)
    notices = sorted((ROOT / "samples" / "notices").glob("*.txt"))
    notices = notices[:1] if options.quick else notices

    def read_all() -> float:
        return sum(
            harness.timed(lambda path=path: run([str(READER), "read", "--format", "json", str(path)]))
            for path in notices
        ) / len(notices)

    def bare() -> float:
        return harness.timed(lambda: run([sys.executable, "-I", "-c", "pass"]))

    ours, floor = harness.in_turn(options.runs, read_all, bare)
    rows = {"quanjing read, a notice": ours, "bare python": floor}
    figures = {"read/python": ours.median / floor.median}
    return harness.report(f"reading {len(notices)} notices", rows, figures, BARS, options.check)


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    harness.stop(main())
