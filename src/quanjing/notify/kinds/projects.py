"""Messages on public notices, objections, results and projects."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

PROJECTS: dict[str, Kind] = {
    "notice_displayed": Kind(
        _("Public notice: %(title)s"),
        _("From %(issuer)s, until %(last_day)s. Objections go to the desk named there."),
        frozenset({"title", "issuer", "last_day"}),
        days=frozenset({"last_day"}),
        glyph="near",
    ),
    "objection_received": Kind(
        _("An objection came in: %(title)s"),
        _("It has to be decided by somebody who did not prepare the list."),
        frozenset({"title"}),
        glyph="near",
    ),
    "objection_acknowledged": Kind(
        _("Your objection arrived: %(title)s"), _("It is being looked into."), frozenset({"title"})
    ),
    "objection_upheld": Kind(
        _("Your objection was upheld: %(title)s"),
        _("What was found stands on its page."),
        frozenset({"title"}),
        glyph="accepted",
    ),
    "objection_dismissed": Kind(
        _("Your objection was not upheld: %(title)s"),
        _("What was found stands on its page."),
        frozenset({"title"}),
    ),
    "application_taken_out": Kind(
        _("Taken out of the list: %(title)s"),
        _("After an objection. Found: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="returned",
    ),
    "result_selected": Kind(
        _("Selected: %(title)s"),
        _("%(call)s. Grade: %(grade)s"),
        frozenset({"title", "call", "grade"}),
        glyph="accepted",
    ),
    "result_other": Kind(
        _("The results are out: %(title)s"),
        _("%(call)s. What the reviewers wrote for you stands on its page."),
        frozenset({"title", "call", "grade"}),
    ),
    "project_begun": Kind(
        _("Project %(number)s begins: %(title)s"),
        _("The closing report is due on %(day)s; all dates stand on its page."),
        frozenset({"title", "number", "day"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "milestone_reported": Kind(
        _("Reported: %(name)s, %(organization)s"),
        _("“%(title)s”; it waits for you."),
        frozenset({"title", "name", "organization"}),
    ),
    "milestone_accepted": Kind(
        _("Accepted: %(name)s"), _("“%(title)s”"), frozenset({"title", "name"}), glyph="accepted"
    ),
    "milestone_returned": Kind(
        _("Please correct: %(name)s"),
        _("“%(title)s”: %(reason)s By %(day)s."),
        frozenset({"title", "name", "reason", "day"}),
        days=frozenset({"day"}),
        glyph="returned",
    ),
    "change_asked": Kind(
        _("A change is asked for: %(title)s"),
        _("%(organization)s: %(reason)s"),
        frozenset({"title", "organization", "reason"}),
        glyph="near",
    ),
    "change_granted": Kind(
        _("The change is granted: %(title)s"),
        _("Answer: %(answer)s"),
        frozenset({"title", "answer"}),
        glyph="accepted",
    ),
    "change_declined": Kind(
        _("The change is not granted: %(title)s"),
        _("Answer: %(answer)s"),
        frozenset({"title", "answer"}),
        glyph="returned",
    ),
    "project_closed": Kind(
        _("Project %(number)s is closed: %(title)s"),
        _("Please note later where its results are used."),
        frozenset({"title", "number"}),
        glyph="accepted",
    ),
    "project_passed": Kind(
        _("The project has another lead: %(title)s"),
        _("%(reason)s Please look at its reports and dates."),
        frozenset({"title", "reason"}),
        glyph="near",
    ),
    "project_stopped": Kind(
        _("The project is stopped: %(title)s"),
        _("Reason: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="returned",
    ),
}
