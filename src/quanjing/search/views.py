"""One box, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from quanjing.foundation.actor import Actor
from quanjing.foundation.findable import kind_of, kinds
from quanjing.foundation.http import signed_in
from quanjing.search import forms, queries
from quanjing.search.matching import Piece, pieces
from quanjing.search.models import Document


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as it is shown."""

    document: Document
    label: str | Promise
    link: str
    title: list[Piece]
    text: list[Piece]


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind in which something was found; `is_cut` where there is more than was counted."""

    kind: str
    label: str | Promise
    count: int
    is_cut: bool


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    question, narrowed, page = forms.read_search(request.GET)
    results = queries.find(actor, question, narrowed, page)
    near = [] if results.documents or not question else queries.near_names(actor, question)
    tabs = [
        Tab(one.kind, one.label, min(count, queries.MOST), count > queries.MOST)
        for one in kinds()
        if (count := results.counts.get(one.kind, 0))
    ]
    rest = request.GET.copy()
    for name in ("page", "kind"):
        rest.pop(name, None)
    context = {
        "question": question,
        "narrowed": narrowed,
        "tabs": tabs,
        "hits": [_hit(actor, one, results.words) for one in results.documents],
        "near": [_hit(actor, one, []) for one in near],
        "page": page,
        "more": results.more,
        "query": rest.urlencode(),
        "most": queries.MOST,
        "is_cut": any(tab.is_cut for tab in tabs if narrowed.kind in ("", tab.kind)),
    }
    return render(request, "search/page.html", context)


def _hit(actor: Actor, document: Document, words: list[str]) -> Hit:
    findable = kind_of(document.kind)
    assert findable is not None
    title = pieces(document.title, words, around=250)
    link = findable.link(actor, document)
    return Hit(document, findable.label, link, title, pieces(document.text, words))
