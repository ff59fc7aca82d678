"""Messages on what goes on between two notices: activities, study, classes, registers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

YEAR: dict[str, Kind] = {
    "activity_joint": Kind(
        _("Held together: %(name)s"),
        _("%(issuer)s has named your body as a joint host, on %(day)s. It counts for you as well."),
        frozenset({"name", "issuer", "day"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "campaign": Kind(
        _("Study together: %(name)s"),
        _("From %(issuer)s. Last day: %(last_day)s. Take its items into your plan if they suit you."),
        frozenset({"name", "issuer", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "campaign_before": Kind(
        _("Study together: %(name)s"),
        _("From %(issuer)s, before the event “%(event)s”. You are told when its day is known."),
        frozenset({"name", "issuer", "event"}),
        glyph="near",
    ),
    "class_opened": Kind(
        _("Training class: %(title)s"),
        _("From %(issuer)s, begins %(day)s. Please name posts by %(last_day)s."),
        frozenset({"title", "issuer", "day", "last_day"}),
        days=frozenset({"day", "last_day"}),
        glyph="near",
    ),
    "examination_announced": Kind(
        _("Voluntary examination: %(title)s"),
        _("From %(day)s to %(last_day)s, if you like. Nobody is told who takes part."),
        frozenset({"title", "day", "last_day"}),
        days=frozenset({"day", "last_day"}),
    ),
    "class_moved": Kind(
        _("New date of the class: %(title)s"),
        _("It begins %(day)s. Places and groups stay. Reason: %(reason)s"),
        frozenset({"title", "day", "reason"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "class_off": Kind(
        _("The class is called off: %(title)s"), _("Reason: %(reason)s"), frozenset({"title", "reason"})
    ),
    "seat_confirmed": Kind(
        _("Confirmed for the class: %(title)s"),
        _("Posts: %(posts)s"),
        frozenset({"title", "posts"}),
        glyph="accepted",
    ),
    "seat_declined": Kind(
        _("Not taken for the class: %(title)s"),
        _("Posts: %(posts)s"),
        frozenset({"title", "posts"}),
        glyph="returned",
    ),
    "loan_asked": Kind(
        _("Asked for: %(name)s"),
        _("%(organization)s would like to borrow it. Please answer."),
        frozenset({"name", "organization"}),
    ),
    "loan_lent": Kind(
        _("Lent to you: %(name)s"), _("Answer: %(answer)s"), frozenset({"name", "answer"}), glyph="accepted"
    ),
    "loan_declined": Kind(
        _("Cannot be lent: %(name)s"), _("Answer: %(answer)s"), frozenset({"name", "answer"})
    ),
    "seat_moved_up": Kind(
        _("A place came free in the class: %(title)s"),
        _("From the waiting list: %(posts)s"),
        frozenset({"title", "posts"}),
        glyph="accepted",
    ),
    "register_asked": Kind(
        _("Asked beforehand: %(name)s"),
        _("By %(title)s, please answer by %(due)s."),
        frozenset({"name", "title", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "register_answered": Kind(
        _("Answered: %(name)s"),
        _("By %(title)s."),
        frozenset({"name", "title"}),
        glyph="accepted",
    ),
    "register_returned": Kind(
        _("Sent back: %(name)s (%(title)s)"),
        _("Reason: %(reason)s"),
        frozenset({"name", "title", "reason"}),
        glyph="returned",
    ),
    "portal_submitted": Kind(
        _("To be signed off: %(title)s"),
        _("Written by %(name)s for the portal."),
        frozenset({"title", "name"}),
        glyph="near",
    ),
    "portal_signed_off": Kind(
        _("Signed off: %(title)s"),
        _("By %(name)s. It is public now, or at the time that you set."),
        frozenset({"title", "name"}),
        glyph="accepted",
    ),
    "portal_sent_back": Kind(
        _("Sent back: %(title)s"),
        _("By %(name)s. The reason stands beside the text."),
        frozenset({"title", "name"}),
        glyph="returned",
    ),
    "manuscript_taken_in": Kind(
        _("Taken in for the portal: %(title)s"),
        _("From the call “%(call)s”. It is being edited; you are told once it is public."),
        frozenset({"title", "call"}),
        glyph="accepted",
    ),
    "manuscript_published": Kind(
        _("Public now: %(title)s"),
        _("Your text from the call “%(call)s”."),
        frozenset({"title", "call"}),
        glyph="accepted",
    ),
}
