"""The dates of an entry: pure functions of the entry, its kind and its steps; never a clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from quanjing.foundation.colours import cn_day
from quanjing.registers.enums import EntryState, What
from quanjing.registers.models import Consultation, EntryStep, RegisterEntry
from quanjing.registers.queries import months_later

UNFILED = (EntryState.DRAFT, EntryState.RETURNED)


@dataclass(frozen=True, slots=True)
class Due:
    """A date, and the body that has to act on it."""

    what: What
    on: date
    organization_id: int
    detail: str = ""


def filing_day(entry: RegisterEntry) -> date | None:
    """The last day on which filing is in time; None where nothing is filed ahead."""
    if entry.kind.ahead_days is None or entry.happens_on is None:
        return None
    return entry.happens_on - timedelta(days=entry.kind.ahead_days)


def is_late(entry: RegisterEntry) -> bool:
    """Whether it was filed later than asked: a fact that is shown, nothing is refused for it."""
    last = filing_day(entry)
    return last is not None and entry.filed_on is not None and entry.filed_on > last


def dates_of(
    entry: RegisterEntry, steps: Iterable[EntryStep] = (), asked: Iterable[Consultation] = ()
) -> list[Due]:
    """What is still before the entry; nothing for one that is closed."""
    if entry.state == EntryState.CLOSED:
        return []
    own = entry.organization_id
    found = [Due(what, on, own) for what, on in _own(entry) if on is not None]
    found += [Due(What.STEP, one.due_on, own, one.name) for one in steps if one.done_on is None]
    found += [Due(What.ANSWER, one.due_on, one.asked_id) for one in asked if one.answered_at is None]
    return found


def is_decided_early(entry: RegisterEntry, asked: Iterable[Consultation]) -> bool:
    """Whether the day of the matter lies before an answer that was asked for: shown, never refused."""
    day = entry.happens_on
    return day is not None and any(
        cn_day(one.answered_at) > day if one.answered_at is not None else one.due_on > day for one in asked
    )


def _own(entry: RegisterEntry) -> Iterator[tuple[What, date | None]]:
    kind = entry.kind
    if entry.state in UNFILED:
        yield What.FILING, filing_day(entry)
    if entry.is_in_force:
        began = entry.reviewed_on or entry.filed_on
        if kind.review_months and began is not None:
            yield What.REVIEW, months_later(began, kind.review_months)
        if kind.dormant_days and entry.updated_on is not None:
            yield What.DORMANT, entry.updated_on + timedelta(days=kind.dormant_days)
        yield What.EXPIRY, entry.expires_on
    if entry.state != EntryState.DRAFT:
        yield What.EVENT, entry.happens_on
