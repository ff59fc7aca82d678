"""Having everything counted, and the snapshots that stay."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.panorama import actions, queries
from quanjing.panorama.rules import can_take


@require_POST
def panorama_count(request: HttpRequest) -> HttpResponse:
    """Count anew: at once where that is quick."""
    done = actions.recount(actor=signed_in(request))
    said = _("Counted anew.") if done else _("It is being counted; please look again in a moment.")
    messages.success(request, said)
    return redirect("panorama_page")


@require_http_methods(["GET", "POST"])
def panorama_snapshots(request: HttpRequest) -> HttpResponse:
    """The list; POST takes one."""
    actor = signed_in(request)
    if request.method == "POST":
        made = actions.take(actor=actor, note=request.POST.get("note", ""))
        messages.success(request, _("Snapshot %(code)s was taken.") % {"code": made.code})
        return redirect("panorama_snapshots")
    page = page_of(request, queries.snapshots(), {"newest": ("-taken_at", "-pk")})
    context = {"page": page, "takes": can_take(actor), "latest": queries.latest()}
    return render(request, "panorama/snapshots.html", context)
