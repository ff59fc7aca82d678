"""The list of files that goes with a package: what was expected, what is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from gongwen.model import FieldType
from gongwen.render.data import Column, ManifestEntry, ManifestTotals, Row, Workbook, Worksheet
from gongwen.render.strings import strings
from gongwen.render.table import write_workbook


def write_manifest(
    out: BinaryIO, entries: Iterable[ManifestEntry], *, language: str = "zh"
) -> ManifestTotals:
    """Write the manifest as xlsx to `out`: one row a file, then the totals on a second sheet.

    Args:
        out: takes the workbook.
        entries: read once, in the order given.
        language: of the labels.

    Returns:
        How many files were expected and how many delivered.
    """
    words = strings(language)
    counter = _Counter(entries, yes=words.yes, no=words.no)
    files = (
        Column(words.file_name, width_hint=24),
        Column(words.organization, width_hint=14),
        Column(words.task, width_hint=14),
        Column(words.entry, width_hint=14),
        Column(words.size, FieldType.NUMBER),
        Column(words.checksum, width_hint=34),
        Column(words.delivered, width_hint=4),
    )
    totals = (Column(words.item), Column(words.count, FieldType.NUMBER))
    labels = (words.files_expected, words.files_delivered)
    sheets = (
        Worksheet(words.manifest, words.manifest, files, counter.rows()),
        Worksheet(words.totals, "", totals, counter.total_rows(labels)),
    )
    write_workbook(out, Workbook(words.manifest, sheets, language))
    return ManifestTotals(counter.expected, counter.delivered)


class _Counter:
    """Counts the entries while they are streamed; the totals are read after them."""

    def __init__(self, entries: Iterable[ManifestEntry], *, yes: str, no: str) -> None:
        self.entries, self.yes, self.no = entries, yes, no
        self.expected = self.delivered = 0

    def rows(self) -> Iterator[Row]:
        for entry in self.entries:
            self.expected += 1
            self.delivered += entry.delivered
            yield (
                entry.file_name,
                entry.organization,
                entry.task,
                entry.entry,
                entry.size,
                entry.sha256,
                self.yes if entry.delivered else self.no,
            )

    def total_rows(self, labels: tuple[str, str]) -> Iterator[Row]:
        yield labels[0], self.expected
        yield labels[1], self.delivered
