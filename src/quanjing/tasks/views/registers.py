"""The dictionary of field keys with its use, and the register of sheets."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.enums import SocietyClass
from quanjing.sheets.enums import KeyClass
from quanjing.sheets.models import FieldKey
from quanjing.tasks import queries

NEWEST = {"published": ("-published_at", "-pk")}


@require_GET
def sheet_register(request: HttpRequest) -> HttpResponse:
    """What is asked of whom, when, how often, by which body."""
    actor = _issuing_side(request)
    text = request.GET.get("text", "").strip()
    page = page_of(request, queries.sheet_directives(actor, text), NEWEST)
    context = {"page": page, "rows": queries.sheet_rows(page.rows), "text": text}
    return render(request, "tasks/sheet_register.html", context)


@require_GET
def field_keys(request: HttpRequest) -> HttpResponse:
    """Every key of the dictionary, its class with the reason, its labels, and where it is used."""
    actor = _issuing_side(request)
    kind, text = request.GET.get("kind", ""), request.GET.get("text", "").strip()
    uses = [
        use
        for use in queries.uses_of_keys(actor)
        if (not kind or use.key.kind == kind) and (not text or text in use.key.key + " ".join(use.key.labels))
    ]
    context = {"uses": uses, "kinds": KeyClass, "kind": kind, "text": text}
    return render(request, "tasks/field_keys.html", context)


@require_GET
def field_key(request: HttpRequest, key: str) -> HttpResponse:
    """One key and the notices that asked for it."""
    actor = _issuing_side(request)
    found = FieldKey.objects.filter(key=key).first()
    if found is None:
        raise Missing
    page = page_of(request, queries.directives_asking(actor, found), NEWEST)
    return render(request, "tasks/field_key.html", {"key": found, "page": page})


@require_GET
def load_page(request: HttpRequest) -> HttpResponse:
    """Month by class what societies were asked; counts only, the list behind each figure."""
    actor = _issuing_side(request)
    months = queries.months_back()
    table = queries.load_by_month(actor, months)
    classes = sorted({key for row in table.values() for key in row})
    rows = [(month, [(key, table[month].get(key)) for key in classes]) for month in months]
    labels = [SocietyClass(key).label for key in classes]
    context = {"rows": rows, "labels": labels, "formula": queries.formula()}
    return render(request, "tasks/load.html", context)


@require_GET
def load_list(request: HttpRequest, month: str, society_class: int) -> HttpResponse:
    """The societies of a class in the order of the register, with what each was asked in a month."""
    actor = _issuing_side(request)
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Missing from None
    if society_class not in SocietyClass.values:
        raise Missing
    page = page_of(request, queries.societies_of_class(actor, society_class), {"order": ("path",)})
    context = {
        "page": page,
        "rows": queries.loads_of(page.rows, first),
        "month": first,
        "label": SocietyClass(society_class).label,
        "formula": queries.formula(),
    }
    return render(request, "tasks/load_list.html", context)


def _issuing_side(request: HttpRequest) -> Actor:
    actor = signed_in(request)
    if not (actor.may(Right.ISSUE) or actor.reads_subtree):
        raise Denied
    return actor
