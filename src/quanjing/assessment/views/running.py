"""Running a scheme: trying it on last year, reviewers, appeals, files."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.assessment import actions, queries
from quanjing.assessment.enums import SchemeState
from quanjing.assessment.models import Scheme
from quanjing.assessment.queries.preview import PARTS, spread, tried
from quanjing.assessment.rules import can_decide, explained, problems_of
from quanjing.assessment.views.schemes import kept, tell_problems
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.organizations.enums import SocietyClass

MOST_SHOWN = 300
FILES: dict[str, Callable[[Scheme], bytes]] = {"xlsx": actions.as_xlsx, "docx": actions.as_docx}


@require_GET
def scheme_try(request: HttpRequest, code: str) -> HttpResponse:
    """What the scheme would have given on the facts of last year."""
    actor = signed_in(request)
    scheme = kept(actor, code)
    tree = queries.tree_of(scheme)
    faults = [one for one in problems_of(scheme, tree) if one.where]
    bodies = [] if faults else actions.addressed_by(scheme)
    keys = [one["key"] for one in scheme.tiers]
    tier = request.GET.get("tier", "") if request.GET.get("tier", "") in keys else next(iter(keys), "")
    found = tried(scheme, tree, bodies, tier) if bodies else []
    context = {
        "scheme": scheme,
        "faults": faults,
        "tier": tier,
        "found": found[:MOST_SHOWN],
        "count": len(found),
        "spread": [(SocietyClass(one.society_class).label, one) for one in spread(found)],
        "parts": [f"{100 * part // PARTS}–{100 * (part + 1) // PARTS} %" for part in range(PARTS)],
        "first": queries.year_before(scheme.facts_from),
        "last": queries.year_before(scheme.facts_to),
    }
    return render(request, "assessment/try.html", context)


@require_http_methods(["GET", "POST"])
def reviewers(request: HttpRequest, code: str) -> HttpResponse:
    """Name the posts that review."""
    actor = signed_in(request)
    scheme = kept(actor, code)
    posts = list(queries.posts_to_review(scheme))
    if request.method == "POST":
        wanted = set(request.POST.getlist("post"))
        chosen = [post for post in posts if post.code in wanted]
        try:
            actions.name_reviewers(actor=actor, scheme=scheme, posts=chosen)
        except Invalid as error:
            tell_problems(request, error)
        return redirect("assessment_reviewers", code=code)
    named = {one.post_id for one in queries.reviewers_of(scheme)}
    context = {
        "scheme": scheme,
        "rows": [(post, post.pk in named) for post in posts],
        "count": len(named),
        "least": 3,
        "fixed": scheme.state == SchemeState.REVIEW,
        "open": scheme.state in (SchemeState.DRAFT, SchemeState.OPEN, SchemeState.REVIEW),
    }
    return render(request, "assessment/reviewers.html", context)


@require_GET
def appeal_list(request: HttpRequest, code: str) -> HttpResponse:
    """The appeals of a scheme with the line, its reason, the marks given."""
    actor = signed_in(request)
    scheme = queries.get_scheme(actor, code)
    if scheme.organization_id != actor.organization_id or not queries.oversees(actor):
        raise Denied
    lines = queries.lines_of(queries.tree_of(scheme))
    rows = []
    for one in queries.open_appeals(scheme):
        computed = next((line for line in one.assessed.lines if line[0] == one.key), None)
        placed = lines[one.key]
        words = ""
        if computed is not None:
            given = one.assessed.given.get(one.key)
            words = explained(placed.indicator, tuple(computed[2]), given, capped=computed[3])
        rows.append((one, placed, computed[1] if computed else "", words))
    context = {"scheme": scheme, "rows": rows, "decides": can_decide(actor, scheme)}
    return render(request, "assessment/appeals.html", context)


@require_POST
def appeal_decide(request: HttpRequest, code: str, appeal: str) -> HttpResponse:
    """Decide one appeal with a reason."""
    actor = signed_in(request)
    scheme = queries.get_scheme(actor, code)
    if not can_decide(actor, scheme):
        raise Denied
    found = queries.get_appeal(scheme, appeal)
    try:
        marks = Decimal(request.POST.get("marks", "").strip() or "-1")
    except InvalidOperation:
        marks = Decimal(-1)
    reason = request.POST.get("reason", "")
    try:
        actions.decide_appeal(actor=actor, appeal=found, marks=marks, reason=reason)
    except Invalid as error:
        tell_problems(request, error)
    return redirect("assessment_appeals", code=code)


@require_GET
def scheme_file(request: HttpRequest, code: str, kind: str) -> HttpResponse | FileResponse:
    """What is published as a file; the whole of it for the body that issued it."""
    actor = signed_in(request)
    scheme = queries.get_scheme(actor, code)
    if scheme.organization_id != actor.organization_id or not queries.oversees(actor):
        raise Denied
    name = f"{scheme}.{kind}"
    if kind == "json":
        response = HttpResponse(actions.as_json(scheme), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="assessment-{scheme.code}.json"'
        return response
    if kind not in FILES:
        raise Missing
    return attachment(FILES[kind](scheme), name)
