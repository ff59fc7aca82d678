"""Where the answers go: a file or standard output, in the shape that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import BinaryIO

from gongwen import facade
from gongwen.cli_text import printable
from gongwen.model import Notice

SHAPES = ("text", "json", "csv", "xlsx", "ics")
Named = tuple[str, Notice | str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write and where: `output` is a file's name, None standard output."""

    shape: str
    language: str
    listed: bool  # one of several: each is headed by its name, and json is an array
    output: str | None = None
    start: date | None = None  # where rhythms begin in a notice without a date


def write_answers(named: Iterator[Named], wanted: Wanted) -> None:
    """Write what was read; nothing, and no file, where nothing was read.

    Raises:
        OSError: it cannot be written.
    """
    first = next(named, None)
    if first is None:
        return
    with _opened(wanted.output) as out:
        for chunk in _chunks(chain([first], named), wanted):
            out.write(chunk)


@contextmanager
def _opened(output: str | None) -> Iterator[BinaryIO]:
    if output is not None:
        with open(output, "wb") as file:
            yield file
        return
    if sys.stdout is None:
        raise OSError
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()


def _chunks(named: Iterator[Named], wanted: Wanted) -> Iterator[bytes]:
    if wanted.shape in ("text", "json"):
        as_array = wanted.shape == "json" and wanted.listed
        # A name that is no valid text is written with its escape, which JSON reads as the same.
        for piece in _array(named) if as_array else _one_by_one(named, wanted):
            yield piece.encode("utf-8", "backslashreplace")
        return
    notices = ((name, found) for name, found in named if isinstance(found, Notice))
    if wanted.shape == "ics":
        yield facade.notices_as_ics(notices, wanted.language, wanted.start)
    else:
        render = facade.notices_as_csv if wanted.shape == "csv" else facade.notices_as_xlsx
        yield render(notices, wanted.language)


def _array(named: Iterable[Named]) -> Iterator[str]:
    for place, (_, text) in enumerate(named):
        yield ",\n" if place else "[\n"
        yield str(text)
    yield "\n]\n"


def _one_by_one(named: Iterable[Named], wanted: Wanted) -> Iterator[str]:
    for place, (name, text) in enumerate(named):
        heading = f"== {printable(name)}\n" if wanted.shape == "text" and wanted.listed else ""
        yield ("\n" if place else "") + heading + str(text) + "\n"
