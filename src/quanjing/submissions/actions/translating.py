"""Answers by the keys of a paper -> what they say by the keys of the page, each fitted to its field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from gongwen.facade import Answer, Answers
from quanjing.notify.rules import assignments_signed
from quanjing.sheets.models import Field
from quanjing.sheets.rules import is_known
from quanjing.submissions.queries import BlockPlace, ReportPage
from quanjing.submissions.queries.page import FILE_TYPES, HeaderField
from quanjing.submissions.queries.papers import TASK, Paper, keys_of, tasks_named
from quanjing.submissions.rules.understood import Differs, Understood, Wrong, fitted, says_nothing

_UNTICKED = re.compile(
    r"(?:\s*\u25a1\s*[^\u25a1\u25a0\u2611\u2713\u221a]+)+"
)  # empty boxes with their options


def translated(page: ReportPage, paper: Paper, answers: Answers, left: Iterable[str]) -> Understood:
    """What the answers say; `left` are the texts that were not understood.

    Known facts are never asked again: one that is written otherwise is named. What a field does not take
    is named with what is expected, and stands in the draft only where it can be shown there.
    """
    said = Understood(left=[one for one in left if not (assignments_signed(one) or _UNTICKED.fullmatch(one))])
    keys = keys_of(paper)
    by_block: dict[str, list[Answer]] = {}
    for one in answers.answers:
        at = (one.block, one.field)
        if at in keys.header:
            _header(page, keys.header[at], one.value, said)
        elif one.block in keys.blocks and (at in keys.cells or one.field == TASK):
            by_block.setdefault(one.block, []).append(one)
        elif one.value not in said.left:
            said.left.append(one.value)
    for block, found in by_block.items():
        _block(page, keys.blocks[block], found, said)
    return said


def _header(page: ReportPage, one: HeaderField, written: str, said: Understood) -> None:
    if is_known(one.field, page.known):
        assert one.field.meaning is not None
        known = str(page.known[one.field.meaning.fact].value)
        if _bare(written) != _bare(known):
            said.differs.append(Differs(one.field.label, written, known))
    elif one.field.type in FILE_TYPES:
        said.left.append(written)
    else:
        value, expected = fitted(one.field, written)
        if expected:
            said.wrong.append(Wrong(one.field.label, 0, written, expected))
        if value != "":
            said.header[one.key] = value


def _block(page: ReportPage, place: BlockPlace, found: Sequence[Answer], said: Understood) -> None:
    values = [one.value for one in found if one.field != TASK]
    if place.block.optional and says_nothing(values):
        said.blocks[place.key] = {"none": True, "rows": []}
        return
    fields = {each.key: each for each in place.block.fields.all()}
    names = tasks_named(place, page)
    rows: list[dict[str, object]] = []
    numbers = list(dict.fromkeys(one.row for one in found))
    for at, number in enumerate(sorted(numbers), start=1):
        own = [one for one in found if one.row == number]
        row = _row(own, fields, names, at if len(numbers) > 1 or number else 0, said)
        if row["values"]:
            rows.append(row)
    if rows:
        said.blocks[place.key] = {"none": False, "rows": rows}


def _row(
    found: Sequence[Answer], fields: dict[str, Field], names: dict[str, str], number: int, said: Understood
) -> dict[str, object]:
    values: dict[str, object] = {}
    task = ""
    for one in found:
        if one.field == TASK and TASK not in fields:
            task = names.get(one.value.strip(), "")
            if not task:
                expected = _("Please choose one of: %(options)s.") % {"options": " / ".join(names)}
                said.wrong.append(Wrong(_("For which item"), number, one.value, expected))
            continue
        asked = fields[one.field]
        if asked.type in FILE_TYPES:
            said.left.append(one.value)
            continue
        value, expected = fitted(asked, one.value)
        if expected:
            said.wrong.append(Wrong(asked.label, number, one.value, expected))
        if value not in ("", None):
            values[one.field] = value
    return {"task": task, "values": values}


def _bare(text: str) -> str:
    return "".join(text.split())
