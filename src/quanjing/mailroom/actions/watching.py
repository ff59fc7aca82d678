"""A glance every minute: what waits is handed to the worker, what was sent back is written to the sender."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q

from quanjing.foundation import clock
from quanjing.jobs.actions import enqueue
from quanjing.jobs.queries import is_waiting
from quanjing.mailroom.actions.returning import post_returns
from quanjing.mailroom.enums import Fate
from quanjing.mailroom.models import IncomingMail, Mailbox

PATIENCE = timedelta(minutes=2)  # without a look: the listener is gone, so a job looks


def watch_mailroom() -> None:
    """Called every minute by the worker."""
    if settings.MAILBOX is not None and not is_waiting("mailroom.fetch"):
        now = clock.now()
        lately = Mailbox.objects.filter(Q(looked_at__gt=now - PATIENCE) | Q(try_at__gt=now))
        if not lately.exists():
            enqueue("mailroom.fetch")
    if IncomingMail.objects.filter(fate=Fate.ARRIVED).exists() and not is_waiting("mailroom.read"):
        enqueue("mailroom.read")
    post_returns()
