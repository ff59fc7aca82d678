"""Whether a society should have a branch."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.organizations.models import BranchDeclaration, Organization
from quanjing.organizations.rules import can_declare


@transaction.atomic
def declare_branch(
    *, actor: Actor, society: Organization, should_have: bool, declared_on: date
) -> BranchDeclaration:
    """Declare, from a day on, whether a society has three or more full members and so should have a branch.

    Earlier declarations stay; one of the same day is replaced. Raises `Denied`, `Invalid` for a day to come.
    """
    if not can_declare(actor, society):
        raise Denied
    if declared_on > clock.today():
        raise Invalid([Problem("declared_on", _("This day has not come yet."))])
    declaration, _made = BranchDeclaration.objects.update_or_create(
        organization=society,
        declared_on=declared_on,
        defaults={"should_have": should_have, "declared_by": actor.signature},
    )
    detail = {"should_have": should_have, "declared_on": declared_on.isoformat()}
    record(actor=actor, verb="organizations.declare_branch", on=society, detail=detail)
    return declaration
