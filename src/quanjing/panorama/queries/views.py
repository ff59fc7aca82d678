"""A look at a count: of one node, narrowed by class, level and time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing
from quanjing.foundation.figures import Figure, Section, figures
from quanjing.foundation.months import month_end, months_between
from quanjing.organizations.enums import Kind
from quanjing.panorama.enums import Time, Which
from quanjing.panorama.models import Snapshot
from quanjing.panorama.packing import Body, Edition
from quanjing.panorama.queries.editions import edition_of

MOST_MONTHS = 12


@dataclass(frozen=True)
class Look:
    """What is looked at; `where` are the places of the bodies that the reader may see of the node."""

    snapshot: Snapshot
    edition: Edition
    node: Body
    where: range
    society_class: int = 0
    level: str = ""
    time: Time = Time.THIS_YEAR

    @cached_property
    def mask(self) -> bytes | None:
        return self.edition.mask(self.society_class, self.level)

    @property
    def day(self) -> date:
        return self.snapshot.taken_at.astimezone(clock.CHINA).date()

    @cached_property
    def months(self) -> tuple[str, ...]:
        return tuple(f"{month:%Y-%m}" for month in months_of(self.time, self.day))

    @property
    def first(self) -> date:
        return months_of(self.time, self.day)[0]

    @property
    def last(self) -> date:
        return month_end(months_of(self.time, self.day)[-1])


@dataclass(frozen=True, slots=True)
class Value:
    """A figure with its numbers; `denominator` is None for a count."""

    figure: Figure
    numerator: int
    denominator: int | None

    @property
    def missing(self) -> int:
        return max((self.denominator or 0) - self.numerator, 0)

    @property
    def share(self) -> float:
        """In per cent, for the width of a bar only: the page shows both numbers."""
        return round(100 * self.numerator / self.denominator, 2) if self.denominator else 0.0


@dataclass(frozen=True, slots=True)
class Behind:
    """One body behind a figure, with its own numbers."""

    body: Body
    numerator: int
    denominator: int


def look_at(
    actor: Actor, snapshot: Snapshot, code: str = "", society_class: int = 0, level: str = "", time: str = ""
) -> Look:
    """A look at the body of this code (the own one where empty), as it was counted.

    Raises `Missing` for a body that the actor may not see or that the count does not have.
    """
    edition = edition_of(snapshot)
    wanted = code or actor.organization_code
    body = edition.codes.get(wanted)
    if body is None or not actor.path or not _sees(actor, body.path):
        raise Missing
    chosen = Time(time) if time in Time else Time.THIS_YEAR
    where = edition.stretch(body.path, subtree=actor.reads_subtree)
    return Look(snapshot, edition, body, where, society_class, level, chosen)


def _sees(actor: Actor, path: str) -> bool:
    return actor.path == path or (actor.reads_subtree and actor.covers(path))


def months_of(time: Time, day: date) -> list[date]:
    """First days of the months of a time, the last of them that of `day` or before."""
    this = day.replace(day=1)
    last_month = (this - timedelta(days=1)).replace(day=1)
    if time == Time.LAST_YEAR:
        return months_between(date(day.year - 1, 1, 1), date(day.year - 1, 12, 1))
    if time == Time.LAST_MONTH:
        return [last_month]
    if time == Time.THIS_MONTH:
        return [this]
    if time == Time.THIS_QUARTER:
        return months_between(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), this)
    if time == Time.TWELVE:
        return months_between(date(day.year - 1, day.month, 1), this)[-MOST_MONTHS:]
    return months_between(date(day.year, 1, 1), this)


def counted_months(day: date) -> tuple[date, ...]:
    """The months of which a count has columns: this year's and the last's."""
    return tuple(months_between(date(day.year - 1, 1, 1), day.replace(day=1)))


def counted(look: Look) -> list[Figure]:
    """The figures that this count has, in their order."""
    return [figure for figure in figures() if look.edition.has(figure.numerator)]


def value_of(look: Look, figure: Figure, where: range | None = None, months: tuple[str, ...] = ()) -> Value:
    """A figure over the stretch of a look, or a part of it: no query."""
    chosen, places = months or look.months, look.where if where is None else where
    edition, mask = look.edition, look.mask
    numerator = edition.total(figure.numerator, chosen, places, mask, bodies=figure.bodies)
    if not figure.denominator:
        return Value(figure, numerator, None)
    known = edition.has(figure.denominator)
    denominator = (
        edition.total(figure.denominator, chosen, places, mask, bodies=figure.bodies) if known else 0
    )
    return Value(figure, numerator, denominator * (len(chosen) if figure.per_month else 1))


def sections(look: Look) -> Iterator[tuple[Section, list[Value]]]:
    """All figures of a look by section."""
    found = [value_of(look, figure) for figure in counted(look)]
    for section in Section:
        values = [value for value in found if value.figure.section == section]
        if values:
            yield section, values


def places_behind(look: Look, figure: Figure, which: Which) -> list[int]:
    """The places of the bodies behind a figure in the order of the tree, never by number: no query."""
    above, below = _columns(look, figure)
    mask, where = look.mask, look.where
    rows = zip(where, above[where.start : where.stop], below[where.start : where.stop], strict=True)
    kept = rows if mask is None else (row for row in rows if mask[row[0]])
    if which == Which.IN:
        return [place for place, numerator, _denominator in kept if numerator]
    if which == Which.ALL:
        return [place for place, numerator, denominator in kept if numerator or denominator]
    if figure.bodies:
        return [place for place, numerator, denominator in kept if denominator and not numerator]
    return [place for place, numerator, denominator in kept if numerator < denominator]


def behind_at(look: Look, figure: Figure, places: Iterable[int]) -> list[Behind]:
    """The bodies at these places with their own numbers."""
    above, below = _columns(look, figure)
    return [Behind(look.edition.bodies[place], above[place], below[place]) for place in places]


def behind(look: Look, figure: Figure, which: Which) -> list[Behind]:
    """The bodies behind a figure with their own numbers, in the order of the tree."""
    return behind_at(look, figure, places_behind(look, figure, which))


def _columns(look: Look, figure: Figure) -> tuple[Sequence[int], Sequence[int]]:
    """Numerator and denominator; of a count both are the same."""
    edition = look.edition
    above = edition.column(figure.numerator, look.months)
    of = figure.denominator and edition.has(figure.denominator)
    return above, edition.column(figure.denominator, look.months) if of else above


def chain(look: Look, actor: Actor) -> list[Body]:
    """The bodies above the node that the reader may see, from the top."""
    paths = look.edition.paths
    step = len(paths[0]) if paths else 4
    above = (look.node.path[:end] for end in range(step, len(look.node.path), step))
    stretches = (look.edition.stretch(path, subtree=False) for path in above if _sees(actor, path))
    return [look.edition.bodies[found.start] for found in stretches if found]


def children(look: Look) -> list[Body]:
    """The bodies directly below the node that the reader may see, in the order of the tree."""
    length = len(look.node.path)
    found = []
    place = look.where.start + 1
    while place < look.where.stop:
        body = look.edition.bodies[place]
        found.append(body)
        place = look.edition.stretch(body.path).stop
        if len(body.path) <= length:  # the roster lacks nothing above it
            break
    return found


def upper(look: Look) -> list[Body]:
    """Associations directly below the node: where one goes on to."""
    return [body for body in children(look) if body.kind == Kind.ASSOCIATION]


def societies(look: Look) -> list[Body]:
    """Societies directly below the node (or the node itself), as filtered."""
    mask = look.mask
    found = [body for body in [look.node, *children(look)] if body.kind == Kind.SOCIETY]
    return [body for body in found if mask is None or mask[look.edition.places[body.pk]]]
