"""A forum of a class or a unit. Nothing here is counted, by thread or by person."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.study.models.classes import TrainingClass


class Board(models.Model):
    """Where the people of a unit and of those below it, or of one class, talk; kept by `organization`."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="boards")
    training_class = models.OneToOneField(
        TrainingClass, on_delete=models.CASCADE, null=True, blank=True, related_name="board"
    )
    name = models.CharField(max_length=200)
    looks_first = models.BooleanField(default=False)  # a text is shown once a moderator has looked at it
    closed_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Thread(models.Model):
    code = models.CharField(max_length=16, unique=True, default=new_code)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class ForumText(models.Model):
    """What somebody wrote, under name and post of that moment. `is_reported`: somebody asked for a look."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="texts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=150)
    author_post = models.CharField(max_length=300)
    text = models.TextField()
    written_at = models.DateTimeField()
    is_waiting = models.BooleanField(default=False)
    is_reported = models.BooleanField(default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]
