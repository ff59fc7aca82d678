"""Copies among 100 000 texts of 800 characters, beside the bare time in which rensa sketches their runs.

Ours is everything: folding, subtraction of common turns and quotations, sketches, bands, candidates,
passages. The floor is `RMinHash.digests_from_token_sets` alone, over runs of characters that were cut
beforehand and are not counted. Both in seconds of the processor, since the machine has other work; one core.
Nineteen of twenty texts share quoted slogans; of every tenth text a copy is planted in which 10 % of the
words are others.

The same texts then lie in a database as the entries of a call, sent but never looked at, and the job of the
product compares them in a process of its own: reading, sketches, bands, pairs, everything kept. It must find
the same pairs. A new text is checked by the function that authors use, against what the job kept.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duplicates_texts as invented
import duplicates_world
import harness
from database import fresh, url_of

if TYPE_CHECKING:
    from quanjing.directives.models import Directive
    from quanjing.organizations.models import Organization
    from quanjing.sheets.models import Block

BARS = {
    "ours/bare": 2.0,
    "peak MB": 600.0,
    "copies missed %": 2.0,
    "false among slogans %": 1.0,
    "new text ms, p95": 20.0,
    "call in database, ms a text": 4.0,
    "call in database, MB": 600.0,
    "pairs of the database that differ": 0.0,
}
TEXTS, QUICK = 100_000, 10_000


def main() -> int:
    options = harness.arguments(__doc__)
    size = QUICK if options.quick else TEXTS
    texts, copies = invented.texts(size)
    ours, found = everything(texts)
    peak = peak_mb()
    bare = floor(texts)
    missed = sum(pair not in found for pair in copies)
    copied = {place for pair in copies for place in pair}
    false = {place for pair in found - copies for place in pair} - copied
    slogans = len(texts) - len(copied)
    with fresh(options.database_url) as vendor:
        directive, block, body = duplicates_world.sent(texts)
        call = rebuilt(directive.pk)
        kept = duplicates_world.kept_pairs()
        checks = check_new(directive, block, body, [texts[copy] for _original, copy in sorted(copies)[:50]])
    checks.sort()
    figures = {
        "ours/bare": ours / bare,
        "peak MB": peak,
        "copies missed %": 100 * missed / len(copies),
        "false among slogans %": 100 * len(false) / slogans,
        "new text ms, p95": 1000 * checks[int(len(checks) * 0.95)],
        "call in database, ms a text": 1000 * call["seconds"] / size,
        "call in database, MB": call["MB"],
        "pairs of the database that differ": float(len(kept ^ found)),
    }
    rows = {
        "ours, everything": f"{ours:9.2f} s",
        "rensa, sketches alone": f"{bare:9.2f} s",
        "planted, found": f"{len(copies)}, {len(copies) - missed}",
        "sharing only slogans, named": f"{slogans}, {len(false)}",
        f"the call in {vendor}": f"{call['seconds']:9.2f} s",
        f"again, nothing new, {vendor}": f"{call['again']:9.2f} s",
        f"new text on {vendor}, median": f"{1000 * statistics.median(checks):9.2f} ms",
    }
    return harness.report(f"copies among {len(texts)} texts", rows, figures, BARS, options.check)


def everything(texts: list[str]) -> tuple[float, set[tuple[int, int]]]:
    """Seconds, and the pairs that would be shown."""
    from quanjing.likeness.matching.bulk import pairs
    from quanjing.likeness.matching.passages import Compared
    from quanjing.likeness.matching.sketching import sketches
    from quanjing.likeness.matching.turns import common_turns, drawn

    start = time.process_time()
    turns = common_turns([texts[place] for place in drawn(len(texts))])

    def load(places: Sequence[int]) -> dict[int, Compared]:
        return {place: Compared(texts[place], (), turns) for place in places}

    batches = pairs(list(sketches(texts, turns)), load)
    found = {(pair.one, pair.other) for batch in batches for pair in batch.pairs}
    return time.process_time() - start, found


def floor(texts: list[str]) -> float:
    """Seconds of rensa alone, a chunk at a time so that its runs fit into memory."""
    from rensa import RMinHash

    seconds = 0.0
    for start in range(0, len(texts), 1_000):
        runs = [[text[at : at + 4] for at in range(len(text) - 3)] for text in texts[start : start + 1_000]]
        begin = time.process_time()
        RMinHash.digests_from_token_sets(runs, 128, 42)
        seconds += time.process_time() - begin
    return seconds


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rebuilt(directive: int) -> dict[str, float]:
    """Seconds and memory of the job over the whole call, twice; in a process that holds nothing else."""
    script = Path(__file__).with_name("duplicates_job.py")
    environment = os.environ | {"QUANJING_DATABASE_URL": url_of()}
    done = subprocess.run(
        [sys.executable, str(script), str(directive)], env=environment, check=True, capture_output=True
    )
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


def check_new(directive: Directive, block: Block, body: Organization, copies: list[str]) -> list[float]:
    """Seconds of each look at a text of which a copy was sent, and at as many that nobody sent."""
    from quanjing.likeness.actions import find, scope_of
    from quanjing.likeness.queries import Text

    fresh_ones, _pairs = invented.texts(len(copies), seed=43)
    asked = [(text, True) for text in copies] + [(text, False) for text in fresh_ones]
    seconds = []
    for text, is_copy in asked:
        start = time.perf_counter()
        draft = Text(text, 0, 0, directive.pk, directive.pk, body.pk, None, None)
        found = find(draft, scope_of(directive, [block]))
        seconds.append(time.perf_counter() - start)
        assert bool(found) == is_copy
    return seconds


if __name__ == "__main__":
    harness.stop(main())
