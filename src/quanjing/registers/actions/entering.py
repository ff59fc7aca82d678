"""Entering, changing and filing entries; each step is taken by the body whose entry it is."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation import facts as known_facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Organization
from quanjing.registers.actions.dating import keep_dates, keep_steps
from quanjing.registers.actions.facts import EntryFacts, checked, keep_files, name_posts, put
from quanjing.registers.enums import EntryState, Outcome
from quanjing.registers.models import EntryVersion, RegisterEntry, RegisterKind
from quanjing.registers.queries import block_of, kinds_to_enter
from quanjing.registers.rules import can_keep, can_write, may_move, waits_for_review
from quanjing.sheets.models import Block

SNAPSHOT = ("name", "template", "values", "holder_title", "reviewer_title", "happens_on", "expires_on")


@transaction.atomic
def enter(
    *,
    actor: Actor,
    kind: RegisterKind,
    facts: EntryFacts,
    file: bool = False,
    replaces: RegisterEntry | None = None,
) -> RegisterEntry:
    """Begin an entry of the actor's body, and file it at once with `file`.

    Args:
        replaces: an entry in force whose new version this is; it is closed when this one is in force.

    Raises: `Denied`; `Invalid` with every problem at its column or field key; GongwenError for a file.
    """
    if not can_keep(actor):
        raise Denied
    body = Organization.objects.get(pk=actor.organization_id)
    if kind.pk not in {one.pk for one in kinds_to_enter(actor, body)}:
        raise Invalid([Problem("kind", _("This register is not in use for your body."))])
    if replaces is not None and not can_write(actor, replaces):
        raise Denied
    now = clock.now()
    entry = RegisterEntry(
        kind=kind, organization=body, made_name=actor.signature, made_at=now, changed_at=now,
        template=kind.template, replaces=replaces,
    )  # fmt: skip
    _write(actor, entry, facts, complete=file)
    entry.save()
    if file:
        _file(actor, entry)
    _settle(entry)
    detail = {"kind": str(kind), "state": entry.state}
    record(actor=actor, verb="registers.enter", on=entry, detail=detail)
    return entry


@transaction.atomic
def change(
    *, actor: Actor, entry: RegisterEntry, facts: EntryFacts, file: bool = False, version: int | None = None
) -> RegisterEntry:
    """Change an entry; what is in force is filed again at once, a draft only with `file`.

    Raises:
        Denied, WrongState: another body's; closed, or waiting for review.
        Invalid: every problem at its place.
        Conflict: somebody changed it since `version`.
    """
    current = kept(actor, entry)
    if current.state not in (EntryState.DRAFT, EntryState.RETURNED, EntryState.CURRENT):
        raise WrongState
    if version is not None and version != current.version:
        raise Conflict
    file = file or current.state == EntryState.CURRENT
    current.template = current.kind.template
    changed = _write(actor, current, facts, complete=file)
    current.version += 1
    current.changed_at = clock.now()
    if file:
        _file(actor, current)
    _settle(current)
    record(actor=actor, verb="registers.change", on=current, detail={"changed": changed, "filed": file})
    return current


@transaction.atomic
def file_entry(*, actor: Actor, entry: RegisterEntry) -> RegisterEntry:
    """File a draft as it stands. Raises `Denied`, `WrongState`, `Invalid` with what is missing."""
    current = kept(actor, entry)
    if current.state not in (EntryState.DRAFT, EntryState.RETURNED):
        raise WrongState
    block = block_of(current.template_id)
    problems = checked(current.kind, block, facts_of(current), _known(actor), complete=True)[1]
    if problems:
        raise Invalid(problems)
    _file(actor, current)
    _settle(current)
    record(actor=actor, verb="registers.file", on=current, detail={"state": current.state})
    return current


@transaction.atomic
def take_back(*, actor: Actor, entry: RegisterEntry) -> RegisterEntry:
    """Take back what waits or was sent back: a draft again, or what is in force as it stood before.

    Raises `Denied`, `WrongState`.
    """
    current = kept(actor, entry)
    waiting = current.state in (EntryState.FILED, EntryState.RETURNED)
    if not waiting or (current.state == EntryState.RETURNED and current.accepted is None):
        raise WrongState
    current.versions.filter(outcome=Outcome.WAITING).update(outcome=Outcome.WITHDRAWN)
    if current.accepted is None:
        current.state, current.filed_on = EntryState.DRAFT, None
    else:
        _restore(current)
        current.state = EntryState.CURRENT
    current.changed_at = clock.now()
    _settle(current)
    record(actor=actor, verb="registers.take_back", on=current, detail={"state": current.state})
    return current


@transaction.atomic
def drop(*, actor: Actor, entry: RegisterEntry) -> None:
    """Throw a draft away that was never filed. Raises `Denied`, `WrongState`."""
    current = kept(actor, entry)
    if current.state != EntryState.DRAFT or current.versions.exists():
        raise WrongState
    record(actor=actor, verb="registers.drop", on=current, detail={"kind": str(current.kind)})
    current.delete()


def kept(actor: Actor, entry: RegisterEntry) -> RegisterEntry:
    """The entry, locked. Raises `Denied` for anyone but the people of its body."""
    current = locked(entry)
    if not can_write(actor, current):
        raise Denied
    return current


def locked(entry: RegisterEntry) -> RegisterEntry:
    """The entry with kind and body, locked until the transaction ends."""
    rows = RegisterEntry.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "kind__template", "template").get(pk=entry.pk)


def facts_of(entry: RegisterEntry) -> EntryFacts:
    """What an entry says now."""
    return EntryFacts(
        entry.name, entry.holder_title, entry.reviewer_title, entry.happens_on, entry.expires_on,
        entry.updated_on, entry.values,
    )  # fmt: skip


def take_over(entry: RegisterEntry, version: EntryVersion, name: str) -> None:
    """Let a version be in force; what it replaces is closed. Saves the version, not the entry."""
    version.outcome, version.decided_name, version.decided_at = Outcome.ACCEPTED, name, clock.now()
    version.save(update_fields=["outcome", "decided_name", "decided_at"])
    entry.state, entry.accepted = EntryState.CURRENT, version.number
    if entry.kind.dormant_days and entry.updated_on is None:
        entry.updated_on = clock.today()
    if entry.confirmed_year is None or entry.confirmed_year < clock.today().year:
        entry.confirmed_year = clock.today().year  # whoever has just entered it need not confirm it again
    before = entry.replaces
    if before is not None and before.state != EntryState.CLOSED:
        before.state, before.closed_on = EntryState.CLOSED, clock.today()
        before.close_reason = _("Replaced by a new version.")
        before.save(update_fields=["state", "closed_on", "close_reason"])
        keep_dates([before])


def _write(actor: Actor, entry: RegisterEntry, facts: EntryFacts, *, complete: bool) -> dict[str, list[str]]:
    block = block_of(entry.template_id)
    values, problems = checked(entry.kind, block, facts, _known(actor), complete=complete)
    if problems:
        raise Invalid(problems)
    keep_files(actor, block, facts, values)
    changed = put(entry, facts, values, block)
    name_posts([entry], entry.organization)
    return changed


def _file(actor: Actor, entry: RegisterEntry) -> None:
    """Keep what it says as a version that waits, or is in force where nobody has to look at it."""
    waits = waits_for_review(entry, entry.organization)
    to = EntryState.FILED if waits else EntryState.CURRENT
    if not may_move(entry, to):
        raise WrongState
    entry.filed_on = entry.filed_on or clock.today()
    version = EntryVersion.objects.create(
        entry=entry,
        number=entry.versions.count() + 1,
        filed_name=actor.signature,
        filed_post=actor.post_code,
        filed_at=clock.now(),
        **{name: getattr(entry, name) for name in SNAPSHOT},
    )
    if waits:
        entry.state = EntryState.FILED
    else:
        take_over(entry, version, "")


def _restore(entry: RegisterEntry) -> None:
    """What the version in force said."""
    version = entry.versions.select_related("template").get(number=entry.accepted or 0)
    block: Block = block_of(version.template_id)
    facts = EntryFacts(
        version.name, version.holder_title, version.reviewer_title, version.happens_on, version.expires_on,
        entry.updated_on,
    )  # fmt: skip
    entry.template = version.template
    put(entry, facts, version.values, block)
    name_posts([entry], entry.organization)


def _settle(entry: RegisterEntry) -> None:
    entry.save()
    keep_steps(entry)
    keep_dates([entry])


def _known(actor: Actor) -> known_facts.Known:
    assert actor.organization_id is not None
    return known_facts.known(actor.organization_id, actor)
