"""Who has everything counted and keeps a snapshot: whoever reads a subtree."""

from __future__ import annotations

from quanjing.foundation.actor import Actor


def can_take(actor: Actor) -> bool:
    return actor.reads_subtree
