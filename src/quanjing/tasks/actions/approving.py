"""The head of a body approves before a directive goes out, where the body asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.directives.rules import can_approve, can_issue
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import Selection, heads_of
from quanjing.tasks.actions.publishing import PublishResult, release
from quanjing.tasks.actions.recurring import unfold
from quanjing.tasks.actions.weighing import chosen_tasks, refuse, weigh
from quanjing.tasks.enums import ApprovalState
from quanjing.tasks.models import Approval


@transaction.atomic
def ask_approval(
    *,
    actor: Actor,
    directive: Directive,
    selection: Selection,
    tasks: list[str] | None = None,
    override: str = "",
) -> Approval:
    """Ask the head to let a directive go out, with what was chosen; the same again gives the same request.

    What would be refused when publishing is refused now, so that the head decides on something that can go
    out. Asking for something else takes the place of what still waits.

    Raises:
        Denied: no right to issue this body's directives.
        WrongState: not read, recalled, nothing new to hand out, or the body asks for no approval.
        Invalid: as `publish`, or nobody holds a post that approves.
        Missing: as `publish`.
    """
    locked = _locked(directive.pk)
    if not can_issue(actor, locked):
        raise Denied
    _refuse_state(locked)
    weighed = weigh(actor, locked, selection, chosen_tasks(locked, tasks))
    if not weighed.fresh:
        raise WrongState
    refuse(weighed.obstacles, override)
    wanted = {"selection": _plain(selection), "tasks": tasks, "override": override.strip()}
    waiting = Approval.objects.filter(directive=locked, state=ApprovalState.WAITING)
    before = waiting.filter(version=locked.version).first()
    if before is not None and {name: getattr(before, name) for name in wanted} == wanted:
        return before
    made = _replace(actor, locked, waiting, wanted)
    record(actor=actor, verb="tasks.ask_approval", on=locked, detail={"approval": made.code, **wanted})
    heads = [post.pk for post in heads_of(locked.organization_id)]
    _tell(made, "approval_asked", heads, {"name": actor.signature, "units": weighed.load.organizations})
    return made


@transaction.atomic
def approve(*, actor: Actor, approval: Approval, override: str = "") -> PublishResult:
    """Publish what was asked for, under the head's approval; both names stay with the request.

    `override` is the head's own reason, where something needs one since it was asked for.

    Raises:
        Denied: the post does not approve for this body.
        WrongState: decided, taken back, or void since the directive was changed.
        Invalid, Missing: as `publish`; the request goes on waiting.
    """
    locked, current = _waiting(actor, approval)
    selection = Selection(**current.selection)
    reason = current.override or override
    weighed = weigh(actor, locked, selection, unfold(chosen_tasks(locked, current.tasks)))
    result = release(actor, locked, selection, weighed, reason)
    _decide(actor, current, ApprovalState.APPROVED)
    detail = {"approval": current.code, "asked": current.asked_name, "assignments": result.assignments,
              "override": reason, "load": result.load.as_json()}  # fmt: skip
    record(actor=actor, verb="tasks.approve", on=locked, detail=detail)
    _tell(current, "approval_given", [current.asked_by_id], {"name": actor.signature})
    return result


@transaction.atomic
def send_back(*, actor: Actor, approval: Approval, remark: str) -> Approval:
    """Send a request back to its officer with a reason; nothing goes out.

    Raises: `Denied`, `WrongState` as `approve`; `Invalid` without a reason.
    """
    if not remark.strip():
        raise Invalid([Problem("remark", _("Please say what is to be changed."))])
    locked, current = _waiting(actor, approval)
    _decide(actor, current, ApprovalState.SENT_BACK, remark.strip()[:1000])
    detail = {"approval": current.code, "remark": current.remark}
    record(actor=actor, verb="tasks.send_back", on=locked, detail=detail)
    values = {"name": actor.signature, "remark": current.remark}
    _tell(current, "approval_sent_back", [current.asked_by_id], values)
    return current


@transaction.atomic
def withdraw_request(*, actor: Actor, approval: Approval) -> Approval:
    """Take a request back before it is decided. Raises `Denied` without the right to issue, `WrongState`."""
    locked = _locked(approval.directive_id)
    if not can_issue(actor, locked):
        raise Denied
    current = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    if current.state != ApprovalState.WAITING:
        raise WrongState
    _decide(actor, current, ApprovalState.TAKEN_BACK)
    record(actor=actor, verb="tasks.withdraw_request", on=locked, detail={"approval": current.code})
    return current


def _replace(
    actor: Actor, locked: Directive, waiting: QuerySet[Approval], wanted: Mapping[str, Any]
) -> Approval:
    """A new request in the place of what still waits."""
    waiting.update(state=ApprovalState.VOID, decided_at=clock.now())
    assert actor.post_id is not None  # only posts have rights
    return Approval.objects.create(
        directive=locked,
        version=locked.version,
        asked_by_id=actor.post_id,
        asked_name=actor.signature,
        asked_at=clock.now(),
        **wanted,
    )


def _locked(directive_id: int) -> Directive:
    found = Directive.objects.select_for_update(of=("self",)).select_related("organization")
    return found.get(pk=directive_id)


def _refuse_state(directive: Directive) -> None:
    if directive.state not in (DirectiveState.READ, DirectiveState.PUBLISHED):
        raise WrongState
    if not directive.organization.approves_publishing:
        raise WrongState(_("This office publishes without an approval."))
    if not heads_of(directive.organization_id).exists():
        words = _("Nobody holds a post that approves: the administrator sets one up, or switches this off.")
        raise Invalid([Problem("approval", words)])


def _waiting(actor: Actor, approval: Approval) -> tuple[Directive, Approval]:
    """The directive and its waiting request, both locked, in this order everywhere."""
    locked = _locked(approval.directive_id)
    if not can_approve(actor, locked):
        raise Denied
    current = Approval.objects.select_for_update(of=("self",)).get(pk=approval.pk)
    if current.state != ApprovalState.WAITING:
        raise WrongState
    if current.version != locked.version:
        raise WrongState(_("The notice was changed after the request, which is void now."))
    return locked, current


def _decide(actor: Actor, current: Approval, state: ApprovalState, remark: str = "") -> None:
    current.state, current.remark = state, remark
    current.decided_name, current.decided_at = actor.signature, clock.now()
    current.save(update_fields=["state", "remark", "decided_name", "decided_at"])


def _tell(approval: Approval, kind: str, posts: list[int], values: Mapping[str, object]) -> None:
    tell(
        post_ids=posts,
        kind=kind,
        values={"title": str(approval.directive), **values},
        link=reverse("approval_page", args=[approval.code]),
        key=f"{kind}:{approval.code}",
    )


def _plain(selection: Selection) -> dict[str, Any]:
    return {name: list(one) if isinstance(one, tuple) else one for name, one in asdict(selection).items()}
