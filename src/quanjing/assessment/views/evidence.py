"""Evidence of one line: offered records, files, links."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongwen.errors import GongwenError
from quanjing.assessment import actions, queries
from quanjing.assessment.models import Assessed, Evidence
from quanjing.assessment.rules import can_fill, is_editable
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in


@require_http_methods(["GET", "POST"])
def evidence_add(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Choose a record, upload a file or name a link; a second use is said, with its reason."""
    actor = signed_in(request)
    assessed = queries.get_body(actor, code)
    if not can_fill(actor, assessed):
        raise Denied
    if not is_editable(assessed):
        raise WrongState
    placed = queries.lines_of(queries.tree_of(assessed.scheme)).get(key)
    if placed is None:
        raise Missing
    problems: list[str] = []
    if request.method == "POST":
        problems = _added(request, actor, assessed, key)
        if not problems:
            return redirect("assessment_body", code=code)
    context = {
        "assessed": assessed, "scheme": assessed.scheme, "line": placed, "problems": problems,
        "records": actions.records_of(assessed), "there": assessed.evidence.filter(key=key),
        "typed": request.POST,
    }  # fmt: skip
    return render(request, "assessment/evidence.html", context, status=422 if problems else 200)


@require_POST
def evidence_drop(request: HttpRequest, code: str, piece: str) -> HttpResponse:
    """Take a piece away from a draft."""
    actor = signed_in(request)
    assessed = queries.get_body(actor, code)
    actions.drop_evidence(actor=actor, evidence=_piece(assessed, piece))
    return redirect("assessment_body", code=code)


@require_GET
def evidence_file(request: HttpRequest, code: str, piece: str) -> FileResponse:
    """A file, for the body itself, the desk, and who reviews it."""
    actor = signed_in(request)
    sheet = queries.sheets_of(actor).filter(assessed__code=code).first()
    assessed = sheet.assessed if sheet is not None else queries.get_body(actor, code)
    found = _piece(assessed, piece)
    if found.file is None:
        raise Missing
    return as_response(found.file)


def _piece(assessed: Assessed, code: str) -> Evidence:
    rows = assessed.evidence.select_related("file", "assessed__scheme__organization")
    found = rows.filter(code=code).first()
    if found is None:
        raise Missing
    return found


def _added(request: HttpRequest, actor: Actor, assessed: Assessed, key: str) -> list[str]:
    """Add what was chosen; what is wrong with it, in words."""
    post = request.POST
    again = post.get("again", "")
    upload = request.FILES.get("file")
    try:
        if upload is not None:
            name = str(upload.name)
            data = read_upload(cast(BinaryIO, upload), name)
            actions.add_file(actor=actor, assessed=assessed, key=key, name=name, data=data, again=again)
        elif post.get("record"):
            source, _colon, record = post["record"].partition(":")
            actions.add_record(
                actor=actor, assessed=assessed, key=key, source=source, record_key=record, again=again
            )
        else:
            actions.add_link(
                actor=actor, assessed=assessed, key=key, link=post.get("link", ""),
                label=post.get("label", ""), again=again,
            )  # fmt: skip
    except Invalid as error:
        return [str(one.message) for one in error.problems]
    except GongwenError as error:
        return [str(error)]
    return []
