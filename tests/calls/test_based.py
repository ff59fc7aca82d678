"""The project that an application rests on: in tables and lists, of a body that ended, told once."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import docx
import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.test import Client

from quanjing.calls.actions import ask_export, summary_docx, summary_xlsx
from quanjing.calls.actions.blind_copies import sheet_docx
from quanjing.calls.actions.conflicts import find_conflicts
from quanjing.calls.enums import CallState, ExportKind
from quanjing.calls.models import Application, ApplicationVersion, Call, CallExport, Conflict, Project, Score
from quanjing.calls.queries import ApplicationFilter
from quanjing.calls.queries.based import offered_projects
from quanjing.calls.queries.blind import sheet_of
from quanjing.calls.queries.closeness import known_names
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Organization, Post, Succession
from tests.calls import stage
from tests.calls.awards import begun, keys, sent
from tests.calls.conftest import fresh
from tests.calls.stage_decided import SAID
from tests.calls.test_pages import queries_of
from tests.world import World

Sign = Callable[[Post], Client]


def made(export: CallExport) -> bytes:
    """What the job made."""
    export.refresh_from_db()
    assert export.file is not None
    with default_storage.open(export.file.place) as file:
        return bytes(file.read())


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    """The lines of a table that say anything."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def test_tables_of_applications_have_a_column_for_the_project(
    world: World, officer: Actor, tea: Actor, award: Call, project: Project, run_jobs: Callable[[], int]
) -> None:
    sent(tea, award, project)
    begun(tea, award)
    exports = [
        ask_export(actor=officer, call=call, kind=ExportKind.LIST, wanted=ApplicationFilter(text=text))
        for call, text in ((award, project.number), (award, "不在其中"), (project.application.call, ""))  # type: ignore[union-attr]  # it has one
    ]
    run_jobs()
    found, other, plain = (rows_of(made(one)) for one in exports)
    head = next(row for row in found if "所依据的项目" in row)
    line = found[found.index(head) + 1]
    named = f"{project.number} 茶农服务站建设"
    assert line[head.index("所依据的项目")] == named
    assert (line[head.index("标题")], line[head.index("联合单位")]) == ("茶农服务站建设", "云川茶业研究院")
    assert other[-1] == head
    assert all("所依据的项目" not in row for row in plain)
    summary = rows_of(summary_xlsx(actor=tea, call=award))
    assert [row[3] for row in summary if row[0] in (1, 2)] == [named, None]
    paper = docx.Document(io.BytesIO(summary_docx(actor=tea, call=award)))
    assert named in [cell.text for cell in paper.tables[0].rows[1].cells]


def test_lists_of_applications_name_the_project(
    world: World, client_of: Sign, tea: Actor, award: Call, project: Project
) -> None:
    sent(tea, award, project)
    said = f"依据项目：{project.number} 茶农服务站建设"
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    places = [(desk, f"/calls/{award.code}/check/"), (unit, f"/calls/{award.code}/"),
              (unit, f"/calls/{award.code}/first-review/"), (unit, "/calls/applications/")]  # fmt: skip
    before = []
    for client, place in places:
        assert said in client.get(place).content.decode()
        before.append(queries_of(client, place))
    for count, body in enumerate([world.tea, world.tea, world.nursing]):
        other = Project.objects.get(pk=project.pk)
        other.pk, other.code, other.number, other.application = None, f"other{count}", f"2026-9{count}", None
        other.save()
        stage.application(award, body, state="sent", based_on=other)
    assert [queries_of(client, place) for client, place in places] == before


def end(body: Organization, *followers: Organization, on: date = date(2026, 9, 2)) -> None:
    """The last day of a body, and who follows it."""
    Organization.objects.filter(pk=body.pk).update(valid_to=on)
    for one in followers:
        Succession.objects.create(predecessor=body, successor=one, kind="merge", last_day=on)


def test_projects_of_a_body_that_ended_are_offered_to_the_one_that_follows(
    world: World, client_of: Sign, award: Call, project: Project
) -> None:
    mathematics = world.actor(world.mathematics_handler)
    Succession.objects.create(
        predecessor=world.tea, successor=world.mathematics, kind="merge", last_day=date(2026, 9, 3)
    )
    assert list(offered_projects(award, world.mathematics)) == []  # its last day is not over
    end(world.tea, on=date(2026, 9, 2))
    assert list(offered_projects(award, world.mathematics)) == [project]
    assert list(offered_projects(award, world.nursing)) != [project]
    page = client_of(world.mathematics_handler).get(f"/calls/{award.code}/apply/").content.decode()
    named = f"{project.number} 茶农服务站建设（原属江岚省茶叶学会）"
    assert named in page
    one = sent(mathematics, award, project)
    assert (one.based_on, one.organization) == (project, world.mathematics)
    assert ApplicationVersion.objects.get(application=one).facts["project"] == named
    desk = client_of(world.officer)
    assert f"依据项目：{named}" in desk.get(f"/calls/{award.code}/check/").content.decode()
    assert "已终止，由申报单位承接" in desk.get(f"/calls/applications/{one.code}/check/").content.decode()


