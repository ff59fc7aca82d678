"""The command line of the engine: `python -m gongwen read FILE…`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from gongwen.cli_text import notice_as_text
from gongwen.cli_words import WORDS, Words
from gongwen.errors import GongwenError
from gongwen.facade import notice_as_json, read_notice
from gongwen.model import Notice, Options

BAD_INPUT = 2


class _BadCall(Exception):
    """The arguments are wrong; the message is for the user."""


class _Parser(argparse.ArgumentParser):
    """A parser that leaves one line on standard error."""

    def error(self, message: str) -> NoReturn:
        raise _BadCall(message)


def language() -> str:
    """The language of the terminal: "zh" or "en"."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.startswith("zh") else "en"
    return "en"


def add_read_arguments(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the arguments of `read`, for this command line and the platform's."""
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--reference-date", type=date.fromisoformat, metavar="YYYY-MM-DD")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        0 done; 2 the input or the call is wrong, with one line on standard error.
    """
    parser = _Parser(prog="gongwen")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    add_read_arguments(commands.add_parser("read"))
    try:
        arguments = parser.parse_args(argv)
    except _BadCall as problem:
        return _refuse(f"gongwen: {WORDS[language()].bad_call}{problem}")
    return run_read(arguments)


def read_command(args: Sequence[str]) -> int:
    """`read` with its own arguments only, for the platform's command line; returns the exit status."""
    return main(["read", *args])


def run_read(arguments: argparse.Namespace) -> int:
    """Read the files and print them; nothing is printed where one of them cannot be read."""
    words = WORDS[language()]
    options = Options(reference_date=arguments.reference_date)
    notices: list[tuple[str, Notice]] = []
    for name in arguments.files:
        try:
            notices.append(
                (name, read_notice(Path(name).read_bytes(), name=Path(name).name, options=options))
            )
        except GongwenError as problem:
            return _refuse(f"{name}: {problem.message(language())}")
        except OSError as problem:
            return _refuse(f"{name}: {_reason(problem, words)}")
    _print_all(notices, arguments.format, words)
    return 0


def _reason(problem: OSError, words: Words) -> str:
    if isinstance(problem, FileNotFoundError):
        return words.no_such_file
    return words.is_a_folder if isinstance(problem, IsADirectoryError) else words.not_readable


def _print_all(notices: list[tuple[str, Notice]], form: str, words: Words) -> None:
    _write_utf8()
    if form == "json":
        found = [notice_as_json(notice) for _, notice in notices]
        print(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2))
        return
    for index, (name, notice) in enumerate(notices):
        if len(notices) > 1:
            print(("\n" if index else "") + f"== {name}")
        print(notice_as_text(notice, words))


def _write_utf8() -> None:
    # A terminal set to ASCII must not turn Chinese output into a traceback.
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")


def _refuse(message: str) -> int:
    line = " ".join(message.split())
    encoding = sys.stderr.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding), file=sys.stderr)
    return BAD_INPUT
