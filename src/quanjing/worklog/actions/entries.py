"""Adding, changing and removing own entries, and saying whom an entry serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.activities.models import Activity
from quanjing.audit.actions import record
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Problem
from quanjing.foundation.worklog import Logged, LogKind
from quanjing.worklog.enums import Service
from quanjing.worklog.models import LogEntry, ServiceMark
from quanjing.worklog.queries import OWN, possible_decisions
from quanjing.worklog.rules import can_add, can_change

FIRST_YEAR = 1990


@dataclass(frozen=True, slots=True)
class LogFacts:
    """Columns of `LogEntry` of the same names; `service` is one of the four or empty."""

    day: date
    kind: str
    matter: str
    result: str = ""
    reference: str = ""
    link: str = ""
    decision: Activity | None = None
    service: str = ""


COLUMNS = ("day", "kind", "matter", "result", "reference", "link", "decision")


@transaction.atomic
def add_entry(*, actor: Actor, facts: LogFacts) -> LogEntry:
    """Add an entry to the log of the actor's body. Raises `Denied`; `Invalid` with every problem."""
    if not can_add(actor):
        raise Denied
    _refuse(actor, facts)
    assert actor.organization_id is not None
    entry = LogEntry(organization_id=actor.organization_id, made_name=actor.signature, made_at=clock.now())
    _put(entry, facts)
    entry.save()
    _mark(actor, OWN, entry.code, entry.day, entry.kind, facts.service)
    record(actor=actor, verb="worklog.add", on=entry, detail={"kind": entry.kind, "day": str(entry.day)})
    return entry


@transaction.atomic
def change_entry(*, actor: Actor, entry: LogEntry, facts: LogFacts, version: int) -> LogEntry:
    """Change an own entry. Raises `Denied`, `Invalid`; `Conflict` where it changed since `version`."""
    current = _own(actor, entry)
    if current.version != version:
        different = [name for name in COLUMNS if getattr(current, name) != getattr(facts, name)]
        theirs = {name: getattr(current, name) for name in different}
        raise Conflict(theirs=theirs, yours={name: getattr(facts, name) for name in different})
    _refuse(actor, facts)
    changed = _put(current, facts)
    current.version += 1
    current.save()
    _mark(actor, OWN, current.code, current.day, current.kind, facts.service)
    record(actor=actor, verb="worklog.change", on=current, detail={"changed": changed})
    return current


@transaction.atomic
def remove_entry(*, actor: Actor, entry: LogEntry) -> None:
    """Take an own entry out; it stays in the database and in the record. Raises `Denied`."""
    current = _own(actor, entry)
    current.removed_at = clock.now()
    current.save(update_fields=["removed_at"])
    ServiceMark.objects.filter(source=OWN, key=current.code).delete()
    record(actor=actor, verb="worklog.remove", on=current, detail={"day": str(current.day)})


@transaction.atomic
def mark_service(*, actor: Actor, entry: Logged, service: str) -> None:
    """Say whom an entry of the own body serves, or "" for nothing said. Raises `Denied`, `Invalid`."""
    if not can_add(actor) or entry.body != actor.organization_id:
        raise Denied
    if service and service not in Service:
        raise Invalid([Problem("service", _("Please choose one of the four."))])
    _mark(actor, entry.source, entry.key, entry.day, entry.kind, service)
    detail = {"source": entry.source, "key": entry.key, "service": service}
    record(actor=actor, verb="worklog.mark", detail=detail)


def _own(actor: Actor, entry: LogEntry) -> LogEntry:
    current = LogEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk, removed_at=None)
    if not can_change(actor, current):
        raise Denied
    return current


def _put(entry: LogEntry, facts: LogFacts) -> dict[str, list[str]]:
    changed = {}
    for name in COLUMNS:
        before, value = getattr(entry, name, None), getattr(facts, name)
        value = value.strip() if isinstance(value, str) else value
        if before != value:
            changed[name] = [str(before or ""), str(value or "")]
            setattr(entry, name, value)
    return changed


def _mark(actor: Actor, source: str, key: str, day: date, kind: str, service: str) -> None:
    known: dict[str, Any] = {"organization_id": actor.organization_id, "source": source, "key": key}
    if service:
        ServiceMark.objects.update_or_create(**known, defaults={"day": day, "kind": kind, "service": service})
    else:
        ServiceMark.objects.filter(**known).delete()


def _refuse(actor: Actor, facts: LogFacts) -> None:
    problems = []
    if not facts.matter.strip():
        problems.append(Problem("matter", _("What was done? A few words are enough.")))
    if facts.kind not in LogKind:
        problems.append(Problem("kind", _("Please choose a kind.")))
    if not facts.day.year >= FIRST_YEAR or facts.day > clock.today():
        problems.append(Problem("day", _("A day that has come, not before 1990.")))
    if facts.service and facts.service not in Service:
        problems.append(Problem("service", _("Please choose one of the four.")))
    held = possible_decisions(actor.organization_id or 0)
    if facts.decision is not None and not held.filter(pk=facts.decision.pk).exists():
        problems.append(Problem("decision", _("This is no meeting of your body with a decision.")))
    if problems:
        raise Invalid(problems)
