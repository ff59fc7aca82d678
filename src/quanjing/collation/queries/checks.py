"""Cross-checks, what they find, and those that the labels of a sheet suggest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from quanjing.collation.enums import CheckKind
from quanjing.collation.models import Check
from quanjing.collation.queries.taken import BlockTable, tables_of, taken
from quanjing.directives.models import Directive
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry
from quanjing.submissions.queries import newest, submissions_visible_to


@dataclass(frozen=True, slots=True)
class Finding:
    """An entry whose numbers a check does not bear out: what it says and what was expected."""

    check: Check
    organization: str
    submission: str  # code
    entry: str  # code
    found: Decimal
    expected: Decimal


def checks_of(actor: Actor, directive: Directive) -> QuerySet[Check]:
    """The own body's checks for the blocks of a notice: one query."""
    if not actor.reads_subtree:
        return Check.objects.none()
    used = Check.objects.filter(organization=actor.organization_id)
    used = used.filter(block__tasks__directive=directive, block__tasks__assign=True)
    return used.distinct().select_related("block").order_by("block__position", "pk")


def get_check(actor: Actor, directive: Directive, code: str) -> Check:
    """One of them. Raises `Missing`."""
    found = checks_of(actor, directive).filter(code=code).first()
    if found is None:
        raise Missing
    return found


def count_findings(actor: Actor, directive: Directive, states: Sequence[SubmissionState]) -> int:
    """How many there are."""
    return sum(1 for _finding in findings(actor, directive, states))


def findings(actor: Actor, directive: Directive, states: Sequence[SubmissionState]) -> Iterator[Finding]:
    """What the checks find in what would be taken now, in the order of the tree.

    Without a check one query; otherwise one more for each block with checks, and one for its last round.
    """
    by_block: dict[int, list[Check]] = {}
    for check in checks_of(actor, directive):
        by_block.setdefault(check.block_id, []).append(check)
    if not by_block:
        return
    submissions = taken(actor, directive, states)
    for table in tables_of(directive):
        checks = by_block.get(table.block.pk, [])
        if not checks:
            continue
        entries = Entry.objects.filter(block=table.block, submission__in=submissions)
        entries = entries.order_by("submission__assignment__organization__path", "row")
        rows = [_Read(*row) for row in entries.values_list(*_READ)]
        for row in rows:
            for check in checks:
                for found, expected in _breaches(check, row.values):
                    yield Finding(check, row.name, row.submission, row.entry, found, expected)
        for check in checks:
            if check.kind == CheckKind.LIKE_BEFORE:
                yield from _far_from_before(check, rows, _last_round(actor, directive, table))


@dataclass(frozen=True, slots=True)
class _Read:
    values: dict[str, Any]
    entry: str
    submission: str
    body: int
    name: str


_READ = (
    "values",
    "code",
    "submission__code",
    "submission__assignment__organization_id",
    "submission__assignment__organization__name",
)


def _breaches(check: Check, values: dict[str, Any]) -> Iterator[tuple[Decimal, Decimal]]:
    """What an entry says against what the check expects; where a number is missing nothing is said."""
    total = _number(values.get(check.total))
    if total is None:
        return
    parts = [number for key in check.parts if (number := _number(values.get(key))) is not None]
    if check.kind == CheckKind.AT_MOST:
        yield from ((part, total) for part in parts if part > total)
    elif check.kind == CheckKind.ADDS_UP and len(parts) == len(check.parts) and sum(parts) != total:
        yield total, sum(parts, Decimal())


def _far_from_before(
    check: Check, rows: Sequence[_Read], before: dict[int, dict[str, Decimal]]
) -> Iterator[Finding]:
    """A body's sum against that of its last round; shown at its first entry."""
    sums: dict[int, Decimal] = {}
    first: dict[int, _Read] = {}
    for row in rows:
        number = _number(row.values.get(check.total))
        if number is not None:
            sums[row.body] = sums.get(row.body, Decimal()) + number
            first.setdefault(row.body, row)
    for body, total in sums.items():
        last = before.get(body, {}).get(check.total)
        if last is not None and abs(total - last) * 100 > abs(last) * (check.percent or 0):
            row = first[body]
            yield Finding(check, row.name, row.submission, row.entry, total, last)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(str(value))


def _last_round(actor: Actor, directive: Directive, table: BlockTable) -> dict[int, dict[str, Decimal]]:
    """By body the sums of its numbers in the newest earlier notice that asked the same."""
    if not table.block.likeness or directive.published_at is None:
        return {}
    accepted = newest(submissions_visible_to(actor)).filter(state=SubmissionState.ACCEPTED)
    earlier = Entry.objects.filter(
        block__likeness=table.block.likeness,
        submission__in=accepted,
        submission__assignment__directive__published_at__lt=directive.published_at,
    ).exclude(submission__assignment__directive=directive)
    rounds = earlier.order_by("-submission__assignment__directive__published_at").values_list(
        "submission__assignment__directive_id", flat=True
    )
    last = rounds.first()
    found: dict[int, dict[str, Decimal]] = {}
    rows = earlier.filter(submission__assignment__directive=last)
    for body, values in rows.values_list("submission__assignment__organization_id", "values"):
        sums = found.setdefault(body, {})
        for key, value in values.items():
            number = _number(value)
            if number is not None:
                sums[key] = sums.get(key, Decimal()) + number
    return found
