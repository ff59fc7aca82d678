"""Papers that were asked for."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.collation.models import Export
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import in_subtree
from quanjing.jobs.enums import FINISHED
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Entry
from quanjing.tasks.enums import NOT_EXPECTED
from quanjing.tasks.models import Assignment

CHUNK = 500


def exports_visible_to(actor: Actor) -> QuerySet[Export]:
    """The papers of the own body, for posts that read its subtree; without what they were made of."""
    if not actor.reads_subtree:
        return Export.objects.none()
    found = Export.objects.filter(organization=actor.organization_id)
    return found.select_related("job", "file", "directive__organization").defer("submissions", "nil")


def exports_of(actor: Actor, directive: Directive) -> QuerySet[Export]:
    """Those of one notice, the newest first."""
    return exports_visible_to(actor).filter(directive=directive).order_by("-taken_at", "-pk")


def get_export(actor: Actor, directive: Directive, code: str) -> Export:
    """One of them. Raises `Missing`."""
    found = exports_of(actor, directive).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def codes_under_way() -> set[str]:
    """The codes of papers that are being made, or will be."""
    waiting = Export.objects.filter(file=None, job__isnull=False).exclude(job__state__in=FINISHED)
    return set(waiting.values_list("code", flat=True))


def bodies_asked(directive: Directive, head: Organization) -> list[tuple[int, str]]:
    """Primary key and name of the bodies below `head` that were asked, in the order of the tree."""
    asked = Assignment.objects.filter(in_subtree(head.path, "organization__"), directive=directive)
    expected = asked.exclude(state__in=NOT_EXPECTED).order_by("organization__path")
    return list(expected.values_list("organization_id", "organization__name").distinct())


def count_entries(submissions: tuple[int, ...]) -> int:
    """How many entries these reports have: a query a chunk."""
    return sum(
        Entry.objects.filter(submission__in=submissions[start : start + CHUNK]).count()
        for start in range(0, len(submissions), CHUNK)
    )
