"""What a body takes from inside and outside, and its official channel."""

from __future__ import annotations

from django.db import models

from quanjing.organizations.models import Organization


class ServiceDesk(models.Model):
    """The service desk of a body; `keep_days` is how long contact data from outside stay after the end."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="service_desk")
    intro = models.TextField(blank=True)
    takes_requests = models.BooleanField(default=False)
    takes_questions = models.BooleanField(default=False)
    keep_days = models.PositiveSmallIntegerField(default=180)
    channel_text = models.TextField(blank=True)
    channel_link = models.URLField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.organization.name
