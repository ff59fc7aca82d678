"""Projects on their way: reports, changes, money, the end, topics, and every order of moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanjing.calls.actions.ending import end_projects
from quanjing.calls.actions.project_changes import (
    ChangeWanted,
    ask_change,
    decide_change,
    plan_budget,
    settle,
)
from quanjing.calls.actions.project_tables import project_table
from quanjing.calls.actions.projects import (
    ReportGiven,
    accept_milestone,
    add_use,
    close_project,
    report_milestone,
    return_milestone,
    stop_project,
)
from quanjing.calls.enums import MILESTONE_MOVES, ChangeState, MilestoneState, ProjectState
from quanjing.calls.models import BudgetLine, Milestone, Project
from quanjing.calls.queries import logged, project_dates, project_figures, projects
from quanjing.foundation import clock, facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.foundation.figures import NO_MONTH, When
from quanjing.foundation.worklog import Scope
from quanjing.notify.models import Message
from quanjing.organizations.models import Succession
from tests.calls.stage import joint
from tests.calls.stage_decided import (
    GOALS,
    at,
    checker,
    decided,
    noticed,
    published,
    running,
    steps_of,
    topic,
)
from tests.gongwen.makers import text_to_docx
from tests.world import World

REACHED = [{**goal, "number": "4"} for goal in GOALS]
SAID = ReportGiven("已办三期培训。", REACHED)
SPENT = {1: (Decimal(19000), ""), 2: (Decimal(25000), "线上办会节约")}
END = date(2027, 9, 30)


@pytest.fixture
def officer(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.officer)


@pytest.fixture
def tea(world: World, at_nine: datetime) -> Actor:
    return world.actor(world.tea_handler)


def fresh(project: Project) -> Project:
    return Project.objects.get(pk=project.pk)


def all_reported(project: Project, tea: Actor, officer: Actor, day: date = date(2027, 9, 1)) -> None:
    with clock.frozen(at(day)):
        for step in steps_of(project):
            report_milestone(actor=tea, milestone=step, given=SAID)
            accept_milestone(actor=officer, milestone=step)


def test_a_project_is_seen_by_its_lead_its_joint_units_and_its_desk_alone(
    world: World, officer: Actor, tea: Actor
) -> None:
    made = running(officer, world)
    assert made.application is not None
    unit = joint(made.application, world.mathematics)
    for post in (world.nursing_handler, world.city_officer, world.mathematics_handler):
        with pytest.raises(Missing):
            projects.get_project(world.actor(post), made.code)
    unit.confirmed_at = clock.now()
    unit.save()
    mathematics = world.actor(world.mathematics_handler)
    for actor in (tea, officer, mathematics, world.actor(world.auditor)):
        assert projects.get_project(actor, made.code) == made
    with pytest.raises(Denied):
        report_milestone(actor=mathematics, milestone=steps_of(made)[0], given=SAID)


def test_a_report_goes_to_the_desk_and_comes_back_with_a_new_date(
    world: World, officer: Actor, tea: Actor
) -> None:
    made = running(officer, world)
    step, _closing = steps_of(made)
    file = ("总结.docx", text_to_docx("培训总结。"))
    report_milestone(actor=tea, milestone=step, given=ReportGiven("已办一期。", [], file))
    assert Message.objects.filter(kind="milestone_reported").get().post == world.officer
    with pytest.raises(Denied):
        accept_milestone(actor=tea, milestone=step)
    with pytest.raises(Invalid) as refused:
        return_milestone(actor=officer, milestone=step, reason="", due_on=date(2026, 9, 3))
    assert [problem.where for problem in refused.value.problems] == ["reason", "due_on"]
    return_milestone(actor=officer, milestone=step, reason="请补充人数", due_on=date(2026, 9, 30))
    step.refresh_from_db()
    assert (step.state, step.due_on) == (MilestoneState.RETURNED, date(2026, 9, 30))
    report_milestone(actor=tea, milestone=step, given=SAID)
    accept_milestone(actor=officer, milestone=step)
    step.refresh_from_db()
    assert (step.state, step.accepted_on) == (MilestoneState.ACCEPTED, date(2026, 9, 3))
    assert step.file is not None
    with pytest.raises(WrongState):
        report_milestone(actor=tea, milestone=step, given=SAID)


def test_a_closing_report_says_of_each_goal_what_was_reached(
    world: World, officer: Actor, tea: Actor
) -> None:
    made = running(officer, world)
    step, closing = steps_of(made)
    half = ReportGiven("完成。", [REACHED[0], {**REACHED[1], "number": " "}])
    with pytest.raises(Invalid) as refused:
        report_milestone(actor=tea, milestone=closing, given=half)
    assert [problem.where for problem in refused.value.problems] == ["goal1", ""]  # the mid-term is missing
    report_milestone(actor=tea, milestone=step, given=SAID)
    accept_milestone(actor=officer, milestone=step)
    report_milestone(actor=tea, milestone=closing, given=SAID)
    closing.refresh_from_db()
    assert closing.reached == REACHED


def test_a_second_person_closes(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    with pytest.raises(Invalid):
        close_project(actor=checker(world), project=made)
    all_reported(made, tea, officer)
    second = world.actor(made.issuer.posts.get(holder__username="checker"))
    with pytest.raises(Invalid) as refused:  # the money is open
        close_project(actor=second, project=made)
    assert [str(one.message) for one in refused.value.problems] == ["经费尚未决算。"]
    settle(actor=tea, project=made, amounts=SPENT)
    with pytest.raises(Denied):
        close_project(actor=officer, project=made)
    with pytest.raises(Denied):
        close_project(actor=tea, project=made)
    close_project(actor=second, project=made)
    assert (fresh(made).state, fresh(made).was_late) == (ProjectState.CLOSED, False)
    assert list(projects.closed_projects(world.tea)) == [made]
    with pytest.raises(WrongState):
        stop_project(actor=officer, project=made, reason="误")


def test_a_closing_past_its_day_blocks_the_next_bid_until_it_is_reported(
    world: World, officer: Actor, tea: Actor
) -> None:
    made = running(officer, world)
    assert list(projects.overdue_projects(world.tea, END)) == []
    assert list(projects.overdue_projects(world.tea, END + timedelta(days=1))) == [made]
    assert list(projects.overdue_projects(world.mathematics, END + timedelta(days=1))) == []
    all_reported(made, tea, officer, END + timedelta(days=5))
    assert list(projects.overdue_projects(world.tea, END + timedelta(days=6))) == []
    assert fresh(made).was_late


def test_a_report_on_the_last_day_is_not_late(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    with clock.frozen(at(END, 23)):
        all_reported(made, tea, officer, END)
    assert not fresh(made).was_late


def test_a_stopped_project_blocks_nothing(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    with pytest.raises(Denied):
        stop_project(actor=tea, project=made, reason="不做了")
    stop_project(actor=officer, project=made, reason="合作单位退出")
    assert list(projects.overdue_projects(world.tea, END + timedelta(days=1))) == []


def test_a_change_is_made_only_when_it_is_granted(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    wanted = ChangeWanted("负责人调离", leader="顾南屏", ends_on=date(2027, 12, 31), plan="增加一期")
    asked = ask_change(actor=tea, project=made, wanted=wanted)
    assert fresh(made).leader == "周予安"
    with pytest.raises(WrongState):
        ask_change(actor=tea, project=made, wanted=wanted)
    with pytest.raises(Denied):
        decide_change(actor=tea, change=asked, granted=True)
    decide_change(actor=officer, change=asked, granted=True)
    assert (fresh(made).leader, fresh(made).ends_on) == ("顾南屏", date(2027, 12, 31))
    assert steps_of(made)[-1].due_on == date(2027, 12, 31)
    again = ask_change(actor=tea, project=made, wanted=ChangeWanted("再延", ends_on=date(2028, 3, 31)))
    with pytest.raises(Invalid):
        decide_change(actor=officer, change=again, granted=False, answer="")
    decide_change(actor=officer, change=again, granted=False, answer="已延过一次")
    assert fresh(made).ends_on == date(2027, 12, 31)
    states = [one.state for one in made.changes.all()]
    assert states == [ChangeState.GRANTED, ChangeState.DECLINED]


def test_a_change_of_nothing_is_refused(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    with pytest.raises(Invalid) as refused:
        ask_change(actor=tea, project=made, wanted=ChangeWanted("", title=made.title))
    assert [problem.where for problem in refused.value.problems] == ["title", "reason"]


def test_a_settlement_adds_up_and_says_why_it_differs(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    wrong = {1: (Decimal(22000), ""), 2: (Decimal(33001), "")}
    with pytest.raises(Invalid) as refused:
        settle(actor=tea, project=made, amounts=wrong)
    assert [problem.where for problem in refused.value.problems] == ["reason2", ""]  # 10 % is no difference
    with pytest.raises(Invalid) as refused:
        settle(actor=tea, project=made, amounts={1: (Decimal(-1), "退回")})
    assert [problem.where for problem in refused.value.problems] == ["settled1", "settled2"]
    with pytest.raises(Conflict):
        settle(actor=tea, project=made, amounts=SPENT, version=99)
    settle(actor=tea, project=made, amounts=SPENT, version=1)
    sums = projects.sums_of(made, list(made.budget.all()))
    assert (sums.planned, sums.settled, sums.left) == (Decimal(50000), Decimal(44000), Decimal(6000))


def test_a_budget_is_fitted_to_what_was_granted(world: World, officer: Actor, tea: Actor) -> None:
    found = decided(world)
    found.decision.lines.filter(application=found.tea).update(amount=Decimal(30000))
    noticed(officer, found)
    published(officer, found)
    made = Project.objects.get(organization=world.tea)
    with pytest.raises(Invalid):
        settle(actor=tea, project=made, amounts=SPENT)
    with pytest.raises(Invalid):
        plan_budget(actor=tea, project=made, lines=[("资料费", Decimal(20000))])
    plan_budget(actor=tea, project=made, lines=[("资料费", Decimal(20000)), ("会务费", Decimal(10000))])
    settle(actor=tea, project=made, amounts={1: (Decimal(20000), ""), 2: (Decimal(10000), "")})
    with pytest.raises(WrongState):
        plan_budget(actor=tea, project=made, lines=[("资料费", Decimal(30000))])


def test_the_use_of_a_result_is_noted_also_after_the_end(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    with clock.frozen(at(date(2026, 11, 1))):
        stop_project(actor=officer, project=made, reason="提前完成")
        for on in (date(2026, 10, 15), date(2026, 11, 1)):
            add_use(actor=tea, project=made, what="茶农手册", adopted_by="岚州市农业农村局", on=on)
        with pytest.raises(Invalid):
            add_use(actor=tea, project=made, what="手册", adopted_by="县", on=date(2026, 9, 30))
    assert made.uses.count() == 2
    with pytest.raises(Denied):
        add_use(
            actor=world.actor(world.nursing_handler),
            project=made,
            what="x",
            adopted_by="y",
            on=date(2026, 9, 3),
        )


def test_a_body_works_on_a_topic_without_a_call(world: World, officer: Actor, tea: Actor) -> None:
    made = topic(tea)
    assert (made.number, made.application, made.issuer) == ("301-2026-001", None, world.association)
    assert [one.name for one in steps_of(made)] == ["中期报告", "结题报告"]
    with clock.frozen(at(date(2026, 12, 1))):
        for step in steps_of(made):
            report_milestone(actor=tea, milestone=step, given=ReportGiven("完成调研。", []))
            accept_milestone(actor=officer, milestone=step)
        close_project(actor=checker(world), project=made)
    assert fresh(made).state == ProjectState.CLOSED
    assert list(projects.closed_projects(world.tea)) == []  # no call, no award of projects
    with pytest.raises(Invalid) as refused:
        topic(tea, title=" ", ends_on=date(2026, 9, 1))
    assert {problem.where for problem in refused.value.problems} == {"ends_on", "midterm_on", "title"}


def test_a_leader_at_the_top_has_his_report_accepted_by_somebody_else(world: World, officer: Actor) -> None:
    made = topic(officer, midterm_on=None)
    [closing] = steps_of(made)
    report_milestone(actor=officer, milestone=closing, given=ReportGiven("完成。", []))
    with pytest.raises(Denied):
        accept_milestone(actor=officer, milestone=closing)
    accept_milestone(actor=checker(world), milestone=closing)
    close_project(actor=officer, project=made)
    assert fresh(made).state == ProjectState.CLOSED


def test_projects_of_a_body_that_ends_go_to_who_follows_or_stop(
    world: World, officer: Actor, tea: Actor
) -> None:
    made = running(officer, world)
    assert [work.count for work in projects.open_projects_of([world.tea.pk])] == [1]
    Succession.objects.create(
        predecessor=world.tea, successor=world.nursing, kind="merge", last_day=date(2026, 9, 3)
    )
    assert end_projects(actor=officer, organization_ids=[world.tea.pk]) == 1
    assert (fresh(made).organization, fresh(made).state) == (world.nursing, ProjectState.RUNNING)
    assert end_projects(actor=officer, organization_ids=[world.nursing.pk]) == 2
    assert (fresh(made).state, fresh(made).reason) == (ProjectState.STOPPED, "单位已终止。")


def test_reports_stand_in_reminders_and_calendar(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    day = date(2027, 3, 31)
    with clock.frozen(at(date(2027, 3, 20))):
        assert project_dates.bodies_with_reports(day) == {world.tea.pk, world.nursing.pk}
        [due] = project_dates.reports_due([world.tea.pk], day)
        assert (due.on, due.issuer) == (day, world.association.pk)
        assert due.link == f"/projects/{made.code}/"
        seen = project_dates.reports_between(tea, world.tea.path, True, day, day)
        assert [one.on for one in seen] == [day]
        assert (
            project_dates.reports_between(world.actor(world.nursing_handler), world.tea.path, True, day, day)
            == []
        )


def test_forms_work_log_and_panorama_know_projects(world: World, officer: Actor, tea: Actor) -> None:
    made = running(officer, world)
    topic(tea)
    with clock.frozen(at(date(2026, 10, 8))):
        known = facts.known(world.tea.pk)["projects.year"].value
        step = steps_of(made)[0]
        report_milestone(actor=tea, milestone=step, given=SAID)
        accept_milestone(actor=officer, milestone=step)
        scope = Scope(world.tea.path, date(2026, 10, 1), date(2026, 10, 31))
        [one] = logged.reports_logged(scope)
        columns = project_figures.count(When(clock.now(), clock.today(), (date(2026, 10, 1),)))
    assert made.title in known
    assert logged.report_entry(one).matter == f"{made.title}: 中期报告"
    assert [count.number for count in logged.report_counts(scope)] == [1]
    assert columns["projects.running", NO_MONTH] == {world.tea.pk: 1, world.nursing.pk: 1}
    assert columns["projects.topics", NO_MONTH] == {world.tea.pk: 1}


@pytest.mark.parametrize(("form", "magic"), [("xlsx", b"PK"), ("docx", b"PK")])
def test_the_list_is_downloaded(world: World, officer: Actor, tea: Actor, form: str, magic: bytes) -> None:
    running(officer, world)
    found = projects.project_list(officer, projects.ProjectFilter(state="running"))
    assert project_table(actor=officer, projects=found, form=form).startswith(magic)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({}, 3),
        ({"kind": "topic"}, 1),
        ({"kind": "call"}, 2),
        ({"state": "closed"}, 0),
        ({"year": "2026", "direction": "学术"}, 2),
        ({"year": "2025"}, 0),
        ({"text": "护理"}, 1),
        ({"overdue": True}, 0),
        ({"programme": "unknown1"}, 0),
    ],
)
def test_the_desk_narrows_its_list(
    world: World, officer: Actor, tea: Actor, wanted: dict[str, object], count: int
) -> None:
    running(officer, world)
    topic(tea)
    found = projects.project_list(officer, projects.ProjectFilter(**wanted))  # type: ignore[arg-type]
    assert found.count() == count


def test_more_projects_cost_no_more_queries(
    world: World, officer: Actor, tea: Actor, django_assert_num_queries: Callable[[int], object]
) -> None:
    topic(tea)
    wanted = projects.ProjectFilter()
    for _turn in range(2):
        with django_assert_num_queries(1):  # type: ignore[attr-defined]
            rows = list(projects.with_next(projects.project_list(officer, wanted)))
        assert [one.organization.name for one in rows] == [world.tea.name] * len(rows)
        topic(tea)
        topic(tea)


MOVES = ("report", "accept", "return")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(MOVES), max_size=8))
def test_a_report_moves_only_as_the_table_says(
    world: World, officer: Actor, tea: Actor, moves: list[str]
) -> None:
    step = steps_of(topic(tea))[0]
    state = MilestoneState.DUE
    to = {
        "report": MilestoneState.REPORTED,
        "accept": MilestoneState.ACCEPTED,
        "return": MilestoneState.RETURNED,
    }
    for move in moves:
        allowed = to[move] in MILESTONE_MOVES[state]
        try:
            _do(move, step, officer, tea)
        except WrongState:
            assert not allowed
        else:
            assert allowed
            state = to[move]
        assert Milestone.objects.get(pk=step.pk).state == state


def _do(move: str, step: Milestone, officer: Actor, tea: Actor) -> None:
    if move == "report":
        report_milestone(actor=tea, milestone=step, given=ReportGiven("完成。", []))
    elif move == "accept":
        accept_milestone(actor=officer, milestone=step)
    else:
        return_milestone(actor=officer, milestone=step, reason="请补充", due_on=date(2026, 11, 30))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amounts=st.lists(st.decimals(0, 60000, places=2), min_size=2, max_size=2))
def test_never_is_more_settled_than_granted(
    world: World, officer: Actor, tea: Actor, amounts: list[Decimal]
) -> None:
    made = topic(tea)
    Project.objects.filter(pk=made.pk).update(amount=Decimal(50000))
    for place, planned in enumerate((20000, 30000), start=1):
        BudgetLine.objects.create(project=made, position=place, name=f"第{place}项", planned=planned)
    said = {place: (amount, "") for place, amount in enumerate(amounts, start=1)}
    try:
        settle(actor=tea, project=made, amounts=said)
    except Invalid:
        assert not any(line.settled for line in made.budget.all())
    else:
        assert sum(amounts) <= 50000
        pairs = zip(made.budget.all(), amounts, strict=True)
        assert all(abs(amount - line.planned) * 10 <= line.planned for line, amount in pairs)
