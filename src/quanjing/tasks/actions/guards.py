"""What every change of a directive starts with: the right, the state, and nobody else's change lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanjing.directives.models import Directive
from quanjing.directives.rules import can_issue, is_editable
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, WrongState
from quanjing.tasks.models import Task


def editable(actor: Actor, directive: Directive, *, lock: bool = True) -> Directive:
    """The directive, locked. Raises `Denied`, or `WrongState` once it is published (or not yet read)."""
    found = Directive.objects.select_for_update() if lock else Directive.objects.all()
    locked = found.select_related("organization").get(pk=directive.pk)
    if not can_issue(actor, locked):
        raise Denied
    if not is_editable(locked):
        raise WrongState
    return locked


def refuse_stale(
    thing: Directive | Task, version: int | None, changes: Mapping[str, Any], theirs: Any
) -> None:
    """Raises `Conflict` with both versions where `version` is not the present one (None: not checked)."""
    if version is not None and version != thing.version:
        raise Conflict(theirs={**theirs, "version": thing.version}, yours=changes)
