"""Requests for help at the desk and of the own body, and what those on the roster are asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.services import actions, queries
from quanjing.services.enums import FEWEST, AskState, Field, Rating, RequestState
from quanjing.services.forms import (
    AnswerAskForm,
    HelperForm,
    RatingForm,
    ReasonForm,
    ReferForm,
    RequestForm,
    ResultForm,
    helper_initial,
)
from quanjing.services.models import ServiceRequest
from quanjing.services.rules import can_keep

ASKS_SHOWN = 12


@require_GET
def request_list(request: HttpRequest) -> HttpResponse:
    """Requests in sight, narrowed; what the own experts and teams are asked stands above them."""
    actor = signed_in(request)
    wanted = _wanted(request)
    keeps = can_keep(actor, actor.organization_id)
    asked = list(queries.asks_for(actor).filter(state=AskState.ASKED)[:ASKS_SHOWN]) if keeps else []
    context = {
        "page": page_of(request, queries.request_list(actor, **wanted), queries.REQUEST_SORTS),
        "wanted": wanted,
        "states": RequestState,
        "fields": Field,
        "asks": asked,
        "liaison": queries.liaison_of(actor),
        "keeps": keeps,
    }
    return render(request, "services/requests.html", context)


@require_GET
def request_export(request: HttpRequest) -> FileResponse:
    """The list as a table, narrowed as the page."""
    actor = signed_in(request)
    found = queries.request_list(actor, **_wanted(request))
    return attachment(actions.requests_table(actor=actor, requests=found), "requests.xlsx")


def _wanted(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:20] for name in ("state", "field", "show")}


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Ask a desk for help."""
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    desks = {one.organization.code: one for one in queries.desks_open().filter(takes_requests=True)}
    choices = [(code, one.organization.name) for code, one in desks.items()]
    known = queries.contact_of(actor) | {"desk": choices[0][0] if len(choices) == 1 else ""}
    form = RequestForm(request.POST or None, desks=choices, initial=known)
    made: list[ServiceRequest] = []

    def ask(clean: dict[str, Any]) -> None:
        made.append(actions.request_help(actor=actor, desk=desks[clean["desk"]], facts=form.facts()))

    if request.method == "POST" and done(form, ask):
        return redirect("request_page", code=made[0].code)
    context = {"form": form, "title": _("Ask for help"), "back": "request_list"}
    return render(request, "services/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest, code: str) -> HttpResponse:
    """One request: the desk asks, passes on and writes down; who asked withdraws and rates."""
    actor = signed_in(request)
    found = queries.get_request(actor, code)
    keeps, owns = can_keep(actor, found.desk_id), can_keep(actor, found.organization_id)
    if request.method == "POST" and not (keeps or owns):
        raise Denied
    forms: dict[str, Any] = {}
    if keeps and found.is_under_way:
        bodies = queries.bodies_to_refer(actor, found)
        forms["refer"] = ReferForm(sent(request, "refer"), bodies=bodies)
        forms["result"] = ResultForm(sent(request, "result"))
        forms["close"] = ReasonForm(sent(request, "close"))
    if owns and found.state == RequestState.DONE and not found.rating:
        forms["rate"] = RatingForm(sent(request, "rate"))
    if request.method == "POST" and _stepped(request, actor, found, forms):
        # passed on, it may be out of sight
        seen = queries.requests_seen(actor).filter(code=code).exists()
        return redirect("request_page", code=code) if seen else redirect("request_list")
    context = {
        "found": found,
        "keeps": keeps,
        "owns": owns,
        "forms": forms,
        "asks": queries.asks_of(found) if keeps else [],
        "fitting": queries.candidates_for(found) if keeps and found.is_under_way else [],
        "referrals": found.referrals.select_related("by", "to"),
        "shows_contact": keeps or owns,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "services/request.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def help_ask(request: HttpRequest, code: str) -> HttpResponse:
    """What somebody of the own roster is asked; the contact of who asks is shown once they help."""
    actor = signed_in(request)
    found = queries.get_ask(actor, code)
    answers = can_keep(actor, found.organization_id)
    if request.method == "POST" and not answers:
        raise Denied
    form = AnswerAskForm(request.POST or None)
    helps = request.POST.get("step") == "accept"
    if request.method == "POST" and done(
        form, lambda clean: actions.answer_ask(actor=actor, ask=found, helps=helps, reason=clean["reason"])
    ):
        return redirect("help_ask", code=code)
    context = {"found": found, "request": request, "asked": found.request, "form": form, "answers": answers}
    return render(request, "services/ask.html", context, status=422 if form.errors else 200)


@require_GET
def request_counts(request: HttpRequest) -> HttpResponse:
    """What the desks in sight did in a year; what requesters said only from five answers up."""
    actor = signed_in(request)
    typed = request.GET.get("year", "")
    year = int(typed) if typed.isdigit() and 2000 <= int(typed) <= 2100 else clock.today().year
    first, last = date(year, 1, 1), date(year, 12, 31)
    context = {
        "rows": queries.counts_of(actor, first, last),
        "texts": queries.rating_texts(actor, first, last) if can_keep(actor, actor.organization_id) else [],
        "year": year,
        "years": range(clock.today().year, clock.today().year - 3, -1),
        "ratings": Rating,
        "fewest": FEWEST,
    }
    return render(request, "services/counts.html", context)


@require_GET
def helper_list(request: HttpRequest) -> HttpResponse:
    """Experts and teams of the own body, for those who keep the roster."""
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    page = page_of(request, queries.helpers_of(actor), queries.ROSTER_SORTS)
    return render(request, "services/helpers.html", {"page": page, "keeps": True})


@require_http_methods(["GET", "POST"])
def helper_new(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    form = HelperForm(request.POST or None)
    if request.method == "POST" and done(
        form, lambda _clean: actions.save_helper(actor=actor, facts=form.facts())
    ):
        return redirect("helper_list")
    context = {"form": form, "title": _("List an expert or a team"), "back": "helper_list"}
    return render(request, "services/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def helper_page(request: HttpRequest, code: str) -> HttpResponse:
    """Change what stands there, or take them out for good."""
    actor = signed_in(request)
    found = queries.get_helper(actor, code)
    if not can_keep(actor, found.organization_id):
        raise Denied
    if request.POST.get("step") == "leave":
        actions.opt_out(actor=actor, helper=found)
        return redirect("helper_list")
    form = HelperForm(request.POST or None, initial=helper_initial(found))
    if request.method == "POST" and done(
        form, lambda _clean: actions.save_helper(actor=actor, facts=form.facts(), helper=found)
    ):
        return redirect("helper_list")
    context = {"form": form, "found": found}
    return render(request, "services/helper.html", context, status=422 if form.errors else 200)


def _stepped(request: HttpRequest, actor: Actor, found: ServiceRequest, forms: dict[str, Any]) -> bool:
    step, _colon, code = request.POST.get("step", "").partition(":")
    if step == "withdraw":
        actions.withdraw_request(request=found, actor=actor)
        return True
    if step == "ask":
        fitting = {one.helper.code: one.helper for one in queries.candidates_for(found)}
        if code not in fitting:
            raise Missing
        actions.ask_helper(actor=actor, request=found, helper=fitting[code])
        return True
    if step not in forms:
        raise Missing
    form = forms[step]
    typed = {
        "refer": lambda clean: actions.refer(actor=actor, request=found, **clean),
        "result": lambda _clean: actions.finish_request(actor=actor, request=found, facts=form.facts()),
        "close": lambda clean: actions.close_request(actor=actor, request=found, **clean),
        "rate": lambda clean: actions.rate(
            request=found, rating=Rating(clean["rating"]), text=clean["text"], actor=actor
        ),
    }
    return done(form, typed[step])
