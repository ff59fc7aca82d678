"""Late and locked as conditions in the database; `tasks.rules.clocks` says the same of one assignment."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from quanjing.tasks.enums import NOT_EXPECTED, OPEN, State


def effective_due(prefix: str = "") -> Coalesce:
    """The moment until which a first report is in time; `prefix` leads to the assignment."""
    return Coalesce(f"{prefix}extended_to", f"{prefix}due_at", f"{prefix}task__due_at")


def was_sent_late() -> Q:
    """Sent for the first time after the deadline."""
    return Q(submitted_at__gt=effective_due()) & ~Q(state__in=NOT_EXPECTED)


def is_late(now: datetime) -> Q:
    """Sent after the deadline, or open after it; a returned report has a deadline of its own."""
    by_own = Q(extended_to=None) & (Q(due_at__lt=now) | Q(due_at=None, task__due_at__lt=now))
    passed = Q(extended_to__lt=now) | by_own
    still_open = Q(state__in=OPEN) & passed
    returned = Q(state=State.RETURNED) & (Q(return_due__lt=now) | (Q(return_due=None) & passed))
    return was_sent_late() | still_open | returned


def is_locked(now: datetime) -> Q:
    """Open past the end of grace, and past its own extension; what was returned stays editable."""
    closed = Q(closes_at__lt=now) | Q(closes_at=None, task__closes_at__lt=now)
    own_extension = Q(extended_to=None) | Q(extended_to__lt=now)
    return Q(state__in=OPEN) & closed & own_extension
