"""A reader says that something on a page is wrong."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quanjing.foundation.limits import too_often
from quanjing.portal import actions
from quanjing.portal.forms import ReportForm
from quanjing.portal.queries import live_by_key
from quanjing.portal.views.drawing import language_of

MOST = 5  # reports of one address in a minute


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """GET shows the form; POST keeps the report and thanks."""
    page = live_by_key(number)
    if page is None:
        raise Http404
    form = ReportForm(request.POST or None)
    done, often = False, request.method == "POST" and too_often(request, "portal.report", MOST)
    if request.method == "POST" and not often and form.is_valid():
        actions.report_page(page=page, text=form.cleaned_data["text"], contact=form.cleaned_data["contact"])
        done = True
    with translation.override(language_of(f"/p/{page.url_path.removeprefix('/portal/')}")):
        context = {"page": page, "form": form, "done": done, "often": often, "path": request.path}
        return render(request, "portal/report.html", context, status=429 if often else 200)
