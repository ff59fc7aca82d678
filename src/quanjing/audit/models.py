"""Who did what to which object: append-only, hash-chained, without foreign keys."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AuditEntry(models.Model):
    """One action. Codes and labels only, so that it outlives what it names.

    Entries form chains (one for each group of organizations, so that no single row is a queue):
    `hash` covers the entry's own fields and the hash before it; see `audit.chain`.
    """

    chain = models.PositiveSmallIntegerField()
    position = models.PositiveBigIntegerField()
    at = models.DateTimeField(db_index=True)
    user_name = models.CharField(max_length=150)
    post_code = models.CharField(max_length=16, blank=True)
    post_title = models.CharField(max_length=200, blank=True)
    organization_code = models.CharField(max_length=16, blank=True, db_index=True)
    organization_name = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=255, blank=True, db_index=True)
    verb = models.CharField(max_length=64, db_index=True)
    object_type = models.CharField(max_length=64)
    object_code = models.CharField(max_length=40, blank=True, db_index=True)
    object_label = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    origin = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "position"], name="audit_place_in_chain")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user_name} {self.verb} {self.object_code}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise TypeError("an audit entry is never deleted")


class ChainHead(models.Model):
    """The last entry of a chain: its lock while one is added, and the proof that none was cut off."""

    chain = models.PositiveSmallIntegerField(primary_key=True)
    position = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.chain}: {self.position}"
