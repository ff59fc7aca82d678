"""Messages to people inside the product; other channels come as further files."""

from __future__ import annotations

from django.db import models

from quanjing.organizations.models import Post


class Message(models.Model):
    """News for whoever holds a post. `kind` picks the wording, `values` fill it, `link` opens the thing."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=80)  # the same news is told once: unique with the post
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="message_told_once")]
        indexes = [models.Index(fields=["post", "read_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
