"""The panorama and the work log for other programs: the numbers of the pages, with the same ids."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop as _
from ninja import Query, Router

from quanjing.api.auth import actor_of
from quanjing.api.schemas.panorama import (
    Count,
    FigureList,
    FigureValue,
    ListFilter,
    Log,
    LogFilter,
    LogLine,
    LookFilter,
    NodeFigures,
    Snapshots,
    named,
    numbers,
)
from quanjing.foundation import clock
from quanjing.foundation.errors import Missing
from quanjing.foundation.figures import figure_of
from quanjing.panorama import queries
from quanjing.worklog import queries as log

router = Router()
SNAPSHOTS = 200


@router.get("/panorama", response=NodeFigures, summary=_("The figures of a node"))
def panorama_read(request: HttpRequest, wanted: Query[LookFilter]) -> NodeFigures:
    look = _look(request, wanted)
    return NodeFigures(
        snapshot=Count.of(look.snapshot),
        organization=named(look.node),
        first=look.first,
        last=look.last,
        figures=[FigureValue.of(value) for _section, values in queries.sections(look) for value in values],
        below=[named(body) for body in queries.upper(look)],
    )


@router.get("/panorama/snapshots", response=Snapshots, summary=_("The snapshots that stay, the newest first"))
def panorama_snapshot_list(request: HttpRequest) -> Snapshots:
    actor_of(request)
    return Snapshots(items=[Count.of(one) for one in queries.snapshots()[:SNAPSHOTS]])


@router.get("/panorama/figures/{figure}", response=FigureList, summary=_("The bodies behind a figure"))
def panorama_figure(request: HttpRequest, figure: str, wanted: Query[ListFilter]) -> FigureList:
    look = _look(request, wanted)
    found = figure_of(figure)
    if found is None or not look.edition.has(found.numerator):
        raise Missing
    places = queries.places_behind(look, found, wanted.which)
    shown = places[wanted.offset : wanted.offset + wanted.limit]
    return FigureList(
        snapshot=Count.of(look.snapshot),
        figure=FigureValue.of(queries.value_of(look, found)),
        total=len(places),
        items=[numbers(one, counts=not found.denominator) for one in queries.behind_at(look, found, shown)],
    )


@router.get("/worklog", response=Log, summary=_("Entries of a work log, the newest first"))
def worklog_read(request: HttpRequest, wanted: Query[LogFilter]) -> Log:
    actor = actor_of(request)
    asked = log.Wanted(
        days=log.days_of(wanted.span, wanted.day or clock.today()),
        head=log.head_for(actor, wanted.under or ""),
        kind=wanted.kind or "",
        society_class=wanted.society_class or 0,
    )
    found = log.statistics_of(actor, asked)
    return Log(
        first=asked.days.first,
        last=asked.days.last,
        total=found.total,
        by_kind={kind.value: count for kind, count in found.by_kind},
        items=[LogLine.of(line) for line in log.log_lines(actor, asked, wanted.limit)],
    )


def _look(request: HttpRequest, wanted: LookFilter) -> queries.Look:
    snapshot = queries.snapshot_at(wanted.at or "")
    return queries.look_at(
        actor_of(request),
        snapshot,
        wanted.under or "",
        wanted.society_class or 0,
        wanted.level or "",
        wanted.time,
    )
