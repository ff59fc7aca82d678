"""What a body asks of its own office, switched on its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from quanjing.foundation.errors import Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations import actions, queries


@require_POST
def organization_approval(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the head approves before a notice of the body is published."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    try:
        actions.set_approval(actor=actor, organization=body, needed=request.POST.get("needed") == "yes")
    except Invalid as error:
        messages.error(request, str(error.problems[0].message))
    return redirect("organization_detail", code=code)


@require_POST
def organization_registering(request: HttpRequest, code: str) -> HttpResponse:
    """Whether confirming receipt enters a notice in the register at once."""
    actor = signed_in(request)
    body = queries.get(actor, code)
    actions.set_registering(actor=actor, organization=body, at_once=request.POST.get("at_once") == "yes")
    return redirect("organization_detail", code=code)
