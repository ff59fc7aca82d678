"""The counts that bodies keep: equal to a recount whatever happens, and folded without changing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanjing.accounts.models import User
from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import WrongState
from quanjing.jobs.models import Job
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection, actor_for
from quanjing.tasks import actions, jobs
from quanjing.tasks.actions import tallying
from quanjing.tasks.enums import MOVES, Party, State
from quanjing.tasks.models import Assignment, Tally
from quanjing.tasks.queries import coverage
from quanjing.tasks.queries.tallies import kept_lines, lines_above
from tests.world import World

IN_THE_FIXTURE = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def everywhere(world: World, directive: Directive) -> Directive:
    """Handed out to all bodies below the association."""
    officer = world.actor(world.officer)
    task = directive.tasks.get(position=1)
    actions.confirm(actor=officer, directive=directive, task=task, fact="deadline")
    actions.publish(actor=officer, directive=directive, selection=Selection(under=world.association.code))
    return Directive.objects.get(pk=directive.pk)


def is_right(directive: Directive) -> bool:
    return kept_lines(directive.pk) == lines_above(Assignment.objects.filter(directive=directive))


def handler(row: Assignment) -> Actor:
    """Somebody who reports for the organization of an assignment."""
    post = Post(organization=row.organization, title="经办人", role=Role.HANDLER, holder=User(name="周予安"))
    return actor_for(post)


def one(organization: Organization) -> Assignment:
    found = Assignment.objects.select_related("task", "organization", "directive")
    return found.filter(organization=organization).earliest("pk")


def test_every_body_counts_what_lies_below_it_and_not_itself(world: World, everywhere: Directive) -> None:
    rows = Tally.objects.filter(directive=everywhere).values_list("node__name", "state", "count")
    assert sorted(rows) == sorted(
        [(world.association.name, "due", 6)] * 2
        + [(world.tea.name, "due", 1)] * 2
        + [(world.city.name, "due", 1)] * 2
    )


@settings(max_examples=20, deadline=None, suppress_health_check=IN_THE_FIXTURE)
@given(data=st.data())
def test_after_any_moves_the_counts_equal_a_recount(
    world: World, everywhere: Directive, data: st.DataObject
) -> None:
    actor = world.actor(world.officer)
    with transaction.atomic():
        for _step in range(8):
            row = data.draw(
                st.sampled_from(list(Assignment.objects.select_related("organization").order_by("pk")))
            )
            to = data.draw(st.sampled_from(sorted(MOVES[State(row.state)])))
            hours = data.draw(st.integers(0, 600))
            with clock.frozen(clock.now() + timedelta(hours=hours)):
                due = clock.now() + timedelta(days=2) if to == State.RETURNED else None
                step = MOVES[State(row.state)][to]
                who = handler(row) if Party.UNIT in step.who else actor
                actions.move(actor=who, assignment=row, to=to, submitted_at=clock.now(), return_due=due)
        assert is_right(everywhere)
        transaction.set_rollback(True)


def test_dates_that_change_for_one_or_for_all_keep_the_counts(world: World, everywhere: Directive) -> None:
    officer = world.actor(world.officer)
    late = datetime(2026, 9, 16, tzinfo=clock.CHINA)
    with clock.frozen(late):
        actions.move(actor=officer, assignment=one(world.tea), to=State.SUBMITTED, submitted_at=clock.now())
        assert coverage(officer, everywhere).total.late == 12
        actions.extend(
            actor=officer, directive=everywhere, filters={}, until=date(2026, 9, 20), reason="放假"
        )
        assert is_right(everywhere)
        assert coverage(officer, everywhere).total.late == 1
        actions.amend(
            actor=officer,
            directive=everywhere,
            kind=VersionKind.EXTENSION,
            reason="延期",
            changes={
                task.code: {"deadline": {"due": date(2026, 9, 25)}}
                for task in everywhere.tasks.filter(assign=True)
            },
        )
        assert is_right(everywhere)
        assert coverage(officer, everywhere).total.late == 0


def test_many_are_moved_at_once_or_none(world: World, everywhere: Directive) -> None:
    rows = everywhere.assignments.all()
    assert actions.move_many(assignments=rows, to=State.SUBMITTED) == 12
    assert is_right(everywhere)
    with pytest.raises(WrongState):
        actions.move_many(assignments=rows, to=State.EXEMPT)
    assert is_right(everywhere)


def test_folding_leaves_every_sum_and_takes_lines_away(world: World, everywhere: Directive) -> None:
    for to in (State.DRAFT, State.DUE, State.DRAFT, State.SUBMITTED):
        row = one(world.city_society)
        actions.move(actor=handler(row), assignment=row, to=to)
    before, lines = kept_lines(everywhere.pk), Tally.objects.count()
    fewer = actions.fold(directive_id=everywhere.pk)
    assert (Tally.objects.count(), fewer > 0) == (lines - fewer, True)
    assert kept_lines(everywhere.pk) == before
    assert not Tally.objects.filter(count=0).exists()
    assert actions.fold(directive_id=everywhere.pk) == 0


def test_the_worker_folds_what_has_gathered_many_lines(
    world: World, everywhere: Directive, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.fold_where_many()
    assert not Job.objects.filter(name="tasks.fold").exists()
    monkeypatch.setattr(tallying, "FOLD_AT", 5)
    jobs.fold_where_many()
    assert Job.objects.get(name="tasks.fold").arguments == {"directive_id": everywhere.pk}


def test_a_recount_mends_and_says_how_many_were_wrong(world: World, everywhere: Directive) -> None:
    assert actions.recount(directive_id=everywhere.pk) == 0
    Assignment.objects.filter(organization=world.tea).update(state=State.ACCEPTED)
    Tally.objects.filter(node=world.city).delete()
    assert (
        actions.recount(directive_id=everywhere.pk) == 6
    )  # two sums of each of two tasks, and the city's two
    assert is_right(everywhere)


def test_a_move_takes_five_queries_at_any_depth(world: World, everywhere: Directive) -> None:
    """The lock, the row with its dates, the move, the bodies above, the lines."""
    for body in (world.tea, world.city_society):
        row = one(body)
        actor = handler(row)
        with CaptureQueriesContext(connection) as captured:
            actions.move(actor=actor, assignment=row, to=State.DRAFT)
        said = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
        assert len(said) == 5


@pytest.mark.django_db(transaction=True)
def test_reports_and_folds_at_the_same_time_lose_nothing(request: pytest.FixtureRequest) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    world: World = request.getfixturevalue("world")
    everywhere: Directive = request.getfixturevalue("everywhere")
    together = threading.Barrier(4)

    def report(body: Organization) -> None:
        together.wait(timeout=20)
        try:
            for _turn in range(10):
                for to in (State.DRAFT, State.DUE):
                    row = one(body)
                    actions.move(actor=handler(row), assignment=row, to=to)
        finally:
            connection.close()

    def fold() -> None:
        together.wait(timeout=20)
        try:
            for _turn in range(10):
                actions.fold(directive_id=everywhere.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(report, world.tea), pool.submit(report, world.city_society)] + [
            pool.submit(fold) for _ in range(2)
        ]:
            done.result()
    assert is_right(everywhere)
