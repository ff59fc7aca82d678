"""A call without a panel: what is in order goes straight to its decision."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.calls.enums import CallState
from quanjing.calls.models import Application, Call
from quanjing.calls.queries.panels import UNCHECKED, judged_of
from quanjing.calls.rules.judging import may_skip_panel, need_run
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState


@transaction.atomic
def skip_panel(*, actor: Actor, call: Call) -> Call:
    """Let the form check be followed by the decision; nobody scores, so nothing is proposed.

    Raises: `Denied`; `WrongState` where judges were named or the call is in another state; `Invalid` while
    something waits for the form check, or where nothing was found in order.
    """
    need_run(actor, call)
    current = Call.objects.select_for_update().get(pk=call.pk)
    if not may_skip_panel(current):
        raise WrongState
    waiting = Application.objects.filter(call=current, state__in=UNCHECKED).count()
    problems = []
    if waiting:
        words = _("%(count)d still wait for the form check.") % {"count": waiting}
        problems.append(Problem("", words))
    elif not judged_of(current).exists():
        problems.append(Problem("", _("No application was found in order.")))
    if problems:
        raise Invalid(problems)
    current.state = CallState.DECIDING
    current.save(update_fields=["state"])
    record(actor=actor, verb="calls.skip_panel", on=current)
    return current


@transaction.atomic
def take_panel_up(*, actor: Actor, call: Call) -> Call:
    """Go back to the form check, so that a panel may judge after all. Raises `Denied`, `WrongState`."""
    need_run(actor, call)
    current = Call.objects.select_for_update().get(pk=call.pk)
    begun = current.sittings.exists() or current.decisions.exists()
    if current.state != CallState.DECIDING or begun:
        raise WrongState
    current.state = CallState.CHECKING
    current.save(update_fields=["state"])
    record(actor=actor, verb="calls.take_panel_up", on=current)
    return current
