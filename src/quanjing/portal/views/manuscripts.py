"""Texts selected in calls, and the page that one of them begins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.errors import Invalid
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.portal import actions
from quanjing.portal.forms import TakeInForm
from quanjing.portal.queries import manuscripts
from quanjing.portal.rules import editors_home


@require_GET
def portal_manuscripts(request: HttpRequest) -> HttpResponse:
    """What may be taken in, and what became of what was."""
    home = editors_home(signed_in(request))
    page = page_of(request, manuscripts.manuscripts(home), manuscripts.SORTS)
    pages = manuscripts.pages_of(page.rows)
    rows = [(one, pages.get(one.pk), manuscripts.may_take(one)) for one in page.rows]
    return render(request, "portal/manuscripts.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def portal_manuscript(request: HttpRequest, code: str) -> HttpResponse:
    """The text before it is taken in; POST begins the page in a column."""
    actor = signed_in(request)
    application = manuscripts.get_manuscript(editors_home(actor), code)
    form = TakeInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.take_in(actor=actor, application=application, column=form.cleaned_data["column"])
            messages.success(request, _("The text is a draft of yours. Somebody else signs it off."))
            return redirect("portal_story", number=made.pk)
        except Invalid as error:
            form.take(error.problems)
    context = {
        "text": manuscripts.manuscript_of(application), "form": form,
        "made": manuscripts.pages_of([application]).get(application.pk),
        "may_take": manuscripts.may_take(application),
    }  # fmt: skip
    return render(request, "portal/manuscript.html", context, status=422 if form.errors else 200)
