"""The answer to a mail: what was understood, what is missing; one to each mail, never to a machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gongwen.facade import NO_REPLY, Letter, LetterKind
from quanjing.foundation import clock
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.mailroom.enums import ItemState
from quanjing.mailroom.models import IncomingMail, Item
from quanjing.notify.actions import Draft, post_mails
from quanjing.notify.models import Mail
from quanjing.notify.rules import address_for
from quanjing.submissions.models import Submission

MOST_AN_HOUR = 20  # to one address: two machines that answer each other end here


def answer(incoming: IncomingMail, letter: Letter, items: Sequence[Item]) -> None:
    """Put the receipt into the outbox, in the language of the office."""
    to = letter.sender.address
    if letter.kind is not LetterKind.LETTER or not to or NO_REPLY.match(to) or _is_ours(to):
        return
    lately = Mail.objects.filter(key__startswith="receipt:", created_at__gt=clock.now() - timedelta(hours=1))
    if lately.filter(answers__gt="", to=[to]).count() >= MOST_AN_HOUR:
        return
    taken = [item for item in items if item.assignment is not None and item.state == ItemState.TAKEN]
    first = taken[0].assignment if taken else None
    with override(settings.LANGUAGE_CODE):
        subject = _("Received: %(subject)s") % {"subject": letter.subject or _("your mail")}
        draft = Draft(
            key=f"receipt:{incoming.code}",
            organization_id=first.organization_id if first else incoming.organization_id,
            to=(to,),
            subject=subject[:300],
            body="\n".join(_lines(incoming, letter, items)),
            about=first.code if first and len(taken) == 1 else "",
            answers=letter.message_id[:260],
        )
    post_mails([draft])


def _is_ours(address: str) -> bool:
    name, _at, host = settings.MAILBOX_ADDRESS.partition("@")
    own_name, _at, own_host = address.partition("@")
    ours = {settings.DEFAULT_FROM_EMAIL.lower(), settings.MAILBOX_ADDRESS}
    return address in ours or (bool(name) and own_host == host and own_name.partition("+")[0] == name)


def _lines(incoming: IncomingMail, letter: Letter, items: Sequence[Item]) -> list[str]:
    name = letter.sender.name or letter.sender.address
    lines = [_("To %(name)s:") % {"name": name}, ""]
    lines += [_("Thank you. Your mail has arrived; this is what was understood of it.")]
    for item in items:
        lines += ["", *_item(item)]
    if not items:
        lines += ["", _("An officer will read it and answer you.")]
    lines += ["", _("Number of this mail: %(code)s") % {"code": incoming.code}]
    return [*lines, _("This answer was written by the mailbox itself; you may reply to it.")]


def _understood(submission: Submission) -> list[str]:
    """The parts of the sheet that were read, with how many rows each has."""
    labels = submission.entries.order_by("block__position", "row").values_list("block__label", flat=True)
    counts = Counter(labels)
    named = {"label": "", "count": 0}
    return [
        ngettext("%(label)s (%(count)d row)", "%(label)s (%(count)d rows)", count)
        % (named | {"label": label, "count": count})
        for label, count in counts.items()
    ]


def _item(item: Item) -> list[str]:
    names = _(", ").join(file["name"] for file in item.files) or _("no attachment")
    lines = [_("Attached: %(names)s") % {"names": names}]
    assignment = item.assignment
    if item.state == ItemState.TAKEN and assignment is not None and item.submission is not None:
        what = {
            "unit": assignment.organization.name,
            "task": assignment.task.name,
            "title": assignment.directive.title,
            "version": item.submission.version,
        }
        lines.append(
            _("Taken as the report of %(unit)s on “%(task)s” (%(title)s), version %(version)s.") % what
        )
        understood = _understood(item.submission)
        if understood:
            lines.append(_("Understood: %(parts)s.") % {"parts": _(", ").join(understood)})
        if item.missing:
            told = {"labels": _(", ").join(item.missing)}
            lines.append(_("Not read by the machine, an officer looks at the file: %(labels)s.") % told)
        if item.submission.was_late:
            lines.append(_("It arrived after the deadline and is marked as late."))
        due = assignment.return_due
        if due:
            lines.append(_("Corrections are possible until %(due)s.") % {"due": cn_moment(due)})
        if address_for(assignment.code):
            told = {"address": address_for(assignment.code)}
            lines.append(_("For this item you may also write to %(address)s.") % told)
    elif item.state == ItemState.WAITS:
        lines.append(_("An officer will see to which item it belongs; you need not send it again."))
    refused = [f"{file['name']}: {file['trouble']}" for file in item.files if file.get("trouble")]
    return [*lines, *(_("Could not be kept: %(what)s") % {"what": one} for one in refused)]
