"""A checklist: its items are the fields of a sheet, each with the same three answers. Rows, never code."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.foundation.names import in_language
from quanjing.organizations.models import Organization
from quanjing.registers.models import RegisterEntry
from quanjing.sheets.models import SheetTemplate

BLOCK = "items"  # the key of the one block of a checklist's sheet


class Checklist(models.Model):
    """A checklist of a body and all below; without a body for everyone.

    Every change makes a new sheet, so that what was answered keeps the items it was answered on; an item that
    stays keeps its key.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, related_name="checklists"
    )
    position = models.PositiveSmallIntegerField(default=100)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=300)
    template = models.ForeignKey(SheetTemplate, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(default=1)
    valid_to = models.DateField(null=True, blank=True)  # last day on which it is chosen

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return in_language(self.name_zh, self.name_en)


class ItemBasis(models.Model):
    """The guidance on which an item of a sheet rests."""

    template = models.ForeignKey(SheetTemplate, on_delete=models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=40)
    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "key"], name="item_basis_once")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.key}"
