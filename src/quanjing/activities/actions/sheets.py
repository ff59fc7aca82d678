"""Activities as a table: the blank xlsx for those without a connection, and reading it back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from quanjing.activities.actions.facts import NUMBERS, Facts
from quanjing.activities.models import ActivityKind
from quanjing.files.actions import day_of, heads_of, read_table, word_of
from quanjing.foundation import clock
from quanjing.foundation.errors import Problem

COLUMNS: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "name": _("Name"),
    "day": _("Day"),
    "starts": _("Starts at"),
    "ends": _("Ends at"),
    "place": _("Place"),
    "took_place": _("Took place (yes, no)"),
    "present": _("Present"),
    "expected": _("Expected"),
    "absent_duty": _("Absent on duty"),
    "absent_leave": _("Absent on leave"),
    "absent_other": _("Absent for another reason"),
    "online": _("Online"),
    "chair": _("Chair"),
    "recorder": _("Recorder"),
    "speaker": _("Speaker"),
    "agenda": _("Agenda"),
    "studied": _("What was studied"),
    "decisions": _("Decisions"),
    "campaign": _("Campaign"),
    "hosts": _("Held together with"),
    "other_hosts": _("Partners outside the platform"),
}
TEXTS = ("place", "chair", "recorder", "speaker", "agenda", "studied", "decisions", "campaign", "other_hosts")
NEEDED = {"kind", "name", "day"}
MOST_ROWS = 1000
TIME = re.compile(r"(?<!\d)(\d{1,2})\s*[:\uff1a\u65f6\u70b9]\s*(\d{1,2})?")
FRACTION = re.compile(r"0?\.\d+")  # a time of day as Excel keeps it


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as it stands in the file (`texts`, "row" is its number), and what was understood of it."""

    texts: Mapping[str, str]
    facts: Facts | None
    took_place: bool = False
    hosts: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)


def blank_sheet(kinds: Sequence[ActivityKind]) -> bytes:
    """An xlsx with the heads of the columns and the kinds that may be chosen, in the language of the page."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(gettext("Activities"))
    known = book.add_worksheet(gettext("Kinds"))
    bold = book.add_format({"bold": True, "text_wrap": True})
    as_text = book.add_format({"num_format": "@", "text_wrap": True})
    sheet.set_column(0, len(COLUMNS) - 1, 16, as_text)
    for place, (name, head) in enumerate(COLUMNS.items()):
        sheet.write_string(0, place, f"{head}{'*' if name in NEEDED else ''}", bold)
    for row, kind in enumerate(kinds):
        known.write_string(row, 0, str(kind))
    known.set_column(0, 0, 40)
    names = list(COLUMNS)
    source = f"='{known.get_name()}'!$A$1:$A${max(len(kinds), 1)}"
    place = names.index("kind")
    sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": source})
    place = names.index("took_place")
    answers = [gettext("yes"), gettext("no")]
    sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": answers})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def read_sheet(data: bytes) -> list[dict[str, str]]:
    """The rows as {column: text} with "row". Raises `Invalid` for a file without the columns or too long."""
    table = read_table(data, heads_of(COLUMNS), NEEDED.issubset, most=MOST_ROWS)
    return [dict.fromkeys(COLUMNS, "") | row for row in table.rows]


def understood(texts: Mapping[str, str], kinds: Mapping[str, ActivityKind]) -> SheetRow:
    """A row as facts with everything that is wrong with it; `kinds` by name in any language."""
    problems: list[Problem] = []
    kind = kinds.get(word_of(texts["kind"]))
    if kind is None:
        problems.append(Problem("kind", _("This kind of activity is not known.")))
    day, starts, ends = _moments(texts, problems)
    numbers = {name: _number(name, texts[name], problems) for name in NUMBERS}
    took_place = _yes(texts["took_place"], problems)
    hosts = tuple(one.strip() for one in re.split(r"[\n;\uff1b\u3001]", texts["hosts"]) if one.strip())
    if kind is None or day is None or starts is None:
        return SheetRow(texts, None, took_place, hosts, problems)
    columns: dict[str, Any] = {**numbers, **{name: texts[name] for name in TEXTS}}
    facts = Facts(
        kind=kind,
        name=texts["name"],
        starts_at=datetime.combine(day, starts, clock.CHINA),
        ends_at=datetime.combine(day, ends, clock.CHINA) if ends else None,
        **columns,
    )
    return SheetRow(texts, facts, took_place, hosts, problems)


def by_name(kinds: Sequence[ActivityKind]) -> dict[str, ActivityKind]:
    """Kinds by either name and by code."""
    return {word_of(name): kind for kind in kinds for name in (kind.code, kind.name_en, kind.name_zh) if name}


def _moments(
    texts: Mapping[str, str], problems: list[Problem]
) -> tuple[date | None, time | None, time | None]:
    day = day_of(texts["day"])
    if day is None:
        problems.append(Problem("day", _("The day is not understood; write it as 2026-09-03.")))
    starts, ends = _time(texts["starts"] or texts["day"][10:]), _time(texts["ends"])
    if starts is None:
        problems.append(Problem("starts", _("The time is not understood; write it as 14:30.")))
    if texts["ends"] and ends is None:
        problems.append(Problem("ends", _("The time is not understood; write it as 14:30.")))
    return day, starts, ends


def _time(text: str) -> time | None:
    if FRACTION.fullmatch(text):
        minutes = round(float(text) * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    found = TIME.search(text)
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def _number(name: str, text: str, problems: list[Problem]) -> int | None:
    text = text.strip().removesuffix(".0")
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 8:
        return int(text)
    problems.append(Problem(name, _("A number from 0 to 1,000,000.")))
    return None


def _yes(text: str, problems: list[Problem]) -> bool:
    word = word_of(text)
    yes, no = {"1", "true"}, {"0", "false", ""}
    for language in _languages():
        with override(language):
            yes.add(word_of(gettext("yes")))
            no.add(word_of(gettext("no")))
    if word not in yes | no:
        problems.append(Problem("took_place", _("Please write yes or no.")))
    return word in yes


def _languages() -> Iterator[str]:
    return (language for language, _name in settings.LANGUAGES)
