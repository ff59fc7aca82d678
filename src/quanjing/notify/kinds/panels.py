"""Messages around panels: to judges, to the desk that runs them, to applicants of a road show."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

PANELS: dict[str, Kind] = {
    "judge_allotted": Kind(
        _("Applications for you to judge: %(count)s"),
        _("%(title)s. Please score them by %(last_day)s."),
        frozenset({"title", "count", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "judge_asked": Kind(
        _("Still to be scored by you: %(count)s"),
        _("%(title)s. We would be grateful to have your scores by %(last_day)s."),
        frozenset({"title", "count", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "judge_excluded": Kind(
        _("Another judge is needed: %(title)s"),
        _("Excluded because of a conflict: %(count)s. Please allot again."),
        frozenset({"title", "count"}),
        glyph="returned",
    ),
    "show_date": Kind(
        _("Road show: %(title)s"),
        _("%(at)s, %(place)s, %(minutes)s minutes."),
        frozenset({"title", "at", "place", "minutes"}),
        frozenset({"at"}),
        glyph="near",
    ),
}
