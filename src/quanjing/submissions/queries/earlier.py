"""What a body answered before: the newest sent answer of each key, and the last rows of each part.

Six queries, however much was ever sent. Only answers that wait or were accepted count, so that a value sent
back, replaced or withdrawn is not offered again; what was corrected is the newest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.sheets.models import HEADER, Block, Field
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Submission

REACH = timedelta(days=800)  # two yearly rounds and some delay
ROUNDS = 5  # of the same part: four quarters and the one of a year before
STANDING = (SubmissionState.SUBMITTED, SubmissionState.ACCEPTED)
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """An earlier answer with the notice that it answered."""

    value: object
    directive: Directive
    on: date


@dataclass(slots=True)
class Round:
    """The rows of a part in one notice; each row by the labels of its fields."""

    directive: Directive
    on: date
    rows: list[Values]


@dataclass(slots=True)
class Earlier:
    """Answers by primary key of their meaning; rounds by likeness of the part, the newest first."""

    by_key: dict[int, Answer] = field(default_factory=dict)
    rounds: dict[str, list[Round]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A block of a submission that stands."""

    submission: int
    directive: int
    at: datetime
    block: int
    likeness: str
    header: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """A field of an earlier part; `key_above` is its key where another sheet took the plain one."""

    key: str
    key_above: str
    label: str
    meaning: int  # 0 in a repeating part: there it says nothing of the body

    def of(self, row: Values) -> object:
        return row.get(self.key_above, row.get(self.key))


def earlier_answers(
    organization_id: int, *, likes: set[str], keys: set[int], but: Directive | None = None
) -> Earlier:
    """The newest answers of these keys (primary keys), and the last rounds of parts of these likenesses."""
    sent = _with_headers(_sent(organization_id, but))
    cells = _cells(sent, likes, keys)
    chosen = _newest(sent, cells, likes, keys)
    values = _values(chosen)
    directives = Directive.objects.select_related("organization").in_bulk({one.directive for one in chosen})
    found = Earlier()
    for one in chosen:
        rows = values.get((one.submission, one.block), [])
        day = one.at.astimezone(clock.CHINA).date()
        directive = directives[one.directive]
        for cell in cells[one.block]:
            value = cell.of(rows[0]) if len(rows) == 1 else None
            if cell.meaning in keys and value not in (None, "", []):
                found.by_key.setdefault(cell.meaning, Answer(value, directive, day))
        if one.likeness in likes:
            read = [{cell.label: cell.of(row) for cell in cells[one.block]} for row in rows]
            _add(found.rounds.setdefault(one.likeness, []), Round(directive, day, list(read)))
    return found


def _add(rounds: list[Round], new: Round) -> None:
    """One round a notice: a part that several items share was sent in several pieces."""
    same = next((each for each in rounds if each.directive.pk == new.directive.pk), None)
    if same is None:
        rounds.append(new)
    else:
        same.rows += new.rows


def _sent(organization_id: int, but: Directive | None) -> list[tuple[_Sent, int]]:
    """Each block of each standing submission with its template, newest submission first."""
    standing = Entry.objects.filter(
        submission__assignment__organization_id=organization_id,
        submission__state__in=STANDING,
        submission__submitted_at__gte=clock.now() - REACH,
    )
    if but is not None:
        standing = standing.exclude(submission__assignment__directive=but)
    rows = standing.order_by("-submission__submitted_at", "-submission_id", "block_id").values_list(
        "submission_id",
        "submission__assignment__directive_id",
        "submission__submitted_at",
        "block_id",
        "block__likeness",
        "block__template_id",
    )
    return [(_Sent(*row[:5]), row[5]) for row in rows.distinct()]


def _with_headers(sent: Sequence[tuple[_Sent, int]]) -> list[_Sent]:
    """The same with the fields above each sheet as a block of each submission."""
    above = {
        template: (block, likeness)
        for block, template, likeness in Block.objects.filter(
            key=HEADER, template__in={template for _one, template in sent}
        ).values_list("pk", "template", "likeness")
    }
    found: dict[_Sent, None] = {}
    for one, template in sent:
        if template in above:
            block, likeness = above[template]
            found[_Sent(one.submission, one.directive, one.at, block, likeness, header=True)] = None
        found[one] = None
    return list(found)


def _cells(sent: Iterable[_Sent], likes: set[str], keys: set[int]) -> dict[int, list[_Cell]]:
    """The fields that matter, by block."""
    blocks = {one.block for one in sent}
    alike = {one.block for one in sent if one.likeness in likes}
    asked = Field.objects.filter(Q(block__in=alike) | Q(block__in=blocks, meaning__in=keys))
    found: dict[int, list[_Cell]] = {}
    rows = asked.order_by("block", "position").values_list(
        "block", "block__template__code", "block__repeat", "key", "label", "meaning"
    )
    for block, template, repeat, key, label, meaning in rows:
        cell = _Cell(key, f"{key}-{template}", label, 0 if repeat else meaning or 0)
        found.setdefault(block, []).append(cell)
    return found


def _newest(
    sent: Iterable[_Sent], cells: Mapping[int, list[_Cell]], likes: set[str], keys: set[int]
) -> list[_Sent]:
    """The places that hold the newest answer of each key, and the last rounds of each likeness."""
    wanted = set(keys)
    rounds: dict[str, set[int]] = {}
    chosen: list[_Sent] = []
    for one in sent:
        here = {cell.meaning for cell in cells.get(one.block, ())} & wanted
        alike = rounds.setdefault(one.likeness, set()) if one.likeness in likes else None
        if alike is not None and (one.directive in alike or len(alike) < ROUNDS):
            alike.add(one.directive)
        elif not here:
            continue
        chosen.append(one)
        wanted -= here
    return chosen


def _values(chosen: Iterable[_Sent]) -> dict[tuple[int, int], list[Values]]:
    """The rows of each place: two queries."""
    found: dict[tuple[int, int], list[Values]] = {}
    parts = {(one.submission, one.block) for one in chosen if not one.header}
    entries = Entry.objects.filter(
        submission__in={submission for submission, _block in parts},
        block__in={block for _one, block in parts},
    ).order_by("submission", "block", "row")
    for submission, block, values in entries.values_list("submission_id", "block_id", "values"):
        if (submission, block) in parts:
            found.setdefault((submission, block), []).append(values)
    above = {one.submission: one.block for one in chosen if one.header}
    for pk, header in Submission.objects.filter(pk__in=above).values_list("pk", "header"):
        found[pk, above[pk]] = [header]
    return found
