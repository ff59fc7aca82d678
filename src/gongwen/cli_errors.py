"""How the command line says what is wrong: one line on standard error."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn

from gongwen.cli_text import printable


class BadCall(Exception):
    """The arguments are wrong; the message is for the user."""


class Parser(argparse.ArgumentParser):
    """A parser that leaves one line on standard error."""

    def error(self, message: str) -> NoReturn:
        raise BadCall(message)


def say(message: str) -> None:
    """One line on standard error, whatever stands in the message."""
    if sys.stderr is None:
        return
    line = printable(" ".join(message.split()))
    encoding = sys.stderr.encoding or "utf-8"
    try:
        print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr, flush=True)
    except OSError:  # nobody listens there either
        return
