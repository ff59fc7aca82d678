"""Reading jobs: a post sees those that it started."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.jobs.models import Job


def visible_to(actor: Actor) -> QuerySet[Job]:
    """The jobs that the actor's post started."""
    if not actor.post_code:
        return Job.objects.none()
    return Job.objects.filter(owner_post_code=actor.post_code)


def get(actor: Actor, code: str) -> Job:
    """One job. Raises `Missing` where there is none or another post started it."""
    found = visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found
