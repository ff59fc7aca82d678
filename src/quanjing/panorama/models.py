"""Counts of everything at one moment: the latest, which the next one replaces, and snapshots, which stay."""

from __future__ import annotations

from django.db import models


class Snapshot(models.Model):
    """All figures of all bodies at `taken_at`, packed (`packing`); never changed after it was made.

    `code` is what is printed on pages and exports. One that nobody keeps (`kept`) makes room for the next.
    """

    code = models.CharField(max_length=24, unique=True)
    taken_at = models.DateTimeField()
    kept = models.BooleanField(default=False)
    taken_name = models.CharField(max_length=150, blank=True)  # empty: the worker
    note = models.CharField(max_length=200, blank=True)
    bodies = models.PositiveIntegerField()
    seconds = models.FloatField()  # that counting took
    digest = models.CharField(max_length=64)
    data = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["taken_at"])]

    def __str__(self) -> str:
        return self.code
