"""Every verb of the record in words; a test proves that none is missing."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "accounts.accept_invitation": _("chose the first password"),
    "accounts.add_authenticator": _("added a second factor"),
    "accounts.change_password": _("changed the password"),
    "accounts.remove_authenticator": _("removed a second factor"),
    "accounts.renew_authenticator": _("renewed the recovery codes"),
    "cli.build_demo": _("built the demo world"),
    "collation.bundle": _("downloaded the files of a collation"),
    "collation.volume": _("downloaded the volume of a collation"),
    "collation.workbook": _("downloaded the table of a collation"),
    "organizations.add": _("entered an organization"),
    "organizations.add_many": _("entered organizations from a table"),
    "organizations.change": _("changed an organization"),
    "organizations.create_post": _("created a post"),
    "organizations.end_post": _("ended a post"),
    "organizations.invite": _("made a one-time link"),
    "organizations.invite_holders": _("made one-time links"),
    "organizations.issue_token": _("issued an API token"),
    "organizations.revoke_token": _("revoked an API token"),
    "organizations.start_office": _("set up the office"),
    "submissions.accept": _("accepted a report"),
    "submissions.accept_many": _("accepted reports together"),
    "submissions.attach_file": _("attached a file"),
    "submissions.return_for_correction": _("returned a report"),
    "submissions.save_draft": _("saved a draft"),
    "submissions.submit": _("sent a report"),
    "submissions.submit_nil": _("sent a nil report"),
    "tasks.add_record": _("recorded a counted duty"),
    "tasks.amend": _("changed a published notice"),
    "tasks.ask_extension": _("asked for more time"),
    "tasks.clear_day": _("took a day out of the calendar"),
    "tasks.confirm": _("confirmed a fact of a notice"),
    "tasks.confirm_receipt": _("confirmed receipt of a notice"),
    "tasks.correct_directive": _("corrected a notice"),
    "tasks.correct_task": _("corrected a task"),
    "tasks.decide_extension": _("decided on more time"),
    "tasks.edit_sheet": _("changed a sheet"),
    "tasks.end_rhythm": _("ended a recurring task"),
    "tasks.extend": _("gave more time"),
    "tasks.hang": _("hung a deadline on an event or the receipt"),
    "tasks.name_event": _("named an event"),
    "tasks.open_periods": _("opened the next periods of recurring tasks"),
    "tasks.publish": _("published a notice"),
    "tasks.register_directive": _("registered a notice"),
    "tasks.set_day": _("set a day of the calendar"),
    "tasks.set_event_day": _("set the day of an event"),
    "tasks.set_duty": _("set a counted duty"),
    "tasks.set_rhythm": _("made a task recur"),
    "tasks.supersede": _("put a notice in the place of another"),
    "tasks.undo_record": _("took back a record of a duty"),
}


def label(verb: str) -> str:
    """The verb in words; one that is no longer in use stands as it was written."""
    return str(VERBS.get(verb, verb))
