"""Who may write, number and approve documents."""

from __future__ import annotations

from quanjing.documents.models import Document
from quanjing.foundation.actor import Actor, Right


def can_compose(actor: Actor) -> bool:
    """Begin a document, keep the register: posts with the right to issue, for their own body."""
    return actor.may(Right.ISSUE)


def can_see(actor: Actor) -> bool:
    """The documents of the own body: who writes them and the head who approves them."""
    return actor.may(Right.ISSUE) or actor.may(Right.CONFIRM)


def can_write(actor: Actor, document: Document) -> bool:
    return can_compose(actor) and document.organization_id == actor.organization_id


def can_approve(actor: Actor, document: Document) -> bool:
    """Let a document get its number: the head of the body, or who acts for him."""
    return actor.may(Right.CONFIRM) and document.organization_id == actor.organization_id


def needs_approval(document: Document) -> bool:
    """Whether the head decides before it is final: where he also approves what is published."""
    return document.organization.approves_publishing
