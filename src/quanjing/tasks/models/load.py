"""What a directive asks of each body, and who says that it was asked before."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.tasks.models.task import Task


class DirectiveLoad(models.Model):
    """What a published directive asks of each body that it addresses; `minutes` by `queries.load`."""

    directive = models.OneToOneField(Directive, on_delete=models.CASCADE, related_name="load")
    requests = models.PositiveIntegerField()
    fields_asked = models.PositiveIntegerField()
    fields_known = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.directive}: {self.minutes}"


class DuplicateMark(models.Model):
    """One unit says that a task duplicates another request; `mark` is a keyed hash, no unit is kept."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="duplicate_marks")
    mark = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.task)
