"""The only way into the record."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models, transaction

from quanjing.audit.chain import chain_of, digest
from quanjing.audit.models import AuditEntry, ChainHead
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor


@transaction.atomic
def record(
    *, actor: Actor, verb: str, on: models.Model | None = None, detail: Mapping[str, object] | None = None
) -> AuditEntry:
    """Add one entry inside the caller's transaction: last thing an action does, so the lock is short.

    `verb` is "app.action" (tasks.publish), `on` the object (its `code` and text are kept), `detail`
    anything that JSON can hold; for a delegate it also names whom he acted for. An action leaves exactly
    one entry.
    """
    chain = chain_of(actor.organization_code)
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    delegated = {"acting_for": actor.acting_for} if actor.acting_for else {}
    entry = AuditEntry(
        chain=chain,
        position=head.position + 1,
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
        previous_hash=head.hash,
    )
    entry.hash = digest(entry)
    entry.save()
    ChainHead.objects.filter(chain=chain).update(position=entry.position, hash=entry.hash)
    return entry
