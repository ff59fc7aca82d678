"""A body under a scheme: one row with everything computed; rows beside it only where people wrote."""

from __future__ import annotations

from django.db import models

from quanjing.assessment.enums import EvidenceKind, UnitState
from quanjing.assessment.models.scheme import Scheme
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post


class Assessed(models.Model):
    """A body that is assessed: class and tier, what was read of it, and what came of it.

    `given` is by indicator what its pattern asks for, as facts were read. `lines` are the explained lines
    [key, marks, rule, capped]; `result` of the whole is in the columns. `decided` is by indicator what
    people gave instead, {"reviews": […]} or {"decided": …}.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="bodies")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="assessments")
    society_class = models.PositiveSmallIntegerField()
    tier = models.CharField(max_length=16, blank=True)
    place_confirmed_at = models.DateTimeField(null=True, blank=True)  # class and tier, by the body
    place_wish = models.CharField(max_length=300, blank=True)  # what the body says against them
    state = models.CharField(max_length=8, choices=UnitState, default=UnitState.DUE)
    version = models.PositiveIntegerField(default=1)
    until_on = models.DateField(null=True, blank=True)  # its own last day, given by the desk
    prepared_name = models.CharField(max_length=150, blank=True)
    sent_name = models.CharField(max_length=150, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    was_late = models.BooleanField(default=False)
    given = models.JSONField(default=dict)
    decided = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    base = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    bonus = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    total = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    grade = models.CharField(max_length=16, blank=True)
    vetoed = models.JSONField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "organization"], name="assessment_body_once")
        ]
        indexes = [models.Index(fields=["scheme", "state"], name="assessment_body_state")]

    def __str__(self) -> str:
        return str(self.organization)


class Answer(models.Model):
    """What a body, or for a line of the desk the desk, says on a line. `disputes` a line of facts."""

    assessed = models.ForeignKey(Assessed, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=16)
    value = models.JSONField(null=True)
    words = models.CharField(max_length=1000, blank=True)
    disputes = models.BooleanField(default=False)
    carried_from = models.PositiveSmallIntegerField(null=True, blank=True)  # version of the scheme
    by_name = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessed", "key"], name="assessment_answer_once")]

    def __str__(self) -> str:
        return f"{self.assessed_id} {self.key}"


class Evidence(models.Model):
    """What shows that an answer is right. `same_as` knows a piece again that stands in another line.

    Used twice only with `again_reason`, which reviewers read.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    assessed = models.ForeignKey(Assessed, on_delete=models.CASCADE, related_name="evidence")
    key = models.CharField(max_length=16)
    kind = models.CharField(max_length=8, choices=EvidenceKind)
    label = models.CharField(max_length=300)
    link = models.CharField(max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    same_as = models.CharField(max_length=100)
    again_reason = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["assessed", "same_as"], name="assessment_evidence_same")]

    def __str__(self) -> str:
        return self.label


class ReviewSheet(models.Model):
    """What one reviewer gives a body: marks and reasons by indicator, hidden from the other until both gave.

    `marks` is {key: [marks, reason]}. A declared conflict takes the sheet away from the post.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    assessed = models.ForeignKey(Assessed, on_delete=models.CASCADE, related_name="sheets")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    is_third = models.BooleanField(default=False)
    marks = models.JSONField(default=dict)
    conflict = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=150, blank=True)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessed", "post"], name="assessment_sheet_once")]
        indexes = [models.Index(fields=["post", "given_at"], name="assessment_sheet_queue")]

    def __str__(self) -> str:
        return str(self.assessed)


class Appeal(models.Model):
    """A body asks to look at one line again; decided with a reason by somebody who did not review it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    assessed = models.ForeignKey(Assessed, on_delete=models.CASCADE, related_name="appeals")
    key = models.CharField(max_length=16)
    text = models.CharField(max_length=1000)
    by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    marks = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)  # as decided
    reason = models.CharField(max_length=1000, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessed", "key"], name="assessment_appeal_once")]

    def __str__(self) -> str:
        return f"{self.assessed_id} {self.key}"
