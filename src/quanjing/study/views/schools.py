"""Branch schools, lecturers, and what is lent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.fields import Taking
from quanjing.foundation.http import signed_in
from quanjing.foundation.steps import done, sent
from quanjing.study import actions, queries
from quanjing.study.enums import LoanState, Sharing
from quanjing.study.forms import LecturerForm, LoanForm, SchoolForm
from quanjing.study.forms.parts import choose_from, picked
from quanjing.study.queries.reach import one_of
from quanjing.study.rules import can_keep
from quanjing.study.views.library import MOST_CHOICES

SHOWN = 200


@require_http_methods(["GET", "POST"])
def school_list(request: HttpRequest) -> HttpResponse:
    """The register of branch schools, the lecturers, and loans of the own body."""
    actor = signed_in(request)
    keeps = can_keep(actor, actor.organization_id)
    forms = _forms(request, actor) if keeps else {}
    if request.method == "POST":
        if not keeps:
            raise Denied
        step = request.POST.get("step", "")
        if step in ("lend", "decline", "end"):
            _stepped(request, actor, step)
            return redirect("school_list")
        if step not in forms:
            raise Missing
        if done(forms[step], _acts(actor, forms)[step]):
            messages.success(request, _("Saved."))
            return redirect("school_list")
    context = {
        "schools": queries.schools_seen(actor)[:SHOWN],
        "lecturers": queries.lecturers_seen(actor)[:SHOWN],
        "loans": queries.loans_seen(actor)[:SHOWN],
        "asked": LoanState.ASKED,
        "keeps": keeps,
        "forms": forms,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "study/schools.html", context, status=422 if failed else 200)


def _forms(request: HttpRequest, actor: Actor) -> dict[str, Taking]:
    own = queries.schools_seen(actor).filter(organization=actor.organization_id).first()
    names = ("name", "theme", "head_post", "founded_on", "ends_on")
    initial = {name: getattr(own, name) for name in names} if own else {}
    forms: dict[str, Taking] = {
        "school": SchoolForm(sent(request, "school"), initial=initial),
        "lecturer": LecturerForm(sent(request, "lecturer"), initial={"sharing": Sharing.ALL}),
        "loan": LoanForm(sent(request, "loan")),
    }
    others = {"organization": actor.organization_id}
    lecturers = queries.lecturers_seen(actor).exclude(**others)[:MOST_CHOICES]
    courses = queries.courses_seen(actor).exclude(**others)[:MOST_CHOICES]
    choose_from(forms["loan"], "thing", [*lecturers, *courses])
    classes = queries.classes_seen(actor).filter(organization=actor.organization_id)[:MOST_CHOICES]
    choose_from(forms["loan"], "training_class", classes)
    return forms


def _acts(actor: Actor, forms: dict[str, Taking]) -> dict[str, Callable[[dict[str, Any]], object]]:
    loan = forms["loan"]

    def lecturer(clean: dict[str, Any]) -> object:
        return actions.add_lecturer(actor=actor, **clean | {"sharing": Sharing(clean["sharing"])})

    def ask(clean: dict[str, Any]) -> object:
        return actions.ask_loan(
            actor=actor, thing=picked(loan, "thing"), training_class=picked(loan, "training_class"),
            wanted_on=clean["wanted_on"], words=clean["words"],
        )  # fmt: skip

    return {
        "school": lambda clean: actions.save_school(actor=actor, **clean),
        "lecturer": lecturer,
        "loan": ask,
    }


def _stepped(request: HttpRequest, actor: Actor, step: str) -> None:
    code = request.POST.get("code", "")
    if step == "end":
        lecturer = one_of(queries.lecturers_seen(actor), code=code)
        actions.end_lecturer(actor=actor, lecturer=lecturer)
        return
    loan = one_of(queries.loans_seen(actor), code=code)
    words = request.POST.get("words", "")
    actions.answer_loan(actor=actor, loan=loan, lend=step == "lend", words=words)
