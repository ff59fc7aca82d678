"""Panels, judges, conflicts, and what each judge gave."""

from __future__ import annotations

from django.db import models

from quanjing.calls.enums import ConflictKind, Round, ScoreState
from quanjing.calls.models.application import Application
from quanjing.calls.models.call import Call, Direction
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post


class Panel(models.Model):
    """A group of judges for some directions of a call, in one round or (empty) in both."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="panels")
    name = models.CharField(max_length=100)
    round = models.CharField(max_length=6, choices=Round, blank=True)
    directions = models.ManyToManyField(Direction, related_name="panels")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "name"], name="panel_named_once")]

    def __str__(self) -> str:
        return self.name


class Judge(models.Model):
    """A post that judges in a panel. `unit`, `units` and `close_to` are what conflicts are found by.

    `mark` is by what others know the judge: a letter, never a name. `close_to` are the units and people whom
    the judge has named as close, without knowing which application is theirs.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="judges")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="judging")
    mark = models.CharField(max_length=4)
    unit = models.CharField(max_length=200, blank=True)  # where the judge works
    units = models.ManyToManyField(Organization, related_name="+")  # bodies that the judge belongs to
    close_to = models.JSONField(default=list)
    declared_at = models.DateTimeField(null=True, blank=True)  # has said which conflicts there are
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "post"], name="judge_once_in_panel"),
            models.UniqueConstraint(fields=["panel", "mark"], name="judge_mark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.panel} {self.mark}"


class Conflict(models.Model):
    """Why a judge has nothing to do with an application."""

    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    kind = models.CharField(max_length=10, choices=ConflictKind)
    detail = models.CharField(max_length=300, blank=True)  # which unit, which name
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["judge", "application", "kind"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.judge} {self.kind}"


class Score(models.Model):
    """What one judge gives one application in one round.

    `points`: {primary key of a criterion as text: points as text}; `total` out of 100, exact to four places.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scores")
    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="scores")
    round = models.CharField(max_length=6, choices=Round, default=Round.PAPER)
    state = models.CharField(max_length=8, choices=ScoreState, default=ScoreState.OPEN)
    points = models.JSONField(default=dict)
    total = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    feedback = models.TextField(blank=True)  # for the applicant, without the judge's name
    note = models.TextField(blank=True)  # for the desk
    version = models.PositiveIntegerField(default=1)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "judge", "round"], name="score_once"),
            models.CheckConstraint(
                condition=~models.Q(state=ScoreState.DONE) | models.Q(total__isnull=False),
                name="score_done_with_total",
            ),
        ]
        indexes = [models.Index(fields=["judge", "state"], name="score_of_judge")]

    def __str__(self) -> str:
        return f"{self.application} {self.judge}"


class Sitting(models.Model):
    """A round of a call: begun with the first allotment, closed by the desk; then nothing is scored."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="sittings")
    round = models.CharField(max_length=6, choices=Round)
    due_on = models.DateField(null=True, blank=True)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "round"], name="sitting_once")]

    def __str__(self) -> str:
        return f"{self.call} {self.round}"


class ShowSlot(models.Model):
    """When and where an application is shown; its place in the order was drawn by lot."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="show_slot")
    position = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200)

    class Meta:
        ordering = ["starts_at", "position"]

    def __str__(self) -> str:
        return f"{self.application} {self.position}"


class ClearedFile(models.Model):
    """A picture or scan of which the desk has seen that it shows no name, so that judges may see it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="cleared_files")
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    cleared_name = models.CharField(max_length=150)
    cleared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "file"], name="file_cleared_once")]

    def __str__(self) -> str:
        return f"{self.file}"
