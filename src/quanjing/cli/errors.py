"""What the command line answers with one line instead of a traceback."""

from __future__ import annotations


class BadCall(Exception):
    """The call or its input is wrong: one line on standard error, exit status 2."""
