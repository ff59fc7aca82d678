"""Requests for help from a body or from outside, who was asked, and to whom they were passed on."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.services.enums import UNDER_WAY, AskState, Field, Rating, RequestState
from quanjing.services.models.helper import Helper


class ServiceRequest(models.Model):
    """What somebody needs, and what became of it. `desk` is the body that has it now.

    From outside there is no account: `lookup` is the digest of the code that was shown once. `from_name`,
    `contact`, `phone` are emptied on `erase_on`.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    desk = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="service_requests")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lookup = models.CharField(max_length=64, blank=True)
    field = models.CharField(max_length=12, choices=Field)
    title = models.CharField(max_length=200)
    need = models.TextField()
    city = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    wished_on = models.DateField(null=True, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=100, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    erase_on = models.DateField(null=True, blank=True)
    erased_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.OPEN)
    visited_on = models.DateField(null=True, blank=True)
    visited_place = models.CharField(max_length=200, blank=True)
    result = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    rating = models.CharField(max_length=10, choices=Rating, blank=True)
    rating_text = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    done_on = models.DateField(null=True, blank=True)
    done_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lookup"], condition=~models.Q(lookup=""), name="service_request_lookup_once"
            )
        ]
        indexes = [
            models.Index(fields=["desk", "state", "-made_at"], name="service_request_listed"),
            models.Index(fields=["erase_on"], name="service_request_erase"),
            models.Index(fields=["state", "done_on"], name="service_request_done"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def who(self) -> str:
        """Who asks: the body, or the firm as long as its name is kept."""
        return self.organization.name if self.organization else self.from_name


class HelpAsk(models.Model):
    """A helper was asked about a request; the body that lists him answers."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="asks")
    helper = models.ForeignKey(Helper, on_delete=models.SET_NULL, null=True, related_name="asks")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AskState, default=AskState.ASKED)
    reason = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["request", "helper"], name="help_asked_once")]
        indexes = [models.Index(fields=["organization", "state"], name="help_ask_of_body")]

    def __str__(self) -> str:
        return str(self.request)


class Referral(models.Model):
    """A request was passed on to a body that knows the field, with a note."""

    request = models.ForeignKey(ServiceRequest, on_delete=models.CASCADE, related_name="referrals")
    by = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)
    on = models.DateField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.by} → {self.to}"
