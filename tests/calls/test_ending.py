"""Bodies that end: drafts are closed, projects go on with who follows or the body above, desks are told."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanjing.audit.models import AuditEntry
from quanjing.calls.actions.ending import follow_endings
from quanjing.calls.actions.projects import ReportGiven, report_milestone
from quanjing.calls.enums import ApplicationState, CallState, MilestoneState, ProjectState
from quanjing.calls.models import Project
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied
from quanjing.notify.models import Message
from quanjing.organizations.actions import Ending, end_organization, plan_ending
from quanjing.organizations.enums import EndingKind, OpenWorkChoice
from quanjing.organizations.models import Organization
from tests.calls import stage
from tests.calls.stage_decided import GOALS, at, running, steps_of, topic
from tests.world import World

ON = date(2026, 9, 30)
AFTER = at(date(2026, 10, 1))


@pytest.fixture
def project(world: World, officer: Actor) -> Project:
    return running(officer, world)


def end(world: World, body: Organization, choice: str = OpenWorkChoice.KEEP, **more: Any) -> None:
    actor, ending = world.actor(world.administrator), Ending(on=ON, open_work=choice, **more)
    body = Organization.objects.get(pk=body.pk)
    seen = plan_ending(actor=actor, organization=body, ending=ending).seen
    end_organization(actor=actor, organization=body, ending=ending, seen=seen)


def follow(moment: datetime = AFTER) -> tuple[int, int]:
    with clock.frozen(moment):
        return follow_endings()


def told(kind: str) -> set[str]:
    """The bodies whose posts were told."""
    rows = Message.objects.filter(kind=kind).values_list("post__organization__name", flat=True)
    return set(rows)


def test_a_project_goes_to_the_body_that_follows_once_the_last_day_is_over(
    world: World, officer: Actor, tea: Actor, project: Project
) -> None:
    end(world, world.tea, kind=EndingKind.MERGE, into=world.mathematics.code)
    assert follow(at(ON)) == (0, 0)
    assert follow() == (0, 1)
    project.refresh_from_db()
    assert (project.organization, project.state) == (world.mathematics, ProjectState.RUNNING)
    assert project.reason == "承接自江岚省茶叶学会。"
    assert told("project_passed") == {world.association.name, world.mathematics.name}
    assert AuditEntry.objects.get(verb="calls.pass_project").detail["organization"] == world.mathematics.code
    with clock.frozen(AFTER):
        said = ReportGiven("已办三期。", [{**goal, "number": "3"} for goal in GOALS])
        step = report_milestone(
            actor=world.actor(world.mathematics_handler), milestone=steps_of(project)[0], given=said
        )
        assert step.state == MilestoneState.REPORTED
        with pytest.raises(Denied):
            report_milestone(actor=tea, milestone=steps_of(project)[1], given=said)
    assert follow() == (0, 0)


def test_without_a_follower_it_stays_open_with_the_body_above(
    world: World, officer: Actor, project: Project
) -> None:
    end(world, world.tea, kind=EndingKind.CLOSE)
    assert follow() == (0, 1)
    project.refresh_from_db()
    assert (project.organization, project.state) == (world.association, ProjectState.RUNNING)
    assert project.reason == "江岚省茶叶学会已终止，项目由上级单位继续。"
    assert told("project_passed") == {world.association.name}


def test_a_split_into_several_has_no_one_follower(world: World, project: Project) -> None:
    end(world, world.tea, kind=EndingKind.SPLIT, names=("江岚省绿茶学会", "江岚省红茶学会"))
    assert follow() == (0, 1)
    project.refresh_from_db()
    assert project.organization == world.association


def test_who_follows_may_have_ended_as_well(world: World, project: Project) -> None:
    end(world, world.tea, kind=EndingKind.MERGE, into=world.mathematics.code)
    end(world, world.mathematics, kind=EndingKind.MERGE, into=world.nursing.code)
    follow()
    project.refresh_from_db()
    assert project.organization == world.nursing


def test_heirs_and_bodies_above_are_looked_for_once_for_all_bodies(world: World) -> None:
    projects = [topic(world.actor(one)) for one in (world.tea_handler, world.nursing_handler)]
    end(world, world.tea, kind=EndingKind.MERGE, into=world.mathematics.code)
    end(world, world.nursing, kind=EndingKind.CLOSE)
    with CaptureQueriesContext(connection) as asked:
        assert follow() == (0, 2)
    asks = [one["sql"] for one in asked if 'FROM "organizations_succession"' in one["sql"]]
    above = [one["sql"] for one in asked if '"organizations_organization"."path" IN' in one["sql"]]
    assert (len(asks), len(above)) == (1, 1)
    for one in projects:
        one.refresh_from_db()
    assert [one.organization for one in projects] == [world.mathematics, world.association]


def test_a_desk_that_ends_hands_over_as_well(world: World, officer: Actor) -> None:
    made = topic(world.actor(world.city_handler))
    assert made.issuer == world.city
    Organization.objects.filter(path__startswith=world.city.path).update(valid_to=ON)
    follow()
    made.refresh_from_db()
    assert (made.organization, made.issuer) == (world.association, world.association)


def test_cancelled_work_is_stopped_and_told(world: World, project: Project) -> None:
    end(world, world.tea, OpenWorkChoice.CANCEL, kind=EndingKind.CLOSE)
    project.refresh_from_db()
    assert (project.state, project.reason) == (ProjectState.STOPPED, "单位已终止。")
    assert world.association.name in told("project_stopped")
    assert follow() == (0, 0)


def test_drafts_are_closed_and_what_was_handed_in_stays(world: World, officer: Actor) -> None:
    made = stage.call(world, state=CallState.CHECKING)
    draft = stage.application(made, world.tea, state=ApplicationState.DRAFT)
    back = stage.application(made, world.tea, state=ApplicationState.RETURNED, direction=1)
    sent = stage.application(made, world.tea, state=ApplicationState.SENT)
    other = stage.application(made, world.nursing, state=ApplicationState.DRAFT)
    end(world, world.tea, kind=EndingKind.CLOSE)
    assert follow(at(ON)) == (0, 0)
    assert follow() == (2, 0)
    states = []
    for one in (draft, back, sent, other):
        one.refresh_from_db()
        states.append(one.state)
    assert states == ["withdrawn", "withdrawn", "sent", "draft"]
