"""The file that a worker writes to: it outlives the worker, so that the next one goes on from there.

It lies beside the store where that is a folder, so that the finished paper is moved and not copied. One
process holds it at a time; the lock ends with the process.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.core.files.base import File
from django.core.files.storage import default_storage

from gongwen.facade import LEFT_BEHIND
from quanjing.foundation.errors import QuanjingError

ENDING = ".part"
OLD = 24 * 3600  # seconds after which nobody works in a temporary folder any more


class AtWork(QuanjingError):
    """Another process of this machine is making the same paper."""


if TYPE_CHECKING:
    Base = File[bytes]
else:
    Base = File


class Written(Base):
    """A finished file that the store may take over instead of copying it."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        super().__init__(file, name=path.name)
        self._path = path

    def temporary_file_path(self) -> str:
        return str(self._path)


def folder() -> Path:
    """Where working files lie."""
    try:
        return Path(default_storage.path("working"))
    except NotImplementedError:  # a store in the network
        return Path(tempfile.gettempdir()) / "quanjing-working"


@contextmanager
def working_file(code: str) -> Iterator[tuple[BinaryIO, Path]]:
    """The working file of a paper, as the last worker left it; gone afterwards, finished or not.

    Raises:
        AtWork: another process holds it.
    """
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{code}{ENDING}"
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AtWork from None
        try:
            yield file, path
        finally:
            path.unlink(missing_ok=True)


def left_behind(under_way: Collection[str]) -> Iterator[Path]:
    """Working files of papers that nobody makes any more, and old folders of killed writers.

    `under_way` are the codes of the papers that are being made, or will be.
    """
    if folder().is_dir():
        yield from (path for path in folder().glob(f"*{ENDING}") if path.stem not in under_way)
    for path in Path(tempfile.gettempdir()).glob(f"{LEFT_BEHIND}*"):
        state = path.stat()
        if path.is_dir() and state.st_uid == os.getuid() and state.st_mtime < time.time() - OLD:
            yield path


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
