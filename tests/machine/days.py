"""What time does: clock jumps, the daily work done once, twice and again, bodies and people that leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, WrongState
from quanjing.jobs.actions import run, start_due_runs
from quanjing.jobs.enums import JobState
from quanjing.jobs.models import Job
from quanjing.notify.models import Mail, Message
from quanjing.organizations import actions as organizations
from quanjing.organizations.actions import Ending
from quanjing.organizations.enums import EndingKind, OpenWorkChoice
from quanjing.organizations.models import Organization
from quanjing.submissions.actions import hand_over
from quanjing.urging.models import Reminder
from tests.machine.issuers import Issuers
from tests.machine.place import Place
from tests.machine.units import NUMBER


class Days(Issuers):
    """Rules of the clock, the worker and the register."""

    @rule(minutes=st.integers(1, 600))
    def minutes_pass(self, minutes: int) -> None:
        self.jump(self.now + timedelta(minutes=minutes))

    @rule(days=st.sampled_from([1, 1, 1, 2]))
    def days_pass(self, days: int) -> None:
        """To the morning, when offices work."""
        self.jump(clock.end_of(clock.today() + timedelta(days=days), "09:00"))

    @rule()
    def the_last_second_of_the_day_comes(self) -> None:
        moment = clock.end_of(clock.today()) - timedelta(seconds=1)
        self.jump(max(moment, self.now))

    @rule(number=NUMBER, second=st.sampled_from([-1, 0, 1]))
    def a_date_comes(self, number: int, second: int) -> None:
        """To the second before, of, or after a date that something hangs on."""
        moments: set[datetime] = set()
        for row in self.seen.rows.values():
            moments |= {one for one in (row.first_due, row.closes, row.return_due) if one and one > self.now}
        coming = sorted(moments)[:2]
        if coming:
            self.jump(max(self.now, coming[number % len(coming)] + timedelta(seconds=second)))

    @rule()
    def the_worker_works(self) -> None:
        """The daily work whose time has come, and all that waits; new assignments may come of it."""
        self.do(self.work)

    def work(self) -> None:
        start_due_runs()
        while job := Job.objects.filter(state=JobState.QUEUED).order_by("pk").first():
            run(job.pk)
            job.refresh_from_db()
            assert job.state == JobState.DONE, job.error

    @rule(number=NUMBER)
    def a_worker_dies_and_its_work_is_done_again(self, number: int) -> None:
        """It died after the work and before that was written down: nobody hears anything twice."""
        self.do(self.work)
        done = list(Job.objects.filter(state=JobState.DONE, attempts__lt=4).order_by("-pk")[:6])
        if not done:
            return
        job, before = done[number % len(done)], self.told()
        same_day = job.created_at.astimezone(clock.CHINA).date() == clock.today()
        Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, lease_until=None)
        self.do(self.work)
        if same_day and not job.name.startswith("urging") and job.name != "tasks.tell_addressees":
            assert self.told() == before, f"{job.name} told again"

    def told(self) -> tuple[int, int, int]:
        return Message.objects.count(), Mail.objects.count(), Reminder.objects.count()

    @rule(
        name=st.sampled_from(["administrator", "administrator", "officer"]),
        number=NUMBER,
        cancel=st.booleans(),
    )
    def a_body_ends(self, name: str, number: int, cancel: bool) -> None:
        if number % 3:  # seldom
            return
        unit = Place.closing[number % len(Place.closing)]
        body = Organization.objects.get(pk=self.actor(unit).organization_id)
        work = OpenWorkChoice.CANCEL if cancel else OpenWorkChoice.KEEP
        ending = Ending(kind=EndingKind.CLOSE, on=clock.today(), open_work=work)

        def end() -> None:
            plan = organizations.plan_ending(actor=self.actor(name), organization=body, ending=ending)
            organizations.end_organization(
                actor=self.actor(name), organization=body, ending=ending, seen=plan.seen
            )

        mine = [row for row in self.seen.rows.values() if row.organization == body.pk and cancel]
        error = Denied if name == "officer" else WrongState if body.pk in self.closed else None
        self.do(
            end,
            refused=error,
            moves={row.pk: "cancelled" for row in mine if row.state in ("due", "draft", "returned")},
        )
        if error is None:
            self.closed[body.pk] = clock.today()

    @rule(number=NUMBER, by_administrator=st.booleans())
    def somebody_hands_over(self, number: int, by_administrator: bool) -> None:
        """Everything open goes to the next; nothing of it changes."""
        leaving, to = Place.successors[number % len(Place.successors)]
        posts = self.place.posts
        by = self.actor("administrator" if by_administrator else leaving)
        self.do(lambda: hand_over(actor=by, leaving=posts[leaving], to=posts[to]))
