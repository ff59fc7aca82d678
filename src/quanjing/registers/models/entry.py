"""An entry of a register, its versions, and its dates."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization, Post
from quanjing.registers.enums import OPEN, EntryState, Outcome, What
from quanjing.registers.models.kind import RegisterKind
from quanjing.sheets.models import SheetTemplate


class RegisterEntry(models.Model):
    """One entry of a body. Holder and reviewer are posts or offices: words, and the post where it is here.

    `values` are by the field keys of `template`; `accepted` is the number of the version in force, none
    before the first. `words` is what the search finds it by. `next_on` and `dormant_on` repeat its dates.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    kind = models.ForeignKey(RegisterKind, on_delete=models.PROTECT, related_name="entries", db_index=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="register_entries")
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=EntryState, default=EntryState.DRAFT)
    holder_title = models.CharField(max_length=100, blank=True)
    holder = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reviewer_title = models.CharField(max_length=100, blank=True)
    reviewer = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+", db_index=False)
    values = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    happens_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)  # last day
    filed_on = models.DateField(null=True, blank=True)  # for the first time
    reviewed_on = models.DateField(null=True, blank=True)
    updated_on = models.DateField(null=True, blank=True)  # last update as its holder says
    confirmed_year = models.PositiveSmallIntegerField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    close_reason = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)  # the first of its dates that ask for something
    next_what = models.CharField(max_length=10, choices=What, blank=True)
    dormant_on = models.DateField(null=True, blank=True)  # the day from which it is proposed for closing
    accepted = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=EntryState.CLOSED) | ~models.Q(close_reason=""),
                name="register_entry_closed_with_reason",
            )
        ]
        indexes = [
            models.Index(fields=["kind", "organization", "state"], name="register_entry_listed"),
            models.Index(fields=["kind", "-changed_at"], name="register_entry_newest"),
            models.Index(fields=["kind", "next_on", "organization", "state"], name="register_entry_next"),
            models.Index(fields=["kind", "state", "-changed_at"], name="register_entry_state_new"),
            models.Index(
                fields=["kind", "dormant_on", "state", "organization"], name="register_entry_dormant"
            ),
            models.Index(  # what the list searches and counts stands in the index alone
                fields=["kind", "name", "holder_title", "organization", "state"], name="register_entry_named"
            ),
            models.Index(
                fields=["kind", "state", "confirmed_year", "accepted", "organization"],
                name="register_entry_confirmed",
            ),
            models.Index(fields=["state", "organization"], name="register_entry_state"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_force(self) -> bool:
        """Whether a version of it holds, be a change of it waiting or not."""
        return self.accepted is not None and self.state in OPEN


class EntryVersion(models.Model):
    """What an entry said when it was filed, and what became of that."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+", db_index=False)
    values = models.JSONField(default=dict)
    holder_title = models.CharField(max_length=100, blank=True)
    reviewer_title = models.CharField(max_length=100, blank=True)
    happens_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    filed_name = models.CharField(max_length=150)
    filed_post = models.CharField(max_length=16, blank=True)  # code of the post
    filed_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="register_version_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class RegisterDate(models.Model):
    """A date that an entry has still before it, for the body that has to act; written anew by every action.

    `since` is the day on which it became known: nobody is reminded of days before it.
    """

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="dates")
    kind = models.ForeignKey(RegisterKind, on_delete=models.CASCADE, related_name="+", db_index=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=10, choices=What)
    on = models.DateField()
    detail = models.CharField(max_length=200, blank=True)  # the name of a step
    since = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["on", "what"], name="register_date_on"),
            models.Index(fields=["organization", "on"], name="register_date_of_body"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on:%Y-%m-%d}"
