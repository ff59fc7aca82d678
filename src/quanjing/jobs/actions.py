"""Enqueue, run, cancel, and pick up what a dead worker left."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django_q.models import Schedule
from django_q.tasks import async_task

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.jobs import rules
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import DailyRun, Job
from quanjing.jobs.progress import LEASE, Cancelled, Heartbeat, Progress
from quanjing.jobs.registry import Plan, find, most_attempts, plans, watches

logger = logging.getLogger(__name__)
MOST_MISSED_DAYS = 31  # that are made up for after downtime


@transaction.atomic
def enqueue(name: str, *, actor: Actor | None = None, **arguments: Any) -> Job:
    """Enqueue the work `name` inside the caller's transaction. Raises KeyError for an unknown name."""
    find(name)
    job = Job.objects.create(
        name=name,
        arguments=arguments,
        owner_post_code=actor.post_code if actor else "",
        created_at=clock.now(),
    )
    async_task("quanjing.jobs.actions.run", job.pk)
    return job


def run(job_id: int) -> None:
    """Run a job unless it is finished or somebody else holds its lease. Called by the worker."""
    job = _claim(job_id)
    if job is None:
        return
    try:
        with Heartbeat(job.pk):
            result = find(job.name)(Progress(job.pk), **job.arguments)
    except Cancelled:
        _finish(job, JobState.CANCELLED)
    except Exception as error:  # whatever the work raised is the job's failure, not the worker's
        logger.exception("job %s %s failed", job.name, job.code)
        _finish(job, JobState.FAILED, error=f"{type(error).__name__}: {error}")
    else:
        _finish(job, JobState.DONE, result=result or {})


def cancel(*, actor: Actor, job: Job) -> None:
    """Ask a job to stop; one that has not started stops at once.

    Raises `Denied` for anyone but the post that started it. Leaves no entry in the audit record: the
    action that started the work is recorded there, and what it had done stays done.
    """
    if not rules.can_cancel(actor, job):
        raise Denied
    Job.objects.filter(pk=job.pk).update(cancel_wanted=True)
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.CANCELLED, finished_at=clock.now()
    )


def schedule_sweeps() -> None:
    """Have the worker call `sweep` every minute from now on; saying it again changes nothing."""
    plan = {"func": "quanjing.jobs.actions.sweep", "schedule_type": Schedule.MINUTES, "minutes": 1}
    Schedule.objects.get_or_create(name="jobs.sweep", defaults=plan)


def sweep() -> int:
    """Enqueue again what lost its worker (lease run out); returns how many. Called every minute.

    Starts the daily works whose time has come, too, and lets the apps look after their own.
    """
    start_due_runs()
    for look in watches():
        look()
    now = clock.now()
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now - LEASE)
    never = Job.objects.filter(state=JobState.QUEUED, created_at__lt=now - timedelta(minutes=10))
    again = [*lost.values_list("pk", flat=True), *never.values_list("pk", flat=True)]
    for job_id in again:
        Job.objects.filter(pk=job_id).update(state=JobState.QUEUED, lease_until=None, created_at=now)
        async_task("quanjing.jobs.actions.run", job_id)
    return len(again)


def start_due_runs() -> int:
    """Enqueue each daily work once for each day whose time has come; returns how many were started now.

    A day that passed while nobody worked is made up for, see `Plan`. A new installation starts with today.
    """
    return sum(_start(plan, day) for plan in plans() for day in _days_due(plan))


def _days_due(plan: Plan) -> list[date]:
    """The days that are still to be started, the oldest first."""
    today = clock.today()
    is_time = clock.end_of(today, plan.at) <= clock.now()
    newest = today if is_time else today - timedelta(days=1)
    last = DailyRun.objects.filter(name=plan.name).aggregate(day=Max("day"))["day"]
    if last is None:
        return [today] if is_time else []
    missed = min((newest - last).days, MOST_MISSED_DAYS if plan.every_missed_day else 1)
    return [newest - timedelta(days=back) for back in reversed(range(missed))]


@transaction.atomic
def _start(plan: Plan, day: date) -> bool:
    """Row, job and queue entry in one transaction: all there or none. False where another was faster."""
    run, is_new = DailyRun.objects.get_or_create(
        name=plan.name, day=day, defaults={"started_at": clock.now()}
    )
    if is_new:
        run.job = enqueue(plan.name, day=day.isoformat())
        run.save(update_fields=["job"])
    return is_new


@transaction.atomic
def _claim(job_id: int) -> Job | None:
    job = Job.objects.select_for_update().filter(pk=job_id).first()
    now = clock.now()
    held = job is not None and job.lease_until is not None and job.lease_until > now
    if job is None or held or job.state not in (JobState.QUEUED, JobState.RUNNING):
        return None
    if job.attempts >= most_attempts(job.name):
        _finish(job, JobState.FAILED, error="gave up after repeated attempts")
        return None
    Job.objects.filter(pk=job_id).update(
        state=JobState.RUNNING, started_at=now, lease_until=now + LEASE, attempts=F("attempts") + 1
    )
    return job


def _finish(job: Job, state: JobState, *, result: dict[str, Any] | None = None, error: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, result=result or {}, error=error[:2000], finished_at=clock.now(), lease_until=None
    )
