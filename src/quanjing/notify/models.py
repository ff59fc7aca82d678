"""Messages to people inside the product, and mails to their bodies."""

from __future__ import annotations

from django.db import models

from quanjing.accounts.models import User
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.notify.enums import MailState, Pace
from quanjing.organizations.models import Organization, Post


class Message(models.Model):
    """News for whoever holds a post. `kind` picks the wording, `values` fill it, `link` opens the thing."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=80)  # the same news is told once: unique with the post
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)  # went out in the mail of a day

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="message_told_once")]
        indexes = [models.Index(fields=["post", "read_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DigestChoice(models.Model):
    """How often a person wants news by mail; without a row, every day."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=10, choices=Pace)

    def __str__(self) -> str:
        return f"{self.user} {self.pace}"


class Mail(models.Model):
    """A mail to a body: kept here first, sent from here once.

    `key` names the news, so that the same news makes one mail only. A mail is marked as being sent, and
    that is committed, before the server hears of it. `about` is the assignment (TASK-ORGANIZATION) to
    which an answer belongs, `answers` the Message-ID of the mail that it answers by itself. A mail to a
    `person` is read by nobody else.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    key = models.CharField(max_length=80, unique=True)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    to = models.JSONField()  # addresses
    subject = models.CharField(max_length=300)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=MailState)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)
    about = models.CharField(max_length=40, blank=True)
    answers = models.CharField(max_length=260, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    try_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["state", "try_at"]), models.Index(fields=["created_at"])]

    def __str__(self) -> str:
        return self.subject
