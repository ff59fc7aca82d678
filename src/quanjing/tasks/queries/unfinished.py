"""What an organization has not sent yet, wherever it was asked from."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, QuerySet
from django.urls import reverse

from quanjing.organizations.registry import OpenWork
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment

UNFINISHED = (State.DUE, State.DRAFT, State.RETURNED)


def unfinished_of(organization_ids: Sequence[int]) -> QuerySet[Assignment]:
    """Assignments of these organizations that wait for them."""
    return Assignment.objects.filter(organization_id__in=organization_ids, state__in=UNFINISHED)


def open_work_of(organization_ids: Sequence[int]) -> list[OpenWork]:
    """The same by notice; one query."""
    fields = ("directive__code", "directive__title", "directive__doc_number")
    rows = unfinished_of(organization_ids).order_by().values(*fields).annotate(count=Count("pk"))
    return [
        OpenWork(
            label=f"{row['directive__title']} {row['directive__doc_number']}".strip(),
            link=reverse("directive_page", args=[row["directive__code"]]),
            count=row["count"],
        )
        for row in rows.order_by("directive__code")
    ]
