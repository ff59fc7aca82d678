"""How many assignments below each body are in which state: added to by every move, folded by the worker."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.organizations.models import Organization
from quanjing.tasks.enums import State
from quanjing.tasks.models.task import Task


class Tally(models.Model):
    """A line of the count that `node` keeps of the assignments below it; its own are not in it.

    Lines are only added, so that reports never wait for each other on a shared row: an assignment that
    moves adds -1 and +1 at every body above it. The count is the sum of the lines at any moment; folding
    replaces many lines by one of the same sum. `due_at`, `closes_at` and `extended_to` are the
    assignments' own dates (of a return: its date as `due_at`) where a clock still runs, else empty.
    """

    # no constraints: their check would make every report touch the row of the national body
    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="tallies", db_index=False, db_constraint=False
    )
    task = models.ForeignKey(Task, models.CASCADE, related_name="+", db_constraint=False)
    node = models.ForeignKey(Organization, models.CASCADE, related_name="+", db_constraint=False)
    state = models.CharField(max_length=12, choices=State)
    sent_late = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    extended_to = models.DateTimeField(null=True, blank=True)
    count = models.IntegerField()
    folded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["directive", "node"]),
            models.Index(fields=["directive"], condition=models.Q(folded=False), name="tally_unfolded"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.task_id} {self.state} {self.count:+d}"
