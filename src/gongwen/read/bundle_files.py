"""What a zip or a mail holds: every file inside it, also of the zips and mails inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongwen.errors import ExpandingDocument, GongwenError
from gongwen.model import Options
from gongwen.read.archive import open_archive
from gongwen.read.eml import Mail, parse_mail
from gongwen.read.kinds import sniff

FORMATS = frozenset({"zip", "eml"})
_MAX_DEPTH = 3  # a zip attached to a mail that is attached to another
# Copies of attributes under the names of the files, folders' settings, locks of open documents.
_NO_FILES = re.compile(r"(?:^|/)(?:__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.I)
_DIGITS = re.compile(r"(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file; `is_letter` for what a mail says itself, under its subject as name.

    `error` says why its bytes could not be taken out.
    """

    name: str
    data: bytes = b""
    is_letter: bool = False
    error: GongwenError | None = None


def take_out(data: bytes, format: str, options: Options) -> Iterator[Enclosed]:
    """The files inside `data`, those of a zip in the order of their names.

    Args:
        data: a zip or a mail.
        format: zip or eml.
        options: limits that hold for everything inside together.

    Raises:
        DamagedDocument, EncryptedDocument, ExpandingDocument: `data` itself cannot be opened.
    """
    return _Taking(options).files(data, format, 1)


class _Taking:
    """Takes files out and counts what has come out so far, through all levels."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._entries = options.zip_max_entries
        self._left = options.zip_max_expanded

    def files(self, data: bytes, format: str, depth: int) -> Iterator[Enclosed]:
        """The files of one zip or mail and of those inside it."""
        found = self._members(data) if format == "zip" else self._mail(parse_mail(data))
        for item in found:
            inner = "" if item.is_letter or item.error else self._format(item)
            if inner not in FORMATS:
                yield item
            elif depth == _MAX_DEPTH:
                yield Enclosed(item.name, error=ExpandingDocument())
            else:
                yield from self._inside(item, inner, depth + 1)

    def _inside(self, item: Enclosed, format: str, depth: int) -> Iterator[Enclosed]:
        try:
            yield from self.files(item.data, format, depth)
        except GongwenError as error:
            yield Enclosed(item.name, error=error)

    def _format(self, item: Enclosed) -> str:
        try:
            return sniff(item.data, item.name, self._limits())
        except GongwenError:
            return ""  # whoever reads it meets the same error

    def _limits(self) -> Options:
        return replace(self._options, zip_max_entries=self._entries, zip_max_expanded=self._left)

    def _members(self, data: bytes) -> Iterator[Enclosed]:
        archive = open_archive(data, self._limits())
        self._entries -= len(archive.names)
        for name in sorted(archive.names, key=_natural):
            if not _NO_FILES.search(name):
                try:
                    yield self._counted(Enclosed(name, archive.read(name)))
                except GongwenError as error:
                    yield Enclosed(name, error=error)

    def _mail(self, mail: Mail) -> Iterator[Enclosed]:
        """A mail's own text, the files, the forwarded mails; pictures in the text only in its stead."""
        files = [file for file in mail.files if not file.inline]
        self._entries -= len(mail.files) + len(mail.forwarded)
        if self._entries < 0:
            raise ExpandingDocument()
        if mail.text:
            ending = ".html" if mail.is_html else ".txt"
            yield self._counted(Enclosed(mail.subject + ending, b"\xef\xbb\xbf" + mail.text, is_letter=True))
        elif not files and not mail.forwarded:
            files = list(mail.files)
            if mail.subject:
                yield Enclosed(mail.subject + ".txt", mail.subject.encode("utf-8", "replace"), is_letter=True)
        for file in files:
            yield self._counted(Enclosed(file.name, file.data))
        for forwarded in mail.forwarded:
            yield from self._mail(forwarded)

    def _counted(self, item: Enclosed) -> Enclosed:
        self._left -= len(item.data)
        if self._left < 0:
            raise ExpandingDocument()
        return item


def _natural(name: str) -> list[str | int]:
    """A key that puts 附件10 behind 附件9."""
    return [int(part) if at % 2 else part for at, part in enumerate(_DIGITS.split(name))]
