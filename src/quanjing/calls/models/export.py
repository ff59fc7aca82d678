"""What was asked for as a file: a list, or all applications with their papers."""

from __future__ import annotations

from django.db import models

from quanjing.calls.enums import ExportKind
from quanjing.calls.models.call import Call
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.jobs.models import Job
from quanjing.organizations.models import Post


class CallExport(models.Model):
    """A file made by a job, seen by the post that asked; `wanted` are the filters of the list."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="exports")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ExportKind)
    wanted = models.JSONField(default=dict)
    language = models.CharField(max_length=16)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    count = models.PositiveIntegerField(default=0)
    made_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call} {self.kind}"

    @property
    def is_under_way(self) -> bool:
        return self.finished_at is None and self.job is not None and not self.job.is_finished
