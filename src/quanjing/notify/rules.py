"""Who may do what with a mail, and the addresses of the mailbox."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.ids import ALPHABET
from quanjing.notify.enums import MailState
from quanjing.notify.models import Mail


def can_send_again(actor: Actor, mail: Mail) -> bool:
    """Administrators decide on mails to the bodies of their subtree."""
    return actor.may(Right.ADMINISTER) and actor.covers(mail.organization.path)


def may_read(actor: Actor, mail: Mail) -> bool:
    """What a mail to a person says is read by that person alone."""
    return mail.person_id is None or mail.person_id == actor.user_id


def advice_on(mail: Mail) -> Promise | str:
    """What an administrator does about a mail that was not delivered; "" where nothing is to be done."""
    if mail.state == MailState.UNSURE:
        return _(
            "Ask the receiver whether it came, before it is sent again; it may be there twice otherwise."
        )
    if mail.state not in (MailState.FAILED, MailState.BOUNCED):
        return ""
    return next((words for pattern, words in _ADVICE if pattern.search(mail.error)), _OTHER)


_ADVICE = (
    (
        re.compile(
            r"5\.1\.[0-36]|user unknown|no such (?:user|mailbox)|does not exist|mailbox not found", re.I
        ),
        _("The address does not exist: ask the unit for the right one and correct it, then send again."),
    ),
    (
        re.compile(r"[45]\.3\.4|too (?:large|big)|size (?:limit|exceed)", re.I),
        _("The mail is too large for the receiver: hand its files over in another way."),
    ),
    (
        re.compile(r"[45]\.2\.2|\b552\b|quota|(?:mailbox|storage).{0,20}full", re.I),
        _("The receiver's mailbox is full: call the unit, send again when there is room."),
    ),
    (
        re.compile(r"\b53[0-9]\b|5\.7\.\d|spam|blocked|policy|relay", re.I),
        _(
            "The server refuses mails from us: check user, password and sender in QUANJING_MAIL_URL, and ask"
            " whoever runs the server to let them pass."
        ),
    ),
)
_OTHER = _("Please look at the words of the server; once the cause is gone, send again.")

SIGNS = 8
_FORM = re.compile(
    r"(?P<told>(?P<codes>[2-9a-z]{8,16}-[2-9a-z]{8,16}(?:\+[2-9a-z]{8,16}-[2-9a-z]{8,16})*)"
    r"/(?P<sheet>[2-9a-z]{0,16})/(?P<version>\d{1,5}))/(?P<signs>[2-9a-z]{8})"
)
_CODE = re.compile(r"([2-9a-z]{8,16}-[2-9a-z]{8,16})\.([2-9a-z]{8})")


@dataclass(frozen=True, slots=True)
class FormReference:
    """What a form says of itself: the assignments that it answers, its sheet and the sheet's version."""

    assignments: tuple[str, ...]
    sheet: str = ""  # "" where it holds several sheets
    version: int = 0


def signed(assignment: str) -> str:
    """The code of an assignment with a signature, as it stands in addresses and files."""
    return f"{assignment}.{_signs('quanjing.notify.mailbox', assignment)}"


def form_reference(form: FormReference) -> str:
    """The reference that a form carries, signed as a whole: a changed one counts for nothing."""
    told = f"{'+'.join(form.assignments)}/{form.sheet}/{form.version}"
    return f"{told}/{_signs('quanjing.notify.form', told)}"


def form_signed(reference: str) -> FormReference | None:
    """What a reference says whose signature is ours; also that of a single assignment. None for any other."""
    found = _FORM.fullmatch(reference.strip())
    if found and constant_time_compare(found["signs"], _signs("quanjing.notify.form", found["told"])):
        codes = tuple(found["codes"].split("+"))
        return FormReference(codes, found["sheet"], int(found["version"]))
    single = assignments_signed(reference)
    return FormReference(tuple(single)) if single else None


def _signs(salt: str, told: str) -> str:
    number = int.from_bytes(salted_hmac(salt, told, algorithm="sha256").digest())
    signs = ""
    for _place in range(SIGNS):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return signs


def assignments_signed(text: str) -> list[str]:
    """The codes of assignments in `text` whose signature is ours; a wrong one counts for nothing."""
    found = [(match[0], match[1]) for match in _CODE.finditer(text.casefold())]
    return list(dict.fromkeys(code for whole, code in found if constant_time_compare(whole, signed(code))))


def address_for(assignment: str) -> str:
    """The mailbox's own address for an assignment; "" where no mailbox is set."""
    name, at, host = settings.MAILBOX_ADDRESS.partition("@")
    return f"{name}+{signed(assignment)}@{host}" if at else ""
