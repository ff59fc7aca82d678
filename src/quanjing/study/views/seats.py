"""The list of a class for its holders: confirmation, groups, presence."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.study import actions, queries
from quanjing.study.enums import LIVE, SeatState
from quanjing.study.models import TrainingClass
from quanjing.study.rules import can_keep


@require_http_methods(["GET", "POST"])
def class_seats(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody who was nominated; one form for groups and presence, buttons for the rest."""
    actor = signed_in(request)
    found = queries.get_class(actor, code)
    if not can_keep(actor, found.organization_id):
        raise Denied
    if request.method == "POST":
        try:
            _act(request, actor, found)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect("class_seats", code=code)
    seats = queries.seats_seen(actor, found).filter(state__in=LIVE).order_by("organization__path", "pk")
    listed = list(seats)
    context = {
        "found": found,
        "seats": [one for one in listed if one.state != SeatState.WAITING],
        "waiting": sorted((one for one in listed if one.state == SeatState.WAITING), key=lambda one: one.pk),
        "quotas": queries.places_of(found),
        "groups": found.groups.all(),
        "nominated": sum(one.state == SeatState.NOMINATED for one in listed),
        "free": found.seats - sum(one.state != SeatState.WAITING for one in listed),
        "has_begun": found.starts_on <= clock.today(),
    }
    return render(request, "study/seats.html", context)


@require_GET
def class_presence(request: HttpRequest, code: str) -> FileResponse:
    """The presence list in Word, to be signed on paper."""
    actor = signed_in(request)
    found = queries.get_class(actor, code)
    paper = actions.presence_docx(actor=actor, training_class=found)
    return attachment(paper, f"presence-{found.code}.docx")


def _act(request: HttpRequest, actor: Actor, found: TrainingClass) -> None:
    step, _colon, code = request.POST.get("step", "").partition(":")
    if step == "confirm":
        actions.confirm(actor=actor, training_class=found, codes=[code] if code else [])
    elif step == "decline":
        actions.decline(actor=actor, seat=queries.get_seat(actor, found, code))
    elif step == "fill":
        actions.give_free(actor=actor, training_class=found)
    elif step == "spread":
        actions.spread(actor=actor, training_class=found)
    elif step == "groups":
        groups = {str(group.pk): group for group in found.groups.all()}
        chosen = {
            name.removeprefix("group."): groups.get(str(value))
            for name, value in request.POST.items()
            if name.startswith("group.")
        }
        actions.sort_groups(actor=actor, training_class=found, groups=chosen)
    elif step == "presence":
        present = request.POST.getlist("present")
        number = actions.enter_presence(actor=actor, training_class=found, present=present)
        messages.success(request, _("Present: %(count)d.") % {"count": number})
    else:
        raise Missing
