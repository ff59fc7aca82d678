"""The working page: the pool on the left, the points on the right."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Invalid, Missing, WrongState
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.manuscripts import actions, forms, queries
from quanjing.manuscripts.models import Compilation, Tag
from quanjing.manuscripts.rules import asks_approval, can_approve, can_edit
from quanjing.organizations.enums import SocietyClass
from quanjing.tasks.models import Task

CHIPS = 12  # sources beside a point; all of them stand on its own page
POOL_SORTS = {"tree": ("submission__assignment__organization__path", "block__position", "row", "pk")}


@require_GET
def manuscript_page(request: HttpRequest, code: str) -> HttpResponse:
    """Entries on the left, a page at a time; all points on the right."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    wanted = forms.read_filter(request.GET)
    page = page_of(request, queries.pool(actor, compilation, wanted), POOL_SORTS)
    context = {
        "compilation": compilation,
        "wanted": wanted,
        "page": page,
        "cards": queries.cards_of(compilation, page.rows),
        "tags": list(Tag.objects.filter(compilation=compilation)),
        "tasks": Task.objects.filter(pk__in=compilation.choices.values("task")).order_by("position"),
        "classes": SocietyClass.choices,
        "points": queries.points_of(compilation, CHIPS),
        "counts": queries.counts_of(actor, compilation),
        "versions": queries.versions_of(compilation),
        "withdrawn": queries.late_withdrawals(compilation),
        "last": compilation.steps.first(),
        "may_edit": can_edit(actor, compilation),
        "may_approve": can_approve(actor, compilation),
        "asks_approval": asks_approval(actor, compilation),
        "query": request.GET.urlencode(),
    }
    return render(request, "manuscripts/page.html", context)


@require_POST
def manuscript_sort(request: HttpRequest, code: str) -> HttpResponse:
    """What is to become of the ticked entries: `do` is tag, untag, point, merge or add:POINT."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    does, _colon, point = request.POST.get("do", "").partition(":")
    if does == "typed":  # Enter in one of the two inputs
        does = "tag" if request.POST.get("tag", "").strip() else "point"
    handler = _DOES.get(does)
    if handler is None:
        raise Missing
    try:
        said = handler(request, actor, compilation, point)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    else:
        messages.success(request, said)
    return _back(request, code, f"#point-{point}" if point else "")


@require_POST
def manuscript_step(request: HttpRequest, code: str) -> HttpResponse:
    """Order, undoing, checking again, the title: `do` is to, undo, checked, rename."""
    actor = signed_in(request)
    compilation = queries.get_compilation(actor, code)
    point, does = request.POST.get("point", ""), request.POST.get("do", "")
    value = forms.number(request.POST.get("value")) or 0
    try:
        if does == "to":
            actions.move_point(actor=actor, compilation=compilation, code=point, to=value)
        elif does == "undo":
            actions.undo(actor=actor, compilation=compilation, last=value)
            messages.success(request, _("The last step was undone."))
        elif does == "checked":
            actions.confirm_point(actor=actor, compilation=compilation, code=point, version=value)
        elif does == "rename":
            actions.rename(actor=actor, compilation=compilation, title=request.POST.get("title", ""))
        else:
            raise Missing
    except (WrongState, Conflict, Invalid) as error:
        messages.error(request, str(error))
    return _back(request, code, f"#point-{point}" if point else "")


def _tag(request: HttpRequest, actor: Actor, compilation: Compilation, _point: str) -> str:
    name, entries = request.POST.get("tag", ""), request.POST.getlist("entry")
    count = actions.tag_entries(actor=actor, compilation=compilation, name=name, entries=entries)
    words = ngettext("Tagged: %(count)d entry.", "Tagged: %(count)d entries.", count)
    return words % {"count": count}


def _untag(request: HttpRequest, actor: Actor, compilation: Compilation, _point: str) -> str:
    name, entries = request.POST.get("tag", ""), request.POST.getlist("entry")
    count = actions.untag_entries(actor=actor, compilation=compilation, name=name, entries=entries)
    words = ngettext("Tag taken from %(count)d entry.", "Tag taken from %(count)d entries.", count)
    return words % {"count": count}


def _point(request: HttpRequest, actor: Actor, compilation: Compilation, _no_point: str) -> str:
    title, entries = request.POST.get("title", ""), request.POST.getlist("entry")
    actions.add_point(actor=actor, compilation=compilation, title=title, entries=entries)
    return _("The point was added at the end.")


def _merge(request: HttpRequest, actor: Actor, compilation: Compilation, _point: str) -> str:
    entries = request.POST.getlist("entry")
    count = actions.merge_entries(actor=actor, compilation=compilation, entries=entries)
    words = ngettext("%(count)d entry counts once.", "%(count)d entries count once.", count)
    return words % {"count": count}


def _add(request: HttpRequest, actor: Actor, compilation: Compilation, point: str) -> str:
    entries = request.POST.getlist("entry")
    count = actions.add_sources(actor=actor, compilation=compilation, code=point, entries=entries)
    words = ngettext("%(count)d source added.", "%(count)d sources added.", count)
    return words % {"count": count}


_DOES: dict[str, Callable[[HttpRequest, Actor, Compilation, str], str]] = {
    "tag": _tag,
    "untag": _untag,
    "point": _point,
    "merge": _merge,
    "add": _add,
}


def _back(request: HttpRequest, code: str, place: str) -> HttpResponse:
    """To the same part of the pool."""
    query = request.POST.get("query", "")
    return redirect(f"{reverse('manuscript_page', args=[code])}{'?' if query else ''}{query}{place}")
