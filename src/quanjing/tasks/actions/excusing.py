"""Letting units off an item, taking it back, asking for it again; and addressing bodies later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_address, reach_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.foundation.ids import new_code
from quanjing.jobs.actions import enqueue
from quanjing.notify.actions import tell
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import handlers_of
from quanjing.tasks.actions.extending import may_extend
from quanjing.tasks.actions.moving import move_many
from quanjing.tasks.actions.publishing import hand_out
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Excuse
from quanjing.tasks.queries.excuses import EXCUSES, addressable, excusable, handed_out

BATCH = 500


@transaction.atomic
def excuse(
    *,
    actor: Actor,
    directive: Directive,
    filters: Mapping[str, str],
    to: State,
    reason: str,
    expected: int | None = None,
) -> int:
    """Exempt the unfinished assignments behind a filter, cancel them, or (DUE) ask for them again.

    What is exempt or cancelled is no longer expected and nobody is reminded of it; versions that were sent
    stay readable. Each unit is told once, with the reason. Returns how many assignments.

    Args:
        filters: as of `queries.excusable`: task, organization, state, late, text.
        expected: the count that the person saw; None is not checked.

    Raises:
        Denied: not the desk of the issuing body. WrongState: not published.
        Invalid: no reason, another state, or nobody fits.
        Conflict: the count is another by now.
    """
    _refuse(actor, directive, to, reason)
    chosen = list(excusable(actor, directive, filters, to))
    if not chosen:
        raise Invalid([Problem("to", _("No assignment fits."))])
    if expected is not None and expected != len(chosen):
        raise Conflict(theirs={"count": len(chosen)}, yours={"count": expected})
    move_many(assignments=chosen, to=to)
    _keep(actor, chosen, to, reason)
    detail = {"to": to.value, "reason": reason.strip(), "assignments": len(chosen), "filters": dict(filters)}
    record(actor=actor, verb="tasks.excuse", on=directive, detail=detail)
    _tell(directive, chosen, to, reason)
    return len(chosen)


@transaction.atomic
def address(*, actor: Actor, directive: Directive, organizations: Sequence[str], reason: str) -> int:
    """Hand a published directive to further bodies, by code: everything that was handed out to the others.

    Each is told as at publishing. Returns how many bodies were new.

    Raises:
        Denied: no right to issue, or the body asks its head, who addresses them himself.
        WrongState: not published.
        Invalid: no reason, or a body that is addressed already, has ended or lies outside the subtree.
    """
    found_directive = Directive.objects.select_for_update(of=("self",)).select_related("organization")
    locked = found_directive.get(pk=directive.pk)
    if not can_address(actor, locked):
        raise Denied
    if not locked.is_published:
        raise WrongState
    problems = [] if reason.strip() else [Problem("reason", _("Please give a reason."))]
    found = addressable(reach_of(actor), locked).filter(code__in=organizations)
    names = list(found.values_list("name", flat=True))
    if not names or len(names) != len(set(organizations)):
        problems.append(Problem("organizations", _("Choose bodies that are not addressed yet.")))
    if problems:
        raise Invalid(problems)
    wanted = Organization.objects.filter(pk__in=list(found.values_list("pk", flat=True)))
    created = hand_out(locked, handed_out(locked), wanted)
    detail = {"organizations": names, "reason": reason.strip(), "assignments": created}
    record(actor=actor, verb="tasks.address", on=locked, detail=detail)
    enqueue("tasks.tell_addressees", actor=actor, directive_id=locked.pk)
    return len(names)


def _refuse(actor: Actor, directive: Directive, to: State, reason: str) -> None:
    if not may_extend(actor, directive):
        raise Denied
    if not directive.is_published:
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please give a reason."))])
    if to not in EXCUSES:
        raise Invalid([Problem("to", _("This cannot be changed here."))])


def _keep(actor: Actor, chosen: Sequence[Assignment], to: State, reason: str) -> None:
    assert actor.post_id is not None
    now, said = clock.now(), reason.strip()[:1000]
    rows = [
        Excuse(assignment=one, state=to, reason=said, made_by_id=actor.post_id, made_at=now) for one in chosen
    ]
    Excuse.objects.bulk_create(rows, batch_size=BATCH)


def _tell(directive: Directive, chosen: Sequence[Assignment], to: State, reason: str) -> None:
    """Units with the same items get the same words; each is told once."""
    items: dict[int, list[str]] = defaultdict(list)
    for one in chosen:
        items[one.organization_id].append(one.task.name)
    units: dict[str, list[int]] = defaultdict(list)
    for organization, names in items.items():
        units["; ".join(names)].append(organization)
    kind, mark = f"item_{to.value}", new_code()
    link = reverse("report_page", args=[directive.code])
    for number, (names_said, own) in enumerate(units.items()):
        posts = list(handlers_of(own).values_list("pk", flat=True))
        values: dict[str, object] = {"title": str(directive), "items": names_said, "reason": reason.strip()}
        key = f"{kind}:{directive.code}:{mark}:{number}"
        tell(post_ids=posts, kind=kind, values=values, link=link, key=key)
