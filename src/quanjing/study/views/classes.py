"""Classes: list, one with nomination and timetable, drafting."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.fields import Taking
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.paths import in_subtree
from quanjing.foundation.steps import done, sent
from quanjing.quiz.rules import can_keep as can_ask
from quanjing.study import actions, queries
from quanjing.study.enums import ClassState, SeatState, Trainees
from quanjing.study.forms import (
    ClassForm,
    MoveForm,
    NominateForm,
    ReasonForm,
    ReplaceForm,
    SessionForm,
    class_initial,
)
from quanjing.study.forms.parts import choose_from, picked
from quanjing.study.models import ClassSeat, TrainingClass
from quanjing.study.rules import can_keep
from quanjing.study.views.library import MOST_CHOICES

SORTS = {"newest": ("-starts_on", "-pk")}


@require_GET
def class_list(request: HttpRequest) -> HttpResponse:
    """The classes that reach the actor."""
    actor = signed_in(request)
    page = page_of(request, queries.classes_seen(actor), SORTS)
    context = {"page": page, "keeps": can_keep(actor, actor.organization_id)}
    return render(request, "study/classes.html", context)


@require_GET
def trained(request: HttpRequest) -> HttpResponse:
    """How many societies have somebody trained: numerator, denominator, definition, day, list."""
    return render(request, "study/trained.html", {"trained": queries.trained_of(signed_in(request))})


@require_http_methods(["GET", "POST"])
def class_new(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    return _edited(request, actor, None)


@require_http_methods(["GET", "POST"])
def class_edit(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    found = queries.get_class(actor, code)
    if not can_keep(actor, found.organization_id):
        raise Denied
    return _edited(request, actor, found)


@require_http_methods(["GET", "POST"])
def class_page(request: HttpRequest, code: str) -> HttpResponse:
    """One class: what, when, places; units nominate, its holders keep timetable and date."""
    actor = signed_in(request)
    found = queries.get_class(actor, code)
    keeps = can_keep(actor, found.organization_id)
    names = can_keep(actor, actor.organization_id) and found.state == ClassState.OPEN
    seat = _asked_seat(request, actor, found) if names else None
    forms = _forms(request, actor, found, keeps, names, seat)
    if request.method == "POST":
        step = request.POST.get("step", "")
        if step in ("open", "drop", "withdraw"):
            return _stepped(request, actor, found, step, seat)
        if step not in forms:
            raise Missing
        if done(forms[step], _acts(actor, found, forms, seat)[step]):
            messages.success(request, _("Saved."))
            return redirect("class_page", code=code)
    failed = any(form.errors for form in forms.values())
    context = _shown(actor, found) | {"forms": forms, "keeps": keeps, "names": names, "seat": seat}
    return render(request, "study/class.html", context, status=422 if failed else 200)


@require_GET
def class_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The timetable for a calendar programme."""
    found = queries.get_class(signed_in(request), code)
    answer = HttpResponse(
        actions.class_ics(training_class=found), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="class-{found.code}.ics"'
    return answer


def _shown(actor: Actor, found: TrainingClass) -> dict[str, Any]:
    seats = queries.seats_seen(actor, found).filter(in_subtree(actor.path, "organization__"))
    trainees = [Trainees(one).label for one in found.trainees if one in Trainees.values]
    return {
        "found": found,
        "own": list(seats.exclude(state=SeatState.REPLACED).order_by("pk")[:MOST_CHOICES]),
        "quotas": queries.places_of(found),
        "sessions": found.sessions.all(),
        "examinations": queries.examinations_seen(actor).filter(training_class=found),
        "asks": can_ask(actor, found.organization_id) and found.state in (ClassState.OPEN, ClassState.DONE),
        "trainees": trainees,
        "nominating": found.nominate_until >= clock.today(),
        "over": found.ends_on < clock.today(),
    }


def _asked_seat(request: HttpRequest, actor: Actor, found: TrainingClass) -> ClassSeat | None:
    code = request.POST.get("seat") or request.GET.get("seat", "")
    return queries.get_seat(actor, found, code) if code else None


def _forms(
    request: HttpRequest,
    actor: Actor,
    found: TrainingClass,
    keeps: bool,
    names: bool,
    seat: ClassSeat | None,
) -> dict[str, Taking]:
    forms: dict[str, Taking] = {}
    if names:
        forms["nominate"] = NominateForm(sent(request, "nominate"))
        forms["replace"] = ReplaceForm(sent(request, "replace"))
        posts = list(queries.posts_to_name(actor, found)[:MOST_CHOICES])
        for name in ("nominate", "replace"):
            choose_from(forms[name], "post", posts)
        if seat is None:
            del forms["replace"]
    if keeps and found.state in (ClassState.DRAFT, ClassState.OPEN):
        day = {"day": found.starts_on, "starts": "09:00", "ends": "11:30"}
        forms["session"] = SessionForm(sent(request, "session"), initial=day)
        forms["cancel"] = ReasonForm(sent(request, "cancel"))
    if keeps and found.state == ClassState.OPEN:
        forms["move"] = MoveForm(sent(request, "move"))
    return forms


def _acts(
    actor: Actor, found: TrainingClass, forms: dict[str, Taking], seat: ClassSeat | None
) -> dict[str, Callable[[dict[str, Any]], object]]:
    def nominate(clean: dict[str, Any]) -> object:
        post = picked(forms["nominate"], "post")
        return actions.nominate(actor=actor, training_class=found, post=post, wait=clean["wait"])

    def replace(_clean: dict[str, Any]) -> object:
        assert seat is not None
        return actions.replace(actor=actor, seat=seat, post=picked(forms["replace"], "post"))

    def session(_clean: dict[str, Any]) -> object:
        form = forms["session"]
        assert isinstance(form, SessionForm)
        return actions.add_session(actor=actor, training_class=found, given=form.session())

    return {
        "nominate": nominate,
        "replace": replace,
        "session": session,
        "move": lambda clean: actions.postpone(actor=actor, training_class=found, **clean),
        "cancel": lambda clean: actions.cancel_class(actor=actor, training_class=found, **clean),
    }


def _stepped(
    request: HttpRequest, actor: Actor, found: TrainingClass, step: str, seat: ClassSeat | None
) -> HttpResponse:
    if step == "open":
        actions.open_class(actor=actor, training_class=found)
    elif step == "withdraw" and seat is not None:
        actions.withdraw(actor=actor, seat=seat)
    else:
        pk = request.POST.get("session", "")
        session = found.sessions.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None
        if session is None:
            raise Missing
        actions.drop_session(actor=actor, session=session)
    return redirect("class_page", code=found.code)


def _edited(request: HttpRequest, actor: Actor, found: TrainingClass | None) -> HttpResponse:
    form = ClassForm(request.POST or None, actor=actor, initial=class_initial(found) if found else {})
    choose_from(form, "campaign", queries.campaigns_seen(actor)[:MOST_CHOICES])
    made: list[TrainingClass] = []

    def save(clean: dict[str, Any]) -> None:
        given, version = form.training_class(), clean["version"]
        made.append(actions.save_class(actor=actor, given=given, training_class=found, version=version))

    if request.method == "POST" and done(form, save):
        return redirect("class_page", code=made[0].code)
    context = {"form": form, "title": found.title if found else _("New class"), "back": "class_list"}
    return render(request, "study/form.html", context, status=422 if form.errors else 200)
