"""What every page of the panorama begins with: which count, which node, and the links that keep both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.panorama.actions import printed
from quanjing.panorama.enums import Time
from quanjing.panorama.forms import LookForm
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import Look, latest, snapshot_at

CODE = "S-"


def count_of(request: HttpRequest, name: str = "at") -> tuple[Snapshot | None, bool]:
    """The count that is asked for, or the newest; and whether the one asked for made room for newer ones."""
    code = request.GET.get(name, "")
    try:
        return snapshot_at(code), False
    except Missing:
        if code and not code.startswith(CODE):
            raise
        return latest(), bool(code)


def looked(request: HttpRequest, actor: Actor) -> tuple[Look | None, bool]:
    """The look that is asked for; None while nothing was counted yet."""
    snapshot, gone = count_of(request)
    if snapshot is None:
        return None, gone
    return LookForm(request.GET).look(actor, snapshot), gone


def frame(request: HttpRequest, actor: Actor, look: Look, gone: bool) -> dict[str, Any]:
    """`keep` are the parameters that lead to the same count, narrowed alike, without the node."""
    kept = request.GET.copy()
    for name in ("page", "under", "which", "wall", "paper", "figure"):
        kept.pop(name, None)
    kept["at"] = look.snapshot.code
    return {
        "look": look,
        "gone": gone,
        "printed": printed(look),
        "keep": kept.urlencode(),
        "here": f"under={look.node.code}&{kept.urlencode()}",
        "times": Time,
        "classes": [one for one in SocietyClass if one != SocietyClass.NONE],
        "levels": Level,
        "oversees": actor.reads_subtree,
        "is_latest": not request.GET.get("at"),
    }
