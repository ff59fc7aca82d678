"""Reading mails: a desk sees those of its body."""

from quanjing.mailroom.queries.directory import Asked, Directory, directory, fold
from quanjing.mailroom.queries.ledger import (
    body_of_mailbox,
    fates,
    get_incoming,
    items_of,
    last_arrival,
    ledger,
    mailboxes,
    receipts_of,
    troubles,
    visible_to,
)

__all__ = [
    "Asked",
    "Directory",
    "body_of_mailbox",
    "directory",
    "fates",
    "fold",
    "get_incoming",
    "items_of",
    "last_arrival",
    "ledger",
    "mailboxes",
    "receipts_of",
    "troubles",
    "visible_to",
]
