"""The only writes of this app."""

from quanjing.mailroom.actions.fetching import listen, look
from quanjing.mailroom.actions.keeping import Arrival, drop, keep
from quanjing.mailroom.actions.listening import start_listening
from quanjing.mailroom.actions.reading import read_alone, read_one, read_waiting
from quanjing.mailroom.actions.returning import post_returns
from quanjing.mailroom.actions.triage import dismiss, read_again, split, take
from quanjing.mailroom.actions.watching import watch_mailroom

__all__ = [
    "Arrival",
    "dismiss",
    "drop",
    "keep",
    "listen",
    "look",
    "post_returns",
    "read_again",
    "read_alone",
    "read_one",
    "read_waiting",
    "split",
    "start_listening",
    "take",
    "watch_mailroom",
]
