"""Who may do what."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right


def can_keep_references(actor: Actor) -> bool:
    """A post that reviews keeps the texts with which reports to its body are compared."""
    return actor.may(Right.REVIEW) and actor.organization_id is not None


def can_compare(actor: Actor, directive: Directive) -> bool:
    """The desk of the body that issued a paper looks at the texts that came for it."""
    return actor.may(Right.REVIEW) and actor.organization_id == directive.organization_id
