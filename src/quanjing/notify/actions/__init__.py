"""Telling posts some news inside the product, and mails to their bodies."""

from quanjing.notify.actions.digest import choose_digest, post_digests, preview
from quanjing.notify.actions.mailing import (
    Draft,
    mark_bounced,
    post_mails,
    send_again,
    send_waiting,
    watch_mails,
)
from quanjing.notify.actions.telling import News, mark_read, tell, tell_each
from quanjing.notify.actions.terms import remind_of_terms

__all__ = [
    "Draft",
    "News",
    "choose_digest",
    "mark_bounced",
    "mark_read",
    "post_digests",
    "post_mails",
    "preview",
    "remind_of_terms",
    "send_again",
    "send_waiting",
    "tell",
    "tell_each",
    "watch_mails",
]
