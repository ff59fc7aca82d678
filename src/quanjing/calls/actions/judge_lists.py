"""Several judges at once: a pasted list or a table, a row for each; and their links by mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from quanjing.audit.actions import record
from quanjing.calls.actions.panels import GuestWanted, Slip
from quanjing.calls.models import Panel
from quanjing.calls.rules.judging import need_run
from quanjing.files.actions import sheets_of
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.notify.actions import Draft, post_mails

BETWEEN = re.compile(r"[\t,;，；]")
MOST = 200


def judges_in_text(text: str, ends_on: date) -> list[GuestWanted]:
    """Name, unit, mailbox and bodies of the tree in each line, parted by tabs or commas."""
    rows = [[part.strip() for part in BETWEEN.split(line)] for line in text.splitlines() if line.strip()]
    return _wanted(rows, ends_on)


def judges_in_table(data: bytes, ends_on: date) -> list[GuestWanted]:
    """The same from the first sheet of an xlsx, whose first row are heads. Raises `Invalid`."""
    sheets = sheets_of(data)
    return _wanted([cells for _number, cells in (sheets[0][1:] if sheets else [])], ends_on)


@transaction.atomic
def mail_links(*, actor: Actor, panel: Panel, slips: Sequence[Slip]) -> int:
    """Send each guest with a mailbox the one-time link; how many. Raises `Denied`."""
    need_run(actor, panel.call)
    with override(settings.LANGUAGE_CODE):
        drafts = [_draft(panel, slip) for slip in slips if slip.link and _mailbox(slip)]
    post_mails(drafts)
    record(actor=actor, verb="calls.mail_links", on=panel, detail={"number": len(drafts)})
    return len(drafts)


def _draft(panel: Panel, slip: Slip) -> Draft:
    holder = slip.judge.post.holder
    assert holder is not None
    words = _(
        "You are invited to judge: %(title)s.\n\nPlease open this link once and choose a password:\n%(link)s"
        "\n\nYour username is %(username)s. The link works for 14 days."
    )
    said = {
        "title": panel.call.title, "link": f"{settings.BASE_URL}{slip.link}", "username": holder.username,
    }  # fmt: skip
    return Draft(
        key=f"judge:{slip.judge.code}:{slip.link[-12:]}",
        organization_id=panel.call.organization_id,
        to=(holder.email,),
        subject=_("Invitation to judge"),
        body=words % said,
        person_id=holder.pk,
    )


def _mailbox(slip: Slip) -> str:
    return slip.judge.post.holder.email if slip.judge.post.holder else ""


def _wanted(rows: Sequence[Sequence[str]], ends_on: date) -> list[GuestWanted]:
    if len(rows) > MOST:
        raise Invalid([Problem("", _("At most %(count)d judges at once.") % {"count": MOST})])
    found = []
    for row in rows:
        name, unit, email, *bodies = [*row, "", "", ""][: max(len(row), 3)]
        found.append(GuestWanted(name, unit, ends_on, email, tuple(bodies)))
    return found
