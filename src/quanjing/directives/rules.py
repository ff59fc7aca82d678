"""Who may do what with a directive."""

from __future__ import annotations

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right


def can_issue(actor: Actor, directive: Directive) -> bool:
    """Correct, confirm, publish: posts with the right to issue, for their own body's directives."""
    return actor.may(Right.ISSUE) and directive.organization_id == actor.organization_id


def can_review(actor: Actor, directive: Directive) -> bool:
    return actor.may(Right.REVIEW) and directive.organization_id == actor.organization_id


def is_editable(directive: Directive) -> bool:
    """Read and not yet published: afterwards only an erratum changes it."""
    return directive.state == DirectiveState.READ
