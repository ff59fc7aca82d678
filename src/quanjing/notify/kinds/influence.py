"""Messages on what is measured openly: joining, checking the own list, answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

INFLUENCE: dict[str, Kind] = {
    "influence_open": Kind(
        _("Open measurement: %(name)s"),
        _("Your body may take part, if it wants to, until %(last_day)s. The formula is on the page."),
        frozenset({"name", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "influence_check": Kind(
        _("Please look at your list: %(name)s"),
        _("Take out what is not yours and add what is missing, until %(last_day)s."),
        frozenset({"name", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "influence_published": Kind(
        _("Published: %(name)s"),
        _("Results, all items and the formula are on the page; anybody can compute them again."),
        frozenset({"name"}),
        glyph="accepted",
    ),
    "influence_off": Kind(_("Called off: %(name)s"), _("Reason: %(reason)s"), frozenset({"name", "reason"})),
    "influence_added": Kind(
        _("Item added: %(name)s"),
        _("%(organization)s has added an item. Please look at it."),
        frozenset({"name", "organization"}),
    ),
    "influence_taken": Kind(
        _("Taken into your list: %(title)s"),
        _("In %(name)s."),
        frozenset({"name", "title"}),
        glyph="accepted",
    ),
    "influence_not_taken": Kind(
        _("Not taken into your list: %(title)s"),
        _("In %(name)s. Reason: %(reason)s"),
        frozenset({"name", "title", "reason"}),
        glyph="returned",
    ),
    "influence_contested": Kind(
        _("Item contested: %(name)s"),
        _("%(organization)s says that an item is not right. Please answer."),
        frozenset({"name", "organization"}),
    ),
    "influence_appealed": Kind(
        _("Last word wanted: %(name)s"),
        _("%(organization)s has put an item before the desk."),
        frozenset({"name", "organization"}),
    ),
    "influence_answered": Kind(
        _("Answer on an item: %(title)s"),
        _("%(name)s: %(outcome)s. %(answer)s"),
        frozenset({"name", "title", "outcome", "answer"}),
    ),
}
