"""The manuscript of one level is the report to the next, with its sources kept."""

from __future__ import annotations

import pytest

from quanjing.directives.models import Directive
from quanjing.files.models import StoredFile
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Invalid, Missing, WrongState
from quanjing.manuscripts import actions, queries
from quanjing.manuscripts.models import Version
from quanjing.organizations.models import Organization
from quanjing.submissions.actions import accept, submit
from quanjing.submissions.models import Report, RolledUp
from quanjing.submissions.queries import page_of_report, sources_of
from quanjing.tasks.models import Task
from tests.submissions.conftest import Scene, clock_at_opening, scene
from tests.submissions.test_rollup import own, second, send, silk
from tests.world import World

__all__ = ["clock_at_opening", "own", "scene", "second", "silk"]

WRITTEN = "1. 园艺\n园艺扎根社区。"


@pytest.fixture
def city(world: World) -> Actor:
    return world.actor(world.city_officer)


@pytest.fixture
def version(world: World, city: Actor, own: Directive) -> Version:
    """What the society under the city suggested, compiled by the city."""
    rows: list[dict[str, object]] = [{"name": "许知遥", "text": "园艺扎根社区。"}]
    sent = send(world.actor(world.city_handler), own, 4, rows)
    accept(actor=city, submission=sent)
    made = actions.open_compilation(actor=city, directive=own, title="岚州建言")
    codes = list(sent.entries.values_list("code", flat=True))
    actions.add_point(actor=city, compilation=made, title="园艺", entries=codes)
    return actions.finish(actor=city, compilation=made)


def field_of(city: Actor, version: Version, task: Task, kind: str) -> str:
    places = queries.upward_of(city, version.compilation)
    return next(one.value for one in places if one.assignment.task == task and one.field.type == kind)


def test_the_fields_are_those_of_the_superiors_directive(
    city: Actor, scene: Scene, version: Version, second: Organization
) -> None:
    places = queries.upward_of(city, version.compilation)
    assert {one.assignment.directive for one in places} == {scene.directive}
    assert [(one.assignment.task.name, one.field.label) for one in places] == [
        ("工作谋划", "内容"),
        ("工作谋划", "附件"),
        ("负责人学习体会", "内容"),
        ("青年学习体会", "内容"),
        ("青年学习体会", "内容"),
        ("建言献策", "内容"),
    ]


def test_the_text_stands_in_the_draft_and_keeps_its_sources(
    world: World, city: Actor, scene: Scene, version: Version
) -> None:
    where = field_of(city, version, scene.plan, "longtext")
    actions.put_upward(actor=city, version=version, where=where)
    report = Report.objects.get(organization=world.city, directive=scene.directive)
    assert report.draft["b1"]["rows"] == [{"task": scene.plan.code, "values": {"text": WRITTEN}}]
    entry = version.sources.get().entry
    assert RolledUp.objects.get().source == entry
    Report.objects.filter(pk=report.pk).update(header={"phone": "010-55550123"})
    [sent] = submit(actor=city, directive=scene.directive, tasks=[scene.plan.code])
    assert sources_of(sent) == {0: [entry.submission]}


def test_what_stands_there_is_replaced_only_when_said(city: Actor, scene: Scene, version: Version) -> None:
    where = field_of(city, version, scene.plan, "longtext")
    actions.put_upward(actor=city, version=version, where=where)
    actions.put_upward(actor=city, version=version, where=where)  # the same again changes nothing
    compilation = version.compilation
    actions.rename(actor=city, compilation=compilation, title="岚州建言（二）")
    point = compilation.points.get()
    actions.edit_point(
        actor=city, compilation=compilation, code=point.code, title="园艺", text="新", version=1
    )
    newer = actions.finish(actor=city, compilation=compilation)
    with pytest.raises(Invalid):
        actions.put_upward(actor=city, version=newer, where=where)
    actions.put_upward(actor=city, version=newer, where=where, replace=True)
    page = page_of_report(city, scene.directive.code)
    assert page.report is not None
    assert page.report.draft["b1"]["rows"][0]["values"] == {"text": "1. 园艺\n新"}
    assert RolledUp.objects.count() == 1


def test_a_file_field_gets_the_word_file(world: World, city: Actor, scene: Scene, version: Version) -> None:
    where = field_of(city, version, scene.plan, "file")
    actions.put_upward(actor=city, version=version, where=where)
    report = Report.objects.get(organization=world.city, directive=scene.directive)
    [row] = report.draft["b1"]["rows"]
    file = StoredFile.objects.get(code=row["values"]["file"])
    assert (file.name, file.format, file.organization_code) == ("岚州建言.docx", "docx", world.city.code)


def test_a_repeating_block_gets_a_row(world: World, city: Actor, scene: Scene, version: Version) -> None:
    where = field_of(city, version, scene.leaders, "longtext")
    actions.put_upward(actor=city, version=version, where=where)
    report = Report.objects.get(organization=world.city, directive=scene.directive)
    assert report.draft["b2"]["rows"] == [{"task": scene.leaders.code, "values": {"text": WRITTEN}}]


def test_only_open_fields_and_approved_versions_go_up(city: Actor, scene: Scene, version: Version) -> None:
    with pytest.raises(Missing):
        actions.put_upward(actor=city, version=version, where="x/b1/text")
    where = field_of(city, version, scene.plan, "longtext")
    Version.objects.filter(pk=version.pk).update(state="waiting")
    with pytest.raises(WrongState):
        actions.put_upward(actor=city, version=version, where=where)
