"""Messages on inspections: to the inspected body and to the desk that leads one; about matters alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

INSPECTING: dict[str, Kind] = {
    "inspection_announced": Kind(
        _("Self-check: %(name)s"),
        _("From %(issuer)s. Please send it by %(last_day)s. Last answers are filled in already."),
        frozenset({"name", "issuer", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "self_check_confirm": Kind(
        _("To be confirmed: %(name)s"),
        _("The self-check is filled in and waits for you."),
        frozenset({"name"}),
        glyph="near",
    ),
    "inspection_off": Kind(
        _("The inspection is called off: %(name)s"),
        _("Reason: %(reason)s"),
        frozenset({"name", "reason"}),
    ),
    "visit_planned": Kind(
        _("Visit to your body: %(name)s"),
        _("By %(issuer)s on %(day)s: %(posts)s."),
        frozenset({"name", "issuer", "day", "posts"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "visit_entered": Kind(
        _("Visit to your body, entered afterwards: %(name)s"),
        _("By %(issuer)s on %(day)s: %(posts)s."),
        frozenset({"name", "issuer", "day", "posts"}),
        days=frozenset({"day"}),
    ),
    "visit_off": Kind(
        _("The visit is called off: %(name)s"),
        _("By %(issuer)s. Reason: %(reason)s"),
        frozenset({"name", "issuer", "reason"}),
    ),
    "visit_concluded": Kind(
        _("The visit is concluded: %(name)s"),
        _("Findings: %(count)s. Each says who sees to it and by when."),
        frozenset({"name", "count"}),
    ),
    "finding_written": Kind(
        _("To be rectified: %(name)s"),
        _("By %(due)s. If it is not right, please say so on its page."),
        frozenset({"name", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "findings_written": Kind(
        _("To be rectified: %(name)s"),
        _("Findings: %(count)s. Each says who sees to it and by when."),
        frozenset({"name", "count"}),
        glyph="near",
    ),
    "finding_rectified": Kind(
        _("Said to be rectified: %(name)s"),
        _("By %(organization)s. A second person looks at it and closes it."),
        frozenset({"name", "organization"}),
    ),
    "finding_returned": Kind(
        _("Not rectified yet: %(name)s"),
        _("Reason: %(reason)s"),
        frozenset({"name", "reason"}),
        glyph="returned",
    ),
    "finding_closed": Kind(
        _("Rectified and closed: %(name)s"),
        _("A second person has looked at it. Nothing is left to do."),
        frozenset({"name"}),
        glyph="accepted",
    ),
    "finding_disputed": Kind(
        _("Disputed: %(name)s"),
        _("By %(organization)s. Please answer: it stands, it is withdrawn, or it is looked at again."),
        frozenset({"name", "organization"}),
    ),
    "finding_upheld": Kind(
        _("The finding stands: %(name)s"), _("Reason: %(reason)s"), frozenset({"name", "reason"})
    ),
    "finding_withdrawn": Kind(
        _("The finding is withdrawn: %(name)s"),
        _("Reason: %(reason)s"),
        frozenset({"name", "reason"}),
        glyph="accepted",
    ),
}
