"""What remains of a class: certificates, and answers of which nobody knows whose they are."""

from __future__ import annotations

import uuid

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.study.enums import Asked
from quanjing.study.models.classes import ClassSeat, TrainingClass


class CertificateYear(models.Model):
    """The last number that a body gave in a year and series; locked while the next ones are given.

    The series of classes is empty, that of examinations "e".
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    series = models.CharField(max_length=1, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "series"], name="certificate_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class Printed(models.Model):
    """A certificate with everything as it was printed. `number` ends with letters that nobody can guess."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    organization_name = models.CharField(max_length=200)
    post_title = models.CharField(max_length=100)
    holder_name = models.CharField(max_length=150)
    issued_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class Certificate(Printed):
    """That somebody was present at a class."""

    seat = models.OneToOneField(ClassSeat, on_delete=models.PROTECT, related_name="certificate")


class EvaluationTicket(models.Model):
    """The right to answer once: the digest of a seat under the key of the installation, gone once used."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="tickets")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training_class", "digest"], name="evaluation_ticket_once")
        ]

    def __str__(self) -> str:
        return str(self.training_class_id)


class EvaluationTally(models.Model):
    """How often an answer was given. There is no row of a person's answers, and no time of one."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="tallies")
    asked = models.CharField(max_length=16, choices=Asked)
    answer = models.PositiveSmallIntegerField()  # 1 … 5
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "asked", "answer"], name="evaluation_tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked} {self.answer}"


class EvaluationText(models.Model):
    """A suggestion under a random key, so that the order of rows says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="suggestions")
    text = models.TextField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.id)
