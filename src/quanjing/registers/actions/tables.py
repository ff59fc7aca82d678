"""Entries as a table: the blank xlsx of a register, and reading a filled one back row by row."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quanjing.files.actions import day_of, heads_of, read_table, word_of
from quanjing.foundation.errors import Problem
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
MOST_ROWS = 5000


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


def read_entries(data: bytes, block: Block) -> list[dict[str, str]]:
    """The rows as {column: text} with "row". Raises `Invalid` for a file without the columns or too long."""
    return read_table(data, _heads(block), {"name", "holder_title"}.issubset, most=MOST_ROWS).rows


def understood(
    texts: Mapping[str, str], bodies: Mapping[str, list[Organization]], own: Organization
) -> TableRow:
    """A row as facts; what its fields take is checked by the sheet's rules later."""
    problems: list[Problem] = []
    days: dict[str, date | None] = {}
    for name in DAYS:
        text = texts.get(name, "")
        days[name] = day_of(text)
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
    fields = {word_of(one.label): f"v-{one.key}" for one in block.fields.all() if one.type not in FILES}
    return fields | heads_of(COLUMNS)
