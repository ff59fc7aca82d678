"""One box, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from quanjing.foundation.actor import Actor
from quanjing.foundation.http import signed_in
from quanjing.search import forms, queries
from quanjing.search.enums import DocumentKind
from quanjing.search.matching import Piece, pieces
from quanjing.search.models import Document


@dataclass(frozen=True, slots=True)
class Hit:
    """One result as it is shown."""

    document: Document
    link: str
    title: list[Piece]
    text: list[Piece]


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    question, narrowed, page = forms.read_search(request.GET)
    results = queries.find(actor, question, narrowed, page)
    near = [] if results.documents or not question else queries.near_names(actor, question)
    rest = request.GET.copy()
    rest.pop("page", None)
    context = {
        "question": question,
        "narrowed": narrowed,
        "kinds": DocumentKind.choices,
        "hits": [_hit(actor, one, results.words) for one in results.documents],
        "near": [_hit(actor, one, []) for one in near],
        "page": page,
        "more": results.more,
        "query": rest.urlencode(),
    }
    return render(request, "search/page.html", context)


def _hit(actor: Actor, document: Document, words: list[str]) -> Hit:
    title = pieces(document.title, words, around=250)
    return Hit(document, _link(actor, document), title, pieces(document.text, words))


def _link(actor: Actor, document: Document) -> str:
    if document.kind == DocumentKind.ORGANIZATION:
        return reverse("organization_detail", args=[document.organization.code])
    if document.submission is not None:
        return reverse("submission_page", args=[document.submission.code])
    assert document.directive is not None
    issued = actor.reads_subtree and actor.covers(document.organization.path)
    return reverse("directive_page" if issued else "directive_original", args=[document.directive.code])
