"""Applications that are still to be sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.calls.enums import ApplicationState, CallState
from quanjing.calls.models import Application
from quanjing.calls.queries.applications import REVOKED
from quanjing.foundation import clock
from quanjing.organizations.registry import OpenWork

OPEN_STATES = (ApplicationState.DRAFT, ApplicationState.RETURNED)


def unfinished(organization_ids: Collection[int] | None = None) -> QuerySet[Application]:
    """Drafts of calls that are open, and what was sent back and is not late."""
    now = clock.now()
    drafts = Q(state=ApplicationState.DRAFT, call__state=CallState.OPEN, call__closes_at__gt=now)
    returned = Q(state=ApplicationState.RETURNED, returned_due__gt=now)
    found = Application.objects.filter(drafts | returned).exclude(REVOKED).select_related("call")
    return found if organization_ids is None else found.filter(organization__in=list(organization_ids))


def open_applications_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """Drafts and what is to be mended, as open work; one query."""
    count = Application.objects.filter(organization__in=organization_ids, state__in=OPEN_STATES).count()
    words = _("applications not sent")
    return [OpenWork(words, reverse("application_mine"), count)] if count else []
