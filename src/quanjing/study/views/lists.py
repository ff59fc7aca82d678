"""Reading lists."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.fields import Taking
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.study import actions, queries
from quanjing.study.forms import EntryForm, ListForm
from quanjing.study.forms.parts import choose_from
from quanjing.study.models import ReadingList
from quanjing.study.rules import can_keep
from quanjing.study.views.library import MOST_CHOICES

SORTS = {"newest": ("-made_at", "-pk")}


@require_GET
def reading_lists(request: HttpRequest) -> HttpResponse:
    """The lists that reach the actor."""
    actor = signed_in(request)
    page = page_of(request, queries.lists_seen(actor), SORTS)
    context = {"page": page, "keeps": can_keep(actor, actor.organization_id)}
    return render(request, "study/lists.html", context)


@require_http_methods(["GET", "POST"])
def reading_list_new(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    form = ListForm(request.POST or None)
    made: list[ReadingList] = []
    if request.method == "POST" and done(
        form, lambda clean: made.append(actions.save_list(actor=actor, **clean))
    ):
        return redirect("reading_list_page", code=made[0].code)
    context = {"form": form, "title": _("New reading list"), "back": "reading_lists"}
    return render(request, "study/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reading_list_page(request: HttpRequest, code: str) -> HttpResponse:
    """One list; its keepers add to it, units take entries into their plan."""
    actor = signed_in(request)
    found = queries.get_list(actor, code)
    keeps = can_keep(actor, found.organization_id)
    forms = _forms(request, actor, found) if keeps else {}
    step = request.POST.get("step", "")
    if request.method == "POST":
        if step in ("adopt", "drop"):
            return _stepped(request, actor, found, step)
        if step not in forms:
            raise Missing
        if done(forms[step], lambda clean: _do(actor, found, forms[step], clean)):
            return redirect("reading_list_page", code=code)
    context = {
        "list": found,
        "entries": found.entries.select_related("material"),
        "forms": forms,
        "keeps": keeps,
        "adopts": can_keep(actor, actor.organization_id),
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "study/reading_list.html", context, status=422 if failed else 200)


def _forms(request: HttpRequest, actor: Actor, found: ReadingList) -> dict[str, Taking]:
    head = {"title": found.title, "intro": found.intro}
    forms: dict[str, Taking] = {
        "entry": EntryForm(sent(request, "entry")),
        "change": ListForm(sent(request, "change"), initial=head),
    }
    choose_from(forms["entry"], "material", queries.materials_seen(actor).order_by("-pk")[:MOST_CHOICES])
    return forms


def _do(actor: Actor, found: ReadingList, form: Taking, clean: dict[str, Any]) -> None:
    if isinstance(form, EntryForm):
        actions.add_entry(actor=actor, reading_list=found, given=form.entry())
    else:
        actions.save_list(actor=actor, reading_list=found, **clean)


def _stepped(request: HttpRequest, actor: Actor, found: ReadingList, step: str) -> HttpResponse:
    named = [int(one) for one in request.POST.getlist("entry") if one.isdecimal() and len(one) < 19]
    if step == "drop":
        for pk in named[:1]:
            actions.drop_entry(actor=actor, entry=queries.entry_of(found, pk))
        return redirect("reading_list_page", code=found.code)
    entries = list(found.entries.filter(pk__in=named) if named else found.entries.all())
    made = actions.adopt(actor=actor, entries=entries)
    messages.success(request, _("Lines added to your plan: %(count)d.") % {"count": len(made)})
    return redirect("study_plan")
