"""What every template may use."""

from __future__ import annotations

from django.http import HttpRequest

from quanjing.foundation.navigation import entries_for


def frame(request: HttpRequest) -> dict[str, object]:
    """`actor`, the `navigation` entries of the bar, and the posts (`hats`) that the person may act under."""
    actor = getattr(request, "actor", None)
    return {"actor": actor, "navigation": entries_for(actor), "hats": getattr(request, "hats", ())}
