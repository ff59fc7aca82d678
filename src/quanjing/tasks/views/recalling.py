"""Recalling a notice: first what it touches, then the reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanjing.foundation.http import signed_in
from quanjing.tasks.actions import preview_recall, recall
from quanjing.tasks.forms.deadlines import ReasonForm
from quanjing.tasks.queries import get_directive


@require_http_methods(["GET", "POST"])
def directive_recall(request: HttpRequest, code: str) -> HttpResponse:
    """How many units, how many began or sent, who passed it on; a reason recalls it."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    plan = preview_recall(actor=actor, directive=directive)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        recall(actor=actor, directive=directive, reason=form.cleaned_data["reason"])
        messages.success(request, _("The notice was recalled; everyone addressed is told."))
        return redirect("directive_versions", code=code)
    context = {"directive": directive, "plan": plan, "form": form}
    return render(request, "tasks/recall.html", context, status=422 if form.errors else 200)
