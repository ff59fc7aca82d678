"""The page of a node, and the list behind each of its figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.figures import Figure, Section, figure_of
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import Page, page_of_list, without
from quanjing.panorama import actions, queries
from quanjing.panorama.enums import Which
from quanjing.panorama.forms import LookForm
from quanjing.panorama.queries import Look
from quanjing.panorama.rules import can_take
from quanjing.panorama.views.shared import frame, looked

ROWS = 50
DRAWN = {Section.COVERAGE, Section.LOAD, Section.TASKS, Section.LOG}  # that have a card of their own
UNDER_LOG = {Section.HAVING, Section.CALLS}  # beside the others, so that both columns are about as long


@require_GET
def panorama_page(request: HttpRequest) -> HttpResponse:
    """Everything that is counted of a node; also for a wall (`wall`).

    For paper (`paper`: a4, a3) the count is kept: what is printed carries its id.
    """
    actor = signed_in(request)
    look, gone = looked(request, actor)
    if look is None:
        return render(request, "panorama/empty.html", {"takes": can_take(actor)})
    if "paper" in request.GET:
        actions.keep(actor=actor, snapshot=look.snapshot)
    context = frame(request, actor, look, gone) | _cards(actor, look)
    context |= {
        "wall": "wall" in request.GET,
        "wide": request.GET.get("paper") == "a3",
        "screen": without(request.GET, "wall", "paper"),
        "takes": can_take(actor),
    }
    return render(request, "panorama/page.html", context)


@require_GET
def panorama_list(request: HttpRequest, code: str) -> HttpResponse:
    """The bodies behind a figure with their own numbers, in the order of the tree."""
    actor = signed_in(request)
    look, gone = looked(request, actor)
    if look is None:
        raise Missing
    figure = known_figure(look, code)
    which = LookForm(request.GET).wanted
    places = queries.places_behind(look, figure, which)
    context = frame(request, actor, look, gone) | {
        "figure": figure,
        "value": queries.value_of(look, figure),
        "which": which,
        "whiches": Which,
        "page": _page(request, look, figure, places),
    }
    return render(request, "panorama/list.html", context)


@require_GET
def panorama_definitions(request: HttpRequest) -> HttpResponse:
    """What each figure means."""
    actor = signed_in(request)
    look, gone = looked(request, actor)
    if look is None:
        return render(request, "panorama/empty.html", {"takes": can_take(actor)})
    context = frame(request, actor, look, gone) | {"sections": list(queries.sections(look))}
    return render(request, "panorama/definitions.html", context)


def known_figure(look: Look, code: str) -> Figure:
    """Raises `Missing` for a figure that this count does not have."""
    figure = figure_of(code)
    if figure is None or not look.edition.has(figure.numerator):
        raise Missing
    return figure


def _cards(actor: Actor, look: Look) -> dict[str, Any]:
    values = dict(queries.sections(look))
    all_bands = queries.bands(look)
    return {
        "coverage": values.get(Section.COVERAGE, []),
        "load": values.get(Section.LOAD, []),
        "tasks": values.get(Section.TASKS, []),
        "log": values.get(Section.LOG, []),
        "under_log": [(section, found) for section, found in values.items() if section in UNDER_LOG],
        "others": [(section, found) for section, found in values.items() if section not in DRAWN | UNDER_LOG],
        "load_picture": queries.load_by_month(look),
        "tasks_picture": queries.by_class(look, Section.TASKS),
        "log_picture": queries.by_class(look, Section.LOG),
        "bands": all_bands,
        "shades": queries.shades(all_bands),
        "below": queries.below(look),
        "places": queries.upper(look),
        "chain": queries.chain(look, actor),
        "societies": look.edition.total("society", (), look.where, look.mask)
        if look.edition.has("society")
        else 0,
    }


def _page(request: HttpRequest, look: Look, figure: Figure, places: list[int]) -> Page[Any]:
    """A page of rows that are not in the database, each with the page of its records."""
    page: Page[Any] = page_of_list(request, places, ROWS)
    link = figure.link
    shown: list[Any] = [
        (one, link(one.body.code, look.first, look.last) if link else "")
        for one in queries.behind_at(look, figure, page.rows)
    ]
    return replace(page, rows=shown)
