"""A named study activity; its date may hang on an event whose day nobody knows yet."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from quanjing.directives.models import Event
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.study.enums import CampaignState, Mode
from quanjing.study.models.library import Material, ReadingList


class Campaign(models.Model):
    """`theme` joins campaigns of several years. It lasts until a day, or some days before an event.

    Activities belong to it that bear its name as their campaign.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="campaigns")
    name = models.CharField(max_length=100)
    theme = models.CharField(max_length=100, blank=True, db_index=True)
    slogan = models.CharField(max_length=200, blank=True)
    intro = models.TextField(blank=True)  # the outline of what is studied
    logo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=CampaignState, default=CampaignState.DRAFT)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    days_before = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="campaign_named_once"),
            models.CheckConstraint(
                condition=models.Q(event=None) | models.Q(ends_on=None), name="campaign_day_or_event"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def until(self) -> date | None:
        """The last day; None while the event that it hangs on has no day, or where there is none."""
        if self.event is None:
            return self.ends_on
        if self.event.happens_on is None:
            return None
        return self.event.happens_on - timedelta(days=self.days_before)


class StudyItem(models.Model):
    """One thing that a campaign asks to study, and how."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(max_length=200)
    mode = models.CharField(max_length=16, choices=Mode, blank=True, default=Mode.ANY)
    chapters = models.TextField(blank=True)  # one a line
    material = models.ForeignKey(Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reading_list = models.ForeignKey(
        ReadingList, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
