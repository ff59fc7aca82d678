"""The question desk: who asks is kept nowhere."""

from __future__ import annotations

import secrets

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.services.enums import QuestionState


def random_key() -> int:
    """A key that says nothing about the order in which questions came."""
    return secrets.randbits(52)


class QuestionTopic(models.Model):
    """A topic to choose from; without a body it is there for everybody."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question with its answer. No person, no address, no time: the month is enough to keep it by.

    `lookup` is the digest of the code that was shown once. Put aside, the text is emptied.
    """

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    code = models.CharField(max_length=16, unique=True, default=new_code)
    lookup = models.CharField(max_length=64, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="questions")
    topic = models.ForeignKey(QuestionTopic, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    month = models.DateField()  # its first day
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.ASKED)
    answer = models.TextField(blank=True)
    drafted_name = models.CharField(max_length=150, blank=True)
    drafted_post = models.CharField(max_length=16, blank=True)  # code of the post
    looked_name = models.CharField(max_length=150, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "state", "answered_on"], name="question_listed")]

    def __str__(self) -> str:
        return self.code
