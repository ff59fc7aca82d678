"""How many activities lie in each subtree, by kind, day and state; pattern of `tasks.models.Tally`."""

from __future__ import annotations

from django.db import models

from quanjing.activities.enums import ActivityState
from quanjing.activities.models.kind import ActivityKind
from quanjing.organizations.models import Organization


class ActivityTally(models.Model):
    """A line of the count that `node` keeps of the activities in its subtree, its own included.

    Lines are only added (-1 and +1), folded by the worker; the sum is right at any moment. A joint activity
    adds one at every body that has any of its hosts in its subtree: once at each, however many hosts.
    """

    # no constraints: their check would make every record touch the row of the national body
    node = models.ForeignKey(
        Organization, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    kind = models.ForeignKey(ActivityKind, models.CASCADE, related_name="+", db_constraint=False)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=ActivityState)
    count = models.IntegerField()
    folded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["node", "day"]),
            models.Index(fields=["node"], condition=models.Q(folded=False), name="activity_tally_unfolded"),
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.day:%Y-%m-%d} {self.state} {self.count:+d}"
