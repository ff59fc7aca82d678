"""Entries come from what was done elsewhere; the secretary adds what is missing; numbers agree with lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing
from quanjing.foundation.worklog import LogKind
from quanjing.organizations.enums import Office, SocietyClass
from quanjing.organizations.models import Organization, Post
from quanjing.worklog.actions import LogFacts, add_entry, change_entry, mark_service, recount, remove_entry
from quanjing.worklog.models import LogEntry, LogTally, ServiceMark
from quanjing.worklog.queries import Wanted, days_of, log_lines, statistics_of
from quanjing.worklog.queries import counts as counting
from tests.activities.conftest import at, held
from tests.stage import build_stage
from tests.world import World

SEPTEMBER = days_of("month", date(2026, 9, 3))


def of(head: Organization, **more: object) -> Wanted:
    return Wanted(days=SEPTEMBER, head=head, **more)  # type: ignore[arg-type]


def matters(actor: Actor, wanted: Wanted) -> list[tuple[str, str]]:
    return [(line.entry.source, line.entry.kind) for line in log_lines(actor, wanted)]


def walked(actor: Actor, matter: str = "走访会员单位", **more: object) -> LogEntry:
    facts = LogFacts(date(2026, 9, 2), "other", matter, **more)  # type: ignore[arg-type]
    return add_entry(actor=actor, facts=facts)


def test_what_was_held_sent_and_filed_stands_in_the_log_by_itself(world: World, tea: Actor) -> None:
    build_stage(world)
    held(tea)
    post = Post.objects.get(pk=world.tea_handler.pk)
    post.starts_on, post.office = date(2026, 9, 1), Office.SECRETARY
    post.save()
    walked(tea)
    found = log_lines(tea, of(world.tea))
    assert {line.entry.source for line in found} == {"activities", "reports", "terms", "own"}
    days = [line.entry.day for line in found]
    assert days == sorted(days, reverse=True)
    assert statistics_of(tea, of(world.tea)).total == len(found)


def test_what_is_taken_back_leaves_the_log(world: World, tea: Actor) -> None:
    from quanjing.activities.actions import plan_again

    activity = held(tea)
    assert len(log_lines(tea, of(world.tea))) == 1
    plan_again(actor=tea, activity=activity)
    assert log_lines(tea, of(world.tea)) == []


def test_numbers_stand_by_kind_and_class_and_lead_to_as_many_entries(
    world: World, tea: Actor, officer: Actor
) -> None:
    held(tea)
    held(world.actor(world.nursing_handler), of="general")
    walked(tea)
    walked(world.actor(world.city_handler))
    found = statistics_of(officer, of(world.association))
    table = {(row.society_class, kind): count for row in found.rows for kind, count in row.counts if count}
    agriculture, medicine = SocietyClass.AGRICULTURE, SocietyClass.MEDICINE
    assert table == {(agriculture, "study"): 1, (agriculture, "other"): 2, (medicine, "meeting"): 1}
    for (society_class, kind), count in table.items():
        listed = log_lines(officer, of(world.association, kind=kind, society_class=society_class))
        assert len(listed) == count


def test_work_of_a_branch_counts_for_the_class_of_its_society(world: World, officer: Actor) -> None:
    LogEntry.objects.create(
        organization=world.branch, day=date(2026, 9, 2), kind="meeting", matter="支部会", made_name="周予安",
        made_at=datetime(2026, 9, 2, tzinfo=at("2026-09-02").tzinfo),
    )  # fmt: skip
    [row] = statistics_of(officer, of(world.association)).rows
    assert row.society_class == SocietyClass.AGRICULTURE
    [row] = statistics_of(officer, of(world.branch)).rows
    assert row.society_class == SocietyClass.AGRICULTURE


def test_a_week_begins_on_monday_and_a_year_in_january() -> None:
    week = days_of("week", date(2026, 9, 3))
    assert (week.first, week.last) == (date(2026, 8, 31), date(2026, 9, 6))
    assert days_of("year", date(2026, 9, 3)).months[-1] == date(2026, 12, 1)
    assert days_of("month", date(2026, 2, 3)).last == date(2026, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(["week", "month", "year"]))
def test_spans_follow_each_other_without_a_gap(day: date, span: str) -> None:
    days = days_of(span, day)
    assert days.first <= day <= days.last
    assert days_of(span, days.after).first == days.after
    assert days_of(span, days.before).last == days.before


def test_another_unit_neither_sees_nor_changes_an_entry(world: World, tea: Actor, officer: Actor) -> None:
    entry = walked(tea)
    nursing = world.actor(world.nursing_handler)
    with pytest.raises(Missing):
        log_lines(nursing, of(world.tea))
    for actor in (nursing, officer):
        with pytest.raises(Denied):
            change_entry(actor=actor, entry=entry, facts=LogFacts(entry.day, "other", "改"), version=1)
        with pytest.raises(Denied):
            remove_entry(actor=actor, entry=entry)
    assert [line.own for line in log_lines(officer, of(world.association))] == [entry]


def test_an_entry_keeps_its_decision_and_a_conflict_loses_nothing(world: World, tea: Actor) -> None:
    decision = held(tea, "理事会会议", of="society", decisions="同意设立工作组")
    entry = walked(tea, "重大事项前置会商", decision=decision, result="同意")
    assert [line.own.decision for line in log_lines(tea, of(world.tea)) if line.own] == [decision]
    change_entry(actor=tea, entry=entry, facts=LogFacts(entry.day, "consultation", "前置会商"), version=1)
    with pytest.raises(Conflict) as refused:
        change_entry(actor=tea, entry=entry, facts=LogFacts(entry.day, "other", "别的"), version=1)
    assert refused.value.theirs["matter"] == "前置会商"
    verbs = AuditEntry.objects.filter(object_code=entry.code).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["worklog.add", "worklog.change"]


def test_bad_input_names_every_place(world: World, tea: Actor) -> None:
    foreign = held(world.actor(world.nursing_handler), decisions="同意")
    facts = LogFacts(date(2026, 9, 4), "none", " ", decision=foreign, service="likes")
    with pytest.raises(Invalid) as refused:
        add_entry(actor=tea, facts=facts)
    assert {problem.where for problem in refused.value.problems} == {
        "day", "kind", "matter", "decision", "service",
    }  # fmt: skip
    assert not LogEntry.objects.exists()


def test_whom_an_entry_serves_is_said_once_and_counted(world: World, tea: Actor, officer: Actor) -> None:
    held(tea)
    [line] = log_lines(tea, of(world.tea))
    for service in ("workers", "literacy"):
        mark_service(actor=tea, entry=line.entry, service=service)
    assert statistics_of(officer, of(world.association)).services == {"literacy": 1}
    [listed] = log_lines(officer, of(world.association, service="literacy"))
    assert listed.entry.key == line.entry.key
    with pytest.raises(Denied):
        mark_service(actor=officer, entry=line.entry, service="workers")
    mark_service(actor=tea, entry=line.entry, service="")
    assert not ServiceMark.objects.exists()


def test_kept_counts_follow_the_sources_month_by_month(
    world: World, tea: Actor, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(tea)
    entry = walked(tea)
    assert recount(month=SEPTEMBER.first) > 0
    assert recount(month=SEPTEMBER.first) == 0
    exact = statistics_of(officer, of(world.association))
    monkeypatch.setattr(counting, "SMALL", 0)
    kept = statistics_of(officer, of(world.association))
    assert (kept.rows, kept.drawn, kept.own) == (exact.rows, exact.drawn, exact.own)
    remove_entry(actor=tea, entry=entry)
    recount(month=SEPTEMBER.first)
    assert statistics_of(officer, of(world.association)).own == 0
    assert not LogTally.objects.filter(count=0).exists()


def test_a_page_of_many_entries_costs_no_more_queries(world: World, officer: Actor, tea: Actor) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            log_lines(officer, of(world.association))
            statistics_of(officer, of(world.association))
        return len(captured)

    walked(tea)
    held(tea)
    one = asked()
    for place in range(3):
        walked(world.actor(world.nursing_handler), f"事项{place}")
        held(tea, f"主题党日{place}")
    assert asked() == one


def test_every_kind_has_words() -> None:
    assert all(str(kind.label) for kind in LogKind)


def test_counting_at_night_is_work_by_name(world: World, tea: Actor, run_jobs: Callable[[], int]) -> None:
    from quanjing.jobs.actions import enqueue

    walked(tea)
    enqueue("worklog.recount", day="2026-09-03")
    run_jobs()
    assert LogTally.objects.filter(node=world.association.pk, month=SEPTEMBER.first).count() == 1
