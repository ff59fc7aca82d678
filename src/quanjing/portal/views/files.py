"""Pictures and files of the portal."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from quanjing.files.serve import Slice, wanted_range
from quanjing.portal.models import Download, PictureRendition

TYPES = {"vtt": "text/vtt; charset=utf-8", "mp4": "video/mp4", "pdf": "application/pdf"}
SHOWN = frozenset({"vtt", "mp4", "pdf"})
YEAR = 365 * 24 * 3600


@require_safe
def picture(request: HttpRequest, code: str, number: int, name: str) -> FileResponse:  # noqa: ARG001
    """A picture at one size; another cut has another number, so that it may be kept for long."""
    found = PictureRendition.objects.filter(pk=number, image__code=code).first()
    if found is None:
        raise Http404
    response = FileResponse(default_storage.open(found.file.name), content_type=mimetypes.guess_type(name)[0])
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def file(request: HttpRequest, code: str, name: str) -> FileResponse:  # noqa: ARG001
    """A file to download; videos, captions and PDF are shown in place, of a range that part alone."""
    found: Any = Download.objects.filter(code=code).first()
    if found is None:
        raise Http404
    ending = found.file_extension.lower()
    source: Any = default_storage.open(found.file.name)
    part = wanted_range(request.headers.get("Range", ""), source.size)
    size = source.size
    if part is not None:
        source.seek(part[0])
        source = Slice(source, part[1] - part[0])
    response = FileResponse(
        source,
        as_attachment=ending not in SHOWN,
        filename=found.filename,
        content_type=TYPES.get(ending, "application/octet-stream"),
    )
    if part is not None:
        response.status_code = 206 if part[1] > part[0] else 416
        response["Content-Length"] = str(part[1] - part[0])
        span = f"{part[0]}-{part[1] - 1}" if part[1] > part[0] else "*"
        response["Content-Range"] = f"bytes {span}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; media-src 'self'"
    return response
