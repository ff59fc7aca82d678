"""An addressed body confirms by one press that a directive has arrived."""

from __future__ import annotations

from django.db import transaction

from quanjing.audit.actions import record
from quanjing.directives.models import Directive, Receipt
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Missing
from quanjing.tasks.actions.anchoring import count_from_receipt
from quanjing.tasks.actions.incoming import number_directive


@transaction.atomic
def confirm_receipt(*, actor: Actor, directive: Directive) -> Receipt:
    """Confirm for the actor's own body, from which day on some deadlines count; again changes nothing.

    Where the body wishes, it gets its number in the register with the same press.

    Raises:
        Denied: a post that neither reports nor issues.
        Missing: the directive does not address the body.
    """
    if not (actor.may(Right.REPORT) or actor.may(Right.ISSUE)):
        raise Denied
    found = Receipt.objects.select_for_update(of=("self",)).select_related(
        "organization", "directive__organization"
    )
    receipt = found.filter(directive=directive, organization=actor.organization_id).first()
    if receipt is None:
        raise Missing
    if receipt.confirmed_at is None:
        receipt.confirmed_at, receipt.confirmed_by = clock.now(), actor.signature
        receipt.save(update_fields=["confirmed_at", "confirmed_by"])
        count_from_receipt(directive=directive, organization=receipt.organization_id)
        detail = {"number": _numbered(actor, receipt)}
        record(actor=actor, verb="tasks.confirm_receipt", on=directive, detail=detail)
    return receipt


def _numbered(actor: Actor, receipt: Receipt) -> str:
    """The number in the register of a body that numbers with the receipt; empty for any other."""
    if not receipt.organization.registers_on_receipt:
        return ""
    entry, _new = number_directive(
        actor=actor, directive=receipt.directive, body=receipt.organization, received=clock.now()
    )
    return entry.number
