"""What every template may use."""

from __future__ import annotations

from django.http import HttpRequest

from quanjing.foundation.navigation import menus_for


def frame(request: HttpRequest) -> dict[str, object]:
    """`actor`, the `navigation` (menus) of the bar, and the posts (`hats`) that the person may act under."""
    actor = getattr(request, "actor", None)
    menus = menus_for(actor, request.path)
    return {"actor": actor, "navigation": menus, "hats": getattr(request, "hats", ())}
