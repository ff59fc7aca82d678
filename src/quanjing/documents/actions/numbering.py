"""Numbers are taken, entered from paper and made void; the register of a year has no gap and no double.

Whoever takes a number holds the row of its year until his transaction ends, so numbers follow each other
in the order in which they are kept, and one whose transaction fails was never taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from quanjing.audit.actions import record
from quanjing.documents.enums import NumberState, NumberStyle
from quanjing.documents.models import Document, Number, Series, SeriesYear
from quanjing.documents.rules import can_compose, number_words
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem, WrongState
from quanjing.organizations.models import Organization

FIRST_YEAR, LAST_YEAR, LARGEST = 1990, 2100, 999_999


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number that was taken on paper; with `void`, the reason, it was given up there."""

    serial: int
    title: str
    dated_on: date
    void: str = ""


@transaction.atomic
def open_series(*, actor: Actor, style: str, prefix: str) -> Series:
    """A way of numbering for the actor's own body; the same again gives the same series.

    Raises:
        Denied: no right to issue.
        Invalid: a prefix that is missing or holds brackets or digits.
    """
    if not can_compose(actor):
        raise Denied
    plain = "".join(prefix.split())[:40]
    if style not in NumberStyle.values:
        raise Invalid([Problem("style", _("Please choose a way of numbering."))])
    if style == NumberStyle.YEAR and not plain:
        raise Invalid(
            [Problem("agency_code", _("Please give the agency's code, as it stands before the year."))]
        )
    if any(sign.isdecimal() or sign in "〔〕[]()（）" for sign in plain):
        raise Invalid([Problem("agency_code", _("The agency's code holds no digits and no brackets."))])
    body = Organization.objects.get(pk=actor.organization_id)
    prefix = plain if style == NumberStyle.YEAR else ""
    series, made = Series.objects.get_or_create(organization=body, style=style, prefix=prefix)
    if made:
        record(
            actor=actor, verb="documents.open_series", on=series, detail={"prefix": prefix, "style": style}
        )
    return series


@transaction.atomic
def start_at(*, actor: Actor, series: Series, year: int, first: int) -> SeriesYear:
    """Let the numbers of a year begin at `first`, since the lower ones were taken on paper.

    Raises:
        Denied: another body's series, or no right to issue.
        Invalid: a number or year that cannot be.
        WrongState: a number from `first` on, or the first of the year, was taken already.
    """
    _need_own(actor, series)
    _check(year, first, "first")
    locked = _locked(series, year)
    highest = locked.numbers.order_by("-serial").values_list("serial", flat=True).first() or 0
    if locked.last >= locked.first or highest >= first:
        raise WrongState(_("Numbers of this year were taken already, so its start is fixed."))
    locked.first, locked.last = first, first - 1
    locked.save(update_fields=["first", "last"])
    record(actor=actor, verb="documents.start_at", on=series, detail={"year": year, "first": first})
    return locked


@transaction.atomic
def enter_paper(*, actor: Actor, series: Series, year: int, paper: PaperNumber) -> Number:
    """Enter a number that was taken on paper: one before the start, or the next one.

    Raises:
        Denied: another body's series, or no right to issue.
        Invalid: a number that is taken, one that would leave a gap, no title.
    """
    _need_own(actor, series)
    _check(year, paper.serial, "serial")
    if not paper.title.strip():
        raise Invalid([Problem("title", _("Please fill this in."))])
    locked = _locked(series, year)
    if locked.numbers.filter(serial=paper.serial).exists():
        raise Invalid([Problem("serial", _("This number is taken."))])
    if paper.serial > locked.last + 1:
        words = _("This would leave a gap: number %(number)d comes next.")
        raise Invalid([Problem("serial", words % {"number": locked.last + 1})])
    if paper.serial == locked.last + 1:
        locked.last += 1
        locked.save(update_fields=["last"])
    number = _add(actor, locked, paper.serial, paper.title, paper.dated_on)
    if paper.void.strip():
        number.state, number.reason = NumberState.VOID, paper.void.strip()[:1000]
        number.save(update_fields=["state", "reason"])
    detail = {"number": words_of(number), "void": number.reason}
    record(actor=actor, verb="documents.enter_paper", on=series, detail=detail)
    return number


def take(*, actor: Actor, series: Series, document: Document, dated_on: date) -> Number:
    """The next number of the year of `dated_on`, for a document; a step of an action, within its transaction.

    Until that transaction ends nobody else gets a number of this year; if it fails, the number was never
    taken.
    """
    assert transaction.get_connection().in_atomic_block
    locked = _locked(series, dated_on.year)
    locked.last += 1
    locked.save(update_fields=["last"])
    return _add(actor, locked, locked.last, document.title, dated_on, document)


def void(*, number: Number, reason: str) -> None:
    """Mark a number as given up; it stays in the register. A step of an action."""
    number.state, number.reason = NumberState.VOID, reason
    number.save(update_fields=["state", "reason"])


def expected(document: Document) -> str:
    """The number of a document; while it has none, the one that would come next, which nobody holds yet."""
    if document.doc_number or document.series is None:
        return document.doc_number
    year = (document.dated_on or clock.today()).year
    last = SeriesYear.objects.filter(series=document.series, year=year).values_list("last", flat=True).first()
    return number_words(document.series.style, document.series.prefix, year, (last or 0) + 1)


def words_of(number: Number) -> str:
    """A number as it is printed."""
    series = number.year.series
    return number_words(series.style, series.prefix, number.year.year, number.serial)


def _add(
    actor: Actor, year: SeriesYear, serial: int, title: str, day: date, document: Document | None = None
) -> Number:
    return Number.objects.create(
        year=year,
        serial=serial,
        document=document,
        title=title.strip()[:500],
        dated_on=day,
        taken_name=actor.signature,
        taken_at=clock.now(),
    )


def _locked(series: Series, year: int) -> SeriesYear:
    SeriesYear.objects.get_or_create(series=series, year=year)
    found = SeriesYear.objects.select_for_update(of=("self",)).select_related("series")
    return found.get(series=series, year=year)


def _need_own(actor: Actor, series: Series) -> None:
    if not can_compose(actor) or series.organization_id != actor.organization_id:
        raise Denied


def _check(year: int, serial: int, where: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid([Problem("year", _("Please give the year in four digits."))])
    if not 1 <= serial <= LARGEST:
        raise Invalid([Problem(where, _("Please give a whole number from 1 on."))])
