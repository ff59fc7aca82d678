"""What is still due: of the own body, and rule by rule over a subtree with the list behind each number."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from quanjing.activities import actions, queries
from quanjing.activities.models import RhythmRule
from quanjing.activities.queries import Span
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import get as get_organization

TREE = {"tree": ("path",)}
ROWS = 50


@require_GET
def activity_due(request: HttpRequest) -> HttpResponse:
    """What the rules still ask for in a quarter."""
    actor = signed_in(request)
    quarter = queries.quarter_named(request.GET.get("quarter", ""), clock.today())
    own = get_organization(actor, actor.organization_code)
    context: dict[str, Any] = {
        "quarter": quarter,
        "earlier": queries.span_of("quarter", quarter.first - timedelta(days=1)).key,
        "later": queries.span_of("quarter", quarter.last + timedelta(days=1)).key,
        "needs": queries.needs_of(own, quarter),
        "own": own,
        "oversees": actor.reads_subtree,
        "today": clock.today(),
    }
    if actor.reads_subtree:
        head = _head(request, actor)
        context |= {"head": head, "rules": _by_rule(queries.kept_below(actor, head, quarter))}
    return render(request, "activities/due.html", context)


@require_GET
def due_bodies(request: HttpRequest, code: str, span: str) -> HttpResponse:
    """The bodies that a rule reaches, in the order of the tree, each with how often it was held."""
    _actor, rule, found, head = _asked(request, code, span)
    rows = queries.bodies_of(rule, found, head)
    which = request.GET.get("which", "")
    if which == "open":
        rows = rows.filter(times__lt=rule.minimum)
    elif which == "met":
        rows = rows.filter(times__gte=rule.minimum)
    context = {
        "rule": rule,
        "span": found,
        "head": head,
        "which": which,
        "page": page_of(request, rows, TREE, size=ROWS),
        "kept": queries.kept(rule, found, head),
    }
    return render(request, "activities/due_bodies.html", context)


@require_GET
def due_table(request: HttpRequest, code: str, span: str) -> FileResponse:
    """The same list as a table to take along."""
    actor, rule, found, head = _asked(request, code, span)
    data = actions.due_table(actor=actor, rule=rule, span=found, head=head)
    return attachment(data, f"due-{found.key}.xlsx")


def _asked(request: HttpRequest, code: str, key: str) -> tuple[Actor, RhythmRule, Span, Organization]:
    """The rule, its span of that key, and the head of the subtree. Raises `Missing`."""
    actor = signed_in(request)
    rule = queries.get_rule(actor, code)
    span = queries.span_named(rule, key)
    if span is None:
        raise Missing
    return actor, rule, span, _head(request, actor)


def _head(request: HttpRequest, actor: Actor) -> Organization:
    return get_organization(actor, request.GET.get("under") or actor.organization_code)


def _by_rule(found: list[queries.Kept]) -> list[tuple[RhythmRule, list[queries.Kept]]]:
    groups = groupby(found, key=lambda one: one.rule.pk)
    return [((rows := list(group))[0].rule, rows) for _pk, group in groups]
