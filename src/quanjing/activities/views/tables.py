"""Activities from a filled table, and the calendar at a secret address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.activities import actions, queries
from quanjing.activities.rules import can_keep
from quanjing.files.serve import looked_at, posted_file
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.foundation.http import attachment, signed_in


@require_GET
def activity_template(request: HttpRequest) -> FileResponse:
    """The blank table with the kinds of the own body."""
    actor = signed_in(request)
    kinds = list(queries.kinds_for(actor.path, clock.today()))
    return attachment(actions.blank_sheet(kinds), "activities.xlsx")


@require_http_methods(["GET", "POST"])
def activity_upload(request: HttpRequest) -> HttpResponse:
    """Upload a filled table; it is looked at before anything is entered."""
    actor = signed_in(request)
    if not can_keep(actor):
        raise Denied
    draft, problems = posted_file(
        request, lambda name, data: actions.preview_import(actor=actor, name=name, data=data)
    )
    if draft is not None:
        return redirect("activity_import", code=draft.code)
    context = {"problems": problems, "columns": actions.COLUMNS.values()}
    return render(request, "activities/upload.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "POST"])
def activity_import(request: HttpRequest, code: str) -> HttpResponse:
    """Every row with what is wrong with it; confirming enters all of them or none."""
    actor = signed_in(request)
    draft = actions.get_draft(actor, code)
    if request.method == "POST":
        try:
            made = actions.apply_import(actor=actor, draft=draft)
        except Invalid:
            pass  # the page below names every row
        else:
            told = ngettext(
                "%(count)d activity was entered.", "%(count)d activities were entered.", len(made)
            )
            messages.success(request, told % {"count": len(made)})
            return redirect("activity_list")
    rows = actions.checked_rows(draft) if draft.done_at is None else []
    context = {"table": draft, **looked_at(request, rows)}
    status = 422 if request.method == "POST" else 200
    return render(request, "activities/import.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def feed_list(request: HttpRequest) -> HttpResponse:
    """The calendar addresses of the own post; POST makes one, which is shown this once."""
    actor = signed_in(request)
    address = ""
    if request.method == "POST":
        try:
            secret = actions.make_feed(actor=actor, subtree="subtree" in request.POST)
        except WrongState as error:
            messages.error(request, str(error))
        else:
            address = settings.BASE_URL.rstrip("/") + reverse("activity_feed", args=[secret])
    context = {"feeds": queries.feeds_of(actor), "address": address, "oversees": actor.reads_subtree}
    return render(request, "activities/feeds.html", context)


@require_POST
def feed_revoke(request: HttpRequest, code: str) -> HttpResponse:
    """Let an address stop working."""
    actor = signed_in(request)
    actions.revoke_feed(actor=actor, feed=queries.get_feed(actor, code))
    messages.success(request, _("The address no longer works."))
    return redirect("feed_list")


@never_cache
@require_GET
def activity_feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar programme reads; the address itself is the key."""
    return HttpResponse(actions.feed_calendar(secret=secret), content_type="text/calendar; charset=utf-8")
