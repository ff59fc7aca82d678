"""The mail of a day: what is new at a person's posts in one mail, instead of many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from quanjing.accounts.models import User
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.notify.actions.mailing import Draft, post_mails
from quanjing.notify.enums import Pace
from quanjing.notify.kinds import wording
from quanjing.notify.models import DigestChoice, Message
from quanjing.organizations.models import Post
from quanjing.organizations.queries import posts_in_force, posts_of

MONDAY = 0
OLDEST = timedelta(days=8)  # what was unread for longer is on the page only
SHOWN = 40  # news in one mail; the rest is counted
AT_ONCE = 200  # people


@dataclass(slots=True)
class News:
    """What is new for a person: his posts, and the messages to them, the newest first."""

    user: User
    posts: list[Post] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)


def choose_digest(*, actor: Actor, pace: str) -> None:
    """Say how often the news of one's posts come by mail.

    Raises `Invalid` for a pace that there is not, `Denied` for somebody who is nobody.
    """
    if pace not in Pace.values:
        raise Invalid([Problem("pace", _("Please choose one."))])
    if not actor.user_id:
        raise Denied
    with transaction.atomic():
        DigestChoice.objects.update_or_create(user_id=actor.user_id, defaults={"pace": pace})
        record(actor=actor, verb="notify.choose_digest", detail={"pace": pace})


def post_digests(day: date) -> int:
    """Put the mails of a day into the outbox, one a person at most; returns how many.

    Whoever has no address, wants none, or has nothing unread, gets none. Again, it writes nobody twice.
    """
    wanted = _wanted(day)
    people = list(wanted)
    written = 0
    for start in range(0, len(people), AT_ONCE):
        written += _post([wanted[key] for key in people[start : start + AT_ONCE]], day)
    return written


def preview(user_id: int, day: date) -> Draft | None:
    """The mail that would go out to a person now; None where there is nothing to say."""
    posts = list(posts_of(user_id))
    if not posts or posts[0].holder is None:
        return None
    news = News(posts[0].holder, posts)
    _add_messages([news])
    return _draft(news, day)


def _wanted(day: date) -> dict[int, News]:
    """By person those who get a mail on such a day, where there is news."""
    paces = dict(DigestChoice.objects.values_list("user_id", "pace"))
    found: dict[int, News] = {}
    for post in posts_in_force().filter(holder__is_active=True).exclude(holder__email=""):
        if post.holder is None:
            continue
        pace = paces.get(post.holder.pk, Pace.DAILY)
        if pace == Pace.DAILY or (pace == Pace.WEEKLY and day.weekday() == MONDAY):
            found.setdefault(post.holder.pk, News(post.holder)).posts.append(post)
    return found


@transaction.atomic
def _post(people: Sequence[News], day: date) -> int:
    _add_messages(people)
    drafts = [draft for one in people if (draft := _draft(one, day))]
    post_mails(drafts)
    told = [message.pk for one in people for message in one.messages]
    Message.objects.filter(pk__in=told).update(mailed_at=clock.now())
    return len(drafts)


def _add_messages(people: Iterable[News]) -> None:
    """The unread messages that were in no mail yet: one query."""
    owners = {post.pk: one for one in people for post in one.posts}
    since = clock.now() - OLDEST
    new = Message.objects.filter(post__in=owners, read_at=None, mailed_at=None, created_at__gt=since)
    for message in new.order_by("-created_at", "-pk"):
        owners[message.post_id].messages.append(message)


def _draft(news: News, day: date) -> Draft | None:
    count = len(news.messages)
    if not count:
        return None
    with override(news.user.language):
        words = ngettext("%(count)s piece of news in Quanjing", "%(count)s pieces of news in Quanjing", count)
        return Draft(
            key=f"digest:{news.user.pk}:{day.isoformat()}",
            organization_id=news.posts[0].organization_id,
            person_id=news.user.pk,
            to=(news.user.email,),
            subject=words % {"count": count},
            body="\n".join(_lines(news)),
        )


def _lines(news: News) -> list[str]:
    lines = [_("To %(name)s:") % {"name": news.user.name}, ""]
    titles = {post.pk: f"{post.organization.name} {post.title}" for post in news.posts}
    for message in news.messages[:SHOWN]:
        headline, detail = wording(message.kind, message.values)
        if len(titles) > 1:
            headline = _("%(news)s (%(post)s)") % {"news": headline, "post": titles[message.post_id]}
        lines += [f"· {headline}", f"  {detail}"]
        lines += [f"  {settings.BASE_URL}{message.link}"] if message.link else []
    if len(news.messages) > SHOWN:
        lines += ["", _("And %(count)s more, under “Messages”.") % {"count": len(news.messages) - SHOWN}]
    everything, choice = (f"{settings.BASE_URL}{reverse(name)}" for name in ("message_list", "digest_page"))
    lines += ["", _("All messages: %(link)s") % {"link": everything}]
    return [
        *lines,
        _("How often such mails come, or none at all, you choose here: %(link)s") % {"link": choice},
    ]
