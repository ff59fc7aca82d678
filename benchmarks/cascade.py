"""A notice down five levels to 10 000 organizations, and what any node asks of 1 000 000 assignments.

Publishing beside the bare INSERT … SELECT of its rows; coverage and chain of nodes at every level with the
number of their queries; the first look after a report; eight writers with the kept counts and without.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from multiprocessing import get_context

import harness
from cascade_writers import writer
from database import fresh, url_of
from looks import Looks

BARS = {
    "publish/floor": 12.0,
    "coverage p95 ms": 50.0,
    "chain p95 ms": 50.0,
    "queries grown": 0.0,
    "fresh seconds": 1.0,
    "rate without/with counts": 1.25,
}
ORGANIZATIONS, QUICK = 10_000, 1_500
DIRECTIVES, TASKS = 25, 4  # 25 × 4 × 10 000 assignments
LOOKS = 200
WRITERS, EACH = 8, 60


def main() -> int:
    options = harness.arguments(__doc__)
    size, directives, each = (QUICK, 5, 15) if options.quick else (ORGANIZATIONS, DIRECTIVES, EACH)
    with fresh(options.database_url) as vendor:
        rows, figures = measure(size, directives, each, options.runs)
    title = (
        f"cascade over 5 levels to {size} organizations, {size * directives * TASKS} assignments, {vendor}"
    )
    return harness.report(title, rows, figures, BARS, options.check)


def measure(
    size: int, directives: int, each: int, runs: int
) -> tuple[dict[str, harness.Timing | str], dict[str, float]]:
    from cascade_world import chain_of, nation, year_of_directives
    from django.db import connection

    from quanjing.tasks.queries import chain, coverage

    actor = nation(size)
    ours, floor = publishing(actor, size, runs)
    made = year_of_directives(actor, directives, TASKS)
    root = chain_of(actor)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    covering = looked(size, lambda node: coverage(actor, made[node.pk % len(made)], node).as_json())
    chaining = looked(size, lambda node: chain(actor, root, node))
    seen = first_look(actor, made[0])
    with_counts, without = writing(made[-1], each, runs)
    rows: dict[str, harness.Timing | str] = {
        "publish (action)": ours,
        "bare INSERT … SELECT": floor,
        "coverage of a node": covering.said,
        "chain of a node": chaining.said,
        "first look after a report": f"{seen:9.4f} s",
        f"{WRITERS} writers, with counts": f"{statistics.median(with_counts):9.1f} reports/s",
        f"{WRITERS} writers, without": f"{statistics.median(without):9.1f} reports/s",
    }
    figures = {
        "publish/floor": ours.median / floor.median,
        "coverage p95 ms": covering.p95,
        "chain p95 ms": chaining.p95,
        "queries grown": float(covering.spread + chaining.spread),
        "fresh seconds": seen,
        "rate without/with counts": statistics.median(without) / statistics.median(with_counts),
    }
    return rows, figures


def looked(size: int, look: Callable[..., object]) -> Looks:
    """The top and bodies of every level with others below them, at random."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quanjing.organizations.models import Organization

    nodes = list(Organization.objects.filter(numchild__gt=0).order_by("path"))
    chosen = random.Random(size).choices(nodes, k=LOOKS - 20) + [nodes[0]] * 20  # the heaviest is the top
    with CaptureQueriesContext(connection) as captured:
        queries = []
        for node in (nodes[0], nodes[1], nodes[-1]):
            before = len(captured)
            look(node)
            queries.append(len(captured) - before)
    return Looks([harness.timed(lambda node=node: look(node)) for node in chosen], queries)


def publishing(actor: object, size: int, runs: int) -> tuple[harness.Timing, harness.Timing]:
    from django.db import connection, transaction

    from quanjing.directives.models import Directive
    from quanjing.organizations.queries import Selection
    from quanjing.tasks.actions import publish
    from quanjing.tasks.models import Assignment, Tally
    from world import directive_with_tasks

    def cleared(seconds: float) -> float:
        assert Assignment.objects.count() == (size - 1) * TASKS
        for model in (Assignment, Tally):
            model.objects.all()._raw_delete(model.objects.db)
        Directive.objects.all().delete()
        return seconds

    def ours() -> float:
        directive = directive_with_tasks(actor, TASKS)
        below = Selection(under=actor.organization_code)
        return cleared(
            harness.timed(lambda: publish(actor=actor, directive=directive, selection=below, override="-"))
        )

    def floor() -> float:
        directive = directive_with_tasks(actor, TASKS)

        @transaction.atomic
        def insert() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO tasks_assignment "
                    "(task_id, organization_id, directive_id, state, changed_at) "
                    "SELECT t.id, o.id, t.directive_id, 'due', CURRENT_TIMESTAMP "
                    "FROM organizations_organization o CROSS JOIN tasks_task t "
                    "WHERE t.directive_id = %s AND o.depth > 1",
                    [directive.pk],
                )

        return cleared(harness.timed(insert))

    first, second = harness.in_turn(runs, ours, floor)
    return first, second


def first_look(actor: object, directive: object) -> float:
    """Seconds from the commit of a report until the top's coverage shows it; fails if the look does not."""
    from quanjing.tasks.actions import move
    from quanjing.tasks.enums import State
    from quanjing.tasks.models import Assignment
    from quanjing.tasks.queries import coverage

    deepest = Assignment.objects.filter(directive=directive, state=State.DUE)
    row = deepest.select_related("task").order_by("-organization__depth").first()
    before = coverage(actor, directive).total.states[State.NIL]
    move(actor=actor, assignment=row, to=State.NIL)  # as the desk enters it
    start = time.perf_counter()
    assert coverage(actor, directive).total.states[State.NIL] == before + 1
    return time.perf_counter() - start


def writing(directive: object, each: int, runs: int) -> tuple[list[float], list[float]]:
    """Nil reports a second of eight processes, with the counts kept and without, in turn."""
    from cascade_world import handlers

    from quanjing.organizations.models import Organization
    from quanjing.tasks.models import Assignment

    free = Assignment.objects.filter(directive=directive, state="due").values("organization")
    bodies = list(Organization.objects.filter(pk__in=free, numchild=0).order_by("pk"))
    posts = handlers(bodies[: WRITERS * each * 2 * (runs + 1)])
    rates: dict[bool, list[float]] = {True: [], False: []}
    context = get_context("spawn")
    for turn in range(2 * (runs + 1)):
        counting = turn % 2 == 0
        mine = posts[turn * WRITERS * each : (turn + 1) * WRITERS * each]
        gate = context.Barrier(WRITERS + 1)
        processes = [
            context.Process(
                target=writer, args=(url_of(), directive.pk, mine[place::WRITERS], counting, gate)
            )
            for place in range(WRITERS)
        ]
        for process in processes:
            process.start()
        gate.wait(timeout=300)
        start = time.perf_counter()
        for process in processes:
            process.join()
        seconds = time.perf_counter() - start
        assert all(process.exitcode == 0 for process in processes)
        if turn > 1:  # the first pair warms up
            rates[counting].append(len(mine) / seconds)
    return rates[True], rates[False]


if __name__ == "__main__":
    harness.stop(main())
