"""`sheet read BLANK` and `sheet answers FILLED --template BLANK|TEMPLATE.json` of the command line."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence

from gongwen.cli_base import BAD_INPUT, DONE, BadCall, Parser, guarded, language, say
from gongwen.cli_text import printable
from gongwen.cli_words import SHEET_WORDS, WORDS, SheetWords
from gongwen.errors import GongwenError
from gongwen.facade import (
    Answers,
    Template,
    answers_as_json,
    read_filled_sheet,
    read_sheet_template,
    sheet_as_json,
    sheet_template_from_json,
)
from gongwen.model import Options, Sheet


def sheet_command(args: Sequence[str], program: str = "quanjing") -> int:
    """`sheet` with its own arguments only; returns the exit status."""
    return guarded(lambda: _run(args, program), f"{program} sheet")


def _run(args: Sequence[str], program: str) -> int:
    words = SHEET_WORDS[language()]
    parser = Parser(prog=f"{program} sheet", description=words.description, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)
    read = commands.add_parser("read", description=words.help_read, allow_abbrev=False)
    read.add_argument("blank", metavar="BLANK", help=words.help_blank)
    answers = commands.add_parser("answers", description=words.help_answers, allow_abbrev=False)
    answers.add_argument("filled", metavar="FILLED", help=words.help_filled)
    answers.add_argument("--template", required=True, metavar="BLANK|TEMPLATE.json", help=words.help_template)
    for one in (read, answers):
        one.add_argument("--format", choices=("text", "json"), default="text", help=words.help_format)
        one.add_argument("--language", choices=tuple(WORDS), default=language(), help=words.help_language)
    given = parser.parse_args(args)
    return _read(given) if given.command == "read" else _answers(given)


def _read(given: argparse.Namespace) -> int:
    template = _template(given.blank, given.language)
    if template is None:
        return BAD_INPUT
    sheet = template.sheet
    return _print(given, sheet_as_json(sheet), _sheet_lines(sheet, SHEET_WORDS[given.language]))


def _answers(given: argparse.Namespace) -> int:
    template = _template(given.template, given.language)
    data = _content(given.filled, given.language) if template else None
    if template is None or data is None:
        return BAD_INPUT
    try:
        answers = read_filled_sheet(data, name=os.path.basename(given.filled), template=template)
    except GongwenError as problem:
        say(f"{given.filled}: {problem.message(given.language)}")
        return BAD_INPUT
    lines = _answer_lines(template.sheet, answers, given.language)
    return _print(given, answers_as_json(template.sheet, answers), lines)


def _template(name: str, language: str) -> Template | None:
    data = _content(name, language)
    if data is None:
        return None
    try:
        if name.lower().endswith(".json"):
            return sheet_template_from_json(data)
        return read_sheet_template(data, name=os.path.basename(name))
    except GongwenError as problem:
        say(f"{name}: {problem.message(language)}")
        return None


def _content(name: str, language: str) -> bytes | None:
    """The bytes of a file, at most one more than may be read; None where there are none, which is said."""
    words = WORDS[language]
    try:
        with open(name, "rb") as file:
            return file.read(Options().max_bytes + 1)
    except FileNotFoundError:
        say(f"{name}: {words.no_such_file}")
    except (OSError, ValueError):
        say(f"{name}: {words.not_readable}")
    return None


def _print(given: argparse.Namespace, data: dict[str, object], lines: Iterator[str]) -> int:
    text = json.dumps(data, ensure_ascii=False, indent=2) if given.format == "json" else "\n".join(lines)
    import sys

    if sys.stdout is None:
        raise BadCall(WORDS[given.language].not_writable)
    sys.stdout.buffer.write((text + "\n").encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    return DONE


def _sheet_lines(sheet: Sheet, words: SheetWords) -> Iterator[str]:
    yield printable(sheet.title)
    for block in sheet.blocks:
        marks = [words.repeats] * block.repeat + [words.optional] * block.optional
        yield ""
        yield printable(" ".join(filter(None, (block.label or words.unnamed, *marks))))
        for field in block.fields:
            options = f" ({' / '.join(field.options)})" if field.options else ""
            yield printable(f"  {field.label}: {words.types[field.type.value]}{options}")


def _answer_lines(sheet: Sheet, answers: Answers, language: str) -> Iterator[str]:
    words = SHEET_WORDS[language]
    blocks = {block.key: block for block in sheet.blocks}
    before: tuple[str, int] | None = None
    for one in answers.answers:
        block = blocks[one.block]
        if (one.block, one.row) != before:
            head = block.label or words.unnamed
            yield printable(f"{head} {one.row}" if one.row else head)
            before = one.block, one.row
        field = next(field for field in block.fields if field.key == one.field)
        doubt = f"  [{one.doubt.message(language)}]" if one.doubt else ""
        yield printable(f"  {field.label}: {' '.join(one.value.split())}{doubt}")
    if answers.not_understood:
        yield words.not_understood
        yield from (printable(f"  {' '.join(text.split())}") for text in answers.not_understood)
