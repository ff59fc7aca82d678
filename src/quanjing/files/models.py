"""Stored files: checksum, type, size. Who may read one is decided by what it belongs to."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code


class StoredFile(models.Model):
    """A file that passed `files.actions.store`; the bytes lie in the default storage under `place`."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    name = models.CharField(max_length=255)  # as uploaded, shown to people, never used as a path
    place = models.CharField(max_length=255)
    format = models.CharField(max_length=8)  # docx pdf jpg …
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    organization_code = models.CharField(max_length=16, db_index=True)  # whose upload
    stored_by = models.CharField(max_length=150)
    stored_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FileText(models.Model):
    """What stands in a file, read once, since stored bytes never change; empty where nothing can be read."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="read")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text[:80]
