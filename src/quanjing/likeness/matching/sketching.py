"""A text as 128 numbers: the share in which two sketches agree is that of the runs that both texts have."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import eq, itemgetter

from rensa import RMinHash

from quanjing.likeness.matching.folding import fold, gram_bytes

VALUES = 128  # numbers of a sketch, four bytes each
WIDTH, STEP = 16, 12  # bytes: bands of four numbers, each sharing one with the next
STARTS = range(0, 4 * VALUES - WIDTH + 1, STEP)  # 42 bands: 99.7 % of copies where 32 find 98.4 %
SEED = 41
CHUNK = 1_000  # texts that are sketched together
LEAST = 40  # characters: a shorter text is not compared
ALIKE = 0.2  # share of equal numbers below which two texts are not looked at


def sketches(texts: Iterable[str], turns: Sequence[str] = ()) -> Iterator[bytes]:
    """The sketch of each text, 512 bytes; b"" of one too short. `turns`, folded, are left out.

    Where they are most of a text it is not made of slogans but many have it: then they count.
    """
    source = iter(texts)
    while chunk := list(islice(source, CHUNK)):
        yield from _sketched(chunk, turns)


def _sketched(texts: list[str], turns: Sequence[str]) -> Iterator[bytes]:
    flat, ends = array("Q"), [0]
    shared = re.compile("|".join(turns)) if turns else None
    for text in texts:
        whole = fold(text)
        own = shared.sub("", whole) if shared else whole
        if len(whole) >= LEAST:
            flat.frombytes(gram_bytes(own if 2 * len(own) > len(whole) else whole))
        ends.append(len(flat))
    rows = RMinHash.digest_matrix_from_flat_token_hashes(flat, ends, VALUES, SEED).to_rows()
    for place, row in enumerate(rows):
        yield array("I", row).tobytes() if ends[place + 1] > ends[place] else b""


def band_numbers(sketch: bytes) -> list[int]:
    """The bands of a sketch as numbers for an index: signed, 64 bits, other ones at other places."""
    numbers = []
    for start in STARTS if sketch else ():
        low = int.from_bytes(sketch[start : start + 8], "little")
        high = int.from_bytes(sketch[start + 8 : start + WIDTH], "little")
        mixed = (low * 0x9E3779B97F4A7C15 ^ (high + start) * 0xC2B2AE3D27D4EB4F) % 2**64
        numbers.append(mixed - 2**63)
    return numbers


def agreement(one: bytes, other: bytes) -> float:
    """The share of numbers in which two sketches agree, 0 to 1."""
    if not one or not other:
        return 0.0
    equal: int = sum(map(eq, memoryview(one).cast("I"), memoryview(other).cast("I")))
    return equal / VALUES


def candidates(made: Sequence[bytes]) -> set[tuple[int, int]]:
    """Pairs of places (smaller first) whose sketches share a band and agree in `ALIKE` at least.

    Of a group that shares a band each is paired with the first and the one before: the pairs grow with the
    texts and not with their square, and a text that many copied is found from each copy.
    """
    pairs: set[tuple[int, int]] = set()
    for start in STARTS:
        keys = list(map(itemgetter(slice(start, start + WIDTH)), made))
        first = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
        last: dict[int, int] = {}
        for place, found in enumerate(map(first.__getitem__, keys)):
            if found != place and keys[place]:
                pairs.add((found, place))
                pairs.add((last.get(found, found), place))
                last[found] = place
    return {pair for pair in pairs if agreement(made[pair[0]], made[pair[1]]) >= ALIKE}
