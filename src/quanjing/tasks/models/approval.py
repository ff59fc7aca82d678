"""The head's approval before a directive goes out."""

from __future__ import annotations

from django.db import models

from quanjing.directives.models import Directive
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Post
from quanjing.tasks.enums import ApprovalState


class Approval(models.Model):
    """An officer's request that a directive may be published as it stood at `version`.

    `selection`, `tasks` (codes; None: all marked ones) and `override` are what was chosen, as publishing
    takes them. Any change of the directive makes the request void: its version is another one then.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="approvals")
    state = models.CharField(max_length=12, choices=ApprovalState, default=ApprovalState.WAITING)
    selection = models.JSONField()
    tasks = models.JSONField(null=True)
    override = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive"],
                condition=models.Q(state=ApprovalState.WAITING),
                name="approval_waiting_once",
            )
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.directive} {self.code}"

    @property
    def standing(self) -> ApprovalState:
        """The state; one that waits is void once the directive was changed."""
        if self.state == ApprovalState.WAITING and self.version != self.directive.version:
            return ApprovalState.VOID
        return ApprovalState(self.state)

    @property
    def is_waiting(self) -> bool:
        return self.standing == ApprovalState.WAITING

    @property
    def is_void(self) -> bool:
        return self.standing == ApprovalState.VOID
