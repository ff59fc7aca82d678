"""The library: list, one material with its versions, files that can be wound."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.files.serve import as_response
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.fields import Taking
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, files, sent
from quanjing.study import actions, queries
from quanjing.study.enums import MaterialKind
from quanjing.study.forms import MaterialForm, NoteForm, SupersedeForm, VersionForm, material_initial
from quanjing.study.forms.library import chosen_kind
from quanjing.study.forms.parts import choose_from
from quanjing.study.models import Material
from quanjing.study.rules import can_keep

SORTS = {"newest": ("-added_at", "-pk"), "title": ("title", "pk")}
MOST_CHOICES = 300


@require_GET
def material_list(request: HttpRequest) -> HttpResponse:
    """What reaches the actor, by words, kind and topic."""
    actor = signed_in(request)
    wanted = {name: request.GET.get(name, "")[:100] for name in ("text", "kind", "topic")}
    page = page_of(request, queries.materials_seen(actor, **wanted), SORTS)
    context = {
        "page": page,
        "wanted": wanted,
        "kinds": MaterialKind,
        "today": clock.today(),
        "keeps": can_keep(actor, actor.organization_id),
    }
    return render(request, "study/library.html", context)


@require_http_methods(["GET", "POST"])
def material_new(request: HttpRequest) -> HttpResponse:
    """Take something in; `kind` says which lines the form has."""
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    kind = chosen_kind(request.GET.get("kind", ""))
    form = MaterialForm(request.POST or None, request.FILES or None, kind=kind)
    made: list[Material] = []
    if request.method == "POST" and done(
        form,
        lambda _clean: made.append(
            actions.add_material(actor=actor, given=form.material(), version=form.version())
        ),
    ):
        return redirect("material_page", code=made[0].code)
    context = {"form": form, "kind": MaterialKind(kind), "kinds": MaterialKind}
    return render(request, "study/material_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def material_page(request: HttpRequest, code: str) -> HttpResponse:
    """One material in its newest version, or the one asked for, with what takes its place."""
    actor = signed_in(request)
    material = queries.get_material(actor, code)
    forms = _forms(request, actor, material)
    step = request.POST.get("step", "")
    if request.method == "POST":
        if step not in forms:
            raise Missing
        if done(forms[step], lambda clean: _do(actor, material, step, forms[step], clean)):
            messages.success(request, _("Saved."))
            return redirect("material_page", code=code)
    asked = request.GET.get("version", "")
    version = queries.version_of(material, int(asked) if asked.isdecimal() and len(asked) < 9 else None)
    context = {
        "material": material,
        "version": version,
        "versions": material.versions.all(),
        "forms": forms,
        "today": clock.today(),
        "keeps": can_keep(actor, material.organization_id),
        "expired": material.valid_to is not None and material.valid_to < clock.today(),
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "study/material.html", context, status=422 if failed else 200)


@require_GET
def material_file(request: HttpRequest, code: str, number: int) -> FileResponse:
    """The file of a version, or the part of it that the browser asks for."""
    material = queries.get_material(signed_in(request), code)
    version = queries.version_of(material, number)
    if version.file is None:
        raise Missing
    return as_response(version.file, request=request)


@require_GET
def captions(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The captions of a video."""
    version = queries.version_of(queries.get_material(signed_in(request), code), number)
    if not version.captions:
        raise Missing
    return HttpResponse(version.captions, content_type="text/vtt; charset=utf-8")


def _forms(request: HttpRequest, actor: Actor, material: Material) -> dict[str, Taking]:
    note: dict[str, Any] = {"note_text": queries.note_of(actor, material)}
    forms: dict[str, Taking] = {"note": NoteForm(sent(request, "note"), initial=note)}
    if can_keep(actor, material.organization_id):
        forms["version"] = VersionForm(
            sent(request, "version"), files(request, "version"), kind=material.kind
        )
        forms["change"] = MaterialForm(
            sent(request, "change"), kind=material.kind, is_new=False, initial=material_initial(material)
        )
        by = {"by": material.superseded_by.code if material.superseded_by else ""}
        forms["supersede"] = SupersedeForm(sent(request, "supersede"), initial=by)
        others = queries.materials_seen(actor).exclude(pk=material.pk).order_by("-pk")[:MOST_CHOICES]
        choose_from(forms["supersede"], "by", others)
    return forms


def _do(actor: Actor, material: Material, step: str, form: Taking, clean: dict[str, Any]) -> None:
    if step == "note":
        actions.write_note(actor=actor, material=material, text=clean["note_text"])
    elif isinstance(form, MaterialForm):
        actions.change_material(actor=actor, material=material, given=form.material())
    elif isinstance(form, VersionForm):
        actions.add_version(actor=actor, material=material, version=form.version())
    else:
        actions.supersede(actor=actor, material=material, by=clean["by"])
