"""The rules of a body, and notices for which reminding rests."""

from __future__ import annotations

from typing import TypedDict

from django.db import transaction

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.urging.models import Pause, ReminderRule
from quanjing.urging.rules import can_rule, can_urge


class RuleValues(TypedDict):
    days_before: list[int]
    on_the_day: bool
    days_after: list[int]
    cooldown_days: int
    quiet_from: str
    quiet_until: str
    workdays_only: bool
    escalate_after: int
    by_mail: bool


@transaction.atomic
def change_rule(*, actor: Actor, values: RuleValues) -> ReminderRule:
    """Set how the actor's own body reminds. Raises `Denied` without the right to issue."""
    if not can_rule(actor) or actor.organization_id is None:
        raise Denied
    rule, _is_new = ReminderRule.objects.update_or_create(
        organization_id=actor.organization_id, defaults=dict(values)
    )
    record(actor=actor, verb="urging.change_rule", on=rule, detail=dict(values))
    return rule


@transaction.atomic
def pause(*, actor: Actor, directive: Directive, reason: str) -> Pause:
    """Let nobody be reminded of a notice, with the reason. Raises `Denied` for anyone but its desk."""
    if not can_urge(actor, directive):
        raise Denied
    found, _is_new = Pause.objects.update_or_create(
        directive=directive, defaults={"reason": reason, "since": clock.now()}
    )
    record(actor=actor, verb="urging.pause", on=directive, detail={"reason": reason})
    return found


@transaction.atomic
def resume(*, actor: Actor, directive: Directive) -> None:
    """Let reminding go on; nothing happens where it was not paused. Raises `Denied`."""
    if not can_urge(actor, directive):
        raise Denied
    ended, _by_model = Pause.objects.filter(directive=directive).delete()
    if ended:
        record(actor=actor, verb="urging.resume", on=directive)
