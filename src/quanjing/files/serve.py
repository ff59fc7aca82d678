"""Sending a stored file to a browser. The caller has authorized the reader."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse

from quanjing.files.models import StoredFile

SHOWN_IN_PLACE = frozenset({"pdf", "jpg", "png", "mp4"})


def as_response(file: StoredFile, *, as_attachment: bool = False) -> FileResponse:
    """Streams the file: shown in place where a browser does it safely, otherwise as a download."""
    response = FileResponse(
        default_storage.open(file.place),
        as_attachment=as_attachment or file.format not in SHOWN_IN_PLACE,
        filename=file.name,
        content_type=file.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'"
    return response
