"""The sheet as sent, to be signed and sealed on paper, and its scan."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongwen.errors import GongwenError
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries
from quanjing.submissions.rules.check_code import check_code
from quanjing.submissions.views.review import Cells


@require_GET
def submission_print(request: HttpRequest, code: str) -> HttpResponse:
    """What was sent on one sheet with its check code and the places for signature and seal."""
    submission = queries.get_submission(signed_in(request), code)
    prefetch_related_objects([submission], *queries.with_content())
    cells = Cells(request, submission, ())
    context = {
        "submission": submission,
        "header": cells.header(),
        "entries": [cells.entry(entry) for entry in submission.entries.all()],
        "check_code": check_code(submission),
    }
    return render(request, "submissions/print.html", context)


@require_POST
def submission_seal(request: HttpRequest, code: str) -> HttpResponse:
    """The scan, with the code typed from the paper."""
    actor = signed_in(request)
    submission = queries.get_submission(actor, code)
    upload = request.FILES.get("file")
    typed = request.POST.get("code", "")
    data = read_upload(cast(BinaryIO, upload), upload.name or "") if upload else b""
    try:
        actions.attach_sealed_copy(
            actor=actor,
            submission=submission,
            name=(upload.name if upload else "") or "",
            data=data,
            code=typed,
        )
    except GongwenError as error:
        messages.error(request, error.message(get_language() or "en"))
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    else:
        messages.success(request, _("The sealed copy was received; the code matches."))
    return redirect("submission_page", code=code)


@require_GET
def sealed_file(request: HttpRequest, code: str, file: str) -> HttpResponseBase:
    submission = queries.get_submission(signed_in(request), code)
    found = submission.sealed_copies.select_related("file").filter(file__code=file).first()
    if found is None:
        raise Missing
    return as_response(found.file)