def test_who_follows_a_follower_may_bring_it_in_and_of_several_nobody(
    world: World, award: Call, project: Project
) -> None:
    end(world.tea, world.city)
    end(world.city, world.mathematics)
    assert list(offered_projects(award, world.mathematics)) == [project]
    end(world.tea, world.nursing)
    assert list(offered_projects(award, world.mathematics)) == []
    assert project not in offered_projects(award, world.nursing)


def test_who_follows_reads_the_closed_project_and_changes_nothing_in_it(
    world: World, client_of: Sign, award: Call, project: Project
) -> None:
    follower, other = client_of(world.mathematics_handler), client_of(world.city_handler)
    place = f"/projects/{project.code}/"
    end(world.tea, world.mathematics, on=date(2026, 9, 3))
    assert follower.get(place).status_code == 404  # its last day is not over
    Organization.objects.filter(pk=world.tea.pk).update(valid_to=date(2026, 9, 2))
    assert (follower.get(place).status_code, other.get(place).status_code) == (200, 404)
    assert follower.post(f"{place}step/", {"step": "close"}).status_code == 403
    one = sent(world.actor(world.mathematics_handler), award, project)
    assert place in follower.get(f"/calls/applications/{one.code}/").content.decode()
    end(world.tea, world.city)  # of several who follow, none takes it over
    assert (follower.get(place).status_code, other.get(place).status_code) == (404, 404)


def test_who_led_the_project_before_is_masked_and_a_conflict(
    world: World, award: Call, project: Project
) -> None:
    end(world.tea, world.city)
    end(world.city, world.mathematics)
    Organization.objects.filter(pk=world.tea.pk).update(phone="010-55550187")
    one = sent(world.actor(world.mathematics_handler), award, project)
    assert {"江岚省茶叶学会", "010-55550187"} <= known_names(one)
    sitting = stage.judge(stage.panel(award), "云见山", unit="江岚省茶叶学会")
    Application.objects.filter(pk=one.pk).update(team=[])
    find_conflicts(call=award, applications=[fresh(one)])
    assert Conflict.objects.filter(judge=sitting, application=one).exists()


@pytest.mark.parametrize("added", ["", "\n又办了一期。"])
@pytest.mark.parametrize("blind", [True, False])
def test_a_judge_reads_once_what_a_field_was_filled_with(
    tea: Actor, award: Call, project: Project, added: str, blind: bool
) -> None:
    one = sent(tea, award, project)
    results = keys(award)[1]
    Application.objects.filter(pk=one.pk).update(values=dict(one.values) | {results: SAID + added})
    Call.objects.filter(pk=award.pk).update(is_blind=blind, state=CallState.JUDGING)
    scored = stage.score(stage.judge(stage.panel(award), "云见山"), fresh(one), None)
    sheet = sheet_of(scored)
    paper = docx.Document(io.BytesIO(sheet_docx(sheet)))
    text = "\n".join(each.text for each in paper.paragraphs)
    assert (text.count("三期培训班全部办完"), text.count("培训手册（")) == (1, 1)
    assert sheet.source is not None
    assert [each.reached for each in sheet.source.goals] == ["4", "4"]
    Application.objects.filter(pk=one.pk).update(values={results: "自己写的成果。"})
    source = sheet_of(Score.objects.select_related("application__call").get(pk=scored.pk)).source
    assert source is not None
    assert "三期培训班全部办完" in source.report
    assert len(source.uses) == 1


def test_the_page_of_a_call_says_how_many_projects_are_left_to_bring_in(
    world: World, client_of: Sign, tea: Actor, award: Call, project: Project
) -> None:
    place = f"/calls/{award.code}/"
    apply = f'href="{place}apply/"'
    before = client_of(world.tea_handler).get(place).content.decode()
    assert "本单位有 1 个已结项项目可用于申报。" in before
    assert apply in before
    begun(tea, award, project)
    after = client_of(world.tea_handler).get(place).content.decode()
    assert "本单位没有" in after
    assert apply not in after
