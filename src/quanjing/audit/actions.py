"""The only way into the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models, transaction

from quanjing.audit.chain import chain_of, digest
from quanjing.audit.models import AuditEntry, ChainHead
from quanjing.audit.signals import recorded
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor

Thing = tuple[models.Model | None, Mapping[str, object] | None]


def record(
    *, actor: Actor, verb: str, on: models.Model | None = None, detail: Mapping[str, object] | None = None
) -> AuditEntry:
    """Add one entry inside the caller's transaction: last thing an action does, so the lock is short.

    `verb` is "app.action" (tasks.publish), `on` the object (its `code` and text are kept), `detail`
    anything that JSON can hold; for a delegate it also names whom he acted for. An action leaves exactly
    one entry.
    """
    return _append(actor, verb, [(on, detail)])[0]


def record_many(*, actor: Actor, verb: str, things: Iterable[Thing]) -> list[AuditEntry]:
    """One entry for each of several things that one action did, in a constant number of queries.

    `things` are pairs of the object and its detail, see `record`.
    """
    return _append(actor, verb, things)


@transaction.atomic
def _append(actor: Actor, verb: str, things: Iterable[Thing]) -> list[AuditEntry]:
    chain = chain_of(actor.organization_code)
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    position, previous = head.position, head.hash
    entries = []
    for on, detail in things:
        position += 1
        entry = _entry(actor, verb, on, detail)
        entry.chain, entry.position, entry.previous_hash = chain, position, previous
        entry.hash = previous = digest(entry)
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)
    ChainHead.objects.filter(chain=chain).update(position=position, hash=previous)
    recorded.send(sender=AuditEntry, verb=verb)
    return entries


def _entry(
    actor: Actor, verb: str, on: models.Model | None, detail: Mapping[str, object] | None
) -> AuditEntry:
    delegated = {"acting_for": actor.acting_for} if actor.acting_for else {}
    return AuditEntry(
        at=clock.now(),
        user_name=actor.user_name,
        post_code=actor.post_code,
        post_title=actor.post_title,
        organization_code=actor.organization_code,
        organization_name=actor.organization_name,
        path=actor.path,
        verb=verb,
        object_type=on._meta.label_lower if on is not None else "",
        object_code=str(getattr(on, "code", "") or getattr(on, "pk", "") or ""),
        object_label=str(on)[:300] if on is not None else "",
        detail={**(detail or {}), **delegated},
        origin=actor.origin,
    )
