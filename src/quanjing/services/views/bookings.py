"""Bookings of the own body, the demand at the host, one booking with everything about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.files.serve import as_response
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.foundation.http import attachment, signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, files, sent
from quanjing.services import actions, queries
from quanjing.services.enums import BookingState
from quanjing.services.forms import CancelForm, DeliverForm, ReasonForm, ReleaseForm, uploaded
from quanjing.services.models import Booking
from quanjing.services.rules import can_keep


@require_GET
def booking_list(request: HttpRequest) -> HttpResponse:
    """What the own body has booked; with `all` whatever is seen."""
    actor = signed_in(request)
    state, everything = request.GET.get("state", ""), "all" in request.GET
    found = queries.booking_list(actor, state=state, own=not everything)
    context = {
        "page": page_of(request, found, queries.BOOKING_SORTS),
        "state": state,
        "states": BookingState,
        "everything": everything,
        "keeps": can_keep(actor, actor.organization_id),
    }
    return render(request, "services/bookings.html", context)


@require_GET
def booking_export(request: HttpRequest) -> FileResponse:
    """The list as a table, narrowed as the page."""
    actor = signed_in(request)
    found = queries.booking_list(actor, state=request.GET.get("state", ""), own="all" not in request.GET)
    return attachment(actions.bookings_table(actor=actor, bookings=found), "bookings.xlsx")


@require_http_methods(["GET", "POST"])
def booking_desk(request: HttpRequest) -> HttpResponse:
    """What is asked of the own offers, by day and city; several are confirmed or merged at once."""
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    if request.method == "POST":
        try:
            _decide(request, actor)
        except Invalid as error:
            messages.error(request, " ".join(str(problem.message) for problem in error.problems))
        return redirect(request.get_full_path())
    code, city = request.GET.get("offer", ""), request.GET.get("city", "").strip()
    offer = queries.get_offer(actor, code) if code else None
    own = queries.offer_list(actor, queries.OfferFilter(own=True)).order_by("name")
    context = {
        "days": queries.demand_on(actor, offer=offer, city=city),
        "offers": own,
        "offer": code,
        "city": city,
        "keeps": True,
    }
    return render(request, "services/desk.html", context)


@require_http_methods(["GET", "POST"])
def booking_page(request: HttpRequest, code: str) -> HttpResponse:
    """One booking: its host decides and hands over, its guest cancels and speaks for the person filmed."""
    actor = signed_in(request)
    found = queries.get_booking(actor, code)
    hosts, owns = can_keep(actor, found.offer.organization_id), can_keep(actor, found.organization_id)
    if request.method == "POST" and not (hosts or owns):
        raise Denied
    forms = _forms(request, hosts=hosts, owns=owns)
    if request.method == "POST" and _stepped(request, actor, found, forms):
        return redirect("booking_page", code=code)
    context = {
        "found": found,
        "hosts": hosts,
        "owns": owns,
        "forms": forms,
        "others": queries.shared_with(found) if hosts else [],
        "deliveries": queries.deliveries_of(found),
        "line": queries.place_in_line(found) if found.state == BookingState.WAITING else 0,
        "makes_activity": found.offer.kind in actions.ACTIVITY_KINDS,
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "services/booking.html", context, status=422 if failed else 200)


@require_GET
def delivery_file(request: HttpRequest, code: str, file: str) -> FileResponse:
    """A file that was handed over, while release and consent hold."""
    actor = signed_in(request)
    found = queries.get_booking(actor, code)
    if not (can_keep(actor, found.offer.organization_id) or can_keep(actor, found.organization_id)):
        raise Denied
    delivery = queries.get_delivery(found, file)
    return as_response(actions.open_delivery(delivery=delivery), as_attachment=True)


def _decide(request: HttpRequest, actor: Actor) -> None:
    step, _colon, code = request.POST.get("step", "").partition(":")
    codes = [code] if step in ("confirm", "decline") and code else request.POST.getlist("booking")
    seen = queries.bookings_seen(actor)
    if step == "split":
        actions.split(actor=actor, trip=queries.get_trip(actor, code))
        return
    chosen = list(seen.filter(code__in=codes))
    if step == "confirm":
        count = actions.confirm(actor=actor, bookings=chosen) if chosen else 0
        told = ngettext("%(count)d booking was confirmed.", "%(count)d bookings were confirmed.", count)
        messages.success(request, told % {"count": count})
    elif step == "merge":
        if chosen:
            actions.merge(actor=actor, bookings=chosen)
            messages.success(request, _("They share one visit now; it can be undone."))
    else:
        raise Missing


def _forms(request: HttpRequest, *, hosts: bool, owns: bool) -> dict[str, Any]:
    forms: dict[str, Any] = {}
    if owns:
        forms["cancel"] = CancelForm(sent(request, "cancel"))
    if hosts:
        forms["decline"] = ReasonForm(sent(request, "decline"))
        forms["off"] = ReasonForm(sent(request, "off"))
        forms["deliver"] = DeliverForm(sent(request, "deliver"))
        forms["release"] = ReleaseForm(sent(request, "release"), files(request, "release"))
    return forms


def _stepped(request: HttpRequest, actor: Actor, found: Booking, forms: dict[str, Any]) -> bool:
    step = request.POST.get("step", "")
    simple: dict[str, Callable[[], object]] = {
        "confirm": lambda: actions.confirm(actor=actor, bookings=[found]),
        "withdraw-consent": lambda: actions.set_consent(actor=actor, booking=found, agrees=False),
        "give-consent": lambda: actions.set_consent(actor=actor, booking=found, agrees=True),
        "activity": lambda: actions.enter_activity(actor=actor, booking=found),
    }
    if step in simple:
        simple[step]()
        return True
    if step not in forms:
        raise Missing
    typed: dict[str, Callable[[dict[str, Any]], object]] = {
        "cancel": lambda clean: actions.cancel(actor=actor, booking=found, **clean),
        "decline": lambda clean: actions.decline(actor=actor, booking=found, **clean),
        "off": lambda clean: actions.call_off(actor=actor, booking=found, **clean),
        "deliver": lambda clean: actions.deliver(actor=actor, booking=found, **clean),
        "release": lambda _clean: _hand_over(actor, found, forms["release"]),
    }
    return done(forms[step], typed[step])


def _hand_over(actor: Actor, found: Booking, form: ReleaseForm) -> None:
    name, data = uploaded(form.cleaned_data["file"])
    actions.hand_over(actor=actor, booking=found, name=name, data=data, release=form.release())
