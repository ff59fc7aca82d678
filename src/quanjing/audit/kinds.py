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
    "organizations.correct_own": _("corrected the own telephone or mailbox"),
    "organizations.decide_fact": _("decided on a proposed correction"),
    "organizations.propose_fact": _("proposed a correction"),
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
