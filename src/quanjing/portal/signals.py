"""What Wagtail calls when a review has ended well; imported while its own models are still being made."""

from __future__ import annotations

from typing import Any


def publish_signed_off(workflow_state: Any, user: Any = None) -> None:
    """What the second person has signed off goes out, now or at its time; nobody else may publish."""
    revision = workflow_state.content_object.get_latest_revision()
    revision.publish(user=user, skip_permission_checks=True)
