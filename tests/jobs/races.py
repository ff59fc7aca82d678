"""What the racing processes of these tests do."""

from __future__ import annotations

import sys
from typing import Any

from quanjing.jobs.actions import run, start_due_runs, sweep
from quanjing.jobs.models import DailyRun, Job
from quanjing.jobs.progress import Progress
from quanjing.jobs.registry import _plans, daily

_plans.clear()  # only the work of this file


@daily("tests.every_day", at="09:00")
def every_day(progress: Progress, day: str) -> dict[str, Any]:
    """Says that it is half-way and waits to be told to go on."""
    print("half-way", flush=True)
    sys.stdin.readline()
    return {"day": day}


def start() -> int:
    return start_due_runs()


def work() -> str:
    """Run the one job, as a worker would."""
    job = Job.objects.get()
    run(job.pk)
    return state()


def sweep_and_work() -> str:
    sweep()
    return work()


def state() -> str:
    job = Job.objects.get()
    runs = DailyRun.objects.filter(job=job).count()
    return f"{job.state} {job.attempts} {job.arguments['day']} {runs}"
