"""A checklist as it is filled in: four inputs an item, named by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.http import QueryDict

from quanjing.foundation.errors import Problem
from quanjing.inspections.actions import Given
from quanjing.inspections.queries import SheetRow


def given_from(post: QueryDict, rows: Iterable[SheetRow]) -> dict[str, Given]:
    """What was typed for each item; a day that is none is left out and asked for again."""
    return {
        key: Given(
            post.get(f"answer-{key}", ""), post.get(f"note-{key}", ""), post.get(f"owner-{key}", ""),
            _day(post.get(f"due-{key}", "")),
        )
        for key in (row.item.key for row in rows)
    }  # fmt: skip


def typed_rows(
    rows: Iterable[SheetRow], given: Mapping[str, Given], problems: Iterable[Problem]
) -> list[tuple[SheetRow, list[Problem]]]:
    """The rows as typed, each with its problems."""
    by_key: dict[str, list[Problem]] = {}
    for problem in problems:
        by_key.setdefault(problem.where.partition(".")[0], []).append(problem)
    found = []
    for row in rows:
        one = given.get(row.item.key)
        if one is not None:
            row = replace(row, answer=one.answer, note=one.note, owner=one.owner, due=one.due)
        found.append((row, by_key.get(row.item.key, [])))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
