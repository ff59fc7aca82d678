"""Who may do what with a directive."""

from __future__ import annotations

from dataclasses import replace

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right


def can_issue(actor: Actor, directive: Directive) -> bool:
    """Correct, confirm, publish: posts with the right to issue, for their own body's directives."""
    return actor.may(Right.ISSUE) and directive.organization_id == actor.organization_id


def can_approve(actor: Actor, directive: Directive) -> bool:
    """Approve that the body's directives go out: its head, or who acts for him."""
    return actor.may(Right.CONFIRM) and directive.organization_id == actor.organization_id


def can_publish(actor: Actor, directive: Directive) -> bool:
    return can_issue(actor, directive) or can_approve(actor, directive)


def asks_approval(actor: Actor, directive: Directive) -> bool:
    """Whether the actor asks the head instead of publishing; a head publishes in one step."""
    return directive.organization.approves_publishing and not can_approve(actor, directive)


def can_address(actor: Actor, directive: Directive) -> bool:
    """Hand what went out to further bodies; where the head approves, he alone does."""
    return can_publish(actor, directive) and not asks_approval(actor, directive)


def reach_of(actor: Actor) -> Actor:
    """The actor as he addresses bodies for his own: a head publishes to the subtree without reading it."""
    return replace(actor, rights=actor.rights | {Right.READ})


def can_review(actor: Actor, directive: Directive) -> bool:
    return actor.may(Right.REVIEW) and directive.organization_id == actor.organization_id


def is_editable(directive: Directive) -> bool:
    """Read and not yet published: afterwards only an erratum changes it."""
    return directive.state == DirectiveState.READ
