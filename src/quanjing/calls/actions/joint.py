"""A joint unit of the tree answers for itself."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.actions.telling import tell_bodies
from quanjing.calls.models import JointUnit
from quanjing.calls.rules import can_answer
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied


@transaction.atomic
def answer_joint(*, actor: Actor, unit: JointUnit, agrees: bool) -> JointUnit:
    """Confirm or decline; the lead unit is told. The answer may be changed. Raises `Denied`."""
    rows = JointUnit.objects.select_for_update(of=("self",)).select_related("application__call")
    current = rows.get(pk=unit.pk)
    if not can_answer(actor, current):
        raise Denied
    now = clock.now()
    current.confirmed_at, current.declined_at = (now, None) if agrees else (None, now)
    current.confirmed_name = actor.signature
    current.save()
    application = current.application
    tell_bodies(
        application, "application_joint_answered", [application.organization_id],
        organization=current.name, title=application.title,
        answer=_("confirmed") if agrees else _("declined"),
    )  # fmt: skip
    record(actor=actor, verb="calls.answer_joint", on=application, detail={"agrees": agrees})
    return current
