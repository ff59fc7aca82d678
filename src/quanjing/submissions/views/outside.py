"""Codes by which somebody without an account fills in the page of the own body."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quanjing.foundation.errors import Invalid
from quanjing.foundation.http import signed_in
from quanjing.submissions import actions, queries
from quanjing.submissions.forms import CodeForm
from quanjing.submissions.queries.outside import codes_of
from quanjing.submissions.rules import can_report


@never_cache
def code_list(request: HttpRequest, code: str) -> HttpResponse:
    """The codes of a page; POST makes one and shows it, this once."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    form = CodeForm(request.POST if request.method == "POST" else None, initial={"days": 7})
    secret, made = "", None
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.make_code(
                actor=actor, directive=page.directive, purpose=form.cleaned_data["purpose"],
                days=form.cleaned_data["days"],
            )  # fmt: skip
            form = CodeForm(initial={"days": 7})
        except Invalid as error:
            form.take(error.problems)
    may = can_report(actor, page.parts[0].assignment) and bool(actions.open_tasks(page))
    context = {
        "page": page, "codes": codes_of(page)[:50], "form": form if may else None, "made": made,
        "secret": secret, "directive": page.directive, "place": _place(),
    }  # fmt: skip
    return render(request, "submissions/codes.html", context, status=422 if form.errors else 200)


def _place() -> str:
    """Where the code is typed in."""
    name = "portal_sheet_en" if get_language() == "en" else "portal_sheet"
    return f"{settings.BASE_URL.rstrip('/')}{reverse(name)}"


@require_POST
def code_revoke(request: HttpRequest, code: str, outside: str) -> HttpResponse:
    """A code works no longer, at once."""
    actor = signed_in(request)
    page = queries.page_of_report(actor, code)
    actions.revoke_code(actor=actor, directive=page.directive, code=outside)
    messages.success(request, _("The code works no longer."))
    return redirect("code_list", code=code)
