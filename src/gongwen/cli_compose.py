"""`compose FACTS.json -o FILE`: facts to an official document as docx or pdf."""

from __future__ import annotations

import argparse
import json
import sys

from gongwen import facade
from gongwen.cli_errors import BadCall, say
from gongwen.cli_words import WORDS
from gongwen.errors import GongwenError

DONE, BAD_INPUT = 0, 2


def description(language: str) -> str:
    """What the command does, for its help."""
    return WORDS[language].compose_description


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Give `parser` the arguments of `compose`."""
    words = WORDS[language]
    parser.add_argument("file", metavar="FACTS.json", help=words.compose_file)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help=words.compose_output)
    parser.add_argument("--font-dir", metavar="DIR", default="", help=words.compose_fonts)
    parser.add_argument("--strict", action="store_true", help=words.compose_strict)
    parser.add_argument("--language", choices=tuple(WORDS), default=language, help=words.help_language)


def run(arguments: argparse.Namespace) -> int:
    """Draw the document and say which faces were substituted; 0 done, 2 the call or its input is wrong."""
    words = WORDS[arguments.language]
    output: str = arguments.output
    if not output.lower().endswith((".docx", ".pdf")):
        raise BadCall(words.compose_ending)
    try:
        with open(arguments.file, "rb") as file:
            values = json.loads(file.read().decode("utf-8-sig"))
    except OSError:
        say(f"{arguments.file}: {words.not_readable}")
        return BAD_INPUT
    except ValueError:
        say(f"{arguments.file}: {words.compose_no_json}")
        return BAD_INPUT
    try:
        data, substitutes = _drawn(values, arguments)
    except GongwenError as error:
        say(f"{arguments.file}: {error.message(arguments.language)}")
        return BAD_INPUT
    try:
        with open(output, "wb") as out:
            out.write(data)
    except OSError:
        say(f"{output}: {words.not_writable}")
        return BAD_INPUT
    for one in substitutes:
        print(words.compose_substitute.format(face=one.face, used=one.used), file=sys.stdout)
    return DONE


def _drawn(values: object, arguments: argparse.Namespace) -> tuple[bytes, tuple[facade.Substitute, ...]]:
    document = facade.document_from(facade.facts_from(values))
    if arguments.output.lower().endswith(".docx"):
        return facade.official_docx(document), ()
    composed = facade.official_pdf(document, font_dir=arguments.font_dir, strict=arguments.strict)
    return composed.data, composed.substitutes
