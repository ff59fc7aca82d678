"""Figures of a node, the bodies behind one, snapshots, entries of a work log."""

from __future__ import annotations

from datetime import date

from ninja import Schema
from pydantic import Field

from quanjing.api.schemas.common import Code, Day, Moment, Named
from quanjing.foundation.worklog import LogKind
from quanjing.organizations.enums import Level, SocietyClass
from quanjing.panorama.enums import Time, Which
from quanjing.panorama.models import Snapshot
from quanjing.panorama.packing import Body
from quanjing.panorama.queries import Behind, Value
from quanjing.worklog.enums import LogSpan
from quanjing.worklog.queries import Line

MOST = 1000


class LookFilter(Schema):
    """Which count (`at`, without it the newest), which node (without it the own body), narrowed to what."""

    at: str | None = Field(None, max_length=24)
    under: Code | None = None
    society_class: SocietyClass | None = None
    level: Level | None = None
    time: Time = Time.THIS_YEAR


class ListFilter(LookFilter):
    which: Which = Which.IN
    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(100, ge=1, le=MOST)


class Count(Schema):
    """Whose numbers these are: the id stands on pages and files too."""

    code: str
    taken_at: Moment
    kept: bool
    note: str
    bodies: int

    @classmethod
    def of(cls, one: Snapshot) -> Count:
        return cls(code=one.code, taken_at=one.taken_at, kept=one.kept, note=one.note, bodies=one.bodies)


class FigureValue(Schema):
    """A figure with what it is of; a count has no denominator."""

    code: str
    section: str
    label: str
    definition: str
    numerator: int
    denominator: int | None
    part_of: str

    @classmethod
    def of(cls, value: Value) -> FigureValue:
        figure = value.figure
        return cls(
            code=figure.code,
            section=figure.section.value,
            label=str(figure.label),
            definition=str(figure.definition),
            numerator=value.numerator,
            denominator=value.denominator,
            part_of=figure.part_of,
        )


class NodeFigures(Schema):
    snapshot: Count
    organization: Named
    first: date
    last: date
    figures: list[FigureValue]
    below: list[Named]


class BodyNumbers(Schema):
    organization: Named
    numerator: int
    denominator: int | None


class FigureList(Schema):
    """The bodies behind a figure, in the order of the tree; `total` of them in all."""

    snapshot: Count
    figure: FigureValue
    total: int
    items: list[BodyNumbers]


class Snapshots(Schema):
    items: list[Count]


class LogFilter(Schema):
    """The week, month or year in which `day` lies."""

    span: LogSpan = LogSpan.MONTH
    day: Day | None = None
    under: Code | None = None
    kind: LogKind | None = None
    society_class: SocietyClass | None = None
    limit: int = Field(100, ge=1, le=MOST)


class LogLine(Schema):
    day: date
    kind: LogKind
    organization: Named
    matter: str
    result: str
    service: str
    source: str

    @classmethod
    def of(cls, line: Line) -> LogLine:
        entry = line.entry
        return cls(
            day=entry.day,
            kind=LogKind(entry.kind),
            organization=Named(code=line.body.code, name=line.body.name),
            matter=entry.matter,
            result=entry.result,
            service=line.service,
            source=entry.source,
        )


class Log(Schema):
    """Entries, the newest first, and how many there are by kind."""

    first: date
    last: date
    total: int
    by_kind: dict[str, int]
    items: list[LogLine]


def named(body: Body) -> Named:
    return Named(code=body.code, name=body.name)


def numbers(one: Behind, *, counts: bool) -> BodyNumbers:
    denominator = None if counts else one.denominator
    return BodyNumbers(organization=named(one.body), numerator=one.numerator, denominator=denominator)
