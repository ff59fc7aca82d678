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
    "organizations.change_desk": _("changed a desk"),
    "organizations.leave_desk": _("took a post from a desk"),
    "organizations.open_desk": _("set up a desk"),
    "organizations.seat": _("put a post at a desk"),
    "organizations.set_confirmation": _("set whether the head confirms reports"),
    "organizations.set_substitute": _("named a substitute at a desk"),
    "organizations.change": _("changed an organization"),
    "organizations.create_post": _("created a post"),
    "organizations.end_post": _("ended a post"),
    "organizations.invite": _("made a one-time link"),
    "organizations.invite_holders": _("made one-time links"),
    "organizations.issue_token": _("issued an API token"),
    "organizations.revoke_token": _("revoked an API token"),
    "organizations.start_office": _("set up the office"),
    "submissions.accept": _("accepted a report"),
    "submissions.accept_many": _("accepted a report together with others"),
    "submissions.return_many": _("returned a report together with others"),
    "submissions.attach_file": _("attached a file"),
    "submissions.attach_sealed_copy": _("uploaded a sealed copy"),
    "submissions.attach_for": _("attached a file for a unit"),
    "submissions.enter_for": _("entered a report for a unit"),
    "submissions.take_back": _("took a report back"),
    "submissions.return_for_correction": _("returned a report"),
    "submissions.save_draft": _("saved a draft"),
    "submissions.submit": _("sent a report"),
    "submissions.submit_nil": _("sent a nil report"),
    "submissions.claim": _("claimed a report"),
    "submissions.answer": _("answered a question"),
    "submissions.ask": _("asked the desk"),
    "submissions.hand_over": _("handed over open work"),
    "submissions.ask_confirmation": _("asked the head to confirm a report"),
    "submissions.confirm": _("confirmed a report, and it left"),
    "submissions.decline": _("sent a report back to its handler"),
    "submissions.release": _("released a report"),
    "tasks.bind_desks": _("bound tasks to desks"),
    "tasks.confirm": _("confirmed a fact of a notice"),
    "tasks.correct_directive": _("corrected a notice"),
    "tasks.correct_task": _("corrected a task"),
    "tasks.edit_sheet": _("changed a sheet"),
    "tasks.publish": _("published a notice"),
    "tasks.register_directive": _("registered a notice"),
}


def label(verb: str) -> str:
    """The verb in words; one that is no longer in use stands as it was written."""
    return str(VERBS.get(verb, verb))
