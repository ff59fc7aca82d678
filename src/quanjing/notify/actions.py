"""Telling posts some news, and putting news aside once read.

Neither leaves an entry in the audit record: the action that makes the news is recorded there, and
whether a person has read something is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.notify import kinds
from quanjing.notify.models import Message
from quanjing.notify.queries import visible_to
from quanjing.organizations.queries import answering_for, months_left, terms_ending

BATCH = 1000


@transaction.atomic
def tell(*, post_ids: Iterable[int], kind: str, values: dict[str, object], link: str, key: str) -> int:
    """Tell each post once: the same `key` again is ignored. One query per thousand posts (SQLite: 140).

    `values` fill the wording of the kind, see `notify.kinds` (moments as ISO text). Returns how many
    posts were addressed. Raises KeyError for an unknown kind, ValueError for a missing value.
    """
    kinds.check(kind, values)
    now = clock.now()
    posts = dict.fromkeys(post_ids)
    messages = [
        Message(post_id=post_id, kind=kind, values=values, link=link, key=key, created_at=now)
        for post_id in posts
    ]
    Message.objects.bulk_create(messages, batch_size=BATCH, ignore_conflicts=True)
    return len(posts)


@transaction.atomic
def remind_of_terms() -> int:
    """Tell of terms that end within six and within three months; each post is told once of each.

    Told are the posts that report for the body (or for the nearest body above that has any) and for its
    superior. A term whose successor is appointed is passed over. Returns how many messages are new.
    """
    posts = list(terms_ending())
    told_to = answering_for([post.organization for post in posts])
    before = Message.objects.count()
    for post in posts:
        assert post.ends_on is not None
        assert post.holder is not None
        months = months_left(post.ends_on)
        tell(
            post_ids=told_to[post.organization_id],
            kind="term_ending",
            values={
                "title": post.title,
                "organization": post.organization.name,
                "holder": post.holder.name,
                "day": post.ends_on.isoformat(),
                "months": months,
            },
            link=reverse("organization_detail", args=[post.organization.code]),
            key=f"term:{post.pk}:{post.ends_on}:{months}",
        )
    return Message.objects.count() - before


def mark_read(*, actor: Actor, messages: Iterable[int]) -> int:
    """Mark messages of the actor's own post as read, by primary key; returns how many were unread."""
    unread = visible_to(actor).filter(pk__in=list(messages), read_at=None)
    return unread.update(read_at=clock.now())
