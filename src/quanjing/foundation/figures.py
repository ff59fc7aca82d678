"""The figures of the panorama: each app says what it counts of a body, and what its figures mean.

An app registers one counter when it is ready; the panorama knows none by name. A counter names columns, one
number a body, some of them by month; a figure is made of one or two of them. What is counted is a body's
own, never that of the bodies below it: the panorama adds up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NO_MONTH = ""
Columns = Mapping[tuple[str, str], Mapping[int, int]]  # (name, month as 2026-09 or "") -> body -> number


class Section(TextChoices):
    """Where a figure stands, in the order of the page."""

    COVERAGE = "coverage", _("Coverage")
    LOAD = "load", _("Load of reporting")
    TASKS = "tasks", _("Tasks by colour")
    LOG = "log", _("Work log")
    RHYTHMS = "rhythms", _("Rhythms kept")
    TRAINING = "training", _("Training reached")
    HAVING = "having", _("What societies have")
    INSPECTIONS = "inspections", _("Inspections and rectification")
    DEEDS = "deeds", _("Deeds promised and done")
    SERVICES = "services", _("Bookings and services")
    CALLS = "calls", _("Calls, panels and public notices")
    YEAR = "year", _("Counts of the year")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: `numerator` and `denominator` are columns; without the latter it is a count.

    A figure of `bodies` counts those that have anything in the numerator; any other adds up. A column
    without months serves every month. `part_of` names the figure of which this one is a part, `colour` that
    of tasks. `link` is the page of the records of one body (its code, first and last day).
    """

    code: str  # coverage.organization
    label: str | Promise
    definition: str | Promise
    section: Section
    numerator: str
    denominator: str = ""
    bodies: bool = False
    monthly: bool = False
    per_month: bool = False  # the denominator counts once a month
    part_of: str = ""
    colour: str = ""
    link: Callable[[str, date, date], str] | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The moment that is counted, and the months (first days) of which monthly columns are wanted.

    `names` are the columns that somebody will look at; a counter may leave out the others. None: all.
    """

    now: datetime
    day: date
    months: tuple[date, ...]
    names: frozenset[str] | None = None

    def wants(self, name: str) -> bool:
        return self.names is None or name in self.names


@dataclass(frozen=True, slots=True)
class Moved:
    """A record that changed: whose (primary key), when, what, and its page."""

    body: int
    at: datetime
    label: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a number: what it is and its day, without a page and without names of persons.

    `counts` says whether it is in the numerator; `times` how much it adds.
    """

    label: str
    on: date | None = None
    note: str = ""
    counts: bool = True
    times: int = 1


@dataclass(frozen=True, slots=True)
class Counter:
    """What an app counts. `count` fills its columns in a constant number of queries.

    `moved` names records of some bodies that changed after one moment and until another, to explain why
    two counts differ. `behind` names the records that a figure (its code) counts of one body (primary key)
    as of a moment, for who may see the number and not the pages of the app; None where there is no list.
    """

    code: str
    figures: Sequence[Figure]
    count: Callable[[When], Columns]
    moved: Callable[[Sequence[int], datetime, datetime], Iterable[Moved]] | None = None
    behind: Callable[[str, int, When], Iterable[Behind] | None] | None = None


_counters: dict[str, Counter] = {}


def register(counter: Counter) -> Counter:
    """Called once by each app, when it is ready."""
    _counters[counter.code] = counter
    return counter


def counters() -> list[Counter]:
    return list(_counters.values())


def figures() -> list[Figure]:
    """All figures in the order of their sections, within one as registered."""
    found = [figure for counter in _counters.values() for figure in counter.figures]
    places = list(Section)
    return sorted(found, key=lambda figure: places.index(figure.section))


def figure_of(code: str) -> Figure | None:
    return next((figure for figure in figures() if figure.code == code), None)


def counter_of(figure: Figure) -> Counter:
    """The counter that a figure belongs to."""
    return next(one for one in _counters.values() if figure in one.figures)


def blank(
    when: When, plain: Iterable[str] = (), monthly: Iterable[str] = ()
) -> dict[tuple[str, str], dict[int, int]]:
    """Columns to be filled: what nothing was found for stands at zero, and not as never counted."""
    months = [month_key(month) for month in when.months]
    columns = [(name, NO_MONTH) for name in plain] + [(name, month) for name in monthly for month in months]
    return {column: {} for column in columns}


def month_key(day: date) -> str:
    """The month of a day as columns name it."""
    return f"{day:%Y-%m}"
