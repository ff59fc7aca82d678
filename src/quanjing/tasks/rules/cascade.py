"""Who may hand a directive further down."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.models import Organization
from quanjing.tasks.models import Assignment


def can_reissue(actor: Actor, directive: Directive) -> bool:
    """A post with the right to issue, of a body that was addressed and has others below it."""
    if not (directive.is_published and actor.may(Right.ISSUE)):
        return False
    addressed = Assignment.objects.filter(directive=directive, organization=actor.organization_id)
    below = Organization.objects.filter(pk=actor.organization_id, numchild__gt=0)
    return below.exists() and addressed.exists()
