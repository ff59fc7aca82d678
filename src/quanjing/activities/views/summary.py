"""What took place in a span as counts, dates and topics with links, and duties counted from it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.activities import actions, queries
from quanjing.activities.forms import ListFilter
from quanjing.activities.models import DutyKind
from quanjing.foundation import clock
from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import get as get_organization
from quanjing.tasks.queries import get_duty


@require_GET
def activity_summary(request: HttpRequest) -> HttpResponse:
    """The activities of a body in a span, ready for a report: text to take, each line with its record."""
    actor = signed_in(request)
    wanted = ListFilter(request.GET).wanted()
    body = get_organization(actor, wanted.under or actor.organization_code)
    assert wanted.first is not None
    assert wanted.last is not None
    summary = queries.summary_of(body.pk, wanted.first, wanted.last, campaign=wanted.campaign)
    context = {"summary": summary, "wanted": wanted, "body": body}
    return render(request, "activities/summary.html", context)


@require_http_methods(["GET", "POST"])
def duty_kinds(request: HttpRequest, code: str) -> HttpResponse:
    """Which kinds of activities count for a duty of the own body."""
    actor = signed_in(request)
    duty = get_duty(actor, code)
    if not actor.may(Right.ISSUE) or duty.organization_id != actor.organization_id:
        raise Denied
    kinds = list(queries.kinds_for(actor.path, clock.today()))
    if request.method == "POST":
        chosen = [kind for kind in kinds if kind.code in request.POST.getlist("kinds")]
        count = actions.set_duty_kinds(actor=actor, duty=duty, kinds=chosen)
        told = ngettext("%(count)d activity counts now.", "%(count)d activities count now.", count)
        messages.success(request, told % {"count": count})
        return redirect("duty_page", code=code)
    counted = set(DutyKind.objects.filter(duty=duty).values_list("kind_id", flat=True))
    context = {"duty": duty, "kinds": [(kind, kind.pk in counted) for kind in kinds]}
    return render(request, "activities/duty_kinds.html", context)
