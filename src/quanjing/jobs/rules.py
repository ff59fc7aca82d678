"""Who may do what with a job."""

from __future__ import annotations

from quanjing.foundation.actor import Actor
from quanjing.jobs.models import Job


def can_cancel(actor: Actor, job: Job) -> bool:
    """The post that started it may stop it."""
    return bool(actor.post_code) and job.owner_post_code == actor.post_code
