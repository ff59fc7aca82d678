"""Contests that a body which ends would leave behind."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.organizations.registry import OpenWork
from quanjing.quiz.enums import ContestState
from quanjing.quiz.models import Contest


def running_contests(organization_ids: Sequence[int]) -> QuerySet[Contest]:
    """Contests of these bodies that are out and not over, examinations among them."""
    out = Contest.objects.filter(organization_id__in=organization_ids, state=ContestState.PUBLISHED)
    return out.filter(closes_at__gt=clock.now())


def open_contests_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same as open work; one query."""
    count = running_contests(organization_ids).count()
    return [OpenWork(_("contests that are out"), reverse("contest_list"), count)] if count else []
