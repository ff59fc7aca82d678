"""The register of what a body received, and how its office deals with it."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.enums import IncomingState, ReferralState


class IncomingYear(models.Model):
    """The last number that a body gave in a year; locked while the next one is given."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "year"], name="incoming_year_once")]

    def __str__(self) -> str:
        return f"{self.organization} {self.year}"


class Incoming(models.Model):
    """A paper in the register of a body; never deleted, its number never given again.

    `directive` is the notice where it is in the platform: one that addresses the body, or a superior's paper
    that the body uploaded itself. What stood on the paper is kept as it was when it was registered.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="incoming")
    year = models.PositiveSmallIntegerField()  # of `received_on`
    sequence = models.PositiveIntegerField()
    directive = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="incoming"
    )
    title = models.CharField(max_length=500)
    doc_number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    received_on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    proposal = models.TextField(blank=True)
    proposed_name = models.CharField(max_length=150, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=IncomingState, default=IncomingState.OPEN)
    registered_name = models.CharField(max_length=150)
    registered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "year", "sequence"], name="incoming_number_once"),
            models.UniqueConstraint(fields=["organization", "directive"], name="incoming_directive_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """As it is written on the paper: 2026-0012."""
        return f"{self.year}-{self.sequence:04d}"

    @property
    def is_settled(self) -> bool:
        return self.state == IncomingState.SETTLED


class Instruction(models.Model):
    """What a head wrote on a paper; `entered_name` is whoever typed it, never changed afterwards."""

    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="instructions")
    text = models.TextField()
    given_name = models.CharField(max_length=150)
    given_on = models.DateField()
    entered_name = models.CharField(max_length=150)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.given_name} {self.given_on}"


class Referral(models.Model):
    """A paper handed on to a post of the body, or to a body directly below it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    incoming = models.ForeignKey(Incoming, on_delete=models.CASCADE, related_name="referrals")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    body = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    note = models.CharField(max_length=1000, blank=True)
    due_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sent_name = models.CharField(max_length=150)
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ReferralState, default=ReferralState.OPEN)
    answer = models.CharField(max_length=1000, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(post=None) ^ models.Q(body=None), name="referral_to_one_addressee"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.incoming} → {self.post or self.body}"

    @property
    def is_open(self) -> bool:
        return self.state == ReferralState.OPEN
