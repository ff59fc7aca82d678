"""A kind of register: what its entries say and by which rhythm they are kept. Rows, never code."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.foundation.names import in_language
from quanjing.organizations.models import Organization
from quanjing.sheets.models import SheetTemplate

BLOCK = "entry"  # the key of the one block of a kind's sheet


class RegisterKind(models.Model):
    """A kind, for the body that defined it and all below; without a body for everyone.

    `holders` are kinds of organizations (empty: all). `steps` are {"name", "days_before"}: what has to be
    done how long before the day of an entry.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="register_kinds"
    )
    position = models.PositiveSmallIntegerField(default=100)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=300)  # what the register is for; shown above every list
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+")
    holders = models.JSONField(default=list)
    is_reviewed = models.BooleanField(default=False)  # a filed entry waits for the reviewer or the desk above
    needs_reviewer = models.BooleanField(default=False)  # an entry without a reviewer is not filed
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)
    expires = models.BooleanField(default=False)  # an entry may have a last day
    is_dated = models.BooleanField(default=False)  # an entry has a day of its own: a forum, the end of a term
    ahead_days = models.PositiveSmallIntegerField(null=True, blank=True)  # filed so long before that day
    steps = models.JSONField(default=list)
    is_consulted = models.BooleanField(default=False)  # a body is asked beforehand
    is_shared = models.BooleanField(default=False)  # the bodies below see what is in force
    is_acknowledged = models.BooleanField(default=False)  # and each says once that it has read it
    confirm_month = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 to 12
    dormant_days = models.PositiveSmallIntegerField(null=True, blank=True)
    keeps_log = models.BooleanField(default=False)
    asked_as = models.JSONField(default=list)  # labels under which forms ask for the entries
    version = models.PositiveIntegerField(default=1)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # last day

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return in_language(self.name_zh, self.name_en)
