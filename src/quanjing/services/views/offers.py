"""Offers, their slots, the programme of talks, and booking a slot."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Missing
from quanjing.foundation.http import signed_in
from quanjing.foundation.paging import page_of
from quanjing.foundation.steps import done, sent
from quanjing.services import actions, queries
from quanjing.services.enums import BookingState, OfferKind, Setting
from quanjing.services.forms import (
    BookingForm,
    CapacityForm,
    OfferFilterForm,
    OfferForm,
    PatternForm,
    SlotForm,
    offer_initial,
)
from quanjing.services.models import Booking, Offer
from quanjing.services.rules import can_book, can_keep, has_time

SLOT_SORTS = {"time": ("starts_at", "pk")}


@require_GET
def offer_list(request: HttpRequest) -> HttpResponse:
    """What can be booked, narrowed."""
    actor = signed_in(request)
    wanted = queries.OfferFilter(**OfferFilterForm(request.GET).given())
    context = {
        "page": page_of(request, queries.offer_list(actor, wanted), queries.OFFER_SORTS),
        "wanted": wanted,
        "kinds": OfferKind,
        "settings": Setting,
        "cities": queries.cities_seen(actor),
        "keeps": can_keep(actor, actor.organization_id),
    }
    return render(request, "services/offers.html", context)


@require_http_methods(["GET", "POST"])
def offer_new(request: HttpRequest) -> HttpResponse:
    actor = signed_in(request)
    if not can_keep(actor, actor.organization_id):
        raise Denied
    form = OfferForm(request.POST or None, bodies=queries.bodies_to_reach(actor))
    made: list[Offer] = []
    if request.method == "POST" and done(
        form, lambda _clean: made.append(actions.save_offer(actor=actor, facts=form.facts()))
    ):
        return redirect("offer_page", code=made[0].code)
    context = {"form": form, "title": _("New offer"), "back": "offer_list"}
    return render(request, "services/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def offer_edit(request: HttpRequest, code: str) -> HttpResponse:
    actor = signed_in(request)
    offer = queries.get_offer(actor, code)
    if not can_keep(actor, offer.organization_id):
        raise Denied
    form = OfferForm(
        request.POST or None, bodies=queries.bodies_to_reach(actor), initial=offer_initial(offer)
    )
    if request.method == "POST" and done(
        form, lambda _clean: actions.save_offer(actor=actor, facts=form.facts(), offer=offer)
    ):
        return redirect("offer_page", code=code)
    context = {"form": form, "title": offer.name, "back": "offer_list"}
    return render(request, "services/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def offer_page(request: HttpRequest, code: str) -> HttpResponse:
    """One offer with its slots; its host opens and closes them here."""
    actor = signed_in(request)
    offer = queries.get_offer(actor, code)
    keeps = can_keep(actor, offer.organization_id)
    if request.method == "POST" and not keeps:
        raise Denied
    forms: dict[str, Any] = {}
    if keeps:
        forms["slot"] = SlotForm(sent(request, "slot"))
        forms["pattern"] = PatternForm(
            sent(request, "pattern"), initial={"working_days": True, "capacity": 1}
        )
    if request.method == "POST" and _stepped(request, actor, offer, forms):
        return redirect("offer_page", code=code)
    slots = queries.with_ours(actor, queries.slots_of(offer))
    context = {
        "offer": offer,
        "page": page_of(request, slots, SLOT_SORTS),
        "keeps": keeps,
        "forms": forms,
        "books": offer.ended_on is None and can_book(actor, offer, queries.body_of(actor)),
        "topics": [line for line in offer.topics.splitlines() if line.strip()],
    }
    failed = any(form.errors for form in forms.values())
    return render(request, "services/offer.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "POST"])
def slot_book(request: HttpRequest, code: str) -> HttpResponse:
    """Book a slot; the host changes how many it takes."""
    actor = signed_in(request)
    slot = queries.get_slot(actor, code)
    keeps = can_keep(actor, slot.offer.organization_id)
    books = can_book(actor, slot.offer, queries.body_of(actor))
    if not books and not keeps:
        raise Denied
    known = queries.contact_of(actor) | {"city": slot.city or slot.offer.city}
    form = BookingForm(sent(request, "book"), kind=slot.offer.kind, initial=known)
    room = CapacityForm(
        sent(request, "capacity"),
        initial={name: getattr(slot, name) for name in ("starts_at", "ends_at", "capacity", "is_closed")},
    )
    made: list[Booking] = []
    if sent(request, "book") is not None and done(
        form,
        lambda clean: made.append(
            actions.book(actor=actor, slot=slot, facts=form.facts(), wait=clean["wait"])
        ),
    ):
        _say(request, made[0])
        return redirect("booking_page", code=made[0].code)
    if sent(request, "capacity") is not None and done(
        room, lambda clean: actions.change_slot(actor=actor, slot=slot, **clean)
    ):
        return redirect("offer_page", code=slot.offer.code)
    context = {
        "slot": slot,
        "offer": slot.offer,
        "form": form,
        "room": room,
        "keeps": keeps,
        "can_book": books
        and not slot.is_closed
        and slot.offer.ended_on is None
        and has_time(slot.offer, slot),
    }
    failed = form.errors or room.errors
    return render(request, "services/book.html", context, status=422 if failed else 200)


@require_GET
def talk_programme(request: HttpRequest) -> HttpResponse:
    """Talks to come, by setting."""
    actor = signed_in(request)
    setting = request.GET.get("setting", "")
    context = {
        "page": page_of(request, queries.talks_to_come(actor, setting), SLOT_SORTS),
        "setting": setting,
        "settings": Setting,
        "keeps": can_keep(actor, actor.organization_id),
    }
    return render(request, "services/talks.html", context)


def _stepped(request: HttpRequest, actor: Actor, offer: Offer, forms: dict[str, Any]) -> bool:
    step = request.POST.get("step", "")
    if step == "end":
        actions.end_offer(actor=actor, offer=offer)
        return True
    if step not in ("slot", "pattern"):
        raise Missing
    if step == "slot":
        return done(forms["slot"], lambda clean: actions.add_slot(actor=actor, offer=offer, **clean))

    def by_pattern(_clean: object) -> None:
        count = actions.add_pattern(actor=actor, offer=offer, pattern=forms["pattern"].pattern())
        told = ngettext("%(count)d slot was opened.", "%(count)d slots were opened.", count)
        messages.success(request, told % {"count": count})

    return done(forms["pattern"], by_pattern)


def _say(request: HttpRequest, booking: Booking) -> None:
    words = {
        BookingState.WAITING: _("You are on the waiting list; who comes first moves up first."),
        BookingState.CONFIRMED: _("Booked and confirmed."),
    }
    messages.success(request, words.get(BookingState(booking.state), _("Booked; the host confirms it.")))
