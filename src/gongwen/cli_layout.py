"""`check-layout FILE.docx`: what differs from GB/T 9704-2012, by clause and place."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gongwen import facade
from gongwen.cli_errors import say
from gongwen.cli_text import printable
from gongwen.cli_words import WORDS, Words
from gongwen.errors import GongwenError

if TYPE_CHECKING:  # the checker is loaded when it is called
    from gongwen.facade import Deviation, LayoutReport

DONE, FOUND, BAD_INPUT = 0, 1, 2
STANDARD = "GB/T 9704-2012"


def description(language: str) -> str:
    """What the command does, for its help."""
    return WORDS[language].layout_description


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Give `parser` the arguments of `check-layout`."""
    words = WORDS[language]
    parser.add_argument("file", metavar="FILE.docx", help=words.layout_file)
    parser.add_argument("--format", choices=("text", "json"), default="text", help=words.help_format)
    parser.add_argument("--check", action="store_true", help=words.layout_check)
    parser.add_argument("--language", choices=tuple(WORDS), default=language, help=words.help_language)


def run(arguments: argparse.Namespace) -> int:
    """Measure the file and print what differs.

    Returns:
        0 measured, whatever was found; 1 with `--check` where something differs; 2 the file is wrong.
    """
    language, name = arguments.language, arguments.file
    words = WORDS[language]
    try:
        with open(name, "rb") as file:
            data = file.read()
        report = facade.check_layout(data, name=name)
    except FileNotFoundError:
        say(f"{name}: {words.no_such_file}")
        return BAD_INPUT
    except OSError:
        say(f"{name}: {words.not_readable}")
        return BAD_INPUT
    except GongwenError as error:
        say(f"{name}: {error.message(language)}")
        return BAD_INPUT
    if arguments.format == "json":
        print(json.dumps(as_json(report, name, language), ensure_ascii=False, indent=2))
    else:
        print("\n".join(map(printable, _text(report, words))))
    return FOUND if arguments.check and report.deviations else DONE


def as_json(report: LayoutReport, name: str, language: str) -> dict[str, object]:
    """The report as plain values."""
    return {
        "file": name,
        "standard": STANDARD,
        "paragraphs": report.paragraphs,
        "deviations": [_deviation(one, language) for one in report.deviations],
    }


def _deviation(one: Deviation, language: str) -> dict[str, object]:
    expected, found = one.wording(language)
    return {
        "clause": one.clause,
        "rule": one.rule,
        "label": one.label(language),
        "section": one.place.section,
        "paragraph": one.place.paragraph,
        "table": one.place.table,
        "text": one.place.text,
        "expected": expected,
        "found": found,
        "times": one.times,
    }


def _text(report: LayoutReport, words: Words) -> Iterator[str]:
    if not report.deviations:
        yield words.layout_clean.format(standard=STANDARD, paragraphs=report.paragraphs)
        return
    yield words.layout_found.format(standard=STANDARD, count=len(report.deviations))
    for one in report.deviations:
        expected, found = one.wording(words.language)
        again = words.layout_times.format(times=one.times - 1) if one.times > 1 else ""
        difference = words.layout_difference.format(expected=expected, found=found)
        label = one.label(words.language)
        yield f"{one.clause}  {_place(one, words)}  {label}{words.colon}{difference}{again}"


def _place(one: Deviation, words: Words) -> str:
    place = one.place
    if place.paragraph:
        return words.layout_paragraph.format(number=place.paragraph, text=place.text)
    if place.table:
        return words.layout_table.format(number=place.table, text=place.text)
    return words.layout_section.format(number=place.section)
