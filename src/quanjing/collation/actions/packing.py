"""A zip of stored files and the rows of its list, packed with the checksum taken on the way."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from os import SEEK_END
from types import TracebackType
from typing import IO, BinaryIO

from django.core.files.storage import default_storage

from gongwen.facade import Archive, ManifestEntry, file_name
from quanjing.collation.actions.scope import Counts
from quanjing.collation.queries import FILE_TYPES, BlockTable, Kept, Row, Sent
from quanjing.foundation import clock

EVERY = 0.1  # seconds between two signs of progress
PIECE = 8 * 1024 * 1024  # for the checksum: small pieces would wait for each other


class Checksum:
    """The SHA-256 of a file of the system that grows, taken by a thread in large pieces behind its writer."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sum, self._done = hashlib.sha256(), 0
        self._thread = ThreadPoolExecutor(1)
        self._last: Future[None] | None = None

    def up_to(self, end: int) -> None:
        """The file will not change before `end` any more."""
        if end - self._done >= PIECE and (self._last is None or self._last.done()):
            self._file.flush()
            self._last = self._thread.submit(self._take, end)

    def of_all(self) -> str:
        """Of the whole file, which is finished."""
        self._file.flush()
        self._thread.submit(self._take, self._file.seek(0, SEEK_END)).result()
        return self._sum.hexdigest()

    def stop(self) -> None:
        self._thread.shutdown(cancel_futures=True)

    def _take(self, end: int) -> None:
        number = self._file.fileno()  # read without moving the place at which is written
        while piece := os.pread(number, min(PIECE, end - self._done), self._done):
            self._sum.update(piece)
            self._done += len(piece)


class Packing(AbstractContextManager["Packing"]):
    """Puts files into a zip under names of a rule; what already stands there in its place is not copied.

    A thread of its own takes the checksum of the zip while it grows.
    """

    def __init__(self, out: BinaryIO, pattern: str, title: str) -> None:
        self.pattern, self.title = pattern, title
        self.taken: set[str] = set()
        self.counts = Counts()
        self._out = out
        self._archive = Archive(out)
        self._left = len(self._archive.packed)  # entries that an earlier worker left
        self._place = 0  # of the next file in the zip
        self._checksum = Checksum(out)
        self._heard = time.monotonic()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._checksum.stop()

    def finish(self) -> Counts:
        """Close the zip; its checksum stands in the counts."""
        self._archive.finish()
        self.counts.sha256 = self._checksum.of_all()
        return self.counts

    def is_time(self) -> bool:
        """Whether it is time to say again how much is done."""
        now = time.monotonic()
        if now < self._heard + EVERY:
            return False
        self._heard = now
        return True

    def of_entry(self, number: int, row: Row, table: BlockTable) -> Iterator[ManifestEntry]:
        """The files that an entry names, those that nobody has too."""
        for field in table.fields:
            code = str(row.values.get(field.key) or "") if field.type in FILE_TYPES else ""
            if code:
                yield self.stored(number, row.sent, row.code, row.files.get(code), code)

    def stored(self, number: int, sent: Sent, entry: str, file: Kept | None, code: str) -> ManifestEntry:
        """A file of the store, as a row of the list."""
        stem, _dot, extension = (file.name if file else code).rpartition(".")
        values = {
            "number": f"{number:03d}",
            "organization": sent.organization,
            "task": sent.task,
            "title": self.title,
            "date": f"{sent.submitted_at.astimezone(clock.CHINA):%Y%m%d}",
            "name": stem or extension,
        }
        name = file_name(self.pattern, values, file.format if file else "", self.taken)
        delivered = file is not None and self._copied(file, name)
        self.counts.files += 1
        self.counts.missing += not delivered
        return ManifestEntry(
            file_name=name,
            organization=sent.organization,
            task=sent.task,
            entry=entry,
            delivered=delivered,
            size=file.size if file and delivered else None,
            sha256=file.sha256 if file and delivered else "",
        )

    def has(self, name: str) -> bool:
        """Whether the next place of the zip holds a file of that name already; otherwise it is free."""
        if self._place < self._left and self._archive.packed[self._place].name == name:
            self._place += 1
            return True
        return False

    def add(self, name: str, source: IO[bytes]) -> None:
        """Put a file into the next place."""
        if self._place < self._left:  # what was left from here on is of other files
            self._archive.cut(self._place)
        self._left = 0
        self._archive.add(name, source)
        self._checksum.up_to(self._archive.end)
        self._place += 1

    def free(self, stem: str, extension: str) -> str:
        return file_name("{name}", {"name": stem}, extension, self.taken)

    def _copied(self, file: Kept, name: str) -> bool:
        if self.has(name):
            return True
        try:
            stored = default_storage.open(file.place)
        except FileNotFoundError:
            return False
        with stored:
            self.add(name, stored)
        return True
