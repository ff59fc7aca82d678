"""Telling posts some news inside the product, and mails to their bodies."""

from quanjing.notify.actions.mailing import (
    DOUBTFUL,
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
    "DOUBTFUL",
    "Draft",
    "News",
    "mark_bounced",
    "mark_read",
    "post_mails",
    "remind_of_terms",
    "send_again",
    "send_waiting",
    "tell",
    "tell_each",
    "watch_mails",
]
