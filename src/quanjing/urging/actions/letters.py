"""The mail of a reminder: everything that is open for one unit, by colour and date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.colours import Colour, colour_at
from quanjing.foundation.dates import Dated
from quanjing.foundation.templatetags.quanjing import cn_date, cn_moment
from quanjing.notify.actions import Draft
from quanjing.notify.kinds import wording
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.models import Assignment
from quanjing.tasks.rules import colour_of, due_of
from quanjing.urging.kinds import WORDS


def mail_of(
    *,
    code: str,
    organization: Organization,
    posts: Sequence[Post],
    lines: Sequence[Assignment],
    dates: Sequence[Dated] = (),
    values: dict[str, object],
) -> Draft | None:
    """One mail to all who report for the unit, in the language of the first; None without an address."""
    people = [post.holder for post in posts if post.holder is not None]
    to = tuple(dict.fromkeys(person.email for person in people if person.email))
    to = to or ((organization.email,) if organization.email else ())
    if not to:
        return None
    with translation.override(people[0].language if people else settings.LANGUAGE_CODE):
        subject, detail = wording("reminder", values)
        greeting = _("To %(name)s:") % {"name": organization.name}
        link = f"{settings.BASE_URL}{reverse('reminder_page', args=[code])}"
        parts = [greeting, "", detail, *_listed(lines, dates), "", link]
        body = "\n".join([*parts, "", _("If you have reported already, nothing more needs to be done.")])
        return Draft(f"reminder:{code}", organization.pk, to, subject, body)


def _listed(lines: Sequence[Assignment], dates: Sequence[Dated]) -> Iterator[str]:
    """The tasks and other dates under the words of their colour, red first."""
    now = clock.now()
    for colour in (Colour.RED, Colour.AMBER, Colour.BLUE, None):
        found = [one for one in lines if colour_of(one, now) == colour]
        other = [one for one in dates if colour_at(clock.end_of(one.on), now) == colour]
        if found or other:
            yield ""
            yield f"【{WORDS[colour or '']}】"
        for one in found:
            due_at = due_of(one)
            what = {"task": one.task.name, "title": str(one.directive), "due": cn_moment(due_at) or "—"}
            yield "· " + _("%(task)s, %(title)s, by %(due)s") % what
        for each in other:
            yield "· " + _("%(title)s, by %(due)s") % {"title": each.title, "due": cn_date(each.on)}
