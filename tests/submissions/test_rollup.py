"""What the units below reported becomes the own report of the body that asked them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Missing, WrongState
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection
from quanjing.submissions.actions import (
    ReturnRequest,
    accept,
    return_for_correction,
    roll_up,
    save_draft,
    submit,
)
from quanjing.submissions.models import Report, RolledUp, Submission
from quanjing.submissions.queries import page_of_report, roll_up_of, sources_of
from quanjing.tasks.actions import publish, reissue
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from tests.submissions.conftest import RETURN_DUE, Scene
from tests.world import World, person, post


@pytest.fixture
def second(world: World) -> Organization:
    """Another society under the city."""
    return Organization.objects.get(pk=world.city.pk).add_child(
        name="岚州市蚕桑学会", kind=Kind.SOCIETY, level=Level.CITY, number="901-2"
    )


@pytest.fixture
def own(world: World, scene: Scene, second: Organization) -> Directive:
    """The city received the scene's directive and passed it on to its two societies."""
    for task in scene.directive.tasks.all():
        Assignment.objects.create(
            task=task, organization=world.city, directive=scene.directive, changed_at=clock.now()
        )
    city = world.actor(world.city_officer)
    own = reissue(actor=city, directive=scene.directive)
    publish(actor=city, directive=own, selection=Selection(under=world.city.code), override="一致。")
    return Directive.objects.get(pk=own.pk)


def send(actor: Actor, directive: Directive, position: int, rows: list[dict[str, object]]) -> Submission:
    task = directive.tasks.get(position=position)
    page = page_of_report(actor, directive.code)
    key = next(place.key for place in page.part(task.code).places)
    draft = {key: {"rows": [{"task": task.code, "values": values} for values in rows]}}
    save_draft(
        actor=actor, directive=directive, header={"phone": "010-55550123"}, draft=draft, version=page.version
    )
    return submit(actor=actor, directive=directive, tasks=[task.code])[0]


def accepted(
    world: World, actor: Actor, own: Directive, position: int, rows: list[dict[str, object]]
) -> None:
    accept(actor=world.actor(world.city_officer), submission=send(actor, own, position, rows))


@pytest.fixture
def silk(world: World, second: Organization) -> Actor:
    return world.actor(post(second, "秘书处 经办人", Role.HANDLER, person("silk", "柳依依")))


ROWS: list[dict[str, object]] = [{"name": "许知遥", "post": "理事长", "text": "园艺扎根社区。"}]
MORE: list[dict[str, object]] = [{"name": "柳依依", "post": "秘书长", "text": "桑基鱼塘。"}]


def assignment(world: World, scene: Scene, position: int) -> Assignment:
    return scene.assignment(scene.directive.tasks.get(position=position), world.city)


@pytest.fixture
def reported(world: World, scene: Scene, own: Directive, silk: Actor) -> Assignment:
    accepted(world, world.actor(world.city_handler), own, 2, ROWS)
    accepted(world, silk, own, 2, MORE)
    return assignment(world, scene, 2)


def test_accepted_rows_go_up_with_nothing_typed(world: World, scene: Scene, reported: Assignment) -> None:
    city = world.actor(world.city_officer)
    assert roll_up(actor=city, assignment=reported) == 2
    page = page_of_report(city, scene.directive.code)
    save_draft(
        actor=city,
        directive=scene.directive,
        header={"phone": "010-55550124"},
        draft={},
        version=page.version,
    )
    (sent,) = submit(actor=city, directive=scene.directive, tasks=[reported.task.code])
    assert [entry.values for entry in sent.entries.all()] == [*ROWS, *MORE]
    names = [found[0].assignment.organization.name for found in sources_of(sent).values()]
    assert names == ["岚州市园艺学会", "岚州市蚕桑学会"]


def test_taking_over_twice_takes_only_what_is_new(
    world: World, own: Directive, scene: Scene, silk: Actor
) -> None:
    city = world.actor(world.city_officer)
    accepted(world, world.actor(world.city_handler), own, 2, ROWS)
    assert roll_up(actor=city, assignment=assignment(world, scene, 2)) == 1
    assert roll_up(actor=city, assignment=assignment(world, scene, 2)) == 0
    accepted(world, silk, own, 2, MORE)
    assert roll_up(actor=city, assignment=assignment(world, scene, 2)) == 1
    report = Report.objects.get(organization=world.city, directive=scene.directive)
    assert [row["values"] for row in report.draft["b2"]["rows"]] == [*ROWS, *MORE]


