"""What is told around a year-end assessment: to bodies, to reviewers, to the head."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

JUDGING: dict[str, Kind] = {
    "assessment_open": Kind(
        _("Open for self-assessment: %(title)s"),
        _("Please confirm class and tier first. To be sent by %(due)s."),
        frozenset({"title", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "assessment_changed": Kind(
        _("The scheme was changed: %(title)s"),
        _(
            "Reason: %(reason)s What you wrote on unchanged lines was kept; please look through and "
            "send by %(due)s."
        ),
        frozenset({"title", "reason", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "assessment_place": Kind(
        _("Class or tier corrected: %(title)s"),
        _("Please confirm them again."),
        frozenset({"title"}),
    ),
    "assessment_time": Kind(
        _("More time: %(title)s"),
        _("Until %(day)s."),
        frozenset({"title", "day"}),
        days=frozenset({"day"}),
        glyph="extended",
    ),
    "assessment_confirm": Kind(
        _("To be confirmed: %(title)s"),
        _("The self-assessment waits for you."),
        frozenset({"title"}),
        glyph="near",
    ),
    "assessment_review": Kind(
        _("To be reviewed: %(title)s"),
        _("Sheets wait in your queue."),
        frozenset({"title"}),
        glyph="near",
    ),
    "assessment_reasons": Kind(
        _("Reasons can be read: %(title)s"),
        _("Single lines may be appealed until %(day)s."),
        frozenset({"title", "day"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "assessment_decided": Kind(
        _("Appeal decided: %(title)s"),
        _("Reason: %(reason)s"),
        frozenset({"title", "reason"}),
    ),
    "assessment_approve": Kind(
        _("Results wait for your approval: %(title)s"),
        _("With your approval they are published."),
        frozenset({"title"}),
        glyph="near",
    ),
    "assessment_not_approved": Kind(
        _("Not approved yet: %(title)s"),
        _("Reason: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="returned",
    ),
    "assessment_published": Kind(
        _("Results are published: %(title)s"),
        _("Your own sheet shows every line with its reason."),
        frozenset({"title"}),
        glyph="accepted",
    ),
}
