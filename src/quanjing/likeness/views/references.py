"""The texts to compare with."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.likeness import actions, queries
from quanjing.likeness.rules import can_keep_references


@require_http_methods(["GET", "POST"])
def reference_list(request: HttpRequest) -> HttpResponse:
    """The texts that the own desk compares with, and one more."""
    actor = signed_in(request)
    if not can_keep_references(actor):
        raise Denied
    error = ""
    if request.method == "POST":
        try:
            name, data = _upload(request)
            title = request.POST.get("title", "")
            actions.add_reference(actor=actor, title=title, name=name, data=data)
        except GongwenError as refused:
            error = refused.message(get_language() or "en")
        except Invalid as invalid:
            error = str(invalid.problems[0].message)
        else:
            messages.success(request, _("From now on reports are compared with this text."))
            return redirect("reference_list")
    context = {"references": queries.references_kept_by(actor), "error": error}
    return render(request, "likeness/references.html", context, status=422 if error else 200)


@require_POST
def reference_remove(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep_references(actor):
        raise Denied
    actions.remove_reference(actor=actor, reference=queries.get_reference(actor, code))
    messages.success(request, _("Removed."))
    return redirect("reference_list")


def _upload(request: HttpRequest) -> tuple[str, bytes]:
    upload = request.FILES.get("file")
    name = (upload.name if upload else "") or ""
    return name, read_upload(cast(BinaryIO, upload), name) if upload else b""
