"""A person confirms and corrects what was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.sheets.actions import create_template
from quanjing.tasks.actions import confirm, correct_directive, correct_task, edit_sheet
from quanjing.tasks.models import Task
from tests.tasks.conftest import SHEET
from tests.world import World

Reader = Callable[[dict[str, Any]], Directive]


def task_at(directive: Directive, position: int) -> Task:
    return directive.tasks.get(position=position)


def fix(world: World, task: Task, version: int | None = None, **changes: Any) -> Task:
    return correct_task(actor=world.actor(world.officer), task=task, changes=changes, version=version)


def test_confirming_a_deadline_confirms_it_for_the_same_words(
    world: World, read_directive: Reader, notice: dict[str, Any]
) -> None:
    notice["tasks"][1]["deadline"]["inferred"] = ["year"]
    directive = read_directive(notice)
    confirm(
        actor=world.actor(world.officer), directive=directive, task=task_at(directive, 1), fact="deadline"
    )
    assert [task.doubts for task in directive.tasks.all()] == [{}, {}, {}]
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["tasks.confirm"]


def test_confirming_a_fact_of_the_frame_removes_its_doubt(
    world: World, read_directive: Reader, notice: dict[str, Any]
) -> None:
    directive = read_directive(notice | {"doc_number": None})
    confirm(actor=world.actor(world.officer), directive=directive, fact="doc_number")
    directive.refresh_from_db()
    assert directive.doubts == {}


@pytest.mark.parametrize("position", [None, 3])
def test_what_is_certain_cannot_be_confirmed(
    world: World, directive: Directive, position: int | None
) -> None:
    task = task_at(directive, position) if position else None
    with pytest.raises(Invalid):
        confirm(actor=world.actor(world.officer), directive=directive, task=task, fact="deadline")


@pytest.mark.parametrize("post", ["tea_handler", "administrator", "city_officer"])
def test_another_post_corrects_nothing(world: World, directive: Directive, post: str) -> None:
    actor = world.actor(getattr(world, post))
    task = task_at(directive, 1)
    with pytest.raises(Denied):
        correct_directive(actor=actor, directive=directive, changes={"title": "别的"})
    with pytest.raises(Denied):
        correct_task(actor=actor, task=task, changes={"name": "别的"})
    with pytest.raises(Denied):
        confirm(actor=actor, directive=directive, task=task, fact="deadline")


def test_what_is_published_stays(world: World, published: Directive) -> None:
    with pytest.raises(WrongState):
        fix(world, task_at(published, 1), name="别的")
    with pytest.raises(WrongState):
        correct_directive(actor=world.actor(world.officer), directive=published, changes={"title": "别的"})


def test_setting_a_date_confirms_and_resolves_it(world: World, directive: Directive) -> None:
    deadline = {"due": "2026-09-20", "time": "12:00", "closes": "2026-09-21"}
    task = fix(world, task_at(directive, 1), deadline=deadline)
    assert (task.doubts, task.due_on, task.inferred) == ({}, date(2026, 9, 20), [])
    assert task.due_at == clock.end_of(date(2026, 9, 20), "12:00")
    assert task.closes_at == clock.end_of(date(2026, 9, 21), "12:00")
    assert task_at(directive, 2).due_on == date(2026, 9, 15)


def test_a_date_can_be_set_for_all_tasks_of_its_words(world: World, directive: Directive) -> None:
    fix(world, task_at(directive, 1), deadline={"due": date(2026, 9, 20), "everywhere": True})
    assert [task.due_on for task in directive.tasks.filter(assign=True)] == [date(2026, 9, 20)] * 2


def test_a_new_end_of_day_moves_deadlines_without_a_time(world: World, directive: Directive) -> None:
    fix(world, task_at(directive, 2), deadline={"time": "09:00"})
    correct_directive(actor=world.actor(world.officer), directive=directive, changes={"day_end": "24:00"})
    due = [task.due_at for task in directive.tasks.filter(assign=True)]
    assert due == [clock.end_of(date(2026, 9, 15), "24:00"), clock.end_of(date(2026, 9, 15), "09:00")]


def test_facts_of_a_task_are_kept_as_given(world: World, directive: Directive) -> None:
    task = fix(
        world,
        task_at(directive, 1),
        name=" 工作 谋划 ",
        audience="全体学会",
        nil_allowed=False,
        deliverables="书面材料；照片",
        desk={"org": "综合处", "phones": "55550101、55550102", "emails": ["a@example.org"]},
    )
    task.refresh_from_db()
    assert (task.name, task.audience, task.nil_allowed) == ("工作 谋划", "全体学会", False)
    assert [one["text"] for one in task.deliverables] == ["书面材料", "照片"]
    assert task.desk == {
        "org": "综合处",
        "phones": ["55550101", "55550102"],
        "emails": ["a@example.org"],
    }


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"deadline": {"due": "9月"}}, "deadline.due"),
        ({"deadline": {"due": "2026-02-30"}}, "deadline.due"),
        ({"deadline": {"time": "24:30"}}, "deadline.time"),
        ({"deadline": {"closes": "2026-09-14"}}, "deadline.closes"),
        ({"deadline": {"closes": "2026-09-14T99:00"}}, "deadline.closes"),
        ({"deadline": "2026-09-20"}, "deadline"),
        ({"name": "  "}, "name"),
        ({"assign": "yes"}, "assign"),
        ({"deliverables": 5}, "deliverables"),
        ({"deliverables": [{"text": "片", "media": "smell"}]}, "deliverables"),
        ({"sheet": "unknown1"}, "sheet"),
        ({"blocks": "b1"}, "blocks"),
        ({"blocks": ["unknown1.b1"]}, "blocks"),
        ({"score": 5}, "score"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(
    world: World, directive: Directive, changes: dict[str, Any], where: str
) -> None:
    with pytest.raises(Invalid) as refused:
        fix(world, task_at(directive, 1), **changes)
    assert [problem.where for problem in refused.value.problems] == [where]
    assert task_at(directive, 1).version == 1


def test_a_task_marked_later_gets_a_sheet_and_a_question(world: World, directive: Directive) -> None:
    task = fix(world, task_at(directive, 3), assign=True)
    assert (task.doubts, task.blocks.count()) == ({"deadline": "no_date"}, 1)
    assert fix(world, task, assign=False).doubts == {}


def test_a_task_marked_later_with_a_date_has_no_question(world: World, directive: Directive) -> None:
    task = fix(world, task_at(directive, 3), assign=True, deadline={"due": "2026-09-30"})
    assert (task.doubts, task.due_on) == ({}, date(2026, 9, 30))


def test_blocks_and_sheets_are_chosen_by_code(world: World, directive: Directive) -> None:
    template = task_at(directive, 1).blocks.get().template
    task = fix(world, task_at(directive, 1), blocks=[f"{template.code}.b2"])
    assert [block.key for block in task.blocks.all()] == ["b2"]
    task = fix(world, task, sheet=template.code)
    assert [block.key for block in task.blocks.all()] == ["b1", "b2"]
    task = fix(world, task, sheet=None)
    assert [block.label for block in task.blocks.all()] == ["工作谋划"]
    assert task.blocks.get().template != template


def test_the_second_of_two_editors_sees_both_versions(world: World, directive: Directive) -> None:
    seen = task_at(directive, 1)
    fix(world, seen, version=1, name="先到的名称")
    with pytest.raises(Conflict) as refused:
        fix(world, seen, version=1, name="后到的名称")
    assert (refused.value.theirs["name"], refused.value.theirs["version"]) == ("先到的名称", 2)
    assert refused.value.yours == {"name": "后到的名称"}
    assert task_at(directive, 1).name == "先到的名称"


def test_the_second_editor_of_the_frame_sees_both_versions(world: World, directive: Directive) -> None:
    actor = world.actor(world.officer)
    correct_directive(actor=actor, directive=directive, changes={"title": "先到的通知"}, version=1)
    with pytest.raises(Conflict) as refused:
        correct_directive(actor=actor, directive=directive, changes={"title": "后到的通知"}, version=1)
    assert refused.value.theirs["title"] == "先到的通知"


def test_a_sheet_is_edited_before_publishing(world: World, directive: Directive) -> None:
    template = task_at(directive, 1).blocks.get().template
    changes = {"b1": {"label": "谋划"}}
    actor = world.actor(world.officer)
    edit_sheet(actor=actor, directive=directive, template=template, changes=changes, version=1)
    assert task_at(directive, 1).blocks.get().label == "谋划"
    with pytest.raises(Conflict):
        edit_sheet(actor=actor, directive=directive, template=template, changes=changes, version=1)


def test_the_sheet_of_another_directive_cannot_be_edited(world: World, directive: Directive) -> None:
    other = create_template(sheet=SHEET)
    with pytest.raises(Missing):
        edit_sheet(actor=world.actor(world.officer), directive=directive, template=other, changes={})


def test_every_change_leaves_one_entry(world: World, directive: Directive) -> None:
    actor = world.actor(world.officer)
    correct_directive(actor=actor, directive=directive, changes={"title": "通知"})
    fix(world, task_at(directive, 1), deadline={"due": "2026-09-20", "everywhere": True})
    edit_sheet(
        actor=actor, directive=directive, template=task_at(directive, 1).blocks.get().template, changes={}
    )
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["tasks.correct_directive", "tasks.correct_task", "tasks.edit_sheet"]


def test_a_moment_without_a_zone_is_meant_in_china(world: World, directive: Directive) -> None:
    task = fix(world, task_at(directive, 1), deadline={"closes": "2026-09-18T12:00"})
    assert task.closes_at == datetime(2026, 9, 18, 12, 0, tzinfo=clock.CHINA)
