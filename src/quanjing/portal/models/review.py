"""Nobody publishes what he wrote himself: the one step of the portal's workflow."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState


class SecondPerson(Task):
    """Somebody else of the editing body looks at the text and signs it off, or sends it back.

    `user.editor` is the actor under whose post a person edits in this request; without it nothing is allowed.
    """

    class Meta:
        verbose_name = _("second person")

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What was submitted stays as it is until the second person has looked."""
        return user.pk in writers(obj)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if getattr(user, "editor", None) is None or user.pk in writers(obj):
            return []
        back = ("reject", _("Send back with a reason"), True)
        if lacks_consent(obj):
            return [back]
        return [back, ("approve", _("Sign off"), False)]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Asked again at the moment of signing: the text may have been changed, the consent withdrawn."""
        page = task_state.workflow_state.content_object
        if action_name not in {name for name, _label, _asks in self.get_actions(page, user)}:
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return waiting.exclude(revision__user=user).exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> Any:
        return _("A person of the editing body who neither wrote nor submitted the text signs it off")


def writers(page: Any) -> set[int | None]:
    """Who wrote the latest text, and who submitted it."""
    state, latest = page.current_workflow_state, page.get_latest_revision()
    return {latest.user_id if latest else None, state.requested_by_id if state else None}


def lacks_consent(page: Any) -> bool:
    """Whether a page that asks a person's consent has none that holds today."""
    story = page.specific
    if not getattr(story, "asks_consent", False):
        return False
    return not any(consent.holds for consent in story.consents.all())
