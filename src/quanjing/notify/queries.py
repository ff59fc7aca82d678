"""Reading messages: a post sees its own, nobody else's."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.foundation.actor import Actor
from quanjing.notify.models import Message


def visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages to the actor's post."""
    if actor.post_id is None:
        return Message.objects.none()
    return Message.objects.filter(post_id=actor.post_id)


def unread_count(actor: Actor) -> int:
    """How many of them are unread."""
    return visible_to(actor).filter(read_at=None).count()
