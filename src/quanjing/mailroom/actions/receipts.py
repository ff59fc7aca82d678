"""The answer to a mail: what was understood, what is missing; one to each mail, never to a machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gongwen.facade import NO_REPLY, Letter, LetterKind
from quanjing.foundation.templatetags.quanjing import cn_moment
from quanjing.mailroom.enums import ItemState
from quanjing.mailroom.models import IncomingMail, Item
from quanjing.notify.actions import Draft, post_mails
from quanjing.notify.rules import address_for
from quanjing.submissions.models import Submission

MOST_AN_HOUR = 20  # to one address: two machines that answer each other end here


def answer(incoming: IncomingMail, letter: Letter, items: Sequence[Item], *, decided: bool = False) -> None:
    """Put the receipt into the outbox, in the office's language; a second one where a person `decided`."""
    if not _may_be_answered(incoming, letter, decided):
        return
    taken = [item for item in items if item.assignment is not None and item.state == ItemState.TAKEN]
    first = taken[0].assignment if taken else None
    with override(settings.LANGUAGE_CODE):
        subject = _("Received: %(subject)s") % {"subject": letter.subject or _("your mail")}
        draft = Draft(
            key=f"receipt:{incoming.code}{':decided' if decided else ''}",
            organization_id=first.organization_id if first else incoming.organization_id,
            to=(letter.sender.address,),
            subject=subject[:300],
            body="\n".join(_lines(incoming, letter, items)),
            about=first.code if first and len(taken) == 1 else "",
            answers=letter.message_id[:260],
        )
    post_mails([draft])


def answer_refused(incoming: IncomingMail, letter: Letter) -> None:
    """Say to the sender that a mail was not taken, and why; `letter` may be its head alone."""
    if not _may_be_answered(incoming, letter, decided=False):
        return
    with override(settings.LANGUAGE_CODE):
        name = letter.sender.name or letter.sender.address
        subject = _("Not taken: %(subject)s") % {"subject": letter.subject or _("your mail")}
        lines = [
            _("To %(name)s:") % {"name": name},
            "",
            _("Your mail has arrived, but could not be taken: %(reason)s") % {"reason": incoming.reason},
            _("Please send it in several mails, or enter the report on the web: %(link)s")
            % {"link": settings.BASE_URL},
            "",
            _("Number of this mail: %(code)s") % {"code": incoming.code},
            _("This answer was written by the mailbox itself; you may reply to it."),
        ]
    draft = Draft(
        key=f"receipt:{incoming.code}",
        organization_id=incoming.organization_id,
        to=(letter.sender.address,),
        subject=subject[:300],
        body="\n".join(lines),
        answers=letter.message_id[:260],
    )
    post_mails([draft])


def _may_be_answered(incoming: IncomingMail, letter: Letter, decided: bool) -> bool:
    to = letter.sender.address
    if letter.kind is not LetterKind.LETTER or not to or NO_REPLY.match(to) or _is_ours(to):
        return False
    before = IncomingMail.objects.filter(sender=to, pk__lt=incoming.pk)
    lately = before.filter(arrived_at__gt=incoming.arrived_at - timedelta(hours=1))
    return decided or lately[:MOST_AN_HOUR].count() < MOST_AN_HOUR


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
