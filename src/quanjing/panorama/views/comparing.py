"""Two counts beside each other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of_list, without
from quanjing.panorama import queries
from quanjing.panorama.forms import LookForm
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import Look
from quanjing.panorama.views.page import ROWS, known_figure
from quanjing.panorama.views.shared import count_of, frame

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
        steps = queries.steps(before, after, chosen)
        context |= {"figure": chosen, "page": page_of_list(request, steps, ROWS)}
    return render(request, "panorama/compare.html", context)


def _looks(request: HttpRequest, actor: Actor, first: Snapshot, second: Snapshot) -> tuple[Look, Look]:
    """Both looks narrowed alike, monthly figures over the months of the later one."""
    form = LookForm(request.GET)
    return form.look(actor, first), form.look(actor, second)
