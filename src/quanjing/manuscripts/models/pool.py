"""What the editor notes on the entries of the pool, and what a unit withdrew."""

from __future__ import annotations

from django.db import models

from quanjing.manuscripts.models.writing import Compilation
from quanjing.sheets.models import Block
from quanjing.submissions.models import Entry
from quanjing.tasks.models import Task


class Choice(models.Model):
    """The rows of one block that answer one task belong to the pool."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="choices")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["compilation", "task", "block"], name="choice_for_pool_once")
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.block}"


class Tag(models.Model):
    """A word that a person assigns to entries of one compilation."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["compilation", "name"], name="tag_in_compilation")]

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="taggings")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tag", "entry"], name="tagged_once")]

    def __str__(self) -> str:
        return f"{self.tag} {self.entry_id}"


class Merged(models.Model):
    """`entry` says the same as `lead` and counts with it; both stay sources."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="merged")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    lead = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compilation", "entry"], name="merged_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} = {self.lead_id}"


class Exclusion(models.Model):
    """An entry that is not for collation, with the reason that its unit was told."""

    compilation = models.ForeignKey(Compilation, on_delete=models.CASCADE, related_name="exclusions")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="exclusions")
    reason = models.CharField(max_length=500)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["compilation", "entry"], name="excluded_once")]

    def __str__(self) -> str:
        return f"{self.entry_id}"


class Withdrawal(models.Model):
    """The unit does not want its entry used any more; the report itself stays as it was accepted."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.CharField(max_length=500, blank=True)
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id}"
