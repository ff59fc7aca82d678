"""The names of work in words; a test proves that none is missing."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORKS: dict[str, Promise] = {
    "notify.post_digests": _("Writing the mails of the day"),
    "collation.tidy": _("Taking away old collations"),
    "collation.make": _("Making a collation"),
    "notify.remind_of_terms": _("Reminding of terms that end"),
    "organizations.take_on_names": _("Taking on new names"),
    "quiz.rescore": _("Marking attempts again"),
    "tasks.read_directive": _("Reading a notice"),
    "tasks.tell_addressees": _("Telling the addressees"),
    "tasks.tell_event_moved": _("Telling the units of new dates"),
    "submissions.read_forms": _("Reading filled forms"),
    "mailroom.fetch": _("Looking into the mailbox"),
    "mailroom.read": _("Reading mails"),
    "notify.send_mails": _("Sending mails"),
    "urging.remind": _("Reminding who is missing"),
    "urging.urge": _("Reminding the units of a notice"),
    "tasks.fold": _("Folding counts"),
    "tasks.recount": _("Counting anew"),
    "activities.fold": _("Folding counts of activities"),
    "activities.recount": _("Counting activities anew"),
    "tasks.open_periods": _("Opening the next periods"),
    "search.take_in": _("Indexing what came new"),
    "search.rebuild": _("Going through the index"),
    "likeness.take_in": _("Comparing new texts"),
    "likeness.rebuild": _("Comparing the texts of calls that grew"),
    "likeness.rebuild_call": _("Comparing the texts of a call anew"),
    "tasks.tell_version": _("Telling the units of a change"),
    "study.tell_campaign": _("Telling the bodies below of a campaign"),
    "study.tell_class": _("Telling who is concerned of a class"),
    "study.tell_examination": _("Telling the people of a class of its examination"),
    "study.mark_examination": _("Giving certificates after a key was put right"),
    "calls.compare": _("Comparing the texts of applications"),
    "calls.export": _("Making a file of applications"),
    "calls.tidy": _("Taking away old files of applications"),
    "calls.tell_notice": _("Telling the bodies reached of a public notice"),
    "calls.forget_objectors": _("Erasing who objected"),
    "calls.follow_endings": _("Passing on the projects of bodies that ended"),
    "services.erase_contacts": _("Erasing contact data whose time is over"),
    "registers.export": _("Making a file of a register"),
    "registers.tidy": _("Taking away old files of registers"),
    "inspections.export": _("Making a file of the rectification ledger"),
    "inspections.tidy": _("Taking away old files of the rectification ledger"),
    "worklog.recount": _("Counting work logs anew"),
    "assessment.tell": _("Telling the bodies of a scheme"),
    "assessment.tell_result": _("Telling bodies that reasons or results can be read"),
    "assessment.read_facts": _("Reading the facts of assessments"),
    "panorama.count": _("Counting the panorama"),
    "panorama.snapshot": _("Taking the snapshot of the day"),
    "portal.end_consents": _("Ending consents to stories"),
    "portal.follow_schedule": _("Following the schedule of the portal"),
}


def title(name: str) -> str:
    """What the work is called on pages."""
    return str(WORKS.get(name, name))
