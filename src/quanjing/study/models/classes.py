"""Training classes: places by subtree, nominated posts, groups, a timetable."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models import Activity
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.study.enums import LIVE, ClassState, SeatState
from quanjing.study.models.campaign import Campaign


class TrainingClass(models.Model):
    """A class that a body holds. `moved` grows with each new date, so that it is told once."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="classes")
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    trainees = models.JSONField(default=list)  # of `Trainees`
    campaign = models.ForeignKey(
        Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="classes"
    )
    place = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    seats = models.PositiveIntegerField()
    nominate_until = models.DateField()  # last day
    state = models.CharField(max_length=10, choices=ClassState, default=ClassState.DRAFT)
    reason = models.CharField(max_length=300, blank=True)  # of the last change of date, or why it is off
    evaluation_until = models.DateField(null=True, blank=True)  # last day for answers
    moved = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="class_ends_after_start"
            ),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="class_has_seats"),
        ]

    def __str__(self) -> str:
        return self.title


class ClassQuota(models.Model):
    """How many places the bodies of a subtree have, its head included."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="quotas")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "organization"], name="class_quota_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.seats}"


class ClassGroup(models.Model):
    """A group that works together during the class."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["training_class", "name"], name="class_group_once")]

    def __str__(self) -> str:
        return self.name


class ClassSeat(models.Model):
    """A post that was nominated, never a person's particulars. The waiting list is in order of the key."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="nominations")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    quota = models.ForeignKey(ClassQuota, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=SeatState)
    group = models.ForeignKey(ClassGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_present = models.BooleanField(null=True)  # by the organizer's paper list
    named_name = models.CharField(max_length=150)
    named_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "post"],
                condition=models.Q(state__in=[state.value for state in LIVE]),
                name="class_post_once",
            )
        ]
        indexes = [models.Index(fields=["training_class", "state"])]

    def __str__(self) -> str:
        return f"{self.training_class}: {self.post.title}"


class ClassSession(models.Model):
    """A line of the timetable; once the class is open it is an activity of the organizer's calendar."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.CharField(max_length=200)
    lecturer = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="class_session_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.topic
