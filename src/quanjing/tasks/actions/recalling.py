"""A notice that went out wrongly is recalled: nothing is deleted, nobody has to answer it any more."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import DirectiveState, VersionKind
from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.directives.rules import can_issue
from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import News, tell_each
from quanjing.organizations.enums import RIGHTS
from quanjing.organizations.queries import posts_in_force
from quanjing.tasks.actions.amending import Amendment, add_version
from quanjing.tasks.actions.moving import move_many
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from quanjing.tasks.queries import Reach, reach_of_notice, resting_on


@dataclass(frozen=True, slots=True)
class RecallPlan:
    """What a recall would touch; `below` are the directives that pass the notice on."""

    reach: Reach
    below: tuple[Directive, ...]


def preview_recall(*, actor: Actor, directive: Directive) -> RecallPlan:
    """Count without writing. Raises `Denied`, `WrongState` as `recall`."""
    _may(actor, directive)
    return RecallPlan(reach_of_notice(directive), tuple(resting_on(directive)))


@transaction.atomic
def recall(*, actor: Actor, directive: Directive, reason: str) -> DirectiveVersion:
    """Recall a published directive: all its assignments are cancelled, its series stop.

    What was sent stays readable with its versions. Everyone addressed is told once with the reason; who
    passed the notice on is told as well and decides on his own. It cannot be published again, only a new one.

    Raises:
        Denied: no right to issue this body's directives.
        WrongState: not published, or recalled already.
        Invalid: no reason.
    """
    locked = Directive.objects.select_for_update().select_related("organization").get(pk=directive.pk)
    _may(actor, locked)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason."))])
    reach = reach_of_notice(locked)
    standing = Assignment.objects.filter(directive=locked).exclude(state=State.CANCELLED)
    cancelled = move_many(assignments=standing, to=State.CANCELLED)
    locked.state = DirectiveState.RECALLED
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    version = add_version(actor, locked, VersionKind.RECALL, reason, Amendment((), reach.units))
    detail = {"reason": version.reason, "cancelled": cancelled, "units": reach.units, "sent": reach.sent}
    record(actor=actor, verb="tasks.recall", on=locked, detail=detail)
    return version


def tell_below(*, version: DirectiveVersion) -> int:
    """Tell who passed a recalled notice on, once each; returns how many posts."""
    below = {one.organization_id: one for one in resting_on(version.directive)}
    issuing = [role for role, rights in RIGHTS.items() if Right.ISSUE in rights]
    posts = posts_in_force().filter(organization__in=below, role__in=issuing, holder__is_active=True)
    return tell_each(
        News(
            post.pk,
            "superior_recalled",
            {
                "title": str(below[post.organization_id]),
                "superior": str(version.directive),
                "reason": version.reason,
            },
            reverse("directive_page", args=[below[post.organization_id].code]),
            f"superior_recalled:{version.directive.code}",
        )
        for post in posts
    )


def _may(actor: Actor, directive: Directive) -> None:
    if not can_issue(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
