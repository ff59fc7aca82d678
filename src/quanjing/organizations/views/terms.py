"""Terms that end, and posts that wait for somebody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations import queries
from quanjing.organizations.rules import can_administer

SPANS = (6, 12, 24)  # months
BY_END = {"end": ("ends_on", "organization__path", "pk")}
BY_BODY = {"order": ("organization__path", "pk")}
BODIES = {"order": ("path",)}


@require_GET
def term_calendar(request: HttpRequest) -> HttpResponse:
    """Terms of the visible bodies that end in the coming months, month by month."""
    actor = signed_in(request)
    wanted = request.GET.get("months", "")
    months = int(wanted) if wanted.isdecimal() and int(wanted) in SPANS else SPANS[1]
    page = page_of(request, queries.terms_visible_to(actor, months), BY_END, size=50)
    context = {"page": page, "months": months, "spans": SPANS}
    return render(request, "organizations/terms.html", context)


@require_GET
def vacancy_list(request: HttpRequest) -> HttpResponse:
    """Posts without a holder or past their term; Party organizations without a secretary."""
    actor = signed_in(request)
    posts, bodies = queries.vacant_posts(actor), queries.without_secretary(actor)
    of_bodies = request.GET.get("what") == "secretary"
    page = page_of(request, bodies, BODIES, 50) if of_bodies else page_of(request, posts, BY_BODY, 50)
    context = {
        "page": page,
        "of_bodies": of_bodies,
        "post_count": posts.count() if of_bodies else page.total,
        "body_count": page.total if of_bodies else bodies.count(),
        "administers": can_administer(actor, queries.get(actor, actor.organization_code)),
    }
    return render(request, "organizations/vacancies.html", context)
