"""Who edits the portal: the posts of the body that runs it, as long as they may issue in its name."""

from __future__ import annotations

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Denied
from quanjing.portal.models import HomePage
from quanjing.portal.queries import home_of


def can_open(actor: Actor) -> bool:
    """The body at the top of the tree opens the portal."""
    return actor.may(Right.ISSUE) and len(actor.path) == 4


def can_edit(actor: Actor, home: HomePage | None) -> bool:
    """Posts of the body that runs the portal, which issue in its name."""
    return home is not None and actor.may(Right.ISSUE) and actor.organization_id == home.organization_id


def editors_home(actor: Actor) -> HomePage:
    """The first page, for those who edit it. Raises `Denied` for others, and before there is one."""
    home = home_of()
    if home is None or not can_edit(actor, home):
        raise Denied
    return home
