"""What activities there are, and how often a body holds them: records, never constants."""

from __future__ import annotations

from django.db import models

from quanjing.activities.enums import Part, Period
from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.foundation.names import in_language
from quanjing.organizations.models import Organization


class ActivityKind(models.Model):
    """A kind of activity, for the body that defined it and all below; without a body for everyone."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="activity_kinds"
    )
    position = models.PositiveSmallIntegerField(default=100)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    parts = models.JSONField(default=list)  # of `Part`
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # last day

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return in_language(self.name_zh, self.name_en)

    def says(self, part: Part) -> bool:
        """Whether activities of this kind may have `part`."""
        return part.value in self.parts


class RhythmRule(models.Model):
    """At least `minimum` times in every period, for the bodies of a subtree, its head included.

    `kinds`, `levels` and `classes` are those of organizations; empty: all. Whom it reaches is looked up
    when it is counted, so that a body that is founded today has its rhythm today.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="rhythm_rules")
    under = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey(ActivityKind, on_delete=models.PROTECT, related_name="rhythms")
    minimum = models.PositiveSmallIntegerField(default=1)
    period = models.CharField(max_length=12, choices=Period)
    kinds = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # last day
    basis = models.CharField(max_length=300, blank=True)  # the text that asks for it
    directive = models.ForeignKey(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="rhythm_rules"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(minimum__gte=1), name="rhythm_at_least_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="rhythm_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.minimum}/{self.period}"
