"""Who may do what."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.manuscripts.models import Compilation
from quanjing.submissions.models import Entry


def can_compile(actor: Actor) -> bool:
    """A post that reviews and reads its subtree compiles what came in from there."""
    return actor.may(Right.REVIEW) and actor.reads_subtree and actor.organization_id is not None


def can_edit(actor: Actor, compilation: Compilation) -> bool:
    """Write, sort and pass on: posts that compile, of the very body."""
    return can_compile(actor) and compilation.organization_id == actor.organization_id


def can_approve(actor: Actor, compilation: Compilation) -> bool:
    """The head of the body, or who acts for him."""
    return actor.may(Right.CONFIRM) and compilation.organization_id == actor.organization_id


def asks_approval(actor: Actor, compilation: Compilation) -> bool:
    """Whether a version waits for the head: where the body asks for approvals and the actor gives none."""
    return compilation.organization.approves_publishing and not can_approve(actor, compilation)


def can_withdraw(actor: Actor, entry: Entry) -> bool:
    """A post that reports for the body that sent the entry."""
    return actor.may(Right.REPORT) and entry.submission.assignment.organization_id == actor.organization_id
