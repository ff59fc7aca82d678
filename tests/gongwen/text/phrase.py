"""One phrase and what it means, for the tables of phrases beside this file."""

from dataclasses import dataclass
from datetime import date

from gongwen.model import DeadlineKind, Recurrence
from gongwen.text.resolve import Base

MONDAY = Base(date(2026, 3, 2), 2026)  # the notice's own day where a phrase names no other
_PARTS = {"y": "year", "m": "month", "d": "day"}


@dataclass(frozen=True)
class Phrase:
    """A sentence with one deadline, or with none where `kind` is None."""

    text: str
    kind: DeadlineKind | None = None
    due: date | None = None
    opens: date | None = None
    time: str | None = None
    event: str | None = None
    offset_workdays: int | None = None
    recurrence: Recurrence | None = None
    inferred: tuple[str, ...] = ()
    base: Base = MONDAY


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _parts(letters: str) -> tuple[str, ...]:
    return tuple(_PARTS[letter] for letter in letters)


def on(day: str) -> Base:
    """The base of a notice of that day."""
    return Base(date.fromisoformat(day), int(day[:4]))


def by(
    text: str, due: str | None, inferred: str = "", time: str | None = None, base: Base = MONDAY
) -> Phrase:
    """A date; `inferred` by first letters."""
    return Phrase(text, DeadlineKind.DATE, _day(due), time=time, inferred=_parts(inferred), base=base)


def window(
    text: str,
    opens: str | None,
    due: str | None,
    inferred: str = "",
    time: str | None = None,
    base: Base = MONDAY,
) -> Phrase:
    """A window from its first to its last day."""
    kind = DeadlineKind.WINDOW
    return Phrase(text, kind, _day(due), _day(opens), time, inferred=_parts(inferred), base=base)


def meeting(text: str, day: str, inferred: str = "", time: str | None = None) -> Phrase:
    """A meeting on one day, which opens on it too."""
    kind = DeadlineKind.DATE
    return Phrase(text, kind, _day(day), _day(day), time, inferred=_parts(inferred))


def after(
    text: str, event: str, days: int | None = None, due: str | None = None, inferred: str = ""
) -> Phrase:
    """Something before or after an event."""
    kind = DeadlineKind.EVENT
    return Phrase(text, kind, _day(due), event=event, offset_workdays=days, inferred=_parts(inferred))


def within(text: str, days: int | None = None, due: str | None = None, inferred: str = "") -> Phrase:
    """A period counted from receipt, issue, public notice, or now; `days` where they are working days."""
    kind = DeadlineKind.RELATIVE
    return Phrase(text, kind, _day(due), offset_workdays=days, inferred=_parts(inferred))


def every(text: str, recurrence: str | None, time: str | None = None, days: int | None = None) -> Phrase:
    """A rhythm; None where the model has no name for it."""
    rhythm = Recurrence(recurrence) if recurrence else None
    kind = DeadlineKind.RECURRING
    return Phrase(text, kind, time=time, offset_workdays=days, recurrence=rhythm)


def always(text: str, opens: str | None = None, inferred: str = "") -> Phrase:
    """Open all year, or from a day on without an end."""
    return Phrase(text, DeadlineKind.ROLLING, opens=_day(opens), inferred=_parts(inferred))


def none(text: str, base: Base = MONDAY) -> Phrase:
    """A sentence whose dates set no deadline."""
    return Phrase(text, base=base)
