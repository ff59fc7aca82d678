"""A mail of ours that came back: its row says so, and the desk hears of it."""

from __future__ import annotations

import re

from django.conf import settings
from django.urls import reverse

from gongwen.facade import Letter
from quanjing.foundation.actor import Right
from quanjing.mailroom.models import IncomingMail
from quanjing.notify.actions import mark_bounced, tell
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.queries import posts_in_force

_CODE = re.compile(r"<([2-9a-z]{8,16})@([^<>\s]+)>")
REVIEWERS = [role for role, rights in RIGHTS.items() if Right.REVIEW in rights]


def note_bounce(incoming: IncomingMail, letter: Letter) -> None:
    """Part of reading a mail; what is not ours, or was marked before, changes nothing."""
    host = settings.MAIL_DOMAIN.casefold()
    codes = [code for one in letter.replies_to for code, at in _CODE.findall(one) if at.casefold() == host]
    reason = letter.failure or letter.text[:200] or letter.subject
    mails = mark_bounced(codes=codes, reason=reason)
    desk = posts_in_force().filter(organization=incoming.organization_id, role__in=REVIEWERS)
    posts = list(desk.values_list("pk", flat=True)) if mails else []
    for mail in mails:
        values: dict[str, object] = {
            "title": mail.subject,
            "name": ", ".join(mail.to),
            "reason": reason[:200],
        }
        link = reverse("mailroom_page", args=[incoming.code])
        tell(post_ids=posts, kind="mail_came_back", values=values, link=link, key=f"came-back-{mail.code}")
    incoming.reason = reason[:500]
