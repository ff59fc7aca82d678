"""The log of coverage: pieces in outlets by their links, one by one or from a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.portal.actions.opening import touch
from quanjing.portal.models import ColumnPage, CoverageItem
from quanjing.portal.rules import editors_home
from quanjing.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class MediaItem:
    """What is kept of a piece in an outlet: its link, never the piece itself."""

    outlet: str
    title: str
    url: str
    on: date
    topic: ColumnPage | None = None
    organization: Organization | None = None
    submission: Submission | None = None


@transaction.atomic
def log_coverage(*, actor: Actor, items: Sequence[MediaItem]) -> list[CoverageItem]:
    """Keep pieces that are not yet in the log, all or none. Raises `Invalid` with the row that is wrong."""
    editors_home(actor)
    problems = [
        Problem(f"{number}", _("This day is still to come."))
        for number, item in enumerate(items, 1)
        if item.on > clock.today()
    ]
    if problems:
        raise Invalid(problems)
    known = set(
        CoverageItem.objects.filter(url__in=[item.url for item in items]).values_list("url", flat=True)
    )
    fresh = {item.url: item for item in items if item.url not in known}
    made = CoverageItem.objects.bulk_create(
        CoverageItem(
            outlet=item.outlet, title=item.title, url=item.url, on=item.on, topic=item.topic,
            organization=item.organization, submission=item.submission,
            made_name=actor.signature, made_at=clock.now(),
        )
        for item in fresh.values()
    )  # fmt: skip
    touch()
    record(actor=actor, verb="portal.log_coverage", detail={"added": len(made), "known": len(known)})
    return made


@transaction.atomic
def remove_coverage(*, actor: Actor, item: CoverageItem) -> None:
    """Take a piece out of the log, for a dead link or one of another body of the same name."""
    home = editors_home(actor)
    detail = {"title": item.title, "url": item.url}
    item.delete()
    touch()
    record(actor=actor, verb="portal.remove_coverage", on=home, detail=detail)
