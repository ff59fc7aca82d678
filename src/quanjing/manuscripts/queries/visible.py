"""Which manuscripts an actor may see: those of the own body."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.manuscripts.models import Compilation


def compilations_visible_to(actor: Actor) -> QuerySet[Compilation]:
    """The manuscripts of the actor's own body, for its desks, its head and who reads for it."""
    rights = (Right.REVIEW, Right.CONFIRM, Right.READ)
    if actor.organization_id is None or not any(actor.may(right) for right in rights):
        return Compilation.objects.none()
    found = Compilation.objects.filter(organization_id=actor.organization_id)
    return found.select_related("organization", "directive__organization")


def get_compilation(actor: Actor, code: str) -> Compilation:
    """One manuscript. Raises `Missing`."""
    found = compilations_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found
