"""The process beside the worker that listens to the mailbox."""

from __future__ import annotations

import multiprocessing

from django.conf import settings
from django.db import connections

from quanjing.mailroom.actions.fetching import listen


def start_listening() -> None:
    """Start listening in a process of its own, which ends with this one; nothing without a mailbox."""
    if settings.MAILBOX is None:
        return
    connections.close_all()  # the child opens its own
    multiprocessing.get_context("fork").Process(target=_listen, name="mailbox", daemon=True).start()


def _listen() -> None:
    parent = multiprocessing.parent_process()
    listen(lambda: parent is None or parent.is_alive())
