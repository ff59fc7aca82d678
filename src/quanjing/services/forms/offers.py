"""What people type about offers, slots and bookings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.fields import MomentField, Taking, day_field, one_of, words
from quanjing.organizations.enums import Kind
from quanjing.services.actions import BookingFacts, OfferFacts, Pattern, Release
from quanjing.services.enums import OfferKind, Setting, Use
from quanjing.services.forms.parts import (
    a_number,
    a_tick,
    a_time,
    choose_from,
    long_text,
    some_of,
    with_blank,
)
from quanjing.services.models import Offer

WEEKDAYS = [
    (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")), (4, _("Friday")),
    (5, _("Saturday")), (6, _("Sunday")),
]  # fmt: skip
BOOKERS = [(one.value, one.label) for one in Kind]


class OfferForm(Taking):
    kind = one_of(_("What is offered"), OfferKind.choices, required=True)
    name = words(_("Name"), 200, required=True)
    description = long_text(_("Description"))
    city = words(_("City"), 60, help_text=_("Where it is given, or from where the team comes."))
    place = words(_("Place"), 200)
    under = one_of(
        _("Who may book: bodies at and below"), help_text=_("Nothing chosen: the own body and those below.")
    )
    bookers = some_of(_("Only these kinds of bodies"), BOOKERS, help_text=_("Nothing ticked: all."))
    lead_days = a_number(_("Working days ahead"), most=120, required=False)
    is_ready = a_tick(_("Bookings are confirmed at once, without a look"))
    conditions = long_text(
        _("What guests need to know"), rows=2, help_text=_("What the guest prepares, what it is not for.")
    )
    speaker = words(
        _("Speaker"), 200, help_text=_("Only for talks, and only with consent; leave it out otherwise.")
    )
    speaker_agrees = a_tick(
        _("The speaker has agreed that name and topics stand here until the offer ends"),
    )
    topics = long_text(_("Topics, one a line"), rows=3)
    settings = some_of(_("Given in"), Setting.choices, help_text=_("For talks; nothing ticked: anywhere."))

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        choose_from(self, "under", bodies)

    def facts(self) -> OfferFacts:
        given = dict(self.cleaned_data)
        given["kind"], given["lead_days"] = OfferKind(given["kind"]), given["lead_days"] or 0
        return OfferFacts(**given)


def offer_initial(offer: Offer) -> dict[str, object]:
    names = (
        "kind", "name", "description", "city", "place", "bookers", "lead_days", "is_ready", "conditions",
        "speaker", "topics", "settings",
    )  # fmt: skip
    given = {name: getattr(offer, name) for name in names}
    return given | {"under": offer.under.code, "speaker_agrees": offer.speaker_agreed_on is not None}


class SlotForm(Taking):
    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"))
    capacity = a_number(_("How many bookings it takes"), least=1, required=True, initial=1)
    city = words(_("City"), 60, help_text=_("Where it is not that of the offer."))


class PatternForm(Taking):
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On"), coerce=int, choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )  # fmt: skip
    time_from = a_time(_("Starts at"), required=True)
    time_to = a_time(_("Ends at"), required=True)
    first = day_field(_("First day"), required=True)
    last = day_field(_("Last day"), required=True)
    capacity = a_number(_("How many bookings each takes"), least=1, required=True, initial=1)
    city = words(_("City"), 60)
    working_days = a_tick(_("Leave holidays and weekends out, by the official calendar"))

    def pattern(self) -> Pattern:
        return Pattern(**self.cleaned_data)


class CapacityForm(Taking):
    starts_at = MomentField(label=_("Begins"), help_text=_("Who booked or waits is told of another time."))
    ends_at = MomentField(label=_("Ends"))
    capacity = a_number(_("How many bookings it takes"), least=1, required=True)
    is_closed = a_tick(_("Take nobody new"))


class BookingForm(Taking):
    """Fields that an offer of another kind does not ask for are left out."""

    topic = words(_("What it is about"), 200, required=True)
    setting = one_of(_("Given in"), with_blank(Setting.choices))
    listeners = a_number(_("How many listeners are expected"))
    filmed = words(
        _("Post of the person filmed"), 100,
        help_text=_("For example: president of the society. No name is needed."),
    )  # fmt: skip
    agrees = a_tick(
        _("The person filmed has agreed"),
        help_text=_(
            "Purpose: making this film or picture and using it as the release form says. The consent may be "
            "taken back at any time; then the files are no longer given out."
        ),
    )
    city = words(_("City"), 60)
    place = words(_("Place"), 200)
    time_from = a_time(_("Starts at"))
    time_to = a_time(_("Ends at"))
    contact = words(
        _("Contact"),
        100,
        required=True,
        help_text=_("As the platform knows it; change it for this booking alone."),
    )
    phone = words(_("Office telephone"), 40)
    wait = a_tick(_("If nothing is free, put us on the waiting list"))

    def __init__(self, *args: Any, kind: str, **more: Any) -> None:
        super().__init__(*args, **more)
        films, talks = kind in (OfferKind.VIDEO, OfferKind.INTERVIEW), kind == OfferKind.TALK
        for name in () if films else ("filmed", "agrees"):
            del self.fields[name]
        for name in () if talks else ("setting", "listeners"):
            del self.fields[name]

    def facts(self) -> BookingFacts:
        return BookingFacts(**{name: value for name, value in self.cleaned_data.items() if name != "wait"})


class ReasonForm(Taking):
    reason = words(_("Reason"), 300, required=True)


class CancelForm(Taking):
    reason = words(_("Reason"), 300)


class DeliverForm(Taking):
    heard = a_number(_("How many were there"), help_text=_("A number, as counted; may stay empty."))


class ReleaseForm(Taking):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput({"class": "form-control form-control-sm"}),
        help_text=_("Nothing secret. Pictures and films are kept only as long as the release says."),
    )  # fmt: skip
    users = words(_("Who may use it"), 200, required=True)
    uses = some_of(_("For what"), Use.choices, required=True)
    until = day_field(_("May be used until"))

    def release(self) -> Release:
        given = self.cleaned_data
        return Release(given["users"], given["uses"], given["until"])


class OfferFilterForm(forms.Form):
    """What the list is narrowed to; nonsense narrows nothing."""

    kind = forms.CharField(required=False, max_length=10)
    city = forms.CharField(required=False, max_length=60)
    setting = forms.CharField(required=False, max_length=12)
    text = forms.CharField(required=False, max_length=100)
    own = forms.BooleanField(required=False)

    def given(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) or (False if name == "own" else "") for name in self.fields}
