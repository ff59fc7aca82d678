"""Whom something is for: the bodies of a subtree by kind, level and class, looked up when it matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from django.db.models import QuerySet

from quanjing.foundation import clock
from quanjing.foundation.paths import in_subtree
from quanjing.organizations.models import Organization
from quanjing.organizations.queries.tree import existing


class Audience(Protocol):
    """Columns that many things have; an empty list stands for all."""

    @property
    def under(self) -> Organization: ...
    @property
    def kinds(self) -> Sequence[str]: ...
    @property
    def levels(self) -> Sequence[str]: ...
    @property
    def classes(self) -> Sequence[int]: ...


def reaches(audience: Audience, body: Organization) -> bool:
    """Whether a body is meant; the same as `audience_of`, of one body."""
    return (
        body.path.startswith(audience.under.path)
        and (not audience.kinds or body.kind in audience.kinds)
        and (not audience.levels or body.level in audience.levels)
        and (not audience.classes or body.society_class in audience.classes)
    )


def audience_of(audience: Audience, on: date | None = None) -> QuerySet[Organization]:
    """The bodies that are meant and that exist on a day (today without one)."""
    found: QuerySet[Organization] = Organization.objects.filter(
        in_subtree(audience.under.path), existing(on=on or clock.today())
    )
    for column, values in (
        ("kind", audience.kinds), ("level", audience.levels), ("society_class", audience.classes)
    ):  # fmt: skip
        if values:
            found = found.filter(**{f"{column}__in": values})
    return found
