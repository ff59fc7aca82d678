"""Reading jobs: a post sees those that it started."""

from __future__ import annotations

from django.db.models import QuerySet

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job


def visible_to(actor: Actor) -> QuerySet[Job]:
    """The jobs that the actor's post started."""
    if not actor.post_code:
        return Job.objects.none()
    return Job.objects.filter(owner_post_code=actor.post_code)


def is_waiting(name: str) -> bool:
    """Whether work of that name is queued and nobody has begun it."""
    return Job.objects.filter(name=name, state=JobState.QUEUED).exists()


def get(actor: Actor, code: str) -> Job:
    """One job. Raises `Missing` where there is none or another post started it."""
    found = visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def runs_before(name: str, job_id: int) -> bool:
    """Whether older work of that name is running, its lease in force."""
    running = Job.objects.filter(name=name, state=JobState.RUNNING, lease_until__gt=clock.now())
    return running.filter(pk__lt=job_id).exists()
