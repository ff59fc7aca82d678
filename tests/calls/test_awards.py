"""Awards of projects: a closed project of the own body, once a call; a blind panel reads it masked."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from quanjing.calls.actions import (
    ApplicationFacts,
    application_docx,
    return_application,
    send_application,
    withdraw,
    write_application,
)
from quanjing.calls.actions.blind_copies import sheet_docx
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.actions.results import publish_results
from quanjing.calls.enums import CallKind, CallState, ProjectState
from quanjing.calls.models import Application, ApplicationVersion, Call, Conflict, Project, Score
from quanjing.calls.queries import get_application
from quanjing.calls.queries.based import offered_projects
from quanjing.calls.queries.blind import sheet_of
from quanjing.calls.queries.notices import public_notices
from quanjing.calls.queries.projects import page_of_project
from quanjing.calls.queries.public import PUBLIC
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid
from quanjing.organizations.models import Post
from tests.calls import stage
from tests.calls.awards import begun, keys, sent
from tests.calls.conftest import LATER, fresh, opened
from tests.calls.stage_decided import FIRST_DAY, LAST_DAY, SAID, Decided, at, ended, noticed, release, topic
from tests.world import World

Sign = Callable[[Post], Client]


def test_what_is_known_of_the_project_is_filled_in(
    world: World, tea: Actor, award: Call, project: Project
) -> None:
    made = begun(tea, award, project)
    goals, results, uses, others, _contact = keys(award)
    assert (made.based_on, made.title) == (project, "茶农服务站建设")
    assert made.team == [{"name": "周予安", "unit": "茶叶学会"}]
    assert made.values[goals] == "培训班：目标3期，完成4期\n手册：目标1本，完成4本"
    assert made.values[results] == SAID
    assert made.values[uses] == "培训手册（岚州市茶业协会，2026-09-01）"
    assert others not in made.values
    assert [one.name for one in made.joint_units.all()] == ["云川茶业研究院"]


def test_what_was_typed_stays(tea: Actor, award: Call, project: Project) -> None:
    results = keys(award)[1]
    team = [{"name": "穆清和", "unit": "茶叶学会"}]
    made = begun(tea, award, project, title="站点建设", team=team, values={results: "自己写的。"})
    assert (made.title, made.team, made.values[results]) == ("站点建设", team, "自己写的。")


def test_a_nominee_and_goals_with_numbers_are_known_as_well(
    officer: Actor, tea: Actor, project: Project
) -> None:
    call = opened(officer, CallKind.TITLE, from_projects=True, asks_goals=True)
    made = begun(tea, call, project)
    assert (made.subject, made.subject_unit) == ("叶知秋", "江岚省茶叶学会")
    assert [(one["name"], one["number"]) for one in made.goals] == [("培训班", "4"), ("手册", "4")]


def test_closed_projects_of_the_own_body_alone_are_offered(
    world: World, officer: Actor, tea: Actor, nursing: Actor, award: Call, project: Project
) -> None:
    own_topic = topic(tea)
    Project.objects.filter(pk=own_topic.pk).update(state=ProjectState.CLOSED, closed_on=date(2026, 9, 1))
    second = Project.objects.create(  # still under way
        organization=world.tea, issuer=world.association, title="在研项目", number="2026-77",
        starts_on=date(2026, 9, 1), ends_on=date(2027, 9, 1), made_name="林知远", made_at=clock.now(),
        application=stage.application(award, world.tea),
    )  # fmt: skip
    assert list(offered_projects(award, world.tea)) == [project]
    assert [one.organization for one in offered_projects(award, world.nursing)] == [world.nursing]
    assert list(offered_projects(award, world.mathematics)) == []
    for wrong in (second, own_topic):
        with pytest.raises(Invalid) as refused:
            begun(tea, award, wrong)
        assert refused.value.problems[0].where == "project"
    stage.joint(project.application, world.nursing)  # type: ignore[arg-type]  # it has one
    with pytest.raises(Invalid):  # its lead alone brings it in
        begun(nursing, award, project)
    assert not Application.objects.exclude(based_on=None).exists()


def test_other_calls_take_no_project(officer: Actor, world: World, tea: Actor, project: Project) -> None:
    other = opened(officer, CallKind.CASE)
    assert list(offered_projects(other, world.tea)) == []
    with pytest.raises(Invalid):
        begun(tea, other, project)


def test_a_project_is_brought_into_a_call_once(
    officer: Actor, tea: Actor, award: Call, project: Project
) -> None:
    first = sent(tea, award, project)
    with pytest.raises(Invalid):
        begun(tea, award, project)
    second = begun(tea, award)
    with pytest.raises(Invalid):
        write_application(actor=tea, application=second, facts=ApplicationFacts(project=project.code))
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(based_on=project)
    again = opened(officer, CallKind.AWARD)
    assert begun(tea, again, project).based_on == project
    withdraw(actor=tea, application=first)
    assert begun(tea, award, project).based_on == project


def test_nothing_is_sent_without_a_project(tea: Actor, award: Call, project: Project) -> None:
    made = begun(tea, award)
    with pytest.raises(Invalid) as refused:
        send_application(actor=tea, application=made)
    assert "project" in [one.where for one in refused.value.problems]


def test_the_link_stays_with_the_version_and_on_paper(
    officer: Actor, tea: Actor, award: Call, project: Project
) -> None:
    made = sent(tea, award, project)
    kept = ApplicationVersion.objects.get(application=made).facts["project"]
    data = application_docx(actor=tea, application=get_application(tea, made.code))
    paper = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert kept == f"{project.number} 茶农服务站建设"
    assert kept in cells


def test_another_project_is_chosen_only_where_that_was_sent_back(
    world: World, officer: Actor, tea: Actor, award: Call, project: Project
) -> None:
    other = ended(Project.objects.exclude(pk=project.pk).get(), organization=world.tea)
    made, facts = sent(tea, award, project), ApplicationFacts(project=other.code)
    with clock.frozen(LATER):
        return_application(actor=officer, application=made, reasons={"title": "题目不符"})
        write_application(actor=tea, application=fresh(made), facts=facts)
        assert fresh(made).based_on == project
        Application.objects.filter(pk=made.pk).update(returns=0, state="sent")
        made.returned.all().delete()
        return_application(actor=officer, application=fresh(made), reasons={"project": "项目不符"})
        write_application(actor=tea, application=fresh(made), facts=facts)
        assert fresh(made).based_on == other


def seen(award: Call, one: Application, *, blind: bool) -> dict[str, Any]:
    """What a judge is told of the project."""
    Call.objects.filter(pk=award.pk).update(is_blind=blind, state=CallState.JUDGING)
    sitting = stage.judge(stage.panel(award, f"组{blind}"), "云见山")
    sheet = sheet_of(stage.score(sitting, fresh(one), None))
    assert sheet.source is not None
    return asdict(sheet.source)


def test_a_blind_panel_reads_the_project_without_names(tea: Actor, award: Call, project: Project) -> None:
    made = sent(tea, award, project)
    own = dict(made.values) | {keys(award)[1]: "自己写的成果。"}
    Application.objects.filter(pk=made.pk).update(team=[], values=own)
    made.joint_units.all().delete()
    found = seen(award, made, blind=True)
    assert (found["number"], found["unit"]) == ("", "")
    assert found["report"] == "三期培训班全部办完。□□网站公布了手册，□□主讲，□□审稿。"
    scored = Score.objects.select_related("application__call").get(application=made)
    paper = docx.Document(io.BytesIO(sheet_docx(sheet_of(scored))))
    assert found["report"] in "\n".join(one.text for one in paper.paragraphs)
    assert found["goals"][0] == {"name": "培训班", "promised": "3", "reached": "4", "unit": "期"}
    whole = seen(award, made, blind=False)
    assert (whole["number"], whole["unit"]) == (project.number, "江岚省茶叶学会")
    assert whole["report"] == SAID


@pytest.mark.parametrize(("name", "unit"), [("叶知秋", ""), ("云见山", "云川茶业研究院")])
def test_a_judge_who_worked_on_the_project_is_excluded(
    tea: Actor, award: Call, project: Project, name: str, unit: str
) -> None:
    made = sent(tea, award, project)
    Application.objects.filter(pk=made.pk).update(team=[])
    made.joint_units.all().delete()
    sitting = stage.judge(stage.panel(award), name, unit=unit)
    find_conflicts(call=award, applications=[fresh(made)])
    assert Conflict.objects.filter(judge=sitting, application=made).exists()


def test_pages_offer_fill_and_show_the_project(
    world: World, client_of: Sign, officer: Actor, tea: Actor, award: Call, project: Project
) -> None:
    handler, desk = client_of(world.tea_handler), client_of(world.officer)
    apply = f"/calls/{award.code}/apply/"
    page = handler.get(apply).content.decode()
    assert "茶农服务站建设" in page
    assert "护理服务站" not in page
    made = begun(tea, award)
    place = f"/calls/applications/{made.code}/edit/"
    said = {"project": project.code, "title": "", "direction": made.direction.code, "version": made.version}
    assert handler.post(place, {**said, "fill": "1"}).status_code == 302
    assert fresh(made).title == "茶农服务站建设"
    assert "茶农服务站建设" not in handler.get(apply).content.decode()
    values = dict(fresh(made).values) | {keys(award)[3]: "做法。", keys(award)[4]: "秘书处"}
    write_application(actor=tea, application=fresh(made), facts=ApplicationFacts(title="建设", values=values))
    send_application(actor=tea, application=fresh(made))
    checked = desk.get(f"/calls/applications/{made.code}/check/").content.decode()
    assert project.number in checked
    assert f"/projects/{project.code}/" in checked
    assert "完成" in checked


def test_a_foreign_project_is_refused_at_its_place(
    world: World, client_of: Sign, tea: Actor, nursing: Actor, award: Call, project: Project
) -> None:
    made = begun(nursing, award)
    said = {"project": project.code, "direction": made.direction.code, "version": made.version}
    nurse = client_of(world.nursing_handler)
    for more in ({}, {"fill": "1"}):
        answer = nurse.post(f"/calls/applications/{made.code}/edit/", {**said, **more})
        assert answer.status_code == 422
        assert "茶农服务站" not in answer.content.decode()
    assert nurse.post(f"/calls/applications/{made.code}/save/", said).status_code == 422
    assert fresh(made).based_on is None


def test_notices_and_results_name_the_project(
    world: World, officer: Actor, tea: Actor, award: Call, project: Project
) -> None:
    made = sent(tea, award, project)
    Application.objects.filter(pk=made.pk).update(title="茶乡里的课堂")
    Call.objects.filter(pk=award.pk).update(state=CallState.DECIDING)
    decision = release(Call.objects.get(pk=award.pk), [(fresh(made), True)])
    assert page_of_project(tea, project.code).awards == []
    noticed(officer, Decided(award, decision, made, made, made))
    with clock.frozen(at(FIRST_DAY)):
        names = [line.project for one in public_notices() for group in one.groups for line in group.lines]
    assert names == ["茶农服务站建设"]
    with clock.frozen(at(LAST_DAY + timedelta(days=1))):
        publish_results(actor=officer, call=Call.objects.get(pk=award.pk), plan=None)
    shown = next(one for one in PUBLIC if one.code == "results").page(award.code)  # type: ignore[misc]
    assert shown is not None
    assert "茶农服务站建设" in shown.tables[0].rows[0]
    [line] = page_of_project(tea, project.code).awards
    assert (line.grade, line.application) == ("重点", made)
