"""Files between browser and platform: a stored one is sent, a posted one handed to an action.

The caller has authorized the person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO, Protocol, TypeVar, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.files.models import StoredFile
from quanjing.foundation.errors import Invalid, Problem
from quanjing.foundation.paging import page_of_list

SHOWN_IN_PLACE = frozenset({"pdf", "jpg", "png", "mp4"})
Made = TypeVar("Made")
ROWS_LOOKED_AT = 100  # on one page of an uploaded table
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Slice:
    """So many bytes of an open file from where it stands; closing it closes the file."""

    def __init__(self, source: File[bytes], length: int) -> None:
        self.source, self.left = source, length

    def read(self, size: int = -1) -> bytes:
        data: bytes = self.source.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.source.close()


def as_response(
    file: StoredFile, *, as_attachment: bool = False, request: HttpRequest | None = None
) -> FileResponse:
    """Streams the file: shown in place where a browser does it safely, otherwise as a download.

    With `request` a range that it asks for is answered alone (206), so that a video can be wound; a range
    behind the end is refused (416).
    """
    asked = wanted_range(request.headers.get("Range", ""), file.size) if request is not None else None
    source: File[bytes] | Slice = default_storage.open(file.place)
    if asked is not None:
        assert isinstance(source, File)
        source.seek(asked[0])
        source = Slice(source, asked[1] - asked[0])
    response = FileResponse(
        source,
        as_attachment=as_attachment or file.format not in SHOWN_IN_PLACE,
        filename=file.name,
        content_type=file.content_type,
    )
    if asked is not None:
        _mark_part(response, asked, file.size)
    if request is not None:
        response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'"
    return response


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one behind the last that a Range header asks for; None for the whole file.

    What is not understood, and several ranges at once, mean the whole file; an empty range lies behind
    the end.
    """
    found = RANGE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        return max(0, size - int(found[2])), size
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if found[2] and int(found[2]) < first:
        return None
    return (first, last + 1) if first < size else (size, size)


def _mark_part(response: FileResponse, part: tuple[int, int], size: int) -> None:
    first, behind = part
    response["Content-Length"] = str(behind - first)
    if first == behind:
        response.status_code = 416
        response["Content-Range"] = f"bytes */{size}"
        return
    response.status_code = 206
    response["Content-Range"] = f"bytes {first}-{behind - 1}/{size}"


def posted_file(
    request: HttpRequest, make: Callable[[str, bytes], Made]
) -> tuple[Made | None, list[Problem]]:
    """What `make(name, data)` gave, or the problems to be shown; neither before a form was posted."""
    if request.method != "POST":
        return None, []
    upload = request.FILES.get("file")
    if upload is None:
        return None, [Problem("file", _("Please choose a file."))]
    name = str(upload.name)
    try:
        return make(name, read_upload(cast(BinaryIO, upload), name)), []
    except GongwenError as error:
        return None, [Problem("file", error.message(get_language() or ""))]
    except Invalid as error:
        return None, list(error.problems)


class LookedAt(Protocol):
    """A row of an uploaded table before it is entered."""

    @property
    def problems(self) -> Sequence[Problem]: ...


def looked_at(request: HttpRequest, rows: Sequence[LookedAt], size: int = ROWS_LOOKED_AT) -> dict[str, Any]:
    """What `foundation/rows_page.html` shows: counts, and a page of all rows or of the wrong ones."""
    wrong = [row for row in rows if row.problems]
    page = page_of_list(request, wrong if "wrong" in request.GET else rows, size)
    return {"count": len(rows), "wrong": len(wrong), "page": page}
