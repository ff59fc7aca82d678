"""The command line of the engine: `python -m gongwen read FILE…`.

Exit status: 0 done; 2 a file or the call is wrong, one line for each on standard error; 1 a fault of ours.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from math import isfinite

from gongwen.cli_base import (
    BAD_INPUT,
    DONE,
    OUR_FAULT,
    BadCall,
    Parser,
    abandon_output,
    guarded,
    language,
    say,
)
from gongwen.cli_many import Answer, Reading, cores, read_all
from gongwen.cli_output import SHAPES, Named, Wanted, write_answers
from gongwen.cli_paths import Found, find_files, is_listing
from gongwen.cli_words import WORDS, Words
from gongwen.model import Options

_MEGABYTE = 1024 * 1024


def add_read_arguments(parser: argparse.ArgumentParser) -> None:
    """Give `parser` the arguments of `read`."""
    words = WORDS[language()]
    megabytes = Options().max_bytes // _MEGABYTE
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help=words.help_files)
    add("--format", choices=SHAPES, default="text", help=words.help_format)
    add("-o", "--output", metavar="FILE", help=words.help_output)
    add("--jobs", type=_jobs, default=cores(), metavar="N", help=words.help_jobs)
    add("--reference-date", type=_day, metavar="YYYY-MM-DD", help=words.help_day)
    add(
        "--max-size",
        type=_bytes,
        default=Options().max_bytes,
        metavar="MB",
        help=words.help_size.format(megabytes=megabytes),
    )
    add("--language", choices=tuple(WORDS), default=language(), help=words.help_language)


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= len(text.lstrip("0")) <= 4:
        raise argparse.ArgumentTypeError(WORDS[language()].bad_jobs)
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(WORDS[language()].bad_day.format(text=text)) from None


def _bytes(text: str) -> int:
    try:
        megabytes = float(text)
    except ValueError:
        megabytes = 0
    if not isfinite(megabytes) or not 1 <= megabytes * _MEGABYTE < sys.maxsize:
        raise argparse.ArgumentTypeError(WORDS[language()].bad_size)
    return int(megabytes * _MEGABYTE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    return _run(sys.argv[1:] if argv is None else argv, "gongwen")


def read_command(args: Sequence[str]) -> int:
    """`read` with its own arguments only, for the platform's command line; returns the exit status."""
    return _run(["read", *args], "quanjing")


def _run(argv: Sequence[str], program: str) -> int:
    parser = Parser(prog=program, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    words = WORDS[language()]
    add_read_arguments(commands.add_parser("read", description=words.description, allow_abbrev=False))
    return guarded(lambda: run_read(parser.parse_args(argv), program), program)


def run_read(arguments: argparse.Namespace, program: str) -> int:
    """Read the files and print them; what cannot be read is one line each and does not stop the others."""
    words = WORDS[arguments.language]
    if arguments.format == "xlsx" and arguments.output is None and _is_terminal(sys.stdout):
        raise BadCall(words.workbook_needs_file)
    files = find_files(arguments.files, arguments.output)
    listed = is_listing(arguments.files)
    reading = Reading(
        options=Options(reference_date=arguments.reference_date, max_bytes=arguments.max_size),
        language=arguments.language,
        shape=arguments.format,
        listed=listed,
        width=_columns(arguments.output),
    )
    wanted = Wanted(arguments.format, arguments.language, listed, arguments.output, arguments.reference_date)
    status = _Status()
    answers = _with_progress(read_all(files, reading, arguments.jobs), files, arguments.output, words)
    try:
        write_answers(status.keep(answers), wanted)
    except BrokenPipeError:  # the reader of our output has seen enough
        abandon_output()
    except OSError:
        say(f"{arguments.output or program}: {words.not_writable}")
        abandon_output()
        return BAD_INPUT
    return status.code


class _Status:
    """The exit status so far: the worst that was met among the files."""

    def __init__(self) -> None:
        self.code = DONE

    def keep(self, answers: Iterator[Answer]) -> Iterator[Named]:
        """Let what was read through; say what was not."""
        for answer in answers:
            if answer.found is not None:
                yield answer.name, answer.found
                continue
            say(f"{answer.name}: {answer.problem}")
            self.code = OUR_FAULT if answer.fault or self.code == OUR_FAULT else BAD_INPUT


def _with_progress(
    answers: Iterator[Answer], files: Sequence[Found], output: str | None, words: Words
) -> Iterator[Answer]:
    """A bar on standard error while many files are read, unless the answers themselves go to a terminal."""
    if len(files) < 2 or not _is_terminal(sys.stderr) or (output is None and _is_terminal(sys.stdout)):
        yield from answers
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own beside the starting of processes
    bar = tqdm(answers, total=len(files), unit=words.files_read, file=sys.stderr, leave=False)
    for answer in bar:
        if answer.problem:
            bar.clear()  # its line is about to be said
        yield answer


def _columns(output: str | None) -> int | None:
    """The width of the terminal that shows the text; None where it goes elsewhere."""
    if output is not None or not _is_terminal(sys.stdout):
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _is_terminal(stream: object) -> bool:
    asks = getattr(stream, "isatty", None)
    return bool(asks and asks())
