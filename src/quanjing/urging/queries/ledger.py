"""What was sent to whom: seen by the unit itself, and by the desk whose notices it was about."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from quanjing.foundation.actor import Actor, Right
from quanjing.foundation.errors import Missing
from quanjing.urging.models import Delivery, Reminder, ReminderLine


def reminders_visible_to(actor: Actor, *, directive: str = "") -> QuerySet[Reminder]:
    """Reminders to the actor's own body, and those about its own notices; `directive` is a code."""
    if actor.organization_id is None:
        return Reminder.objects.none()
    lines = ReminderLine.objects.filter(reminder=OuterRef("pk"))
    about_own = Exists(lines.filter(assignment__directive__organization=actor.organization_id))
    to_own = Q(organization=actor.organization_id) if actor.may(Right.REPORT) else Q(pk__in=[])
    found = Reminder.objects.filter(to_own | Q(about_own) if _is_desk(actor) else to_own)
    if directive:
        found = found.filter(Exists(lines.filter(assignment__directive__code=directive)))
    sent_to = Prefetch("deliveries", Delivery.objects.select_related("post", "mail").order_by("pk"))
    return found.select_related("organization").prefetch_related(sent_to)


def get_reminder(actor: Actor, code: str) -> Reminder:
    """One reminder. Raises `Missing`."""
    found = reminders_visible_to(actor).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def lines_of(actor: Actor, reminder: Reminder) -> list[ReminderLine]:
    """The lines that the actor may see: all for the body itself, for a desk those of its own notices."""
    lines = reminder.lines.select_related(
        "assignment__task", "assignment__directive", "assignment__organization"
    )
    if reminder.organization_id != actor.organization_id:
        lines = lines.filter(assignment__directive__organization=actor.organization_id)
    return list(lines.order_by("due_at", "assignment__organization__path", "pk"))


def _is_desk(actor: Actor) -> bool:
    return actor.may(Right.ISSUE) or actor.may(Right.REVIEW)
