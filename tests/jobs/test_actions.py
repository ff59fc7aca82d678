from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django_q.models import OrmQ, Schedule
from django_q.signing import SignedPackage
from tests.world import World

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied
from quanjing.jobs import registry
from quanjing.jobs.actions import cancel, enqueue, run, schedule_sweeps, sweep
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.jobs.progress import LEASE, Heartbeat, Progress, renew

Work = Callable[..., dict[str, Any] | None]
Register = Callable[[Work], str]


@pytest.fixture(autouse=True)
def nothing_is_done_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sweeps start no daily work here."""
    monkeypatch.setattr(registry, "_plans", {})


@pytest.fixture
def registered() -> Iterator[Register]:
    """Registers a work under a name of its own and takes it away again."""
    names = []

    def register(function: Work) -> str:
        name = f"tests.{function.__name__}"
        registry.work(name)(function)
        names.append(name)
        return name

    yield register
    for name in names:
        registry._works.pop(name)


def count_to(progress: Progress, upto: int = 3) -> dict[str, Any]:
    for done in range(1, upto + 1):
        progress.step(done, upto)
    return {"counted": upto}


def break_down(progress: Progress) -> None:
    raise ValueError("no paper left")


def queued() -> list[int]:
    """The jobs that the worker would be handed, in order."""
    return [SignedPackage.loads(row.payload)["args"][0] for row in OrmQ.objects.order_by("pk")]


def state_of(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def left_by_a_dead_worker(job: Job, at: datetime) -> None:
    """The row as a worker leaves it that was killed at `at` right after a sign of life."""
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, attempts=1, started_at=at, lease_until=at + LEASE
    )


def test_enqueueing_hands_the_job_to_the_worker(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to), upto=2)
    assert queued() == [job.pk]


def test_an_unknown_name_is_refused_and_stores_nothing(db: None) -> None:
    with pytest.raises(KeyError):
        enqueue("tests.nobody")
    assert (Job.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_work_leaves_its_result_and_progress(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to), upto=2)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.progress, job.total) == (JobState.DONE, {"counted": 2}, 2, 2)
    assert job.lease_until is None


def test_failing_work_says_why(db: None, registered: Register) -> None:
    job = enqueue(registered(break_down))
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "ValueError: no paper left")


def test_a_finished_job_does_not_run_again(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to))
    run(job.pk)
    run(job.pk)
    job.refresh_from_db()
    assert job.attempts == 1


def test_a_job_does_not_run_twice_at_once(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to))
    left_by_a_dead_worker(job, clock.now())
    run(job.pk)
    assert state_of(job) == JobState.RUNNING


def test_a_job_that_lost_its_worker_runs_again(db: None, registered: Register, at_nine: datetime) -> None:
    job = enqueue(registered(count_to))
    OrmQ.objects.all().delete()  # taken by the worker that died
    left_by_a_dead_worker(job, at_nine)
    with clock.frozen(at_nine + 2 * LEASE + timedelta(seconds=1)):
        assert sweep() == 1
        assert queued() == [job.pk]
        run(job.pk)
    assert state_of(job) == JobState.DONE


def test_a_job_that_shows_life_is_left_alone(db: None, registered: Register, at_nine: datetime) -> None:
    job = enqueue(registered(count_to))
    left_by_a_dead_worker(job, at_nine)
    with clock.frozen(at_nine + LEASE):
        renew(job.pk)
    with clock.frozen(at_nine + 2 * LEASE + timedelta(seconds=1)):
        assert sweep() == 0


def test_a_job_that_was_never_taken_is_enqueued_again(
    db: None, registered: Register, at_nine: datetime
) -> None:
    job = enqueue(registered(count_to))
    OrmQ.objects.all().delete()
    with clock.frozen(at_nine + timedelta(minutes=11)):
        assert sweep() == 1
    assert queued() == [job.pk]


def test_a_job_that_kills_every_worker_is_given_up(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to))
    Job.objects.filter(pk=job.pk).update(attempts=registry.USUAL_ATTEMPTS)
    run(job.pk)
    assert state_of(job) == JobState.FAILED


def test_work_that_gets_further_has_its_attempts_back(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to))
    Job.objects.filter(pk=job.pk).update(attempts=4, furthest=5)
    Progress(job.pk).step(5, 9)
    assert Job.objects.get(pk=job.pk).attempts == 4
    Progress(job.pk).step(6, 9)
    job = Job.objects.get(pk=job.pk)
    assert (job.attempts, job.furthest) == (1, 6)


def test_cancelling_before_the_start_is_at_once(world: World, registered: Register) -> None:
    actor = world.actor(world.officer)
    job = enqueue(registered(count_to), actor=actor)
    cancel(actor=actor, job=job)
    run(job.pk)
    assert state_of(job) == JobState.CANCELLED


def test_cancelling_running_work_stops_it_at_its_next_step(world: World, registered: Register) -> None:
    actor = world.actor(world.officer)

    def cancel_itself(progress: Progress) -> None:
        cancel(actor=actor, job=Job.objects.get(pk=progress.job_id))
        progress.step(1, 2)
        raise AssertionError("not stopped")

    job = enqueue(registered(cancel_itself), actor=actor)
    run(job.pk)
    assert state_of(job) == JobState.CANCELLED


def test_another_post_cannot_cancel(world: World, registered: Register) -> None:
    job = enqueue(registered(count_to), actor=world.actor(world.officer))
    with pytest.raises(Denied):
        cancel(actor=world.actor(world.auditor), job=job)
    assert state_of(job) == JobState.QUEUED


def test_nobody_cancels_the_work_of_no_post(world: World, registered: Register) -> None:
    job = enqueue(registered(count_to))
    with pytest.raises(Denied):
        cancel(actor=world.actor(world.officer), job=job)


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_renews_the_lease_from_its_thread(registered: Register) -> None:
    job = enqueue(registered(count_to))
    past = clock.now() - LEASE
    left_by_a_dead_worker(job, past - LEASE)
    with Heartbeat(job.pk, every=0.01):
        while Job.objects.get(pk=job.pk).lease_until == past:
            pass
    renewed = Job.objects.get(pk=job.pk).lease_until
    assert renewed is not None
    assert renewed > past


def test_a_finished_job_is_not_renewed(db: None, registered: Register) -> None:
    job = enqueue(registered(count_to))
    run(job.pk)
    renew(job.pk)
    assert Job.objects.get(pk=job.pk).lease_until is None


def test_sweeps_are_scheduled_once(db: None) -> None:
    schedule_sweeps()
    schedule_sweeps()
    plan = Schedule.objects.get(name="jobs.sweep")
    assert Schedule.objects.count() == 1
    assert (plan.func, plan.schedule_type, plan.minutes) == (
        "quanjing.jobs.actions.sweep",
        Schedule.MINUTES,
        1,
    )
