"""Answers to a sheet: each item in order, not in order with what and by when, or not applicable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from quanjing.foundation import clock
from quanjing.foundation.errors import Problem
from quanjing.inspections.actions.words import naming
from quanjing.inspections.enums import Answer
from quanjing.inspections.queries import block_of
from quanjing.organizations.models import Organization
from quanjing.sheets.models import Field
from quanjing.sheets.rules.values import CHECKS, Unfit

LONGEST = 2_000
Kept = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Given:
    """The answer to one item; `owner` (a post or office) and `due` where something is not in order."""

    answer: str = ""
    note: str = ""
    owner: str = ""
    due: date | None = None


def checked(
    template_id: int, body: Organization, given: Mapping[str, Given], *, complete: bool
) -> tuple[Kept, list[Problem]]:
    """The answers as they are kept, and what is wrong with them at "i1.note" and the like.

    A draft takes what is there; what is sent has an answer to every item, and for what is not in order a
    note,
    an owner and a day after today. No text names a person, in a draft neither.
    """
    kept: Kept = {}
    problems: list[Problem] = []
    for item in block_of(template_id).fields.all():
        one = given.get(item.key, Given())
        if one != Given():
            kept[item.key] = _kept(one)
        problems += _wrong(item, one, complete=complete)
    texts = {f"{key}.note": one.note for key, one in given.items()}
    texts |= {f"{key}.owner": one.owner for key, one in given.items()}
    return kept, problems + naming(body, texts)


def given_of(answers: Mapping[str, Mapping[str, str]]) -> dict[str, Given]:
    """What is kept as it was given."""
    return {
        key: Given(
            one.get("answer", ""), one.get("note", ""), one.get("owner", ""),
            date.fromisoformat(one["due"]) if one.get("due") else None,
        )
        for key, one in answers.items()
    }  # fmt: skip


def _kept(one: Given) -> dict[str, str]:
    said = {"answer": one.answer, "note": one.note.strip()[:LONGEST], "owner": one.owner.strip()[:100]}
    if one.due is not None:
        said["due"] = one.due.isoformat()
    return {name: value for name, value in said.items() if value}


def _wrong(item: Field, one: Given, *, complete: bool) -> list[Problem]:
    if not one.answer:
        words = _("Please answer “%(item)s”.") % {"item": item.label}
        return [Problem(f"{item.key}.answer", words)] if complete else []
    try:
        CHECKS[item.type](one.answer, item)
    except Unfit as error:
        return [Problem(f"{item.key}.answer", str(error))]
    if one.answer != Answer.NOT_IN_ORDER or not complete:
        return []
    problems = []
    if not one.note.strip():
        problems.append(Problem(f"{item.key}.note", _("Please say what is not in order.")))
    if not one.owner.strip():
        problems.append(Problem(f"{item.key}.owner", _("Which post or office sees to it?")))
    if one.due is None:
        problems.append(Problem(f"{item.key}.due", _("By which day?")))
    elif one.due <= clock.today():
        problems.append(Problem(f"{item.key}.due", _("Please give a day after today.")))
    return problems
