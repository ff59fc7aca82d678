"""Reviewing what was filed, closing and taking up again, handing over."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.notify.actions import tell
from quanjing.organizations.queries import handlers_of
from quanjing.registers.actions.dating import keep_dates
from quanjing.registers.actions.entering import kept, locked, take_over
from quanjing.registers.actions.facts import name_posts
from quanjing.registers.enums import EntryState, Outcome, Role
from quanjing.registers.models import EntryVersion, HandOver, RegisterDate, RegisterEntry
from quanjing.registers.queries import open_of
from quanjing.registers.rules import can_decide, can_write, may_move


@transaction.atomic
def accept(*, actor: Actor, entry: RegisterEntry) -> RegisterEntry:
    """Let what was filed be in force. Raises `Denied`, also for the post that filed it; `WrongState`."""
    current, version = _waiting(actor, entry)
    take_over(current, version, actor.signature)
    current.changed_at = clock.now()
    current.save()
    keep_dates([current])
    record(actor=actor, verb="registers.accept", on=current, detail={"version": version.number})
    return current


@transaction.atomic
def send_back(*, actor: Actor, entry: RegisterEntry, reason: str) -> RegisterEntry:
    """Send back what was filed, with a reason; what was in force before goes on. Raises as `accept`."""
    current, version = _waiting(actor, entry)
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    version.outcome, version.reason = Outcome.RETURNED, reason.strip()[:500]
    version.decided_name, version.decided_at = actor.signature, clock.now()
    version.save()
    current.state, current.changed_at = EntryState.RETURNED, clock.now()
    current.save()
    keep_dates([current])
    tell(
        post_ids=handlers_of([current.organization_id]).values_list("pk", flat=True),
        kind="register_returned",
        values={"name": current.name, "title": str(current.kind), "reason": version.reason},
        link=reverse("register_entry", args=[current.code]),
        key=f"register:{current.code}:{version.number}",
    )
    detail = {"version": version.number, "reason": version.reason}
    record(actor=actor, verb="registers.send_back", on=current, detail=detail)
    return current


@transaction.atomic
def close(*, actor: Actor, entry: RegisterEntry, reason: str) -> RegisterEntry:
    """Close an entry with a reason; it stays with its history. Raises `Denied`, `WrongState`, `Invalid`."""
    current = kept(actor, entry)
    if not may_move(current, EntryState.CLOSED):
        raise WrongState
    if not reason.strip():
        raise Invalid([Problem("reason", _("Please say in a few words why."))])
    current.state, current.close_reason = EntryState.CLOSED, reason.strip()[:300]
    current.closed_on, current.changed_at = clock.today(), clock.now()
    current.save()
    keep_dates([current])
    record(actor=actor, verb="registers.close", on=current, detail={"reason": current.close_reason})
    return current


@transaction.atomic
def close_all(*, organization_ids: Sequence[int]) -> int:
    """Close what bodies that end have still open; part of the action that ends them. How many."""
    rows = open_of(organization_ids)
    ids = list(rows.values_list("pk", flat=True))
    RegisterDate.objects.filter(entry__in=ids).delete()
    rows.update(
        state=EntryState.CLOSED, close_reason=_("The body has ended."), closed_on=clock.today(),
        changed_at=clock.now(), next_on=None, next_what="", dormant_on=None,
    )  # fmt: skip
    return len(ids)


@transaction.atomic
def reopen(*, actor: Actor, entry: RegisterEntry) -> RegisterEntry:
    """Take a closed entry up again as it stood. Raises `Denied`, `WrongState`."""
    current = kept(actor, entry)
    if current.state != EntryState.CLOSED or current.accepted is None:
        raise WrongState
    if current.replaced_by.filter(state=EntryState.CURRENT).exists():
        raise WrongState(_("A new version is in force."))
    current.state, current.close_reason, current.closed_on = EntryState.CURRENT, "", None
    current.changed_at = clock.now()
    current.save()
    keep_dates([current])
    record(actor=actor, verb="registers.reopen", on=current)
    return current


@transaction.atomic
def hand_over(
    *, actor: Actor, entries: Sequence[RegisterEntry], role: Role, to_title: str, note: str
) -> HandOver:
    """Hand entries of one body from a post or office to another, with a note that bears the signature.

    Nobody has to review it: who answers for an entry is the body's own matter.
    Raises `Denied` where one of them is another body's; `WrongState` for a closed one; `Invalid`.
    """
    ids = [one.pk for one in entries]
    rows = RegisterEntry.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    mine = list(rows.select_related("organization", "kind"))
    if not mine or not all(can_write(actor, one) for one in mine):
        raise Denied
    if any(one.state == EntryState.CLOSED for one in mine):
        raise WrongState
    column = f"{role}_title"
    to_title = " ".join(to_title.split())[:100]
    problems = [] if to_title else [Problem("to_title", _("To which post or office?"))]
    if all(getattr(one, column) == to_title for one in mine):
        problems.append(Problem("to_title", _("It is held there already.")))
    if not note.strip():
        problems.append(Problem("note", _("What has the next one to know?")))
    if problems:
        raise Invalid(problems)
    before = list(dict.fromkeys(getattr(one, column) for one in mine if getattr(one, column)))
    made = HandOver.objects.create(
        organization=mine[0].organization, role=role, from_title=" ".join(before)[:100], to_title=to_title,
        note=note.strip(), on=clock.today(), signed_name=actor.signature, signed_at=clock.now(),
    )  # fmt: skip
    made.entries.set(mine)
    for one in mine:
        setattr(one, column, to_title)
    name_posts(mine, mine[0].organization)
    RegisterEntry.objects.bulk_update(mine, [column, str(role)])
    detail = {"role": role.value, "to": to_title, "entries": [one.code for one in mine]}
    record(actor=actor, verb="registers.hand_over", on=made, detail=detail)
    return made


def _waiting(actor: Actor, entry: RegisterEntry) -> tuple[RegisterEntry, EntryVersion]:
    current = locked(entry)
    version = current.versions.filter(outcome=Outcome.WAITING).order_by("-number").first()
    if version is None or current.state != EntryState.FILED:
        raise WrongState
    if not can_decide(actor, current, version):
        raise Denied
    return current, version
