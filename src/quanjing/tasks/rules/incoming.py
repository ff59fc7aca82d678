"""Who keeps the register of what a body received, and what belongs in it."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor, Right
from quanjing.organizations.models import Organization
from quanjing.tasks.models import Incoming, Referral


def keeps_register(actor: Actor) -> bool:
    """Number papers, propose, hand on: who reports or issues for the body."""
    return actor.may(Right.REPORT) or actor.may(Right.ISSUE)


def can_keep(actor: Actor, incoming: Incoming) -> bool:
    return keeps_register(actor) and incoming.organization_id == actor.organization_id


def can_answer(actor: Actor, referral: Referral) -> bool:
    """Say that it is done, or hand it back: the post it went to, or the people of the body below."""
    if referral.post_id is not None:
        return referral.post_id == actor.post_id
    return keeps_register(actor) and referral.body_id == actor.organization_id


def is_superiors_paper(directive: Directive, body: Organization) -> bool:
    """Uploaded by the body itself, but issued by others as the paper says.

    A notice passed on is the body's own, and so is one of its departments or committees, whose names begin
    with that of the body.
    """
    if directive.organization_id != body.pk or directive.reissue_of_id or not directive.issuers:
        return False
    own = tuple(name for name in (body.name, body.short_name) if name)
    return not any(issuer.startswith(own) for issuer in directive.issuers)
