"""Societies as a table: the blank xlsx that people fill in, and reading it back."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from quanjing.files.actions import Table, heads_of, read_table
from quanjing.foundation.errors import Problem
from quanjing.organizations.actions.bodies import NewBody
from quanjing.organizations.enums import Kind, Level, SocietyClass

COLUMNS: dict[str, str | Promise] = {
    "number": _("Number"),
    "name": _("Name"),
    "society_class": _("Class"),
    "level": _("Level"),
    "credit_code": _("Unified social credit code"),
    "host_unit": _("Host unit"),
    "contact": _("Contact person"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
}
WITH_CODE: dict[str, str | Promise] = {"code": _("Code"), **COLUMNS}  # what a filled table has
IDENTITY = {"code", "number", "name", "credit_code"}  # a row is recognized by any of these
NO_CLASS = Problem("society_class", _("The class is missing or not one of the five."))
MOST_ROWS = 5000


def blank_table() -> bytes:
    """An xlsx with the heads of the columns in the language of the page and the words for class and level."""
    return _workbook(COLUMNS, [])


def filled_table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The same with the codes of bodies and what is known of them: {column: text} a row."""
    return _workbook(WITH_CODE, rows)


def _workbook(columns: Mapping[str, str | Promise], rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(gettext("Societies"))
    bold = book.add_format({"bold": True, "text_wrap": True})
    as_text = book.add_format({"num_format": "@"})
    sheet.set_column(0, len(columns) - 1, 20, as_text)
    names = list(columns)
    for place, head in enumerate(columns.values()):
        sheet.write_string(0, place, str(head), bold)
    for number, row in enumerate(rows, start=1):
        for place, name in enumerate(names):
            sheet.write_string(number, place, row.get(name, ""), as_text)
    for column, choices in (("society_class", SocietyClass), ("level", Level)):
        place = names.index(column)
        words = [str(label) for _value, label in choices.choices]
        sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": words})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def read_societies(data: bytes) -> Table:
    """The rows of the first sheet that has the columns. Raises `Invalid` for a file without them."""
    table = read_table(data, heads_of(WITH_CODE), _names_a_body, most=MOST_ROWS)
    empty = dict.fromkeys(WITH_CODE, "")
    rows = [empty | {name: " ".join(text.split()) for name, text in row.items()} for row in table.rows]
    return Table(rows, table.ignored)


def _names_a_body(columns: set[str]) -> bool:
    return bool(IDENTITY & columns) and len(columns) > 1


def bodies_of(rows: Sequence[Mapping[str, str]], level: str) -> tuple[list[NewBody], list[list[Problem]]]:
    """New bodies and, row by row, the words that are not understood; an empty level is `level`."""
    bodies, problems = [], []
    understood = spoken_choices()
    for row in rows:
        of_class, of_level, found = understood(row)
        of_level = of_level if row["level"] else level
        if not row["society_class"]:
            found.append(NO_CLASS)
        texts = {name: row[name] for name in COLUMNS if name not in ("society_class", "level")}
        bodies.append(
            NewBody(
                kind=Kind.SOCIETY,
                society_class=int(of_class or SocietyClass.NONE),
                level=str(of_level or level),
                **texts,
            )
        )
        problems.append(found)
    return bodies, problems


def spoken_choices() -> Callable[[Mapping[str, str]], tuple[int | None, str | None, list[Problem]]]:
    """A reader of the words for class and level in a row; what it does not understand is a problem."""
    classes, levels = _words(SocietyClass), _words(Level)

    def understood(row: Mapping[str, str]) -> tuple[int | None, str | None, list[Problem]]:
        of_class, of_level = classes.get(_word(row["society_class"])), levels.get(_word(row["level"]))
        found = [NO_CLASS] if row["society_class"] and of_class is None else []
        if row["level"] and of_level is None:
            found.append(Problem("level", _("This level does not exist.")))
        return (
            None if of_class is None else int(of_class),
            None if of_level is None else str(of_level),
            found,
        )

    return understood


def _words(choices: type[SocietyClass] | type[Level]) -> dict[str, str | int]:
    """Every accepted word: labels in each language, also as "… class", keys of the API, numbers."""
    words: dict[str, str | int] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for member in choices:
                label = str(member.label)
                spoken = (label, gettext("%(name)s class") % {"name": label}, member.name, str(member.value))
                words |= {_word(text): member.value for text in spoken}
    return words


def _word(text: str) -> str:
    return text.replace(" ", "").casefold()
