"""Items of notices that an activity discussed or carried out."""

from __future__ import annotations

from django.db import transaction

from quanjing.activities.models import Activity
from quanjing.activities.queries import items_to_link
from quanjing.activities.rules import can_change
from quanjing.audit.actions import record
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState


@transaction.atomic
def link_item(*, actor: Actor, activity: Activity, task: str) -> None:
    """Say that the activity discussed or carried out an item that its body is asked for.

    Args:
        task: code of the item.

    Raises: `Denied`; `WrongState` where the body is not asked for it, or it is linked already.
    """
    if not can_change(actor, activity):
        raise Denied
    found = items_to_link(activity).filter(code=task).first()
    if found is None:
        raise WrongState
    activity.tasks.add(found)
    record(actor=actor, verb="activities.link_item", on=activity, detail={"task": found.code})


@transaction.atomic
def unlink_item(*, actor: Actor, activity: Activity, task: str) -> None:
    """Take the item out again. Raises `Denied`; `WrongState` where it is not linked."""
    if not can_change(actor, activity):
        raise Denied
    found = activity.tasks.filter(code=task).first()
    if found is None:
        raise WrongState
    activity.tasks.remove(found)
    record(actor=actor, verb="activities.unlink_item", on=activity, detail={"task": found.code})
