"""`compose FACTS.json -o FILE`: facts to an official document as docx or pdf."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from gongwen.cli_base import BAD_INPUT, DONE, BadCall, Parser, guarded, language, say
from gongwen.cli_layout_words import LAYOUT_WORDS
from gongwen.cli_text import printable
from gongwen.cli_words import WORDS
from gongwen.errors import GongwenError
from gongwen.facade import Substitute, document_from, facts_from, official_docx, official_pdf


def compose_command(args: Sequence[str], program: str = "quanjing") -> int:
    """`compose` with its own arguments only; 0 done, 2 the call or its input is wrong."""
    return guarded(lambda: _run(_parser(program).parse_args(args)), f"{program} compose")


def _parser(program: str) -> Parser:
    words, common = LAYOUT_WORDS[language()], WORDS[language()]
    parser = Parser(prog=f"{program} compose", description=words.compose_description, allow_abbrev=False)
    add = parser.add_argument
    add("file", metavar="FACTS.json", help=words.compose_file)
    add("-o", "--output", metavar="FILE", required=True, help=words.compose_output)
    add("--font-dir", metavar="DIR", default="", help=words.compose_fonts)
    add("--strict", action="store_true", help=words.compose_strict)
    add("--language", choices=tuple(WORDS), default=language(), help=common.help_language)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    """Draw the document and say which faces were substituted."""
    words, output = LAYOUT_WORDS[arguments.language], arguments.output
    if not output.lower().endswith((".docx", ".pdf")):
        raise BadCall(words.compose_ending)
    try:
        with open(arguments.file, "rb") as file:
            values = json.loads(file.read().decode("utf-8-sig"))
        data, substitutes = _drawn(values, arguments)
    except OSError:
        say(f"{arguments.file}: {WORDS[arguments.language].not_readable}")
        return BAD_INPUT
    except (ValueError, RecursionError):
        say(f"{arguments.file}: {words.compose_no_json}")
        return BAD_INPUT
    except GongwenError as error:
        say(f"{arguments.file}: {error.message(arguments.language)}")
        return BAD_INPUT
    try:
        with open(output, "wb") as out:
            out.write(data)
    except OSError:
        say(f"{output}: {WORDS[arguments.language].not_writable}")
        return BAD_INPUT
    for one in substitutes:
        print(printable(words.compose_substitute.format(face=one.face, used=one.used)))
    return DONE


def _drawn(values: object, arguments: argparse.Namespace) -> tuple[bytes, tuple[Substitute, ...]]:
    document = document_from(facts_from(values))
    if arguments.output.lower().endswith(".docx"):
        return official_docx(document), ()
    composed = official_pdf(document, font_dir=arguments.font_dir, strict=arguments.strict)
    return composed.data, composed.substitutes
