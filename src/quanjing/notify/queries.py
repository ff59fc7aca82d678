"""Reading messages: a post sees its own, nobody else's."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.notify.enums import DOUBTFUL, Pace
from quanjing.notify.models import DigestChoice, Mail, Message


def visible_to(actor: Actor) -> QuerySet[Message]:
    """The messages to the actor's post."""
    if actor.post_id is None:
        return Message.objects.none()
    return Message.objects.filter(post_id=actor.post_id)


def unread_count(actor: Actor) -> int:
    """How many of them are unread."""
    return visible_to(actor).filter(read_at=None).count()


def mails_visible_to(actor: Actor) -> QuerySet[Mail]:
    """Mails to the own body, for a post that reports; for an administrator those to its subtree.

    A mail to a person is that person's; an administrator sees that there is one, see `may_read`.
    """
    condition = Q(pk__in=[])
    if actor.may(Right.REPORT) and actor.organization_id is not None:
        condition |= Q(organization=actor.organization_id, person=None) | Q(person=actor.user_id)
    if actor.may(Right.ADMINISTER):
        condition |= in_subtree(actor.path, "organization__")
    return Mail.objects.filter(condition).select_related("organization")


def mails(actor: Actor, state: str = "") -> QuerySet[Mail]:
    """Those in a state; "trouble": those that need a person."""
    found = mails_visible_to(actor)
    if state == "trouble":
        return found.filter(state__in=DOUBTFUL)
    return found.filter(state=state) if state else found


def pace_of(user_id: int) -> Pace:
    """How often a person wants his news by mail."""
    chosen = DigestChoice.objects.filter(user=user_id).values_list("pace", flat=True).first()
    return Pace(chosen) if chosen else Pace.DAILY


def get_mail(actor: Actor, code: str) -> Mail:
    """One mail. Raises `Missing`."""
    found = mails_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found
