"""Entries as a table: the blank xlsx of a register, and reading a filled one back row by row."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from gongwen.errors import GongwenError
from gongwen.facade import read_rows
from quanjing.foundation.errors import Invalid, Problem
from quanjing.organizations.models import Organization
from quanjing.registers.actions.facts import FILES, EntryFacts
from quanjing.registers.models import RegisterKind
from quanjing.sheets.enums import FieldType
from quanjing.sheets.models import Block

COLUMNS: dict[str, str | Promise] = {
    "organization": _("Organization"),
    "name": _("Name of the entry"),
    "holder_title": _("Holder"),
    "reviewer_title": _("Reviewer"),
    "happens_on": _("Day"),
    "expires_on": _("Last day"),
    "updated_on": _("Last update"),
}
DAYS = ("happens_on", "expires_on", "updated_on")
HEAD_WITHIN = 10  # rows in which the heads of the columns must stand
MOST_ROWS = 5000
DAY = re.compile(r"\s*(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})(?!\d)")


@dataclass(slots=True)
class TableRow:
    """A row as it stands in the file (`texts`, "row" is its number), and what was understood of it."""

    texts: Mapping[str, str]
    facts: EntryFacts
    organization: Organization | None
    values: dict[str, object] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def body(self) -> str:
        """The name of the body, or what was written where there is none of that name."""
        return self.organization.name if self.organization else self.texts.get("organization", "")

    @property
    def day(self) -> str:
        return self.texts.get("happens_on", "")


def columns_of(kind: RegisterKind, block: Block, *, for_others: bool) -> dict[str, str]:
    """The columns of a register's table by key; fields of the sheet as "v-KEY". Files are left out."""
    has = {
        "organization": for_others,
        "reviewer_title": kind.needs_reviewer or kind.is_reviewed,
        "happens_on": kind.is_dated,
        "expires_on": kind.expires,
        "updated_on": kind.dormant_days is not None,
    }
    found = {name: str(label) for name, label in COLUMNS.items() if has.get(name, True)}
    return found | {f"v-{one.key}": one.label for one in block.fields.all() if one.type not in FILES}


def blank_table(kind: RegisterKind, block: Block, *, for_others: bool) -> bytes:
    """An xlsx with the heads of the columns, choices as lists, in the language of the page."""
    columns = columns_of(kind, block, for_others=for_others)
    fields = {f"v-{one.key}": one for one in block.fields.all()}
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(gettext("Entries"))
    bold = book.add_format({"bold": True, "text_wrap": True})
    as_text = book.add_format({"num_format": "@", "text_wrap": True})
    sheet.set_column(0, len(columns) - 1, 18, as_text)
    for place, (key, label) in enumerate(columns.items()):
        needed = key in ("name", "holder_title") or (key in fields and fields[key].required)
        sheet.write_string(0, place, f"{label}{'*' if needed else ''}", bold)
        options = fields[key].options if key in fields and fields[key].type == FieldType.CHOICE else []
        if options and len(",".join(options)) < 250:  # Excel takes no longer list in a cell
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": options})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def read_table(data: bytes, block: Block) -> list[dict[str, str]]:
    """The rows as {column: text} with "row". Raises `Invalid` for a file without the columns or too long."""
    try:
        sheets = read_rows(data, name="table.xlsx")
    except GongwenError:
        raise Invalid([Problem("file", _("This file is not a readable xlsx table."))]) from None
    known = _heads(block)
    for rows in sheets:
        for place, (_number, row) in enumerate(rows[:HEAD_WITHIN]):
            heads = [known.get(_word(cell), "") for cell in row]
            if {"name", "holder_title"} <= set(heads):
                return _texts(rows[place + 1 :], heads)
    raise Invalid([Problem("file", _("No sheet has the columns of the blank table in its first rows."))])


def understood(
    texts: Mapping[str, str], bodies: Mapping[str, list[Organization]], own: Organization
) -> TableRow:
    """A row as facts; what its fields take is checked by the sheet's rules later."""
    problems: list[Problem] = []
    days: dict[str, date | None] = {}
    for name in DAYS:
        text = texts.get(name, "")
        days[name] = _day(text)
        if text and days[name] is None:
            problems.append(Problem(name, _("The day is not understood; write it as 2026-09-03.")))
    body: Organization | None = own
    named = texts.get("organization", "").strip()
    if named:
        found = bodies.get(named, [])
        body = found[0] if len(found) == 1 else None
        if body is None:
            words = gettext("“%(name)s” is no body that you see, or there are several of this name.")
            problems.append(Problem("organization", words % {"name": named}))
    facts = EntryFacts(
        name=" ".join(texts.get("name", "").split()),
        holder_title=" ".join(texts.get("holder_title", "").split()),
        reviewer_title=" ".join(texts.get("reviewer_title", "").split()),
        values={key.removeprefix("v-"): text for key, text in texts.items() if key.startswith("v-") and text},
        happens_on=days["happens_on"],
        expires_on=days["expires_on"],
        updated_on=days["updated_on"],
    )
    return TableRow(texts, facts, body, problems=problems)


def _heads(block: Block) -> dict[str, str]:
    """What a head may be called -> its column, in any language of the product."""
    found = {_word(one.label): f"v-{one.key}" for one in block.fields.all() if one.type not in FILES}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {_word(str(label)): name for name, label in COLUMNS.items()}
    return found


def _texts(found: Sequence[tuple[int, list[str]]], heads: Sequence[str]) -> list[dict[str, str]]:
    rows = []
    for number, row in found:
        texts = {name: cell.strip() for name, cell in zip(heads, row, strict=False) if name}
        if any(texts.values()):
            rows.append(texts | {"row": str(number)})
    if not rows:
        raise Invalid([Problem("file", _("The table has no rows below its heads."))])
    if len(rows) > MOST_ROWS:
        raise Invalid([Problem("file", _("The table has more than 5000 rows; please split it."))])
    return rows


def _word(text: str) -> str:
    return re.sub(r"\s", "", text).rstrip("*").casefold()


def _day(text: str) -> date | None:
    found = DAY.match(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
