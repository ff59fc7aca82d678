"""The kinds of registers: what they are, making one, changing one, letting one end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid
from quanjing.foundation.http import signed_in
from quanjing.organizations.queries import get as get_organization
from quanjing.registers import actions, queries
from quanjing.registers.forms import EndForm, FieldRow, KindForm, field_rows, rows_of
from quanjing.registers.models import RegisterKind
from quanjing.registers.rules import can_define, owns_kind
from quanjing.sheets.enums import FieldType


@require_GET
def kind_list(request: HttpRequest) -> HttpResponse:
    """The kinds that the actor sees, with what holds for their entries."""
    actor = signed_in(request)
    context = {
        "kinds": [(one, owns_kind(actor, one)) for one in queries.kinds_seen_by(actor)],
        "defines": _defines(actor),
        "today": clock.today(),
    }
    return render(request, "registers/kinds.html", context)


@require_http_methods(["GET", "POST"])
def kind_new(request: HttpRequest) -> HttpResponse:
    """Make a kind: its rules and the fields of its sheet; `like` begins with those of another."""
    actor = signed_in(request)
    if not _defines(actor):
        raise Denied
    like = request.GET.get("like", "")
    model = queries.get_kind(actor, like) if like else None
    initial = KindForm.shown(model) | {"name_zh": "", "name_en": "", "asked_as": ""} if model else {}
    form = KindForm(request.POST or None, initial=initial)
    if request.method == "POST":
        return _made(request, actor, form, None)
    rows = rows_of(queries.block_of(model.template_id).fields.all()) if model else rows_of([])
    return _page(request, form, rows, None)


@require_http_methods(["GET", "POST"])
def kind_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a kind of the own body."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    if not owns_kind(actor, kind):
        raise Denied
    form = KindForm(request.POST or None, initial=KindForm.shown(kind))
    if request.method == "POST":
        return _made(request, actor, form, kind)
    return _page(request, form, rows_of(queries.block_of(kind.template_id).fields.all()), kind)


@require_POST
def kind_end(request: HttpRequest, code: str) -> HttpResponse:
    """Let a kind end with a day."""
    actor = signed_in(request)
    kind = queries.get_kind(actor, code)
    form = EndForm(request.POST)
    day = form.cleaned_data["last_day"] if form.is_valid() else clock.today()
    try:
        actions.end_kind(actor=actor, kind=kind, last_day=day)
    except Invalid as error:
        messages.error(request, " ".join(str(problem.message) for problem in error.problems))
    return redirect("register_kinds")


def _made(request: HttpRequest, actor: Actor, form: KindForm, kind: RegisterKind | None) -> HttpResponse:
    """Make or change it; with `more` only further empty rows are shown."""
    rows, wanted = field_rows(request.POST)
    if "more" in request.POST:
        form.is_valid()
        form.errors.clear()
        return _page(request, form, rows, kind)
    if form.is_valid():
        try:
            if kind is None:
                kind = actions.define_kind(actor=actor, wanted=form.wanted(), fields=wanted)
                messages.success(request, _("The register can be used from now on."))
            else:
                actions.change_kind(actor=actor, kind=kind, wanted=form.wanted(), fields=wanted)
                messages.success(request, _("The register was changed; entries keep what they say."))
        except Invalid as error:
            form.take(error.problems)
        else:
            return redirect("register_page", code=kind.code)
    return _page(request, form, rows, kind)


def _page(
    request: HttpRequest, form: KindForm, rows: list[FieldRow], kind: RegisterKind | None
) -> HttpResponse:
    context = {"form": form, "rows": rows, "kind": kind, "types": FieldType}
    return render(request, "registers/kind.html", context, status=422 if form.errors else 200)


def _defines(actor: Actor) -> bool:
    return can_define(actor, get_organization(actor, actor.organization_code))
