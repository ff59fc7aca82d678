"""`check-layout FILE.docx`: what differs from GB/T 9704-2012, by clause and place."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence

from gongwen.cli_base import BAD_INPUT, DONE, Parser, guarded, language, say
from gongwen.cli_layout_words import LAYOUT_WORDS, LayoutWords
from gongwen.cli_text import printable
from gongwen.cli_words import WORDS
from gongwen.errors import GongwenError
from gongwen.facade import Deviation, LayoutReport, check_layout

FOUND = 1
STANDARD = "GB/T 9704-2012"


def check_layout_command(args: Sequence[str], program: str = "quanjing") -> int:
    """`check-layout` with its own arguments only.

    Returns:
        0 measured, whatever was found; 1 with `--check` where something differs; 2 the call or the
        file is wrong.
    """
    return guarded(lambda: _run(_parser(program).parse_args(args)), f"{program} check-layout")


def _parser(program: str) -> Parser:
    words, common = LAYOUT_WORDS[language()], WORDS[language()]
    parser = Parser(prog=f"{program} check-layout", description=words.layout_description, allow_abbrev=False)
    add = parser.add_argument
    add("file", metavar="FILE.docx", help=words.layout_file)
    add("--format", choices=("text", "json"), default="text", help=words.help_format)
    add("--check", action="store_true", help=words.layout_check)
    add("--language", choices=tuple(WORDS), default=language(), help=common.help_language)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    report = _measured(arguments.file, arguments.language)
    if report is None:
        return BAD_INPUT
    if arguments.format == "json":
        print(json.dumps(as_json(report, arguments.file, arguments.language), ensure_ascii=False, indent=2))
    else:
        print("\n".join(map(printable, _text(report, arguments.language))))
    return FOUND if arguments.check and report.deviations else DONE


def _measured(name: str, spoken: str) -> LayoutReport | None:
    """The report, or None where the file is wrong, which has been said."""
    words = WORDS[spoken]
    try:
        with open(name, "rb") as file:
            data = file.read()
        return check_layout(data, name=name)
    except FileNotFoundError:
        say(f"{name}: {words.no_such_file}")
    except OSError:
        say(f"{name}: {words.not_readable}")
    except GongwenError as error:
        say(f"{name}: {error.message(spoken)}")
    return None


def as_json(report: LayoutReport, name: str, spoken: str) -> dict[str, object]:
    """The report as plain values."""
    return {
        "file": name,
        "standard": STANDARD,
        "paragraphs": report.paragraphs,
        "deviations": [_deviation(one, spoken) for one in report.deviations],
    }


def _deviation(one: Deviation, spoken: str) -> dict[str, object]:
    expected, found = one.wording(spoken)
    return {
        "clause": one.clause,
        "rule": one.rule,
        "label": one.label(spoken),
        "section": one.place.section,
        "paragraph": one.place.paragraph,
        "table": one.place.table,
        "text": one.place.text,
        "expected": expected,
        "found": found,
        "times": one.times,
    }


def _text(report: LayoutReport, spoken: str) -> Iterator[str]:
    words = LAYOUT_WORDS[spoken]
    if not report.deviations:
        yield words.layout_clean.format(standard=STANDARD, paragraphs=report.paragraphs)
        return
    yield words.layout_found.format(standard=STANDARD, count=len(report.deviations))
    for one in report.deviations:
        expected, found = one.wording(spoken)
        again = words.layout_times.format(times=one.times - 1) if one.times > 1 else ""
        difference = words.layout_difference.format(expected=expected, found=found)
        label = one.label(spoken)
        yield f"{one.clause}  {_place(one, words)}  {label}{words.colon}{difference}{again}"


def _place(one: Deviation, words: LayoutWords) -> str:
    place = one.place
    if place.paragraph:
        return words.layout_paragraph.format(number=place.paragraph, text=place.text)
    if place.table:
        return words.layout_table.format(number=place.table, text=place.text)
    return words.layout_section.format(number=place.section)
