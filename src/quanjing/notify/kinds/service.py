"""Messages on bookings and on requests for help."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

BOOKED = frozenset({"topic", "offer", "day"})
DAY = frozenset({"day"})

SERVICE: dict[str, Kind] = {
    "booking_requested": Kind(
        _("Booked: %(offer)s"),
        _("By %(organization)s, for %(day)s. Please confirm or decline; others of today stand beside it."),
        frozenset({"offer", "day", "organization"}),
        days=DAY,
        glyph="near",
    ),
    "booking_confirmed": Kind(
        _("Confirmed: %(topic)s"), _("%(offer)s, on %(day)s."), BOOKED, days=DAY, glyph="accepted"
    ),
    "booking_declined": Kind(
        _("Not possible: %(topic)s"),
        _("%(offer)s, on %(day)s. Reason: %(reason)s"),
        BOOKED | {"reason"},
        days=DAY,
        glyph="returned",
    ),
    "booking_off": Kind(
        _("Called off: %(topic)s"),
        _("%(offer)s, on %(day)s. Reason: %(reason)s"),
        BOOKED | {"reason"},
        days=DAY,
        glyph="returned",
    ),
    "booking_moved": Kind(
        _("Another time: %(topic)s"),
        _("%(offer)s, now at %(starts_at)s, since requests of one day and city share a visit."),
        frozenset({"topic", "offer", "starts_at"}),
        moments=frozenset({"starts_at"}),
        glyph="near",
    ),
    "slot_moved": Kind(
        _("Another time: %(topic)s"),
        _(
            "%(offer)s, before at %(before)s, is now from %(starts_at)s to %(ends_at)s. Please cancel if it "
            "does not suit you."
        ),
        frozenset({"topic", "offer", "before", "starts_at", "ends_at"}),
        moments=frozenset({"before", "starts_at", "ends_at"}),
        glyph="near",
    ),
    "booking_moved_up": Kind(
        _("A place came free: %(topic)s"),
        _("%(offer)s, on %(day)s. It is yours; please cancel if you no longer need it."),
        BOOKED,
        days=DAY,
        glyph="accepted",
    ),
    "booking_cancelled": Kind(
        _("Cancelled by the guest: %(offer)s"),
        _("%(organization)s does not come on %(day)s. Who waits moves up."),
        frozenset({"offer", "day", "organization"}),
        days=DAY,
    ),
    "filming_withdrawn": Kind(
        _("Consent taken back: %(topic)s"),
        _("%(offer)s of %(day)s: the files are no longer given out. Please do not use them any more."),
        BOOKED,
        days=DAY,
        glyph="returned",
    ),
    "delivery_ready": Kind(
        _("Handed over: %(file)s"),
        _("%(topic)s (%(offer)s, %(day)s). The release form stands beside it."),
        BOOKED | {"file"},
        days=DAY,
        glyph="accepted",
    ),
    "help_requested": Kind(
        _("Help is asked for: %(title)s"), _("Field: %(field)s."), frozenset({"title", "field"}), glyph="near"
    ),
    "help_referred": Kind(
        _("Passed on to you: %(title)s"),
        _("By %(organization)s: %(note)s"),
        frozenset({"title", "organization", "note"}),
        glyph="near",
    ),
    "help_asked": Kind(
        _("Can somebody of yours help: %(title)s"),
        _("Field: %(field)s. Please answer for them."),
        frozenset({"title", "field"}),
        glyph="near",
    ),
    "help_answered": Kind(
        _("Answer on: %(title)s"),
        _("%(organization)s: %(answer)s"),
        frozenset({"title", "organization", "answer"}),
    ),
    "help_moved": Kind(
        _("Your request: %(title)s"), _("It is now: %(state)s."), frozenset({"title", "state"})
    ),
}
