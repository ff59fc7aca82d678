"""What reaches an actor: things of his body, of those above it, and of those below where he reads them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.paths import chain_of
from quanjing.organizations.queries import in_scope

T = TypeVar("T", bound=Model)


def reach(actor: Actor, prefix: str = "organization__") -> Q:
    if actor.organization_id is None:
        return Q(pk__in=[])
    return Q(**{f"{prefix}path__in": chain_of(actor.path)}) | in_scope(actor, prefix)


def one_of(rows: QuerySet[T], **wanted: object) -> T:
    """The one row. Raises `Missing`."""
    found = rows.filter(**wanted).first()
    if found is None:
        raise Missing
    return found
