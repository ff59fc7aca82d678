"""T15: on Friday the work log is nearly full by itself; the panorama says where each number comes from."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import openpyxl

from quanjing.activities.models import Activity
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.figures import figure_of
from quanjing.organizations.enums import Office
from quanjing.organizations.models import Post
from quanjing.panorama.actions import count_all, page_xlsx, take
from quanjing.panorama.enums import Which
from quanjing.panorama.models import Snapshot
from quanjing.panorama.queries import Look, Value, behind, compare, look_at, snapshot_at, steps, value_of
from quanjing.tasks.actions import extend
from quanjing.tasks.queries import get_directive
from quanjing.worklog.actions import LogFacts, add_entry, mark_service
from quanjing.worklog.queries import Wanted, days_of, log_lines, statistics_of
from tests.activities.conftest import at, held
from tests.stage import build_stage
from tests.world import World

FRIDAY = datetime(2026, 9, 4, 9, 0, tzinfo=clock.CHINA)


def look(actor: Actor, snapshot: Snapshot) -> Look:
    return look_at(actor, snapshot_at(snapshot.code))


def figure(seen: Look, code: str) -> Value:
    found = figure_of(code)
    assert found is not None
    return value_of(seen, found)


def test_friday(world: World, at_nine: datetime) -> None:
    officer, tea = world.actor(world.officer), world.actor(world.tea_handler)
    stage = build_stage(world)
    council = week_of_work(world, tea)
    with clock.frozen(FRIDAY):
        the_log_is_nearly_full(world, tea, council)
        before = take(actor=officer, note="周五")
        the_panorama_says_where_numbers_come_from(world, officer, before)
        the_load_is_seen_and_one_round_postponed(officer, before, stage.directive.code)
    with clock.frozen(FRIDAY + timedelta(hours=2)):
        held(world.actor(world.nursing_handler), on=at("2026-09-04", 8))
        two_figures_that_disagree_are_explained(world, officer, before)


def week_of_work(world: World, tea: Actor) -> Activity:
    """Four meetings and a term that began; the reports of the stage come besides."""
    for name, of, day in (("党课", "lecture", "2026-09-01"), ("支委会", "committee", "2026-09-01"),
                          ("科普讲座", "outreach", "2026-09-02")):  # fmt: skip
        held(tea, name, of=of, on=at(day, 8))
    post = Post.objects.get(pk=world.tea_handler.pk)
    post.starts_on, post.office = date(2026, 9, 1), Office.SECRETARY
    post.save()
    return held(tea, "理事会会议", of="society", on=at("2026-09-03", 8), decisions="同意召开年会")


def the_log_is_nearly_full(world: World, tea: Actor, council: Activity) -> None:
    """Nine entries are there; she adds one, linked to the council's decision."""
    wanted = Wanted(days=days_of("week", FRIDAY.date()), head=world.tea)
    there = log_lines(tea, wanted)
    assert len(there) == 9
    assert {line.entry.source for line in there} == {"activities", "reports", "terms"}
    consultation = LogFacts(
        date(2026, 9, 3), "consultation", "年会经费前置会商", result="同意", decision=council
    )
    add_entry(actor=tea, facts=consultation)
    mark_service(actor=tea, entry=there[0].entry, service="workers")
    found = statistics_of(tea, wanted)
    assert (found.drawn, found.own, found.services) == (9, 1, {"workers": 1})
    assert [line.own.decision for line in log_lines(tea, wanted) if line.own] == [council]


def the_panorama_says_where_numbers_come_from(world: World, officer: Actor, taken: Snapshot) -> None:
    seen = look(officer, taken)
    log = figure(seen, "log.drawn")
    assert (log.numerator, log.denominator) == (10, 11)  # with the notice that the association published
    for code in ("coverage.work", "log.consultation", "load.requests"):
        value = figure(seen, code)
        listed = behind(seen, value.figure, Which.IN)
        assert sum(one.numerator for one in listed) == value.numerator
        assert str(value.figure.definition)
    book = openpyxl.load_workbook(io.BytesIO(page_xlsx(seen)))
    assert all(taken.code in str(sheet["A1"].value) for sheet in book.worksheets)


def the_load_is_seen_and_one_round_postponed(officer: Actor, taken: Snapshot, code: str) -> None:
    known = figure(look(officer, taken), "load.known")
    assert known.denominator
    directive = get_directive(officer, code)
    extend(actor=officer, directive=directive, filters={}, until=date(2026, 12, 31), reason="本月表数较多")
    assert figure(look(officer, count_all()), "tasks.rest").numerator > 0


def two_figures_that_disagree_are_explained(world: World, officer: Actor, before: Snapshot) -> None:
    now = count_all()
    old, new = look(officer, before), look(officer, now)
    changes = {change.figure.code: change.differs for change in compare(old, new)}
    assert changes["log.study"]
    assert not changes["coverage.work"]
    found = figure_of("log.study")
    assert found is not None
    [step] = steps(old, new, found)
    assert (step.body.name, step.before[0], step.after[0]) == (world.nursing.name, 0, 1)
    assert old.snapshot.code != new.snapshot.code
