"""Who may remind."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue, can_review
from quanjing.foundation.actor import Actor, Right


def can_urge(actor: Actor, directive: Directive) -> bool:
    """The desk of the body that issued the notice reminds, pauses and calls; nobody else."""
    return can_issue(actor, directive) or can_review(actor, directive)


def can_rule(actor: Actor) -> bool:
    """Posts that issue set the rules of their own body."""
    return actor.may(Right.ISSUE)
