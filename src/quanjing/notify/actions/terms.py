"""Reminding of terms of office that end."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from quanjing.notify.actions.telling import tell
from quanjing.notify.models import Message
from quanjing.organizations.queries import answering_for, months_left, terms_ending


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
