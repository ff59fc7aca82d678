"""Copies among 100 000 texts of 800 characters, beside the bare time in which rensa sketches their runs.

Ours is everything: folding, subtraction of common turns and quotations, sketches, bands, candidates,
passages. The floor is `RMinHash.digests_from_token_sets` alone, over runs of characters that were cut
beforehand and are not counted. Both in seconds of the processor, since the machine has other work; one core.
Nineteen of twenty texts share quoted slogans; of every tenth text a copy is planted in which 10 % of the
words are others. A new text is checked by the function that authors use, against sketches in the database.
"""

from __future__ import annotations

import resource
import statistics
import time

import duplicates_texts as invented
import duplicates_world
import harness
from database import fresh

BARS = {
    "ours/bare": 2.0,
    "peak MB": 600.0,
    "copies missed %": 2.0,
    "false among slogans %": 1.0,
    "new text ms": 20.0,
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
        checks = check_new(texts, sorted(copies)[:50])
    figures = {
        "ours/bare": ours / bare,
        "peak MB": peak,
        "copies missed %": 100 * missed / len(copies),
        "false among slogans %": 100 * len(false) / slogans,
        "new text ms": 1000 * statistics.median(checks),
    }
    rows = {
        "ours, everything": f"{ours:9.2f} s",
        "rensa, sketches alone": f"{bare:9.2f} s",
        "planted, found": f"{len(copies)}, {len(copies) - missed}",
        "sharing only slogans, named": f"{slogans}, {len(false)}",
        f"new text on {vendor}, 95th": f"{1000 * sorted(checks)[int(len(checks) * 0.95)]:9.2f} ms",
    }
    return harness.report(f"copies among {len(texts)} texts", rows, figures, BARS, options.check)


def everything(texts: list[str]) -> tuple[float, set[tuple[int, int]]]:
    """Seconds, and the pairs that would be shown."""
    from quanjing.likeness.matching import bulk

    start = time.process_time()
    found = {(pair.one, pair.other) for pair in bulk.pairs(texts)}
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


def check_new(texts: list[str], copies: list[tuple[int, int]]) -> list[float]:
    """Seconds of each look at a text of which a copy was sent, and at as many that nobody sent."""
    from quanjing.likeness.actions import find, scope_of

    directive, block, body = duplicates_world.sent(texts)
    fresh_ones, _pairs = invented.texts(len(copies), seed=43)
    asked = [(texts[copy], True) for _original, copy in copies] + [(text, False) for text in fresh_ones]
    seconds = []
    for text, is_copy in asked:
        start = time.perf_counter()
        found = find(text, scope_of(directive, body.pk, None, [block]))
        seconds.append(time.perf_counter() - start)
        assert bool(found) == is_copy
    return seconds


if __name__ == "__main__":
    harness.stop(main())
