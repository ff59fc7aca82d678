"""Telling posts some news, and putting news aside once read.

Neither leaves an entry in the audit record: the action that makes the news is recorded there, and
whether a person has read something is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.notify import kinds
from quanjing.notify.models import Message
from quanjing.notify.queries import visible_to

BATCH = 1000


@dataclass(frozen=True, slots=True)
class News:
    """One message to one post, see `tell`."""

    post_id: int
    kind: str
    values: Mapping[str, object]
    link: str
    key: str


def tell(*, post_ids: Iterable[int], kind: str, values: dict[str, object], link: str, key: str) -> int:
    """Tell each post once: the same `key` again is ignored. One query per thousand posts (SQLite: 140).

    `values` fill the wording of the kind, see `notify.kinds` (moments as ISO text). Returns how many
    posts were addressed. Raises KeyError for an unknown kind, ValueError for a missing value.
    """
    return tell_each(News(post_id, kind, values, link, key) for post_id in dict.fromkeys(post_ids))


@transaction.atomic
def tell_each(news: Iterable[News]) -> int:
    """As `tell`, where each post is told something of its own."""
    now = clock.now()
    messages = []
    for one in news:
        kinds.check(one.kind, one.values)
        messages.append(
            Message(
                post_id=one.post_id,
                kind=one.kind,
                values=dict(one.values),
                link=one.link,
                key=one.key,
                created_at=now,
            )
        )
    Message.objects.bulk_create(messages, batch_size=BATCH, ignore_conflicts=True)
    return len(messages)


def mark_read(*, actor: Actor, messages: Iterable[int]) -> int:
    """Mark messages of the actor's own post as read, by primary key; returns how many were unread."""
    unread = visible_to(actor).filter(pk__in=list(messages), read_at=None)
    return unread.update(read_at=clock.now())
