"""Files that go with reports: uploading one, showing one to those who may see it."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries
from quanjing.submissions.queries.page import files_named


@require_POST
def report_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Store one file for the input `name`; answers with the line that stands there afterwards."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    upload = request.FILES.get("file")
    name = request.POST.get("name", "")
    context: dict[str, object] = {
        "name": name,
        "directive": page.directive,
        "id": "f-" + name.replace(".", "-"),
    }
    if upload is None:
        raise Missing
    try:
        data = read_upload(cast(BinaryIO, upload), upload.name or "")
        file = actions.attach_file(actor=actor, directive=page.directive, name=upload.name or "", data=data)
    except GongwenError as error:
        return _refused(request, context, error.message(get_language() or "en"))
    except Invalid as error:
        return _refused(request, context, str(error.problems[0].message))
    return render(request, "submissions/file.html", context | {"file": file})


@require_GET
def report_file(request: HttpRequest, code: str, file: str) -> HttpResponseBase:
    """A file of the own body, while the report is being written."""
    actor = signed_in(request)
    queries.page_of_report(actor, code)
    found = files_named([file], actor.organization_code).get(file)
    if found is None:
        raise Missing
    return as_response(found)


@require_GET
def submission_file(request: HttpRequest, code: str, file: str) -> HttpResponseBase:
    """A file that was sent with a submission which the actor may see."""
    submission = queries.get_submission(signed_in(request), code)
    found = submission.attachments.select_related("file").filter(file__code=file).first()
    if found is None:
        raise Missing
    return as_response(found.file)


def _refused(request: HttpRequest, context: dict[str, object], reason: str) -> HttpResponse:
    return render(request, "submissions/file.html", context | {"refused": reason}, status=422)
