"""Whether an application may be sent: every problem at its place, computed from its content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from quanjing.calls.enums import TickKind
from quanjing.calls.models import Application, Call
from quanjing.calls.queries import Fact
from quanjing.foundation.errors import Problem
from quanjing.foundation.facts import KnownFact
from quanjing.sheets.models import Block
from quanjing.sheets.rules import is_known, validate_rows

SHEET = "v-"  # before the key of a field of the sheet
MOST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Said:
    """What stands beside an application: answers by condition and share, facts of the platform, consent."""

    ticks: Mapping[int, tuple[bool, date | None]] = field(default_factory=dict)
    facts: Mapping[int, Fact] = field(default_factory=dict)
    known: Mapping[str, KnownFact] = field(default_factory=dict)
    joint: Sequence[str] = ()
    has_consent: bool = False
    is_former: bool = False


def number_in(text: object) -> Decimal | None:
    """A plain number, or None; commas are left out."""
    try:
        found = Decimal(str(text).replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def budget_sum(application: Application) -> Decimal:
    """The lines of the budget added up, as far as they are numbers."""
    return sum((number_in(line.get("amount")) or Decimal(0) for line in application.budget), Decimal(0))


def clean_values(application: Application, block: Block, known: Mapping[str, KnownFact]) -> dict[str, object]:
    """The values as they are sent: what is known filled in."""
    rows, _problems = validate_rows(block, [application.values], known)
    facts: dict[str, object] = {one.key: known[one.meaning.fact].value for one in block.fields.all()
             if one.meaning is not None and one.meaning.fact in known}  # fmt: skip
    return {**facts, **application.values, **(rows[0] if rows else {})}


def problems_of(application: Application, call: Call, block: Block, said: Said) -> list[Problem]:
    """Everything that keeps an application from being sent."""
    return [
        *_title(application, call),
        *_based(application, call),
        *_sheet(application, block, said.known),
        *_rows(application, call),
        *_nomination(application, call, said),
        *_conditions(call, said),
    ]


def _title(application: Application, call: Call) -> Iterator[Problem]:
    length = len(application.title)
    if not application.title.strip():
        yield Problem("title", _("The application needs a title."))
    elif length > call.title_length:
        words = _("The title has %(count)d characters; at most %(limit)d are allowed.")
        yield Problem("title", words % {"count": length, "limit": call.title_length})


def _based(application: Application, call: Call) -> Iterator[Problem]:
    if call.from_projects and application.based_on is None:
        yield Problem("project", _("Please choose the closed project that it is based on."))


def _sheet(application: Application, block: Block, known: Mapping[str, KnownFact]) -> list[Problem]:
    if not block.fields.all():
        return []
    _clean, problems = validate_rows(block, [application.values], known)
    if problems and not application.values:
        words = _("Please fill in “%(label)s”.")
        return [
            Problem(f"{SHEET}{one.key}", words % {"label": one.label})
            for one in block.fields.all()
            if one.required and not is_known(one, known)
        ]
    return [Problem(SHEET + one.where.rsplit(".", 1)[-1], one.message) for one in problems]


def _rows(application: Application, call: Call) -> Iterator[Problem]:
    if call.asks_team:
        yield from _named(application.team, "team", _("Please name at least one person with the unit."))
    if call.asks_goals:
        yield from _named(application.goals, "goals", _("Please name at least one goal with a number."))
        for place, line in enumerate(application.goals, start=1):
            if number_in(line.get("number", "")) is None:
                words = _("Goal %(place)d “%(name)s” has no concrete number.")
                yield Problem("goals", words % {"place": place, "name": line.get("name", "")})
    if call.asks_budget:
        yield from _named(application.budget, "budget", _("Please give at least one line of the budget."))
        for place, line in enumerate(application.budget, start=1):
            amount = number_in(line.get("amount", ""))
            if amount is None or amount < 0:
                words = _("Line %(place)d of the budget has no amount in yuan.")
                yield Problem("budget", words % {"place": place})
    if call.asks_schedule:
        yield from _named(application.schedule, "schedule", _("Please say what is done until when."))
        for place, line in enumerate(application.schedule, start=1):
            if not _is_day(line.get("due", "")):
                yield Problem("schedule", _("Step %(place)d has no day.") % {"place": place})


def _named(rows: Sequence[Mapping[str, str]], where: str, missing: str) -> Iterator[Problem]:
    if not rows:
        yield Problem(where, missing)
    if len(rows) > MOST_ROWS:
        yield Problem(where, _("At most %(limit)d rows.") % {"limit": MOST_ROWS})
    if any(not line.get("name", "").strip() for line in rows):
        yield Problem(where, _("A row has no name."))


def _nomination(application: Application, call: Call, said: Said) -> Iterator[Problem]:
    if not call.nominates:
        return
    if not application.subject.strip():
        yield Problem("subject", _("Who or what is nominated?"))
    if not said.has_consent:
        yield Problem("consent", _("It cannot be sent without the consent of the nominee."))
    if said.is_former and call.excludes_former:
        yield Problem("subject", _("The call does not take those who hold the award already."))


def _conditions(call: Call, said: Said) -> Iterator[Problem]:
    for one in call.conditions.all():
        where = f"condition-{one.pk}"
        if one.pk in said.facts:
            if not said.facts[one.pk].is_met:
                yield Problem(where, f"{one.text}: {said.facts[one.pk].record}")
            continue
        is_met, since = said.ticks.get(one.pk, (False, None))
        if not is_met:
            yield Problem(where, _("Not confirmed: %(text)s") % {"text": one.text})
        elif one.kind == TickKind.DATE and since is None:
            yield Problem(where, _("Since when? %(text)s") % {"text": one.text})


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text) is not None
    except ValueError:
        return False
