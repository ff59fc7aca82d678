"""Two counts beside each other."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import Page
from quanjing.panorama import queries
from quanjing.panorama.forms import LookForm
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import Look
from quanjing.panorama.views.page import ROWS, known_figure
from quanjing.panorama.views.shared import count_of, frame, without

OFFERED = 100  # snapshots to choose from


@require_GET
def panorama_compare(request: HttpRequest) -> HttpResponse:
    """`one` against `two` (each a code; without one the newest count); `figure` opens what moved."""
    actor = signed_in(request)
    first, _gone = count_of(request, "one")
    second, _gone = count_of(request, "two")
    if first is None or second is None:
        raise Missing
    before, after = _looks(request, actor, *sorted((first, second), key=lambda one: (one.taken_at, one.pk)))
    figure = request.GET.get("figure", "")
    context = frame(request, actor, after, gone=False) | {
        "before": before,
        "after": after,
        "changes": queries.compare(before, after),
        "offered": queries.snapshots()[:OFFERED],
        "choices": [(name, request.GET.get(name, "")) for name in ("one", "two")],
        "rest": without(request.GET, "figure", "page"),
    }
    if figure:
        chosen = known_figure(after, figure)
        context |= {"figure": chosen, "page": _page(request, queries.steps(before, after, chosen))}
    return render(request, "panorama/compare.html", context)


def _looks(request: HttpRequest, actor: Actor, first: Snapshot, second: Snapshot) -> tuple[Look, Look]:
    """Both looks narrowed alike, monthly figures over the months of the later one."""
    form = LookForm(request.GET)
    return form.look(actor, first), form.look(actor, second)


def _page(request: HttpRequest, rows: list[Any]) -> Page[Any]:
    paginator = Paginator(rows, ROWS)
    page = paginator.get_page(request.GET.get("page"))
    query = without(request.GET, "page")
    return Page(list(page.object_list), page.number, paginator.num_pages, paginator.count, "", query)
