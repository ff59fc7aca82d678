"""The manuscripts of the own body, all of them or on one notice, and a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Right
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.manuscripts import queries
from quanjing.manuscripts.actions import open_compilation
from quanjing.manuscripts.models import Version
from quanjing.manuscripts.rules import can_compile
from quanjing.tasks.queries import get_directive

SORTS = {"made": ("-made_at", "-pk")}


@require_GET
def manuscript_list(request: HttpRequest) -> HttpResponse:
    """What is being compiled and what went out; for a head, what waits stands on top."""
    actor = signed_in(request)
    if not (actor.may(Right.CONFIRM) or actor.reads_subtree):
        raise Denied
    found = queries.compilations_visible_to(actor).prefetch_related(
        Prefetch("versions", Version.objects.prefetch_related("forwards").defer("content"))
    )
    context = {
        "page": page_of(request, found, SORTS),
        "waiting": list(queries.waiting_versions(actor)[:20]),
    }
    return render(request, "manuscripts/list.html", context)


@require_http_methods(["GET", "POST"])
def manuscripts_of(request: HttpRequest, code: str) -> HttpResponse:
    """The manuscripts on one notice; POST begins another one."""
    actor = signed_in(request)
    directive = get_directive(actor, code)
    if not actor.reads_subtree:
        raise Denied
    problems: tuple[Any, ...] = ()
    ticked = request.POST.getlist("choices")
    if request.method == "POST":
        try:
            made = open_compilation(
                actor=actor, directive=directive, title=request.POST.get("title", ""), choices=ticked
            )
        except Invalid as error:
            problems = error.problems
        else:
            messages.success(request, _("The manuscript is begun; the pool stands on the left."))
            return redirect("manuscript_page", code=made.code)
    choices = [(f"{task.code}.{block.pk}", task, block) for task, block in queries.choices_for(directive)]
    context = {
        "directive": directive,
        "manuscripts": queries.compilations_visible_to(actor).filter(directive=directive),
        "choices": choices,
        "ticked": ticked if request.method == "POST" else [choices[-1][0]] if choices else [],
        "title": request.POST.get("title", ""),
        "may_compile": can_compile(actor) and directive.is_published,
        "problems": problems,
    }
    return render(request, "manuscripts/directive.html", context, status=422 if problems else 200)
