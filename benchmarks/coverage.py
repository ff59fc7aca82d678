"""The coverage of a whole tree, beside one bare GROUP BY of the same assignments by task, state and child.

The number of queries must not depend on the number of organizations: it is counted at a tenth of the size
and at the whole size.
"""

from __future__ import annotations

import harness
from database import fresh

BARS = {"coverage/floor": 12.0, "queries grown": 0.0}
ORGANIZATIONS, QUICK = 10_000, 1_000
TASKS = 4


def main() -> int:
    options = harness.arguments(__doc__)
    size = QUICK if options.quick else ORGANIZATIONS
    counted = []
    with fresh(options.database_url) as vendor:
        for organizations in (size // 10, size):
            empty()
            ours, floor, queries = measure(organizations, options.runs)
            counted.append(queries)
    rows = {
        "coverage (whole tree)": ours,
        "bare JOIN and GROUP BY": floor,
        "queries at a tenth, at all": " and ".join(map(str, counted)),
    }
    figures = {"coverage/floor": ours.median / floor.median, "queries grown": float(counted[1] - counted[0])}
    return harness.report(f"coverage of {size} organizations on {vendor}", rows, figures, BARS, options.check)


def empty() -> None:
    """The next size starts from nothing."""
    from quanjing.accounts.models import User
    from quanjing.directives.models import Directive
    from quanjing.organizations.models import Organization, Post

    Directive.objects.all().delete()
    Post.objects.all().delete()
    User.objects.all().delete()
    Organization.objects.all().delete()


def measure(size: int, runs: int) -> tuple[harness.Timing, harness.Timing, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from quanjing.organizations.queries import Selection
    from quanjing.tasks.actions import publish
    from quanjing.tasks.queries import coverage
    from world import directive_with_tasks, nation

    actor = nation(size)
    directive = directive_with_tasks(actor)
    selection = Selection(under=actor.organization_code, kinds=("society",))
    publish(actor=actor, directive=directive, selection=selection, override="benchmark")

    def ours() -> float:
        return harness.timed(lambda: coverage(actor, directive).as_json())

    def floor() -> float:
        with connection.cursor() as cursor:
            return harness.timed(
                lambda: cursor.execute(
                    "SELECT a.task_id, a.state, substr(o.path, 1, 8), COUNT(*) FROM tasks_assignment a "
                    "JOIN organizations_organization o ON o.id = a.organization_id "
                    "WHERE a.directive_id = %s GROUP BY a.task_id, a.state, substr(o.path, 1, 8)",
                    [directive.pk],
                )
            )

    with CaptureQueriesContext(connection) as captured:
        found = coverage(actor, directive)
    assert sum(task.counts.addressed for task in found.tasks) == size * TASKS
    first, second = harness.in_turn(runs, ours, floor)
    return first, second, len(captured)


if __name__ == "__main__":
    harness.stop(main())
