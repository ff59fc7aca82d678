"""Experts and volunteer teams who want to be asked."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.services.enums import Field, HelperKind


class Helper(models.Model):
    """An expert who has agreed to be listed, or a team with the number of its people; listed by a body.

    Contact is shown to a desk only after they said that they will help. Leaving the roster deletes the row.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="helpers")
    kind = models.CharField(max_length=10, choices=HelperKind)
    name = models.CharField(max_length=100)
    title = models.CharField(max_length=100, blank=True)  # post and unit of an expert
    number = models.PositiveIntegerField(null=True, blank=True)  # people of a team
    city = models.CharField(max_length=60, blank=True)
    availability = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40)
    agreed_on = models.DateField()
    last_asked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "kind"], name="helper_of_body")]

    def __str__(self) -> str:
        return self.code  # a name must not stay in the record of actions

    @property
    def field_words(self) -> list[str]:
        return [one.get_field_display() for one in self.fields.all()]


class HelperField(models.Model):
    """A field in which somebody helps."""

    helper = models.ForeignKey(Helper, on_delete=models.CASCADE, related_name="fields")
    field = models.CharField(max_length=12, choices=Field)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["helper", "field"], name="helper_field_once")]
        indexes = [models.Index(fields=["field", "helper"], name="helper_by_field")]

    def __str__(self) -> str:
        return str(self.get_field_display())
