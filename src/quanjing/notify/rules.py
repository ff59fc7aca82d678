"""Who may do what with a mail."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.notify.models import Mail


def can_send_again(actor: Actor, mail: Mail) -> bool:
    """Administrators decide on mails to the bodies of their subtree."""
    return actor.may(Right.ADMINISTER) and actor.covers(mail.organization.path)
