"""Storing an upload: nothing is kept that did not pass the examination."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from os import SEEK_END
from typing import BinaryIO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from gongwen.errors import GongwenError
from gongwen.facade import FileKind, Options, examine, read_notice
from quanjing.files.models import FileText, StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.ids import new_code

PICTURES = frozenset({"jpg", "png"})
VIDEOS = frozenset({"mp4"})
READABLE = frozenset({"docx", "doc", "wps", "pdf", "ofd", "txt", "xlsx", "html"})


def options_for(name: str) -> Options:
    """The limits that hold for a file of this name, from the settings."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    limit = settings.DOCUMENT_LIMIT
    if extension in PICTURES | {"jpeg"}:
        limit = settings.PICTURE_LIMIT
    if extension in VIDEOS:
        limit = settings.VIDEO_LIMIT
    return Options(
        max_bytes=limit,
        zip_max_entries=settings.ZIP_MAX_ENTRIES,
        zip_max_ratio=settings.ZIP_MAX_RATIO,
        zip_max_expanded=settings.ZIP_MAX_EXPANDED,
    )


def read_upload(upload: BinaryIO, name: str) -> bytes:
    """The bytes of an upload, at most one more than the limit, so that a huge one is never held."""
    return upload.read(options_for(name).max_bytes + 1)


def base_name(name: str) -> str:
    """What a file is called, without the folders that some browsers send."""
    return name.replace("\\", "/").rsplit("/", 1)[-1][-255:]


def check_upload(upload: BinaryIO, name: str) -> None:
    """Examine an upload that another store keeps. Raises a `gongwen.errors.GongwenError` like `store`."""
    examine(read_upload(upload, name), name=name, options=options_for(name))


def copy_of(*, actor: Actor, file: StoredFile) -> StoredFile:
    """The same bytes as a file of the actor's own body; part of an action that leaves the audit entry."""
    return StoredFile.objects.create(
        name=file.name,
        place=file.place,
        format=file.format,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
        organization_code=actor.organization_code,
        stored_by=actor.user_name,
        stored_at=clock.now(),
    )


@transaction.atomic
def store(*, actor: Actor, name: str, data: bytes) -> StoredFile:
    """Examine and keep a file; the bytes are removed again if the transaction does not commit.

    Raises a `gongwen.errors.GongwenError` (empty, cut off, encrypted, another type than its name says,
    too large, expanding, classified), and then nothing is stored.
    """
    kind: FileKind = examine(data, name=name, options=options_for(name))
    code = new_code()
    day = clock.today()
    place = default_storage.save(f"{day:%Y/%m}/{code}.{kind.format}", ContentFile(data))
    return StoredFile.objects.create(
        code=code,
        name=base_name(name),
        place=place,
        format=kind.format,
        content_type=kind.content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        organization_code=actor.organization_code,
        stored_by=actor.signature,
        stored_at=clock.now(),
    )


def text_of(file: StoredFile) -> str:
    """What stands in a file, read when first asked for and kept; "" for one that cannot be read.

    Scans are not recognized here: that takes seconds a page, and who wants it says so where he uploads.
    """
    kept = FileText.objects.filter(file=file).first()
    if kept is None:
        kept, _is_new = FileText.objects.get_or_create(file=file, defaults={"text": _read(file)})
    return kept.text


def _read(file: StoredFile) -> str:
    if file.format not in READABLE:
        return ""
    options = replace(options_for(file.name), recognize=False)
    try:
        with default_storage.open(file.place) as stored:
            return read_notice(stored.read(), name=file.name, options=options).text
    except (GongwenError, OSError):
        return ""


@transaction.atomic
def keep_made(
    *,
    place: str,
    name: str,
    format: str,
    content_type: str,
    organization_code: str,
    stored_by: str,
    source: File[bytes],
    sha256: str = "",
) -> StoredFile:
    """Keep a file that the platform made itself: not examined, never held in memory.

    Args:
        place: where it lies in the store; what a dead worker left there is replaced.
        source: its bytes; one with a `temporary_file_path` is moved where the store is a folder.
        sha256: of its bytes, where it is known; otherwise they are read for it.
    """
    if not sha256:
        source.seek(0)
        sha256 = hashlib.file_digest(source, "sha256").hexdigest()
    size = source.seek(0, SEEK_END)
    source.seek(0)
    if default_storage.exists(place):
        default_storage.delete(place)
    return StoredFile.objects.create(
        name=name[-255:],
        place=default_storage.save(place, source),
        format=format,
        content_type=content_type,
        size=size,
        sha256=sha256,
        organization_code=organization_code,
        stored_by=stored_by,
        stored_at=clock.now(),
    )


@transaction.atomic
def drop_made(file: StoredFile) -> None:
    """Take away a file that the platform made itself; its bytes go once the transaction commits."""
    place = file.place
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(place))
