"""What terms of office bring to the work log: an entry for each office that was taken up. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from quanjing.foundation.worklog import Counted, Logged, LogKind, Scope
from quanjing.organizations.enums import Office
from quanjing.organizations.models import Post


def logged_terms(scope: Scope) -> QuerySet[Post]:
    """Offices whose term began in these days, the newest first."""
    return _begun(scope).select_related("organization").order_by("-starts_on", "-pk")


def entry_of(post: Post) -> Logged:
    assert post.starts_on is not None
    until = gettext("until %(day)s") % {"day": post.ends_on.isoformat()} if post.ends_on else ""
    return Logged(
        day=post.starts_on,
        kind=LogKind.FILING,
        body=post.organization_id,
        matter=gettext("Term began: %(title)s") % {"title": post.title},
        result=until,
        link=reverse("organization_detail", args=[post.organization.code]),
        source="terms",
        key=post.code,
    )


def log_counts(scope: Scope) -> Iterable[Counted]:
    """Entries by body: one query."""
    grouped = _begun(scope).order_by().values_list("organization").annotate(count=Count("pk"))
    return (Counted(body, LogKind.FILING, count) for body, count in grouped)


def _begun(scope: Scope) -> QuerySet[Post]:
    if not scope.wants(LogKind.FILING):
        return Post.objects.none()
    found = Post.objects.filter(scope.bodies(), scope.days("starts_on"))
    return found.exclude(office=Office.OTHER)
