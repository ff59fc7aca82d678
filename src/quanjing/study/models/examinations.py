"""Voluntary examinations: who passes has a certificate; nothing says whose any other paper is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.quiz.models import Contest
from quanjing.study.models.classes import ClassSeat, TrainingClass
from quanjing.study.models.completion import Printed


class Examination(models.Model):
    """An examination for the people of a class: a contest without ranking that no page of contests shows."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="examinations")
    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="examination")
    pass_share = models.PositiveSmallIntegerField()  # per cent of what a paper is worth

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_share__gte=1, pass_share__lte=100), name="examination_pass_share"
            )
        ]

    def __str__(self) -> str:
        return self.contest.name


class ExaminationCertificate(Printed):
    """That somebody passed, for himself and the holder of the class; `is_public` is his own word."""

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="certificates")
    seat = models.ForeignKey(ClassSeat, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_public = models.BooleanField(default=False)

    class Meta(Printed.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["examination", "seat", "holder"], name="examination_certificate_once"
            )
        ]
