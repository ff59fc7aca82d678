"""Publishing to 10 000 organizations × 4 tasks, beside one bare INSERT … SELECT of the same rows.

The floor inserts the same rows into the same table, indexes and constraints included, in one transaction; the
action also checks rights and obstacles, counts the load, freezes the audience and writes the audit entry.
"""

from __future__ import annotations

import harness
from database import fresh

BARS = {"publish/floor": 12.0}
ORGANIZATIONS, QUICK = 10_000, 1_000
TASKS = 4


def main() -> int:
    options = harness.arguments(__doc__)
    size = QUICK if options.quick else ORGANIZATIONS
    with fresh(options.database_url) as vendor:
        ours, floor = measure(size, options.runs)
        rows = {"publish (action)": ours, "bare INSERT … SELECT": floor}
        figures = {"publish/floor": ours.median / floor.median}
        title = f"publish to {size} organizations × {TASKS} tasks on {vendor}"
        return harness.report(title, rows, figures, BARS, options.check)


def measure(size: int, runs: int) -> tuple[harness.Timing, harness.Timing]:
    from django.db import connection, transaction

    from quanjing.organizations.queries import Selection
    from quanjing.tasks.actions import publish
    from quanjing.tasks.models import Assignment
    from world import directive_with_tasks, nation

    actor = nation(size)
    selection = Selection(under=actor.organization_code, kinds=("society",))

    def ours() -> float:
        directive = directive_with_tasks(actor)
        seconds = harness.timed(
            lambda: publish(actor=actor, directive=directive, selection=selection, override="benchmark")
        )
        assert Assignment.objects.count() == size * TASKS
        Assignment.objects.all().delete()
        return seconds

    def floor() -> float:
        directive = directive_with_tasks(actor)

        @transaction.atomic
        def insert() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO tasks_assignment "
                    "(task_id, organization_id, directive_id, state, changed_at) "
                    "SELECT t.id, o.id, t.directive_id, 'due', CURRENT_TIMESTAMP "
                    "FROM organizations_organization o CROSS JOIN tasks_task t "
                    "WHERE t.directive_id = %s AND o.kind = 'society'",
                    [directive.pk],
                )

        seconds = harness.timed(insert)
        assert Assignment.objects.count() == size * TASKS
        Assignment.objects.all().delete()
        return seconds

    first, second = harness.in_turn(runs, ours, floor)
    return first, second


if __name__ == "__main__":
    harness.stop(main())
