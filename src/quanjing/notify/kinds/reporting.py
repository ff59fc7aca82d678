"""Messages on notices, items, reports and what is made of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.notify.kinds.kind import Kind

REPORTING: dict[str, Kind] = {
    "directive_published": Kind(
        _("New notice: %(title)s"),
        _("From %(issuer)s, %(tasks)s items to report, the first by %(due)s."),
        frozenset({"title", "issuer", "tasks", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "directive_awaiting": Kind(
        _("New notice: %(title)s"),
        _(
            "From %(issuer)s, %(tasks)s items to report; when follows from “%(event)s”. "
            "You are told once its day is known."
        ),
        frozenset({"title", "issuer", "tasks", "event"}),
        glyph="near",
    ),
    "event_moved": Kind(
        _("New date through: %(event)s"),
        _("%(items)s. The first is due %(due)s."),
        frozenset({"event", "items", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "directive_erratum": Kind(
        _("Erratum: %(title)s"),
        _("Please see what changed. Reason: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="near",
    ),
    "directive_extension": Kind(
        _("More time for all: %(title)s"),
        _("Please see the new dates. Reason: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="near",
    ),
    "directive_supersession": Kind(
        _("Superseded: %(title)s"),
        _("Another notice takes its place. Reason: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="near",
    ),
    "referral_sent": Kind(
        _("Handed on to you: %(number)s %(title)s"),
        _("By %(name)s, until %(day)s. %(note)s"),
        frozenset({"number", "title", "name", "day", "note"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "referral_done": Kind(
        _("Done: %(number)s %(title)s"),
        _("By %(name)s. %(answer)s"),
        frozenset({"number", "title", "name", "answer"}),
        glyph="accepted",
    ),
    "referral_returned": Kind(
        _("Handed back: %(number)s %(title)s"),
        _("%(name)s: %(answer)s"),
        frozenset({"number", "title", "name", "answer"}),
        glyph="returned",
    ),
    "directive_recall": Kind(
        _("Recalled: %(title)s"),
        _("Nothing is to be done for it any more. Reason: %(reason)s"),
        frozenset({"title", "reason"}),
        glyph="returned",
    ),
    "superior_recalled": Kind(
        _("The superior notice was recalled: %(superior)s"),
        _("“%(title)s” rests on it; you decide what becomes of yours. Reason: %(reason)s"),
        frozenset({"title", "superior", "reason"}),
        glyph="returned",
    ),
    "document_asked": Kind(
        _("Please approve: %(title)s"),
        _("%(name)s asks you to let the document go."),
        frozenset({"title", "name"}),
    ),
    "document_approved": Kind(
        _("Approved: %(title)s"),
        _("Approved by %(name)s. Number: %(number)s"),
        frozenset({"title", "name", "number"}),
        glyph="accepted",
    ),
    "document_sent_back": Kind(
        _("Not approved yet: %(title)s"),
        _("%(name)s: %(remark)s"),
        frozenset({"title", "name", "remark"}),
        glyph="returned",
    ),
    "approval_asked": Kind(
        _("Please approve: %(title)s"),
        _("%(name)s asks you to let it go out to %(units)s organizations."),
        frozenset({"title", "name", "units"}),
    ),
    "approval_given": Kind(
        _("Approved and published: %(title)s"),
        _("Approved by %(name)s."),
        frozenset({"title", "name"}),
        glyph="accepted",
    ),
    "approval_sent_back": Kind(
        _("Not approved yet: %(title)s"),
        _("%(name)s: %(remark)s"),
        frozenset({"title", "name", "remark"}),
        glyph="returned",
    ),
    "extension_asked": Kind(
        _("More time asked for: %(task)s, %(organization)s"),
        _("Reason: %(reason)s"),
        frozenset({"task", "organization", "reason"}),
        glyph="near",
    ),
    "extension_granted": Kind(
        _("More time granted: %(task)s"),
        _("Until %(until)s. %(answer)s"),
        frozenset({"task", "until", "answer"}),
        frozenset({"until"}),
        glyph="near",
    ),
    "extension_refused": Kind(
        _("No more time: %(task)s"),
        _("Reason: %(answer)s"),
        frozenset({"task", "answer"}),
        glyph="near",
    ),
    "extension_given": Kind(
        _("More time: %(title)s"),
        _("Until %(until)s. Reason: %(reason)s"),
        frozenset({"title", "until", "reason"}),
        frozenset({"until"}),
        glyph="near",
    ),
    "item_exempt": Kind(
        _("You need not report: %(title)s"),
        _("%(items)s. Reason: %(reason)s"),
        frozenset({"title", "items", "reason"}),
        glyph="accepted",
    ),
    "item_cancelled": Kind(
        _("Cancelled: %(title)s"),
        _("%(items)s. Reason: %(reason)s"),
        frozenset({"title", "items", "reason"}),
        glyph="near",
    ),
    "item_due": Kind(
        _("Asked for again: %(title)s"),
        _("%(items)s. Reason: %(reason)s"),
        frozenset({"title", "items", "reason"}),
        glyph="near",
    ),
    "period_opened": Kind(
        _("Next period: %(title)s"),
        _("%(items)s. The first is due %(due)s."),
        frozenset({"title", "items", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "duty_set": Kind(
        _("New duty: %(title)s"),
        _("From %(issuer)s, %(required)s times, until %(until)s."),
        frozenset({"title", "issuer", "required", "until"}),
        glyph="near",
    ),
    "submission_received": Kind(
        _("Received: %(task)s, %(organization)s"),
        _("“%(title)s”; it waits for review."),
        frozenset({"title", "task", "organization"}),
    ),
    "submission_returned": Kind(
        _("Please correct: %(task)s"),
        _("“%(title)s”: %(places)s places were sent back. By %(due)s."),
        frozenset({"title", "task", "places", "due"}),
        frozenset({"due"}),
        glyph="returned",
    ),
    "submission_accepted": Kind(
        _("Accepted: %(task)s"),
        _("“%(title)s”; nothing more to do for this item."),
        frozenset({"title", "task"}),
        glyph="accepted",
    ),
    "confirmation_asked": Kind(
        _("Please confirm: %(title)s"),
        _("%(name)s asks you to confirm %(tasks)s items before they leave."),
        frozenset({"title", "name", "tasks"}),
    ),
    "confirmation_declined": Kind(
        _("Not confirmed yet: %(title)s"),
        _("%(name)s: %(remark)s"),
        frozenset({"title", "name", "remark"}),
        glyph="returned",
    ),
    "entered_for_you": Kind(
        _("Entered for you: %(task)s"),
        _("“%(title)s”: %(name)s entered what came from %(source)s. A new version corrects it."),
        frozenset({"title", "task", "name", "source"}),
    ),
    "filled_outside": Kind(
        _("Filled in by a code: %(title)s"),
        _("By %(name)s. Nothing is sent; please look at it and take it into the draft, or leave it."),
        frozenset({"title", "name"}),
    ),
    "submission_taken_back": Kind(
        _("Taken back: %(task)s, %(organization)s"),
        _("“%(title)s”; the unit goes on working on it."),
        frozenset({"title", "task", "organization"}),
        glyph="draft",
    ),
    "mail_came_back": Kind(
        _("A mail came back: %(title)s"),
        _("To %(name)s. Reason: %(reason)s"),
        frozenset({"title", "name", "reason"}),
        glyph="returned",
    ),
    "question_asked": Kind(
        _("Question: %(task)s, %(organization)s"),
        _("“%(title)s”; the answer will be seen by all addressed, the unit's name will not."),
        frozenset({"title", "task", "organization"}),
    ),
    "question_answered": Kind(
        _("Answered: %(task)s"),
        _("“%(title)s”; the desk answered your question."),
        frozenset({"title", "task"}),
        glyph="accepted",
    ),
    "handed_over": Kind(
        _("%(name)s handed over to you"),
        _("Open work: %(count)s."),
        frozenset({"name", "count"}),
    ),
    "nil_received": Kind(
        _("Nil report: %(task)s, %(organization)s"),
        _("“%(title)s”; the society confirms that it has nothing to report."),
        frozenset({"title", "task", "organization"}),
        glyph="nil",
    ),
    "term_ending": Kind(
        _("The term ends on %(day)s: %(title)s, %(organization)s"),
        _("%(holder)s; less than %(months)s months are left. Please prepare the term change."),
        frozenset({"title", "organization", "holder", "day", "months"}),
        days=frozenset({"day"}),
        glyph="near",
    ),
    "reminder": Kind(
        _("Still open: %(count)s items, %(overdue)s of them overdue"),
        _("The earliest date: %(due)s. If there is nothing to report, choose “Nothing to report”."),
        frozenset({"count", "overdue", "due"}),
        frozenset({"due"}),
        glyph="near",
    ),
    "escalation": Kind(
        _("Overdue below: %(count)s items of %(units)s units"),
        _("The list is for your desk alone; a call often helps more than another reminder."),
        frozenset({"count", "units"}),
        glyph="overdue",
    ),
    "text_excluded": Kind(
        _("Not for a compilation: a text for %(task)s"),
        _(
            "%(organization)s: %(reason)s. Matters that concern particular persons or cases go through the"
            " official channels for complaints and inspection. Your text was passed on to nobody."
        ),
        frozenset({"task", "organization", "reason"}),
        glyph="returned",
    ),
    "text_withdrawn": Kind(
        _("A text was withdrawn: %(title)s"),
        _("By %(organization)s. Headings to be checked again: %(count)s."),
        frozenset({"title", "organization", "count"}),
        glyph="near",
    ),
    "manuscript_asked": Kind(
        _("Please approve the manuscript: %(title)s"),
        _("%(name)s asks you to approve version %(version)s."),
        frozenset({"title", "name", "version"}),
    ),
    "manuscript_approved": Kind(
        _("Manuscript approved: %(title)s"),
        _("Approved by %(name)s."),
        frozenset({"title", "name"}),
        glyph="accepted",
    ),
    "manuscript_sent_back": Kind(
        _("Manuscript not approved yet: %(title)s"),
        _("%(name)s: %(remark)s"),
        frozenset({"title", "name", "remark"}),
        glyph="returned",
    ),
    "manuscript_finished": Kind(
        _("Taken up in “%(title)s”"),
        _("%(organization)s finished it. See under which heading your text stands."),
        frozenset({"title", "organization"}),
        glyph="accepted",
    ),
    "manuscript_answered": Kind(
        _("Answer to what you suggested: %(title)s"),
        _("%(recipient)s has answered."),
        frozenset({"title", "recipient"}),
        glyph="accepted",
    ),
}
