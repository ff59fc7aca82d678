"""Keeping entries alive: looked at again, noted, confirmed once a year."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.registers.actions.dating import keep_dates
from quanjing.registers.actions.entering import kept
from quanjing.registers.enums import EntryState, LogKind
from quanjing.registers.models import Confirmation, EntryLog, RegisterEntry, RegisterKind
from quanjing.registers.queries import IN_FORCE, counts_of_year
from quanjing.registers.rules import can_keep, can_write

LONGEST = 500


@transaction.atomic
def look_again(*, actor: Actor, entry: RegisterEntry) -> RegisterEntry:
    """Say that what is in force was looked at and is still right; the next review is counted from today.

    By its body, or by the reviewer that it names. Raises `Denied`, `WrongState`.
    """
    rows = RegisterEntry.objects.select_for_update(of=("self",)).select_related("kind", "organization")
    current = rows.get(pk=entry.pk)
    named = current.reviewer_id is not None and current.reviewer_id == actor.post_id
    if not (named or can_write(actor, current)):
        raise Denied
    if not current.is_in_force or not current.kind.review_months:
        raise WrongState
    current.reviewed_on = clock.today()
    current.save(update_fields=["reviewed_on"])
    keep_dates([current])
    record(actor=actor, verb="registers.look_again", on=current)
    return current


@transaction.atomic
def note(*, actor: Actor, entry: RegisterEntry, what: LogKind, day: date, text: str) -> EntryLog:
    """Note what happened on a day; an update keeps the entry from being proposed for closing.

    Raises `Denied`; `WrongState` for a draft or a closed entry; `Invalid`.
    """
    current = kept(actor, entry)
    if current.state in (EntryState.DRAFT, EntryState.CLOSED):
        raise WrongState
    problems = []
    if not text.strip():
        problems.append(Problem("text", _("Please say in a few words what happened.")))
    if day > clock.today():
        problems.append(Problem("day", _("This day is still to come.")))
    if problems:
        raise Invalid(problems)
    made = EntryLog.objects.create(
        entry=current, what=what, day=day, text=text.strip()[:LONGEST], written_name=actor.signature,
        written_at=clock.now(),
    )  # fmt: skip
    if current.updated_on is None or current.updated_on < day:
        current.updated_on = day
        current.save(update_fields=["updated_on"])
        keep_dates([current])
    record(
        actor=actor, verb="registers.note", on=current, detail={"what": what.value, "day": day.isoformat()}
    )
    return made


@transaction.atomic
def settle(*, actor: Actor, line: EntryLog, text: str) -> EntryLog:
    """Say how a matter that was raised has been settled. Raises `Denied`, `WrongState`, `Invalid`."""
    kept(actor, line.entry)
    locked = EntryLog.objects.select_for_update().get(pk=line.pk)
    if not locked.is_open:
        raise WrongState
    if not text.strip():
        raise Invalid([Problem("text", _("Please say in a few words what happened."))])
    locked.settled_on, locked.settled_text = clock.today(), text.strip()[:LONGEST]
    locked.save(update_fields=["settled_on", "settled_text"])
    record(actor=actor, verb="registers.settle", on=line.entry, detail={"line": locked.pk})
    return locked


@transaction.atomic
def confirm_year(*, actor: Actor, kind: RegisterKind) -> Confirmation:
    """Say for the own body that all its entries of a kind are as last year, but for what was changed.

    One press for all; also where there is none. Pressed again it counts anew.
    Raises `Denied`; `WrongState` for a kind without a yearly confirmation; `Invalid` names every entry that
    lacks its holder or reviewer: then nothing is confirmed.
    """
    if not can_keep(actor) or actor.organization_id is None:
        raise Denied
    if kind.confirm_month is None:
        raise WrongState
    year = clock.today().year
    rows = RegisterEntry.objects.filter(IN_FORCE, kind=kind, organization=actor.organization_id)
    entries = list(rows.select_for_update().order_by("pk"))
    problems = [
        Problem(one.code, _("“%(name)s” has no reviewer.") % {"name": one.name})
        for one in entries
        if kind.needs_reviewer and not one.reviewer_title
    ]
    problems += [
        Problem(one.code, _("“%(name)s” has no holder.") % {"name": one.name})
        for one in entries
        if not one.holder_title
    ]
    if problems:
        raise Invalid(problems)
    RegisterEntry.objects.filter(pk__in=[one.pk for one in entries]).update(confirmed_year=year)
    values = counts_of_year(kind, actor.organization_id, year)
    values |= {"confirmed_name": actor.signature, "confirmed_at": clock.now()}
    made, _is_new = Confirmation.objects.update_or_create(
        kind=kind, organization_id=actor.organization_id, year=year, defaults=values
    )
    detail = {"year": year, **{name: values[name] for name in ("kept", "changed", "added", "closed")}}
    record(actor=actor, verb="registers.confirm", on=kind, detail=detail)
    return made
