"""What the pages of an application have in common."""

from __future__ import annotations

from typing import Any

from quanjing.audit.kinds import label
from quanjing.audit.queries import history_of
from quanjing.calls import queries
from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Application
from quanjing.calls.queries.based import source_of
from quanjing.calls.queries.projects import sees_source
from quanjing.calls.rules import budget_sum, can_write, is_open, is_writable, reads_sent
from quanjing.foundation.actor import Actor, Right
from quanjing.registers.queries import said_of


def application_shown(actor: Actor, application: Application) -> dict[str, Any]:
    """One application with what stands in it and beside it."""
    call = application.call
    units = list(application.joint_units.select_related("organization"))
    own_unit = next((one for one in units if one.organization_id == actor.organization_id), None)
    writes, source = can_write(actor, application), source_of(application)
    return {
        "application": application,
        "call": call,
        "said": said_of(queries.block_of(application.template_id), application.values),
        "source": source,
        "sees_source": source is not None and sees_source(actor, application),
        "budget_sum": budget_sum(application),
        "joint_units": units,
        "own_unit": own_unit if own_unit is not None and actor.may(Right.REPORT) else None,
        "answers": list(application.answers.select_related("condition", "share")),
        "facts": queries.facts_for(list(call.conditions.all()), application.organization).values(),
        "versions": list(application.versions.all()),
        "returned": queries.returned_now(application),
        "consent": getattr(application, "consent", None),
        "former": queries.former_in(call, [application]).get(application.pk, []),
        "writes": writes,
        "is_writable": writes and is_writable(application),
        "may_take_back": writes
        and application.state == ApplicationState.SENT
        and is_open(call)
        and not application.returns,
        "reads_sent": reads_sent(actor, call),
        "history": [(one, label(one.verb)) for one in history_of(application)],
    }
