"""How an entry is hashed: its own fields in a fixed order, and the hash before it."""

from __future__ import annotations

import hashlib
import json

from quanjing.audit.models import AuditEntry

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


def chain_of(organization_code: str) -> int:
    """Which chain an organization's actions go to: stable, spread evenly."""
    return hashlib.sha256(organization_code.encode()).digest()[0] % CHAINS


def digest(entry: AuditEntry) -> str:
    """The hash (64 hex digits) over the entry's content and `previous_hash`."""
    content = {name: getattr(entry, name) for name in COVERED}
    content["at"] = entry.at.isoformat()
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{text}".encode()).hexdigest()
