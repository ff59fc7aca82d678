"""Taking a page from the portal: at once, with a reason, in a log that outlives the page."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Problem, WrongState
from quanjing.portal.actions.opening import touch
from quanjing.portal.enums import Ground
from quanjing.portal.models import HomePage, TakeDown
from quanjing.portal.rules import editors_home


@transaction.atomic
def take_down(*, actor: Actor, page: Page, ground: Ground, reason: str) -> TakeDown:
    """Unpublish a page at once; taking away needs no second person. Raises `Invalid` without a reason.

    What waits for review is called off, what is scheduled does not go out.
    """
    editors_home(actor)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason."))])
    if not page.live or isinstance(page.specific, HomePage):
        raise WrongState
    made = unpublish(page, ground=ground, reason=reason, name=actor.signature)
    record(actor=actor, verb="portal.take_down", on=made, detail={"ground": ground, "reason": reason})
    return made


def unpublish(page: Page, *, ground: Ground, reason: str, name: str) -> TakeDown:
    """Take a page off, with its line in the log; part of an action that leaves the audit entry."""
    locked: Any = Page.objects.select_for_update().get(pk=page.pk).specific
    state = locked.current_workflow_state
    if state is not None:
        state.cancel()
    locked.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if locked.live:
        locked.unpublish(log_action=None)
    touch()
    return TakeDown.objects.create(
        page=page, title=page.title, address=page.url_path, ground=ground, reason=reason.strip()[:300],
        taken_at=clock.now(), taken_name=name,
    )  # fmt: skip
