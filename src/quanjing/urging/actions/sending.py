"""Sending reminders: the row that forbids a second one, its lines and its messages, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.foundation.colours import Colour, colour_at
from quanjing.foundation.dates import Dated
from quanjing.notify.actions import Draft, News, post_mails, tell_each
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import colour_of, due_of
from quanjing.urging.actions.letters import mail_of
from quanjing.urging.enums import Channel, Occasion, Reach
from quanjing.urging.models import DateLine, Delivery, Reminder, ReminderLine

BATCH = 500  # reminders in one transaction


@dataclass(frozen=True, slots=True)
class Letter:
    """What one body is to be told: its open tasks (or those below it), red first."""

    organization: Organization
    posts: Sequence[Post]
    lines: Sequence[Assignment]
    by_mail: bool = False
    dates: Sequence[Dated] = ()  # beside the tasks


def send(letters: Sequence[Letter], *, reach: Reach, occasion: Occasion) -> int:
    """Send what was not sent yet today; returns how many bodies were told now.

    Two workers that do the same at once, or one that does it again after it died, tell nobody twice:
    only the rows that this call inserted are followed by lines and messages, in the same transaction.
    """
    ordered = sorted(
        letters, key=lambda one: one.organization.pk
    )  # in one order: workers never lock each other
    parts = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    return sum(_send(part, reach, occasion) for part in parts)


@transaction.atomic
def _send(letters: Sequence[Letter], reach: Reach, occasion: Occasion) -> int:
    now, today = clock.now(), clock.today()
    rows = [
        Reminder(organization=one.organization, reach=reach, day=today, occasion=occasion, sent_at=now)
        for one in letters
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    mine = Reminder.objects.filter(code__in=[row.code for row in rows])
    by_body = {reminder.organization_id: reminder for reminder in mine}
    sent = [(by_body[one.organization.pk], one) for one in letters if one.organization.pk in by_body]
    ReminderLine.objects.bulk_create(line for pair in sent for line in _lines(*pair))
    DateLine.objects.bulk_create(line for pair in sent for line in _date_lines(*pair))
    Delivery.objects.bulk_create(
        Delivery(reminder=reminder, channel=Channel.MESSAGE, post=post)
        for reminder, letter in sent
        for post in letter.posts
    )
    tell_each(news for pair in sent for news in _news(*pair))
    drafts = [draft for pair in sent if (draft := _mail(*pair)) is not None]
    mails = post_mails(drafts)
    codes = {draft.key: by_body[draft.organization_id] for draft in drafts}
    Delivery.objects.bulk_create(
        Delivery(reminder=codes[key], channel=Channel.MAIL, mail_id=pk) for key, pk in mails.items()
    )
    return len(sent)


def _lines(reminder: Reminder, letter: Letter) -> Iterator[ReminderLine]:
    for one in letter.lines:
        colour = colour_of(one, reminder.sent_at) or ""
        yield ReminderLine(reminder=reminder, assignment=one, colour=colour, due_at=due_of(one))


def _date_lines(reminder: Reminder, letter: Letter) -> Iterator[DateLine]:
    for one in letter.dates:
        colour = colour_at(clock.end_of(one.on), reminder.sent_at) or ""
        yield DateLine(
            reminder=reminder, issuer_id=one.issuer, on=one.on, colour=colour, title=one.title[:300],
            link=one.link[:300],
        )  # fmt: skip


def _news(reminder: Reminder, letter: Letter) -> Iterator[News]:
    kind, values = wording_of(letter, Reach(reminder.reach))
    link = reverse("reminder_page", args=[reminder.code])
    for post in letter.posts:
        yield News(post.pk, kind, values, link, f"{kind}:{reminder.code}")


def _mail(reminder: Reminder, letter: Letter) -> Draft | None:
    if not letter.by_mail:
        return None
    _kind, values = wording_of(letter, Reach.UNIT)
    return mail_of(
        code=reminder.code,
        organization=letter.organization,
        posts=letter.posts,
        lines=letter.lines,
        dates=letter.dates,
        values=values,
    )


def wording_of(letter: Letter, reach: Reach) -> tuple[str, dict[str, object]]:
    """The kind of message and the values of its words."""
    if reach == Reach.SUPERIOR:
        units = {one.organization_id for one in letter.lines}
        return "escalation", {"count": len(letter.lines), "units": len(units)}
    now = clock.now()
    ends = [clock.end_of(one.on) for one in letter.dates]
    dates = [due for one in letter.lines if (due := due_of(one)) is not None] + ends
    overdue = sum(colour_of(one, now) == Colour.RED for one in letter.lines)
    overdue += sum(colour_at(one, now) == Colour.RED for one in ends)
    first = min(dates).isoformat() if dates else ""
    count = len(letter.lines) + len(letter.dates)
    return "reminder", {"count": count, "overdue": overdue, "due": first}
