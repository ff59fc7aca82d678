"""What running work may say and must ask."""

from __future__ import annotations

from datetime import timedelta

from quanjing.foundation import clock
from quanjing.jobs.models import Job

LEASE = timedelta(seconds=30)


class Cancelled(Exception):
    """The job was cancelled; raised inside the work at its next `Progress.step`."""


class Progress:
    """Handed to running work: `step` reports, renews the lease, and stops a cancelled job."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` are done. Raises `Cancelled` where somebody asked for it."""
        jobs = Job.objects.filter(pk=self.job_id)
        jobs.update(progress=done, total=total, lease_until=clock.now() + LEASE)
        if jobs.filter(cancel_wanted=True).exists():
            raise Cancelled
