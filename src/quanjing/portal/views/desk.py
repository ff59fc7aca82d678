"""The desk of the editors: what waits, what is public, what was taken down."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page

from quanjing.foundation.errors import Invalid, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.portal import actions
from quanjing.portal.enums import Ground, Outcome
from quanjing.portal.forms import OpenForm, SettleForm, TakeDownForm
from quanjing.portal.models import PageReport, PortalState
from quanjing.portal.queries import ROOT, home_of, records
from quanjing.portal.rules import can_edit, can_open, editors_home

SHOWN = 10


@require_GET
def portal_desk(request: HttpRequest) -> HttpResponse:
    """Without a portal: how it is opened; for other bodies: who edits it."""
    actor = signed_in(request)
    home = home_of()
    if home is None or not can_edit(actor, home):
        context: dict[str, Any] = {
            "home": home,
            "opens": home is None and can_open(actor),
            "form": OpenForm(),
        }
        return render(request, "portal/opening.html", context)
    context = {
        "home": home,
        "reviews": records.waiting_reviews(actor)[:SHOWN],
        "drafts": records.drafts()[:SHOWN],
        "reports": [(one, SettleForm(prefix=one.code)) for one in records.open_reports()[:SHOWN]],
        "stories": records.stories(SHOWN),
        "taken": records.take_downs()[:SHOWN],
        "state": PortalState.objects.filter(pk=1).first(),
    }
    return render(request, "portal/desk.html", context)


@require_POST
def portal_open(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return render(request, "portal/opening.html", {"home": None, "opens": True, "form": form}, status=422)
    actions.open_portal(actor=actor, name=form.cleaned_data["name"], english=form.cleaned_data["english"])
    messages.success(
        request, _("Editors may begin. Readers see the portal once its first page is signed off.")
    )
    return redirect("portal_desk")


@require_POST
def portal_contacts(request: HttpRequest) -> HttpResponse:
    """Whether the public list of societies names telephone and mail of their offices."""
    actions.set_contacts(actor=signed_in(request), shown=request.POST.get("shown") == "1")
    return redirect("portal_desk")


@require_GET
def portal_public(request: HttpRequest) -> HttpResponse:
    """What is public now, to take a page down or to copy it."""
    editors_home(signed_in(request))
    rows = Page.objects.filter(live=True, url_path__startswith=ROOT)
    page = page_of(request, rows, {"newest": ("-last_published_at", "-pk")})
    return render(request, "portal/public.html", {"page": page})


def portal_take_down(request: HttpRequest, number: int) -> HttpResponse:
    """GET asks why; POST takes the page off at once."""
    actor = signed_in(request)
    editors_home(actor)
    found = Page.objects.filter(pk=number, url_path__startswith=ROOT).first()
    if found is None:
        raise Missing
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.take_down(actor=actor, page=found, ground=Ground(given["ground"]), reason=given["reason"])
        messages.success(request, _("The page is no longer public."))
        return redirect("portal_desk")
    return render(
        request, "portal/take_down.html", {"page": found, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def portal_settle(request: HttpRequest, code: str) -> HttpResponse:
    """What became of a reader's report."""
    actor = signed_in(request)
    editors_home(actor)
    report = PageReport.objects.filter(code=code).first()
    if report is None:
        raise Missing
    form = SettleForm(request.POST, prefix=code)
    if not form.is_valid():
        raise Invalid(message=_("Please say what became of it."))
    given = form.cleaned_data
    actions.settle_report(
        actor=actor, report=report, outcome=Outcome(given["outcome"]), answer=given["answer"]
    )
    return redirect("portal_desk")
