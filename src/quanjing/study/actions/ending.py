"""What becomes of training classes whose body ends."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.foundation.actor import Actor
from quanjing.jobs.actions import enqueue
from quanjing.study.enums import ClassState
from quanjing.study.queries import running_classes


@transaction.atomic
def cancel_classes(*, actor: Actor, organization_ids: Sequence[int]) -> int:
    """Call off what bodies that end have not finished; part of the action that ends them. How many.

    Who had a place is told; the dates in the calendar are called off with the other activities.
    """
    found = list(running_classes(organization_ids).select_for_update(of=("self",)))
    for one in found:
        announced = one.state == ClassState.OPEN
        one.state, one.reason = ClassState.CANCELLED, _("The body has ended.")
        one.version += 1
        one.save(update_fields=["state", "reason", "version"])
        if announced:
            enqueue("study.tell_class", actor=actor, class_id=one.pk, what="off")
    return len(found)
