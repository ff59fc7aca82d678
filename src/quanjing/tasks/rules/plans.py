"""Who plans how a directive is carried out."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor, Right
from quanjing.tasks.models import Assignment


def can_plan(actor: Actor, directive: Directive) -> bool:
    """The issuer for its own body, and posts that report for a body that was addressed."""
    if can_issue(actor, directive):
        return True
    if not directive.is_published or not actor.may(Right.REPORT):
        return False
    return Assignment.objects.filter(directive=directive, organization=actor.organization_id).exists()