def test_what_was_corrected_below_takes_the_place_of_its_earlier_row(
    world: World, scene: Scene, own: Directive
) -> None:
    city, garden = world.actor(world.city_officer), world.actor(world.city_handler)
    sent = send(garden, own, 2, [*ROWS, *MORE])
    accept(actor=city, submission=sent)
    roll_up(actor=city, assignment=assignment(world, scene, 2))
    entry, note = sent.entries.all()[0], "请改写。"
    return_for_correction(
        actor=city, submission=sent, notes=[ReturnRequest(entry.code, "text", note)], due_at=RETURN_DUE
    )
    page = page_of_report(garden, own.code)
    save_draft(
        actor=garden, directive=own, header={}, draft={}, version=page.version,
        corrections={entry.code: {"text": "改写过的。"}},
    )  # fmt: skip
    (newer,) = submit(actor=garden, directive=own, tasks=[own.tasks.get(position=2).code])
    accept(actor=city, submission=newer)
    roll_up(actor=city, assignment=assignment(world, scene, 2))
    report = Report.objects.get(organization=world.city, directive=scene.directive)
    rows = [row["values"] for row in report.draft["b2"]["rows"]]
    assert rows == [ROWS[0] | {"text": "改写过的。"}, MORE[0]]
    assert {one.source.submission for one in RolledUp.objects.all()} == {newer}


def test_only_what_is_chosen_is_taken(world: World, reported: Assignment) -> None:
    city = world.actor(world.city_officer)
    first = roll_up_of(city, reported).fresh[0]
    assert roll_up(actor=city, assignment=reported, entries=[first.code]) == 1
    assert RolledUp.objects.get().source == first


def test_what_is_not_accepted_stays_below(world: World, scene: Scene, own: Directive) -> None:
    send(world.actor(world.city_handler), own, 2, ROWS)
    found = roll_up_of(world.actor(world.city_officer), assignment(world, scene, 2))
    assert (found.fresh, found.expected, found.done) == ((), 2, 0)


def test_a_block_of_one_row_joins_texts_under_the_units_names(
    world: World, scene: Scene, own: Directive, silk: Actor
) -> None:
    accepted(world, world.actor(world.city_handler), own, 1, [{"text": "建设社区花园。"}])
    accepted(world, silk, own, 1, [{"text": "建设桑园。"}])
    city = world.actor(world.city_officer)
    roll_up(actor=city, assignment=assignment(world, scene, 1))
    report = Report.objects.get(organization=world.city, directive=scene.directive)
    (row,) = report.draft["b1"]["rows"]
    assert row["values"] == {"text": "岚州市园艺学会\n建设社区花园。\n岚州市蚕桑学会\n建设桑园。"}


def test_a_changed_row_keeps_the_link_of_the_whole(world: World, scene: Scene, reported: Assignment) -> None:
    city = world.actor(world.city_officer)
    roll_up(actor=city, assignment=reported)
    page = page_of_report(city, scene.directive.code)
    task = reported.task.code
    rows = [{"task": task, "values": ROWS[0] | {"text": "改写。"}}, {"task": task, "values": MORE[0]}]
    save_draft(
        actor=city, directive=scene.directive, header={"phone": "010-55550124"},
        draft={"b2": {"rows": rows}}, version=page.version,
    )  # fmt: skip
    (sent,) = submit(actor=city, directive=scene.directive, tasks=[task])
    found = sources_of(sent)
    assert [one.assignment.organization.name for one in found[0]] == ["岚州市园艺学会"]
    assert len(found) == 2


def test_a_decided_report_takes_nothing_more(world: World, scene: Scene, reported: Assignment) -> None:
    Assignment.objects.filter(pk=reported.pk).update(state=State.ACCEPTED)
    with pytest.raises(WrongState):
        roll_up(actor=world.actor(world.city_officer), assignment=reported)


def test_another_body_takes_nothing(world: World, reported: Assignment) -> None:
    with pytest.raises(Missing):
        roll_up(actor=world.actor(world.officer), assignment=reported)


def test_looking_costs_the_same_for_many(
    world: World, scene: Scene, own: Directive, reported: Assignment
) -> None:
    city = world.actor(world.city_officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            list(roll_up_of(city, reported).fresh)
        return len(caught)

    few = queries()
    for number in range(3):
        body = Organization.objects.get(pk=world.city.pk).add_child(
            name=f"第{number}学会", kind=Kind.SOCIETY, level=Level.CITY
        )
        task = own.tasks.get(position=2)
        Assignment.objects.create(task=task, organization=body, directive=own, changed_at=clock.now())
        handler = world.actor(post(body, "经办人", Role.HANDLER, person(f"p{number}", f"某{number}")))
        accepted(world, handler, own, 2, ROWS)
    assert queries() == few


def test_the_page_lists_what_would_be_taken(
    world: World, scene: Scene, reported: Assignment, client: Client
) -> None:
    holder = Post.objects.get(pk=world.city_officer.pk).holder
    assert holder is not None
    client.force_login(holder)
    path = reverse("report_rollup", args=[scene.directive.code, reported.task.code])
    page = client.get(path).content.decode()
    assert "园艺扎根社区。" in page
    assert "桑基鱼塘。" in page
    assert "report_rollup" not in page
    report = client.get(reverse("report_page", args=[scene.directive.code])).content.decode()
    assert path in report
    codes = [entry.code for entry in roll_up_of(world.actor(world.city_officer), reported).fresh]
    answer = client.post(path, {"entry": codes[:1]})
    assert answer.status_code == 302
    assert RolledUp.objects.count() == 1
