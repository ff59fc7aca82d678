"""Papers and photos of an activity, and its minutes in the official layout."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongwen.errors import GongwenError
from quanjing.activities import actions, queries
from quanjing.activities.models import ActivityPaper, Photo
from quanjing.activities.rules import can_change
from quanjing.files.actions import read_upload
from quanjing.files.serve import as_response
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in


@require_POST
def file_add(request: HttpRequest, code: str) -> HttpResponse:
    """Add a paper, or (`what` is photo) a photo with purpose and consent."""
    actor = signed_in(request)
    activity = queries.get_activity(actor, code)
    if not can_change(actor, activity):
        raise Denied
    upload = request.FILES.get("file")
    try:
        if upload is None:
            messages.error(request, _("Please choose a file."))
            return redirect("activity_page", code=code)
        name = str(upload.name)
        data = read_upload(upload, name)  # type: ignore[arg-type]
        if request.POST.get("what") == "photo":
            purpose, consent = request.POST.get("purpose", ""), "consent" in request.POST
            actions.add_photo(
                actor=actor, activity=activity, name=name, data=data, purpose=purpose, consent=consent
            )
        else:
            actions.add_paper(actor=actor, activity=activity, name=name, data=data)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    except GongwenError as error:
        messages.error(request, error.message(get_language() or ""))
    return redirect("activity_page", code=code)


@require_GET
def file_show(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A paper or a photo."""
    return as_response(_thing(request, code, file).file)


@require_POST
def file_remove(request: HttpRequest, code: str, file: str) -> HttpResponse:
    """Take it out of the record."""
    actions.remove(actor=signed_in(request), thing=_thing(request, code, file))
    return redirect("activity_page", code=code)


@require_GET
def activity_minutes(request: HttpRequest, code: str) -> FileResponse:
    """The record as minutes in Word."""
    activity = queries.get_activity(signed_in(request), code)
    return attachment(actions.minutes_docx(activity=activity), f"minutes-{activity.number}.docx")


def _thing(request: HttpRequest, code: str, file: str) -> ActivityPaper | Photo:
    """A paper or photo of an activity that the reader sees. Raises `Missing`."""
    activity = queries.get_activity(signed_in(request), code)
    papers = activity.papers.filter(code=file).select_related("file", "activity").first()
    found = papers or activity.photos.filter(code=file).select_related("file", "activity").first()
    if found is None:
        raise Missing
    return found
