"""Who may see and decide on mails, and what helps where the mailbox cannot be reached."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Actor, Right
from quanjing.mailroom.enums import Trouble
from quanjing.mailroom.models import IncomingMail

ADVICE = {
    Trouble.UNREACHABLE: _(
        "Please check the name and port of the server, and that this machine may reach it."
    ),
    Trouble.REFUSED: _(
        "Please check user and password in QUANJING_MAILBOX_URL; many providers want an authorization code"
        " for programs instead of the password."
    ),
    Trouble.CERTIFICATE: _(
        "Please use the name that stands in the server's certificate, or make its authority known to this"
        " machine (SSL_CERT_FILE)."
    ),
    Trouble.FOLDER: _("Please check the folder in QUANJING_MAILBOX_URL; usually it is INBOX."),
    Trouble.BROKEN: _(
        "It is tried again by itself; if it stays so, please show these words to whoever runs the server."
    ),
}
"""By kind of trouble, what an administrator does."""


def can_sort(actor: Actor, incoming: IncomingMail) -> bool:
    """Reviewers of the body whose mail it is."""
    return actor.may(Right.REVIEW) and incoming.organization_id == actor.organization_id


def can_see_mailbox(actor: Actor) -> bool:
    """Reviewers and administrators; its mails are another matter."""
    return actor.may(Right.REVIEW) or actor.may(Right.ADMINISTER)


def can_drop(actor: Actor) -> bool:
    return actor.may(Right.REVIEW) and actor.organization_id is not None
