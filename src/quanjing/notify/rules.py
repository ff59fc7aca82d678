"""Who may do what with a mail, and the addresses of the mailbox."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.ids import ALPHABET
from quanjing.notify.models import Mail


def can_send_again(actor: Actor, mail: Mail) -> bool:
    """Administrators decide on mails to the bodies of their subtree."""
    return actor.may(Right.ADMINISTER) and actor.covers(mail.organization.path)


SIGNS = 8
_CODE = re.compile(r"([2-9a-z]{8,16}-[2-9a-z]{8,16})\.([2-9a-z]{8})")


def signed(assignment: str) -> str:
    """The code of an assignment with a signature, as it stands in addresses and files."""
    number = int.from_bytes(salted_hmac("quanjing.notify.mailbox", assignment, algorithm="sha256").digest())
    signs = ""
    for _place in range(SIGNS):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return f"{assignment}.{signs}"


def assignments_signed(text: str) -> list[str]:
    """The codes of assignments in `text` whose signature is ours; a wrong one counts for nothing."""
    found = [(match[0], match[1]) for match in _CODE.finditer(text.casefold())]
    return list(dict.fromkeys(code for whole, code in found if constant_time_compare(whole, signed(code))))


def address_for(assignment: str) -> str:
    """The mailbox's own address for an assignment; "" where no mailbox is set."""
    name, at, host = settings.MAILBOX_ADDRESS.partition("@")
    return f"{name}+{signed(assignment)}@{host}" if at else ""
