"""An inspection, its stages, the bodies that it concerns, the record of the draw, and visits."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.inspections.enums import DONE_SELF, InspectionState, Mode, SelfState, Strata, VisitState
from quanjing.inspections.models.checklist import Checklist
from quanjing.organizations.models import Organization
from quanjing.registers.models import RegisterEntry
from quanjing.sheets.models import SheetTemplate


class Inspection(models.Model):
    """What a body wants to look at, how, and by when. `kinds`, `levels`, `classes`: empty means all.

    `per_part` is how many bodies of each part are drawn for visits, none: all are visited. The seed is fixed
    before anything is drawn and is never changed. `red_days` after its date a finding turns red.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="inspections")
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    basis = models.CharField(max_length=300, blank=True)  # the text that asks for it
    directive = models.ForeignKey(
        Directive, on_delete=models.SET_NULL, null=True, blank=True, related_name="inspections"
    )
    guidance = models.ForeignKey(
        RegisterEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="inspections")
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.BOTH)
    state = models.CharField(max_length=12, choices=InspectionState, default=InspectionState.DRAFT)
    first_day = models.DateField()
    last_day = models.DateField()
    self_by = models.DateField(null=True, blank=True)  # last day of the self-check
    short_reason = models.CharField(max_length=300, blank=True)  # why the self-check is due at once
    allows_nil = models.BooleanField(default=True)
    head_confirms = models.BooleanField(default=False)  # a self-check, before it leaves a body with a head
    red_days = models.PositiveSmallIntegerField(default=7)
    under = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    classes = models.JSONField(default=list)
    per_part = models.PositiveSmallIntegerField(null=True, blank=True)
    strata = models.CharField(max_length=12, choices=Strata, default=Strata.NONE)
    seed = models.CharField(max_length=100, blank=True)
    seed_source = models.CharField(max_length=200, blank=True)
    seed_name = models.CharField(max_length=150, blank=True)
    seed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was called off, or how it ended
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    announced_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="inspection_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=InspectionState.CALLED_OFF) | ~models.Q(reason=""),
                name="inspection_called_off_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["organization", "state"], name="inspection_of_body")]

    def __str__(self) -> str:
        return self.name

    @property
    def asks_self(self) -> bool:
        return self.mode != Mode.VISITS

    @property
    def has_visits(self) -> bool:
        return self.mode != Mode.SELF

    @property
    def is_under_way(self) -> bool:
        return self.state == InspectionState.ANNOUNCED


class InspectionStage(models.Model):
    """A named stage with its last day; findings may belong to one."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    last_day = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "position"], name="inspection_stage_once")
        ]

    def __str__(self) -> str:
        return self.name


class InspectedBody(models.Model):
    """A body as it was frozen when the inspection was announced, with its self-check.

    `answers` are by the key of the item: {"answer", "note", "owner", "due"}. `part` is the part of the list
    from which it may be drawn. Who was added by hand has the reason for it.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="bodies")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="inspected")
    part = models.CharField(max_length=40, blank=True)
    is_visited = models.BooleanField(default=False)  # drawn, or all are visited, or added
    added_reason = models.CharField(max_length=300, blank=True)
    self_state = models.CharField(max_length=10, choices=SelfState, blank=True)
    answers = models.JSONField(default=dict)
    nil_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    sent_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "organization"], name="inspected_body_once")
        ]
        indexes = [models.Index(fields=["organization", "self_state"], name="inspected_body_self")]

    def __str__(self) -> str:
        return f"{self.inspection}: {self.organization}"

    @property
    def is_done(self) -> bool:
        return self.self_state in DONE_SELF

    @property
    def is_late(self) -> bool:
        last = self.inspection.self_by
        return self.sent_on is not None and last is not None and self.sent_on > last


class Draw(models.Model):
    """The record of a draw: whoever has seed, list and size draws the same again."""

    inspection = models.OneToOneField(Inspection, on_delete=models.CASCADE, related_name="draw")
    seed = models.CharField(max_length=100)
    size = models.PositiveSmallIntegerField()  # of each part
    population = models.JSONField()  # code -> part
    chosen = models.JSONField()  # codes in the order in which they were drawn
    drawn_name = models.CharField(max_length=150)
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.inspection} {self.seed}"


class Visit(models.Model):
    """A visit on the spot: the day, which posts go, the sheet, the result. Nothing about persons."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    body = models.ForeignKey(InspectedBody, on_delete=models.CASCADE, related_name="visits")
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="visits")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="visits")
    day = models.DateField()
    visitors = models.CharField(max_length=300)  # posts or offices
    state = models.CharField(max_length=12, choices=VisitState, default=VisitState.PLANNED)
    answers = models.JSONField(default=dict)
    result = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was moved or called off
    again_for = models.ForeignKey(
        "inspections.Finding", on_delete=models.SET_NULL, null=True, blank=True, related_name="revisits"
    )
    made_name = models.CharField(max_length=150)
    made_on = models.DateField()
    concluded_name = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "pk"]
        indexes = [
            models.Index(fields=["organization", "day"], name="visit_of_body"),
            models.Index(fields=["state", "day"], name="visit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.day:%Y-%m-%d}"

    @property
    def is_entered_afterwards(self) -> bool:
        """Whether it was written down on its day or later; a planned one is told a day before at least."""
        return self.made_on >= self.day
