"""Papers and photos of an activity, addresses of calendars, tables that were uploaded and not yet entered."""

from __future__ import annotations

from django.db import models

from quanjing.activities.models.activity import Activity
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post, UploadedTable


class ActivityPaper(models.Model):
    """Minutes as a scan or a file; `text` is what could be read of it, for the search."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="papers")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    added_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.file)


class Photo(models.Model):
    """A picture with what it is for and who said that the people in it agreed. Never asked for."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    consent_name = models.CharField(max_length=150)  # who confirmed the consent
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(purpose="") & ~models.Q(consent_name=""), name="photo_purpose_and_consent"
            )
        ]

    def __str__(self) -> str:
        return str(self.file)


class CalendarFeed(models.Model):
    """A secret address at which a calendar programme reads what a post sees; only its hash is kept."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="calendar_feeds")
    secret_hash = models.CharField(max_length=64, unique=True)
    subtree = models.BooleanField(default=False)  # with the bodies below, where the post reads them
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.post} {self.made_at:%Y-%m-%d}"


class ActivityDraft(UploadedTable):
    """A table of activities of one body."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
