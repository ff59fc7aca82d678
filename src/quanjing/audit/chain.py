"""How an entry is hashed: its own fields in a fixed order, and the hash before it; the proof of the whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC

from quanjing.audit.models import AuditEntry, ChainHead

CHAINS = 16  # organizations share chains, so that no single row is a queue for a nation
COVERED = (
    "chain",
    "position",
    "user_name",
    "post_code",
    "post_title",
    "organization_code",
    "organization_name",
    "path",
    "verb",
    "object_type",
    "object_code",
    "object_label",
    "detail",
    "origin",
)


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a chain does not hold."""

    chain: int
    position: int
    reason: str  # changed, missing, cut off


def chain_of(organization_code: str) -> int:
    """Which chain an organization's actions go to: stable, spread evenly."""
    return hashlib.sha256(organization_code.encode()).digest()[0] % CHAINS


def digest(entry: AuditEntry) -> str:
    """The hash (64 hex digits) over the entry's content and `previous_hash`."""
    content = {name: getattr(entry, name) for name in COVERED}
    content["at"] = entry.at.astimezone(UTC).isoformat()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{text}".encode()).hexdigest()


def breaks() -> list[Break]:
    """Walk every chain from its start; an empty list means that nothing was changed or taken away."""
    found: list[Break] = []
    heads = {head.chain: head for head in ChainHead.objects.all()}
    expected = dict.fromkeys(heads, (1, "0" * 64))
    for entry in AuditEntry.objects.order_by("chain", "position").iterator():
        position, previous = expected.get(entry.chain, (1, "0" * 64))
        if entry.position != position or entry.previous_hash != previous:
            found.append(Break(entry.chain, position, "missing"))
        elif digest(entry) != entry.hash:
            found.append(Break(entry.chain, entry.position, "changed"))
        expected[entry.chain] = (entry.position + 1, entry.hash)
    for chain, (position, previous) in expected.items():
        head = heads.get(chain)
        if head is None or head.position != position - 1 or head.hash != previous:
            found.append(Break(chain, position, "cut off"))
    return found
