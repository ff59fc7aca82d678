"""One point: its words beside its sources, dividing, joining, taking out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanjing.foundation.errors import Conflict, Missing
from quanjing.foundation.http import signed_in
from quanjing.manuscripts import actions, forms, queries
from quanjing.manuscripts.models import Compilation
from quanjing.manuscripts.queries import Shown
from quanjing.manuscripts.queries.words import text_of
from quanjing.manuscripts.rules import can_edit
from quanjing.submissions.queries.comparing import segments


@require_http_methods(["GET", "POST"])
def manuscript_point(request: HttpRequest, code: str, point: str) -> HttpResponse:
    """GET shows the point; POST writes, divides, joins or takes it out (`do`)."""
    compilation = queries.get_compilation(signed_in(request), code)
    conflict = None
    if request.method == "POST":
        try:
            return _done(request, compilation, point)
        except Conflict as error:
            conflict = error
    points = queries.points_of(compilation)
    shown = next((one for one in points if one.point.code == point), None)
    if shown is None:
        raise Missing
    return _page(request, compilation, points, shown, conflict)


def _page(
    request: HttpRequest,
    compilation: Compilation,
    points: list[Shown],
    shown: Shown,
    conflict: Conflict | None,
) -> HttpResponse:
    typed = conflict is not None and request.POST.get("do") == "save"
    context: dict[str, object] = {
        "compilation": compilation,
        "shown": shown,
        "sources": [(chip, text_of(chip.entry)) for chip in shown.chips],
        "others": [one for one in points if one.point.code != shown.point.code],
        "title": request.POST.get("title", "") if typed else shown.point.title,
        "text": request.POST.get("text", "") if typed else shown.point.text,
        "may_edit": can_edit(signed_in(request), compilation),
        "conflict": conflict,
    }
    if conflict is not None:
        theirs, yours = conflict.theirs, conflict.yours
        context["differences"] = [
            (label, theirs[key], segments(str(theirs[key]), str(yours[key])))
            for key, label in (("title", _("Heading")), ("text", _("Text")))
            if theirs[key] != yours[key]
        ]
    return render(request, "manuscripts/point.html", context, status=409 if conflict else 200)


def _done(request: HttpRequest, compilation: Compilation, point: str) -> HttpResponse:
    actor, post = signed_in(request), request.POST
    does, version = post.get("do", ""), forms.number(post.get("version")) or 0
    here = redirect("manuscript_point", code=compilation.code, point=point)
    back = redirect(reverse("manuscript_page", args=[compilation.code]) + f"#point-{point}")
    if does == "save":
        actions.edit_point(
            actor=actor,
            compilation=compilation,
            code=point,
            title=post.get("title", ""),
            text=post.get("text", ""),
            version=version,
        )
        messages.success(request, _("Saved."))
        return back
    if does == "drop":
        actions.drop_sources(actor=actor, compilation=compilation, code=point, entries=post.getlist("source"))
        return here
    if does == "split":
        actions.split_point(
            actor=actor,
            compilation=compilation,
            code=point,
            at=forms.number(post.get("at")) or 0,
            title=post.get("second", ""),
            leaving=post.getlist("source"),
            version=version,
        )
        messages.success(request, _("Two points out of one."))
    elif does == "join":
        into = post.get("into", "")
        actions.join_points(actor=actor, compilation=compilation, code=point, into=into, version=version)
        messages.success(request, _("The two points are one now."))
    elif does == "remove":
        actions.remove_point(actor=actor, compilation=compilation, code=point, version=version)
        messages.success(request, _("The point was taken out; its entries are still in the pool."))
    else:
        raise Missing
    return back
