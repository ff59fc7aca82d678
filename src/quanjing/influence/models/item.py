"""Public items, what a society says against one, and tables of items before they are entered."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.influence.enums import ContestState, ItemState, Source, Why
from quanjing.influence.models.measurement import Dimension, Measurement
from quanjing.organizations.models import Organization, UploadedTable


class PublicItem(models.Model):
    """Something public about a society: where, when, what, with its link. About organizations, never persons.

    `link_key` is the link as it is compared: the same link stands once for a society.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    measurement = models.ForeignKey(
        Measurement, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="public_items")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="items")
    title = models.CharField(max_length=300)
    outlet = models.CharField(max_length=100)
    on = models.DateField()
    link = models.URLField(max_length=500)
    link_key = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.STANDING)
    source = models.CharField(max_length=6, choices=Source)
    note = models.CharField(max_length=300, blank=True)  # why it was taken out or not taken in
    added_name = models.CharField(max_length=150)
    added_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "organization", "link_key"],
                condition=~models.Q(state=ItemState.REMOVED),
                name="public_item_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ItemState.REMOVED) | ~models.Q(note=""),
                name="public_item_removed_with_note",
            ),
        ]
        indexes = [models.Index(fields=["measurement", "organization", "state"], name="public_item_listed")]

    def __str__(self) -> str:
        return self.title


class Contest(models.Model):
    """What a society says against an item; answered by the third party, and by the desk where it goes on."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    item = models.ForeignKey(PublicItem, on_delete=models.CASCADE, related_name="contests")
    why = models.CharField(max_length=10, choices=Why)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=ContestState, default=ContestState.OPEN)
    said_name = models.CharField(max_length=150)
    said_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    last_word = models.CharField(max_length=500, blank=True)  # of the desk
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(state__in=[ContestState.OPEN, ContestState.APPEALED]),
                name="contest_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.why}"


class ItemTable(UploadedTable):
    """A table of public items, for one measurement."""

    measurement = models.ForeignKey(Measurement, on_delete=models.CASCADE, related_name="+")
