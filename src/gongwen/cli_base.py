"""What the commands of the engine share: the call, its mistakes, one line on standard error."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from gongwen.cli_text import printable
from gongwen.cli_words import WORDS, terminal_language

DONE, OUR_FAULT, BAD_INPUT = 0, 1, 2


class BadCall(Exception):
    """The arguments are wrong; the message is for the user."""


class Parser(argparse.ArgumentParser):
    """A parser that leaves one line on standard error."""

    def error(self, message: str) -> NoReturn:
        raise BadCall(message)


def language() -> str:
    """The language of the terminal: "zh" or "en"."""
    return terminal_language(dict(os.environ))


def guarded(run: Callable[[], int], program: str) -> int:
    """The exit status of a command: 2 where the call is wrong, 1 for a fault of ours, never a traceback."""
    words = WORDS[language()]
    try:
        return run()
    except BadCall as problem:
        say(f"{program}: {words.bad_call}{problem}")
        return BAD_INPUT
    except KeyboardInterrupt:
        return OUR_FAULT
    except BrokenPipeError:  # the reader of our output has seen enough
        abandon_output()
        return DONE
    except Exception as fault:  # a user is never shown a traceback
        say(f"{program}: {words.fault.format(kind=type(fault).__name__)}")
        return OUR_FAULT


def abandon_output() -> None:
    """Send what is still held for standard output nowhere, so that leaving says nothing about it."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):  # there is none, or it is no file
        return


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
