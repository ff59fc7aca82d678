"""What running work may say and must ask, and its sign of life."""

from __future__ import annotations

import threading
from datetime import timedelta
from types import TracebackType

from django.db import OperationalError, connection

from quanjing.foundation import clock
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job

LEASE = timedelta(seconds=30)
BEAT = 10.0  # seconds; a beat may fail twice before the lease runs out


class Cancelled(Exception):
    """The job was cancelled; raised inside the work at its next `Progress.step`."""


class Progress:
    """Handed to running work: `step` reports, renews the lease, and stops a cancelled job.

    Work that gets further than it ever was has its attempts back: they are for work that stands still.
    """

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id

    def step(self, done: int, total: int) -> None:
        """Say that `done` of `total` are done. Raises `Cancelled` where somebody asked for it."""
        jobs = Job.objects.filter(pk=self.job_id)
        jobs.update(progress=done, total=total, lease_until=clock.now() + LEASE)
        jobs.filter(furthest__lt=done).update(furthest=done, attempts=1)
        if jobs.filter(cancel_wanted=True).exists():
            raise Cancelled


class Heartbeat:
    """`with Heartbeat(job_id):` renews the lease of that job from a thread until the block ends.

    The lease says that the worker's process lives, however long a single step of the work takes; work
    that hangs is ended by the queue's own timeout, and then the lease runs out too.
    """

    def __init__(self, job_id: int, every: float = BEAT) -> None:
        self.job_id = job_id
        self.every = every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"job-{job_id}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(self.every):
            try:
                renew(self.job_id)
            except OperationalError:  # the database is busy or away; the next beat tries again
                connection.close()
        connection.close()


def renew(job_id: int) -> None:
    """Hold a running job for another lease."""
    running = Job.objects.filter(pk=job_id, state=JobState.RUNNING)
    running.update(lease_until=clock.now() + LEASE)
