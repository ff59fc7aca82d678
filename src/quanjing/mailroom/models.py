"""Mails that came in: each a row with its fate, and what was made of its files."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.mailroom.enums import Doubt, Fate, ItemState, Trouble
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Submission
from quanjing.tasks.models import Assignment


class Mailbox(models.Model):
    """How far a folder on a mail server was read. `validity` is IMAP's: a new one numbers all mails anew."""

    name = models.CharField(max_length=300, unique=True)  # user@host/folder
    validity = models.PositiveBigIntegerField(default=0)
    last_uid = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=12, choices=Trouble, blank=True)
    detail = models.CharField(max_length=300, blank=True)  # of the trouble, in the words of the server
    failures = models.PositiveIntegerField(default=0)  # looks in a row that failed
    try_at = models.DateTimeField(null=True, blank=True)  # not before, after trouble

    def __str__(self) -> str:
        return self.name


class IncomingMail(models.Model):
    """One mail as it came; the raw mail lies in the default storage under `place`.

    `identity` is the mail's own, whichever way it came; a mail that came again has none and names the first.
    `organization` is the body whose desk sees it.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="incoming_mails")
    mailbox = models.ForeignKey(
        Mailbox, on_delete=models.PROTECT, null=True, blank=True, related_name="mails"
    )
    validity = models.PositiveBigIntegerField(null=True, blank=True)
    uid = models.PositiveBigIntegerField(null=True, blank=True)
    identity = models.CharField(max_length=64, unique=True, null=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="again"
    )
    place = models.CharField(max_length=255, blank=True)  # empty: not kept, the fate says why
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    message_id = models.CharField(max_length=260, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    sender = models.CharField(max_length=260, blank=True, db_index=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)  # the sender's own words
    sent_at = models.DateTimeField(null=True, blank=True)
    fate = models.CharField(max_length=12, choices=Fate, default=Fate.ARRIVED)
    reason = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveIntegerField(default=0)  # readings begun; of one that waits: and not ended
    deaths = models.PositiveSmallIntegerField(default=0)  # processes of its own that reading it ended
    arrived_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)  # empty: decided by the rules

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="mail_fetched_once")
        ]
        indexes = [
            models.Index(fields=["organization", "fate", "arrived_at"]),
            models.Index(fields=["fate", "id"]),
        ]

    def __str__(self) -> str:
        return self.subject or self.code


class Item(models.Model):
    """Files of one mail that belong together: one report of one unit.

    `files`: [{"index": place among the mail's files, "name", "size", "trouble"}]. `suggestions`: [{"code":
    assignment, "unit", "item", "title", "points", "clues": [Clue]}], the best first.
    """

    incoming = models.ForeignKey(IncomingMail, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=ItemState, default=ItemState.WAITS)
    doubt = models.CharField(max_length=16, choices=Doubt, blank=True)
    files = models.JSONField(default=list)
    suggestions = models.JSONField(default=list)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="mail_items"
    )
    missing = models.JSONField(default=list)  # what the receipt named as not read
    returned_to = models.BooleanField(default=False)  # the sender was told by mail what was sent back
    reason = models.CharField(max_length=500, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["incoming", "position"], name="mail_item_position")]

    def __str__(self) -> str:
        return f"{self.incoming} {self.position}"
