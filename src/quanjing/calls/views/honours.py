"""Honours with their certificates, the look-up for everybody, recommendations to others."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.calls.actions import honours as actions
from quanjing.calls.actions.honour_tables import import_honours
from quanjing.calls.enums import RecommendationState
from quanjing.calls.forms.notices import HonourFilter, HonourForm, OutcomeForm, RecommendForm
from quanjing.calls.forms.steps import ReasonForm
from quanjing.calls.queries import honours as queries
from quanjing.calls.rules.notices import runs
from quanjing.files.actions import read_upload
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, Problem
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.limits import too_often
from quanjing.foundation.paging import page_of
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import existing, in_scope

MOST_A_MINUTE = 20
MOST_BODIES = 1000


@require_GET
def honour_list(request: HttpRequest) -> HttpResponse:
    """Who holds what since when."""
    actor = signed_in(request)
    wanted = HonourFilter(request.GET).wanted()
    context = {
        "page": page_of(request, queries.honour_list(actor, **wanted), queries.HONOUR_SORTS),
        "wanted": wanted,
        "gives": _is_desk(actor),
    }
    return render(request, "calls/honour_list.html", context)


@require_http_methods(["GET", "POST"])
def honour_new(request: HttpRequest) -> HttpResponse:
    """Enter an honour of former years."""
    actor = signed_in(request)
    if not _is_desk(actor):
        raise Denied
    form = HonourForm(request.POST or None, initial={"year": clock.today().year - 1})
    if request.method == "POST" and form.is_valid():
        body = _bodies(actor).filter(name=form.cleaned_data["holder"]).first()
        try:
            made = actions.enter_honour(actor=actor, facts=form.facts(body))
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("honour_page", code=made.code)
    return render(request, "calls/honour_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def honour_import(request: HttpRequest) -> HttpResponse:
    """Earlier years from a table: all rows or none."""
    actor = signed_in(request)
    if not _is_desk(actor):
        raise Denied
    problems: tuple[Problem, ...] = ()
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise Invalid([Problem("file", _("Please choose a file."))])
        name = str(upload.name)
        made = import_honours(actor=actor, name=name, data=read_upload(upload, name))  # type: ignore[arg-type]
    except Invalid as error:
        problems = error.problems
    else:
        told = ngettext("%(count)d honour was entered.", "%(count)d honours were entered.", made)
        messages.success(request, told % {"count": made})
        return redirect("honour_list")
    form = HonourForm(None, initial={"year": clock.today().year - 1})
    return render(request, "calls/honour_new.html", {"form": form, "problems": problems}, status=422)


@require_http_methods(["GET", "POST"])
def honour_page(request: HttpRequest, code: str) -> HttpResponse:
    """One honour; the desk that gave it withdraws it with a reason."""
    actor = signed_in(request)
    honour = queries.get_honour(actor, code)
    gives = runs(actor, honour.organization_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_honour(actor=actor, honour=honour, reason=form.cleaned_data["reason"])
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("honour_page", code=code)
    context = {"honour": honour, "form": form if gives and honour.withdrawn_on is None else None}
    return render(request, "calls/honour_page.html", context, status=422 if form.errors else 200)


@require_GET
def honour_certificate(request: HttpRequest, code: str, form: str) -> FileResponse:
    """The certificate to print."""
    honour = queries.get_honour(signed_in(request), code)
    if form not in ("docx", "pdf"):
        raise Missing
    return attachment(actions.certificate_file(honour=honour, form=form), f"{honour.number}.{form}")


@never_cache
@require_GET
def honour_check(request: HttpRequest) -> HttpResponse:
    """For anybody with a number: what was given to whom, as far as it was agreed, and whether it holds."""
    number = request.GET.get("number", "")[:60]
    if number and too_often(request, "honour", MOST_A_MINUTE):
        return render(request, "calls/honour_check.html", {"too_often": True}, status=429)
    found = queries.honour_numbered(number) if number else None
    context = {"number": number, "found": found, "named": found is not None and queries.is_named(found)}
    return render(request, "calls/honour_check.html", context)


@require_http_methods(["GET", "POST"])
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """Whom the own body recommended to awards of others, and what came of it."""
    actor = signed_in(request)
    desk = _is_desk(actor)
    if request.method == "POST" and not desk:
        raise Denied
    bodies = _bodies(actor).order_by("path")[:MOST_BODIES] if desk else []
    form = RecommendForm(request.POST or None, bodies=bodies, initial={"sent_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.recommend(actor=actor, facts=form.facts())
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("recommendation_list")
    context = {
        "page": page_of(request, queries.recommendations_visible_to(actor), {"newest": ("-sent_on", "-pk")}),
        "form": form if desk else None,
        "outcome": OutcomeForm(initial={"on": clock.today()}),
        "actor_body": actor.organization_id if desk else None,
    }
    return render(request, "calls/recommendation_list.html", context, status=422 if form.errors else 200)


@require_POST
def recommendation_outcome(request: HttpRequest, code: str) -> HttpResponse:
    """Note what came of a recommendation."""
    actor = signed_in(request)
    found = queries.get_recommendation(actor, code)
    if not runs(actor, found.organization_id):
        raise Denied
    form = OutcomeForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.note_outcome(
                actor=actor, recommendation=found, state=RecommendationState(said["state"]),
                on=said["on"], note=said["note"],
            )  # fmt: skip
        except Invalid as error:
            form.take(error.problems)
    for words in (str(one) for found_errors in form.errors.values() for one in found_errors):
        messages.error(request, words)
    return redirect("recommendation_list")


def _is_desk(actor: Actor) -> bool:
    return actor.organization_id is not None and runs(actor, actor.organization_id)


def _bodies(actor: Actor) -> QuerySet[Organization]:
    found: QuerySet[Organization] = Organization.objects.filter(existing(), in_scope(actor))
    return found
