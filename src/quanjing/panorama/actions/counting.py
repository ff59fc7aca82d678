"""Counting everything at one moment, and keeping what was counted."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction

from quanjing.audit.actions import record
from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied
from quanjing.foundation.figures import When, counters
from quanjing.jobs.actions import enqueue
from quanjing.organizations.models import Organization
from quanjing.organizations.queries import any_exists, existing
from quanjing.organizations.queries.societies import Seat, seats_below
from quanjing.panorama.models import Snapshot
from quanjing.panorama.packing import Body, pack
from quanjing.panorama.queries import counted_months, latest
from quanjing.panorama.rules import can_take

QUICK = 2.0  # seconds: what counts as fast is counted while one waits
REST = 20  # times as long as counting takes, the worker leaves it alone
AT_LEAST, AT_MOST = timedelta(minutes=1), timedelta(hours=1)
TURNS = 20  # at a number that others take as well
SPARE = 3  # counts that nobody keeps and that pages may still be turned in


def count_all(*, kept: bool = False, name: str = "", note: str = "") -> Snapshot:
    """Count every figure of every body now. Leaves no entry in the audit record: nothing is decided by it."""
    begun = time.perf_counter()
    now = clock.now()
    day = now.astimezone(clock.CHINA).date()
    when = When(now, day, counted_months(day))
    columns: dict[tuple[str, str], Mapping[int, int]] = {}
    for counter in counters():
        columns.update(counter.count(when))
    bodies = _roster()
    data = pack(bodies, [f"{month:%Y-%m}" for month in when.months], columns)
    seconds = time.perf_counter() - begun
    digest = hashlib.sha256(f"{now.isoformat()} ".encode() + data).hexdigest()
    made = _stored(
        Snapshot(
            taken_at=now, kept=kept, taken_name=name, note=note, bodies=len(bodies), seconds=seconds,
            digest=digest, data=data,
        )
    )  # fmt: skip
    spare = Snapshot.objects.filter(kept=False).order_by("-taken_at", "-pk")
    Snapshot.objects.filter(pk__in=list(spare.values_list("pk", flat=True)[SPARE:])).delete()
    return made


def snapshot_of_day(*, day: str) -> Snapshot:
    """The worker's snapshot of a day. Leaves no entry in the audit record, as `count_all`."""
    known = Snapshot.objects.defer("data").filter(kept=True, note=day, taken_name="").first()
    return known or count_all(kept=True, note=day)


def take(*, actor: Actor, note: str = "") -> Snapshot:
    """Count everything and keep it as a snapshot. Raises `Denied`."""
    if not can_take(actor):
        raise Denied
    made = count_all(kept=True, name=actor.signature, note=note.strip()[:200])
    record(actor=actor, verb="panorama.take", on=made)
    return made


@transaction.atomic
def keep(*, actor: Actor, snapshot: Snapshot) -> Snapshot:
    """Let a count stay, because something with its number on it leaves the platform. Raises `Denied`."""
    if not actor.path:
        raise Denied
    current = Snapshot.objects.select_for_update().defer("data").get(pk=snapshot.pk)
    if not current.kept:
        current.kept, current.taken_name = True, actor.signature
        current.save(update_fields=["kept", "taken_name"])
        record(actor=actor, verb="panorama.keep", on=current)
    return current


def recount(*, actor: Actor) -> bool:
    """Have everything counted anew: at once where that is quick, else by the worker. Whether it is done.

    Raises `Denied`. Leaves no entry in the audit record, as `count_all`.
    """
    if not can_take(actor):
        raise Denied
    before = latest()
    if before is None or before.seconds > QUICK:
        enqueue("panorama.count", actor=actor)
        return False
    count_all()
    return True


def is_due() -> bool:
    """Whether the worker should count: something was done since, or an hour has passed (clocks run on)."""
    before = latest()
    if before is None:
        return any_exists()
    age = clock.now() - before.taken_at
    if age < max(AT_LEAST, timedelta(seconds=REST * before.seconds)):
        return False
    acted: bool = AuditEntry.objects.filter(at__gt=before.taken_at).exists()
    return acted or age >= AT_MOST


def _stored(made: Snapshot) -> Snapshot:
    """Saved under the next number; another process may have taken it in this very moment."""
    for _turn in range(TURNS):
        made.code = _code()
        try:
            with transaction.atomic():
                made.save(force_insert=True)
        except IntegrityError:
            continue
        return made
    raise Conflict


def _roster() -> list[Body]:
    seats: dict[int, Seat] = {}
    for path in Organization.objects.filter(depth=1).values_list("path", flat=True):
        seats |= {seat.pk: seat for seat in seats_below(path)}
    columns = ("pk", "path", "code", "name", "short_name", "kind")
    rows = Organization.objects.filter(existing()).order_by("path").values_list(*columns)
    found = []
    for pk, path, code, name, short, kind in rows:
        seat = seats.get(pk)
        if seat is not None:  # else it came this very moment
            found.append(Body(pk, path, code, name, short, kind, seat.level, seat.society_class))
    return found


def _code() -> str:
    """S-20260908-0600; a second one of the same minute ends in -2. No number is given twice."""
    stem = f"S-{clock.now().astimezone(clock.CHINA):%Y%m%d-%H%M}"
    there = Snapshot.objects.filter(code__startswith=stem).values_list("code", flat=True)
    numbers = [int(code[len(stem) + 1 :] or 1) for code in there]
    return f"{stem}-{max(numbers) + 1}" if numbers else stem
