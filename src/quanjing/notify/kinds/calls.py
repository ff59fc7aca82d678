"""Messages on calls for applications."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

CALLS: dict[str, Kind] = {
    "call_opened": Kind(
        _("Call for applications: %(title)s"),
        _("From %(issuer)s. Applications until %(closes_at)s."),
        frozenset({"title", "issuer", "closes_at"}),
        moments=frozenset({"closes_at"}),
        glyph="near",
    ),
    "call_changed": Kind(
        _("Changed for everybody: %(title)s"),
        _("%(what)s Reason: %(reason)s"),
        frozenset({"title", "what", "reason"}),
        glyph="near",
    ),
    "call_off": Kind(
        _("The call is called off: %(title)s"), _("Reason: %(reason)s"), frozenset({"title", "reason"})
    ),
    "application_sent": Kind(
        _("Application %(number)s was sent: %(title)s"),
        _("In the call “%(call)s”."),
        frozenset({"number", "title", "call"}),
    ),
    "application_joint": Kind(
        _("Named as a joint unit: %(title)s"),
        _("By %(organization)s; please confirm or decline."),
        frozenset({"title", "organization"}),
        glyph="near",
    ),
    "application_joint_answered": Kind(
        _("%(organization)s has answered: %(title)s"),
        _("Answer: %(answer)s"),
        frozenset({"organization", "title", "answer"}),
    ),
    "application_returned": Kind(
        _("Sent back by the form check: %(title)s"),
        _("%(reason)s Please send it again by %(due)s."),
        frozenset({"title", "reason", "due"}),
        moments=frozenset({"due"}),
        glyph="returned",
    ),
    "application_admitted": Kind(
        _("The form is in order: %(title)s"),
        _("In the call “%(call)s”."),
        frozenset({"title", "call"}),
        glyph="accepted",
    ),
    "application_refused": Kind(
        _("Not admitted: %(title)s"), _("Reason: %(reason)s"), frozenset({"title", "reason"})
    ),
    "application_double": Kind(
        _("Nominated twice: %(subject)s"),
        _("In the call “%(call)s”, by %(bodies)s. Please settle it between you."),
        frozenset({"subject", "call", "bodies"}),
    ),
    "consent_withdrawn": Kind(
        _("Consent withdrawn: application %(number)s"),
        _("In the call “%(call)s”. The nomination is withdrawn and no longer shown."),
        frozenset({"number", "call"}),
    ),
}
