"""The deadlines of notices as a calendar that every program of calendars opens.

The calendar knows no clock: identifiers come from the content and the stamp from the date of issue,
so that the same notices give the same bytes and a notice read again replaces its own entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from gongwen.model import Deadline, Notice, Task
from gongwen.render.characters import legal
from gongwen.render.facts import Named, contact_line
from gongwen.render.facts_rhythm import rhythm_of
from gongwen.render.facts_words import FactWords, fact_words

if TYPE_CHECKING:
    from icalendar import Calendar, Event, Timezone

_ZONE = "Asia/Shanghai"
_NO_ISSUE = date(2000, 1, 1)  # stamp of a notice without a date


def deadlines_as_ics(named: Iterable[Named], language: str, start: date | None = None) -> bytes:
    """One event for each deadline that has a day; copies of one notice give its events once.

    A day is an event of that day, a window spans its days, a time of day is a moment in China, a
    rhythm repeats from the date of issue on (from `start` where there is none). Deadlines bound
    to an event, open ones, and rhythms with nothing to start from are left out.
    """
    calendar = _calendar()
    words = fact_words(language)
    taken: set[str] = set()
    for _, notice in named:
        for task in notice.tasks:
            identifier = _identifier(notice, task)
            event = _event(notice, task, words, start)
            if event is not None and identifier not in taken:
                taken.add(identifier)
                event.add("uid", identifier)
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    # Only this format needs the library, and reading a notice must not wait for it.
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//gongwen//deadlines//")
    calendar.add("version", "2.0")
    calendar.add_component(_zone())
    return calendar


def _zone() -> Timezone:
    from icalendar import Timezone, TimezoneStandard

    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1992, 1, 1))  # no summer time since
    standard.add("tzoffsetfrom", timedelta(hours=8))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", _ZONE)
    zone.add_component(standard)
    return zone


def _event(notice: Notice, task: Task, words: FactWords, start: date | None) -> Event | None:
    from icalendar import Event

    deadline = task.deadline
    if deadline is None:
        return None
    event = Event()
    if not (_add_rhythm(event, deadline, notice.issued_on or start) or _add_days(event, deadline)):
        return None
    event.add("dtstamp", datetime.combine(notice.issued_on or _NO_ISSUE, time(), UTC))
    event.add("summary", legal(task.name))
    event.add("description", legal("\n".join(_description(notice, task, words))))
    event.add("transp", "TRANSPARENT")  # a deadline takes no time of the day
    return event


def _add_rhythm(event: Event, deadline: Deadline, start: date | None) -> bool:
    rhythm = rhythm_of(deadline)
    begin = deadline.due or start
    first = rhythm.first(begin) if rhythm and begin else None
    if rhythm is None or first is None:
        return False
    event.add("dtstart", _moment(first, deadline.time))
    event.add("rrule", rhythm.rule())
    return True


def _add_days(event: Event, deadline: Deadline) -> bool:
    due, opens = deadline.due, deadline.opens
    if due is None:
        return False
    moment = _moment(due, deadline.time)
    if opens is None or opens >= due:
        event.add("dtstart", moment)
    elif isinstance(moment, datetime):
        event.add("dtstart", datetime.combine(opens, time(), moment.tzinfo))
        event.add("dtend", moment)
    else:
        event.add("dtstart", opens)
        event.add("dtend", due + timedelta(days=1) if due < date.max else due)
    return True


def _moment(day: date, clock: str | None) -> date:
    """The day, or the moment on it in China (a datetime); 24:00 is its last minute."""
    if clock is None:
        return day
    hours, minutes = map(int, clock.split(":"))
    at = time(hours, minutes) if hours < 24 else time(23, 59)
    return datetime.combine(day, at, ZoneInfo(_ZONE))


def _identifier(notice: Notice, task: Task) -> str:
    frame = (notice.doc_number, notice.title, *notice.issuers)
    parts = [fact.value if fact else "" for fact in frame]
    parts += [str(notice.issued_on), task.name, task.text, task.deadline.text if task.deadline else ""]
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32] + "@gongwen"


def _description(notice: Notice, task: Task, words: FactWords) -> Iterator[str]:
    yield task.text
    pairs = (
        (words.deadline, task.deadline.text if task.deadline else ""),
        (words.responsible, "、".join(task.responsible)),
        (words.deliverables, "；".join(thing.text for thing in task.deliverables)),
        (words.contact, contact_line(notice, task)),
        (words.notice, notice.title.value if notice.title else ""),
        (words.doc_number, notice.doc_number.value if notice.doc_number else ""),
    )
    yield from (f"{label}: {text}" for label, text in pairs if text)
