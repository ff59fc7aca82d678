"""Who is told of a review: whoever may sign off, then whoever submitted; in the product's own messages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from quanjing.foundation.actor import Right
from quanjing.notify.actions import tell
from quanjing.organizations.enums import RIGHTS, Role
from quanjing.organizations.queries import posts_in_force
from quanjing.portal.queries import home_of

EDITORS = [role for role in Role if Right.ISSUE in RIGHTS[role]]


def tell_submitted(state: Any, user: Any) -> None:
    """The other editors read that a text waits."""
    _tell("portal_submitted", state, user, _editors().exclude(holder=user))


def tell_decided(state: Any, user: Any, *, signed_off: bool) -> None:
    """Whoever submitted reads what became of it."""
    kind = "portal_signed_off" if signed_off else "portal_sent_back"
    _tell(kind, state, user, _editors().filter(holder=state.requested_by))


def _editors() -> Any:
    home = home_of()
    return posts_in_force().filter(organization=home.organization_id if home else None, role__in=EDITORS)


def _tell(kind: str, state: Any, user: Any, posts: Any) -> None:
    page = state.content_object
    tell(
        post_ids=posts.values_list("pk", flat=True),
        kind=kind,
        values={"title": page.title, "name": str(user or "")},
        link=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        key=f"{kind}:{state.pk}:{state.current_task_state_id}",
    )
