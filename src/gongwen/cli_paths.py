"""What the arguments of `read` name: files, folders with all they hold, standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

STANDARD_INPUT = "-"
ENDINGS = frozenset(
    (
        *("txt", "md", "html", "htm", "docx", "doc", "wps", "rtf", "odt", "pdf", "ofd", "eml", "zip"),
        *("xlsx", "xls", "et", "png", "jpg", "jpeg", "tif", "tiff", "bmp", "webp"),
    )
)
_UNSEEN = (".", "~$")  # hidden files, and the locks of Word and WPS beside an open document


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a folder of which nothing can be read (`trouble` says why, as a word's name)."""

    name: str
    trouble: str = ""


def find_files(names: Sequence[str], output: str | None = None) -> list[Found]:
    """The files that the arguments name, in their order; folders by name, deep, and without `output`."""
    answer: list[Found] = []
    for name in names:
        if name == STANDARD_INPUT or not os.path.isdir(name):
            answer.append(Found(name))
        else:
            answer += list(_inside(name, output)) or [Found(name, "nothing_inside")]
    return answer


def is_listing(names: Sequence[str]) -> bool:
    """Whether the arguments may name more than one file: the shape of the answer hangs on the call only."""
    return len(names) > 1 or any(name != STANDARD_INPUT and os.path.isdir(name) for name in names)


def _inside(folder: str, output: str | None) -> Iterator[Found]:
    unreadable: list[Found] = []

    def note(problem: OSError) -> None:
        unreadable.append(Found(str(problem.filename), "not_readable"))

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith(_UNSEEN))
        for name in sorted(files):
            path = os.path.join(place, name)
            if _is_readable(name) and os.path.isfile(path) and not _is_same(path, output):
                yield Found(path)
    yield from unreadable


def _is_readable(name: str) -> bool:
    return not name.startswith(_UNSEEN) and os.path.splitext(name)[1][1:].lower() in ENDINGS


def _is_same(path: str, output: str | None) -> bool:
    """Whether a file that was found is the one to be written, left by an earlier run."""
    return output is not None and os.path.realpath(path) == os.path.realpath(output)
