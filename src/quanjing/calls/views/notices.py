"""Public notices: the list, one of them, its preview, its file, an extension."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.calls.actions import notices as actions
from quanjing.calls.forms.notices import ExtendForm, NoticeForm
from quanjing.calls.queries import notices as queries
from quanjing.calls.queries.naming import groups_by_decision
from quanjing.calls.queries.objections import objections_visible_to
from quanjing.calls.queries.results import calls_with_results, in_the_way
from quanjing.calls.rules.notices import may_object, runs
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of

SHOWN = 20


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices that reach the actor, results that are out, and what a desk has still to display."""
    actor = signed_in(request)
    today = clock.today()
    found, done = queries.notices_visible_to(actor), calls_with_results(actor)
    if body := request.GET.get("organization", ""):
        found = found.filter(decision__call__organization__code=body)
        done = done.filter(organization__code=body)
    context = {
        "running": found.filter(published_at=None).order_by("last_day", "pk")[:SHOWN],
        "page": page_of(request, done, {"newest": ("-year", "-pk")}),
        "waiting": queries.decisions_without_notice(actor)[:SHOWN] if may_object(actor) else [],
        "objections": objections_visible_to(actor).order_by("state", "-pk")[:SHOWN],
        "today": today,
    }
    return render(request, "calls/notice_list.html", context)


@require_http_methods(["GET", "POST"])
def notice_new(request: HttpRequest, code: str) -> HttpResponse:
    """A decision as it will be displayed: looked at first, then started."""
    actor = signed_in(request)
    decision = queries.get_decision(actor, code)
    if not runs(actor, decision.call.organization_id):
        raise Denied
    form = NoticeForm(request.POST or None, initial=asdict(actions.proposed(decision)))
    checked = request.method == "POST" and form.is_valid()
    if checked and request.POST.get("step") == "start":
        try:
            made = actions.start_notice(actor=actor, decision=decision, facts=form.facts())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("notice_page", code=made.code)
    facts = form.facts() if checked and not form.errors else actions.proposed(decision)
    context = {
        "decision": decision,
        "call": decision.call,
        "form": form,
        "groups": groups_by_decision([decision.pk])[decision.pk],
        "facts": facts,
        "last_day": queries.last_day_of(facts.first_day, facts.days),
    }
    return render(request, "calls/notice_new.html", context, status=422 if form.errors else 200)


@require_GET
def notice_page(request: HttpRequest, code: str) -> HttpResponse:
    """One notice as everybody reads it; for its desk with the objections and the next step."""
    actor = signed_in(request)
    notice = queries.get_notice(actor, code)
    call = notice.decision.call
    desk = runs(actor, call.organization_id)
    context = {
        "notice": notice,
        "call": call,
        "groups": groups_by_decision([notice.decision_id])[notice.decision_id],
        "span": actions.span_words(notice),
        "channel": actions.channel_words(notice),
        "desk": desk,
        "objects": may_object(actor),
        "objections": objections_visible_to(actor).filter(notice=notice),
        "blocked": in_the_way(call) if desk and notice.published_at is None else [],
        "extend": ExtendForm() if desk and notice.published_at is None else None,
        "runs_now": notice.first_day <= clock.today() <= notice.last_day,
    }
    return render(request, "calls/notice_page.html", context)


@require_GET
def notice_file(request: HttpRequest, code: str, form: str) -> FileResponse:
    """The notice as an office file."""
    notice = queries.get_notice(signed_in(request), code)
    if form not in ("docx", "pdf"):
        raise Missing
    groups = groups_by_decision([notice.decision_id])[notice.decision_id]
    data = actions.notice_file(notice=notice, groups=groups, form=form)
    return attachment(data, f"{notice.title[:60]}.{form}")


@require_POST
def notice_extend(request: HttpRequest, code: str) -> HttpResponse:
    """Let a notice last longer."""
    actor = signed_in(request)
    notice = queries.get_notice(actor, code)
    if not runs(actor, notice.decision.call.organization_id):
        raise Denied
    form = ExtendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give the new last day."))
        return redirect("notice_page", code=code)
    try:
        actions.extend_notice(actor=actor, notice=notice, **form.cleaned_data)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("notice_page", code=code)
