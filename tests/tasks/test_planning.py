"""The responsibility matrix of a notice and the action plan of a unit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing
from quanjing.organizations.models import Post
from quanjing.tasks.actions import Line, merge_units, open_plan, save_plan, set_responsibility
from quanjing.tasks.enums import Role
from quanjing.tasks.models import PlanLine, Responsibility
from quanjing.tasks.queries import matrix_of, plan_lines_of, plans_of
from quanjing.tasks.rules.roles import roles_of, same_unit
from tests.world import World

LEAD, SUPPORT = Role.LEAD, Role.SUPPORT


@pytest.mark.parametrize(
    ("names", "text", "roles"),
    [
        (["科普部", "学会部"], "开展巡讲。（科普部牵头，学会部配合）", [LEAD, SUPPORT]),
        (["科普部", "学会部"], "开展巡讲。（科普部牵头，学会部）", [LEAD, SUPPORT]),
        (["科普部", "学会部"], "开展巡讲。（科普部、学会部负责）", [LEAD, LEAD]),
        (["科普部", "学会部"], "责任单位另列。", [LEAD, LEAD]),
        (["科普部", "科普部"], "（科普部负责）", [LEAD]),
    ],
)
def test_the_words_say_who_leads(names: list[str], text: str, roles: list[Role]) -> None:
    assert [role for _name, role in roles_of(names, text)] == roles


def test_one_unit_under_two_names_is_noticed(world: World) -> None:
    names = ["科普部", "江岚省科协", "科普部 ", "江岚省科学技术协会"]
    assert same_unit(names, [world.association]) == [
        ("科普部", "科普部 "),
        ("江岚省科协", "江岚省科学技术协会"),
    ]


def test_reading_fills_the_matrix(directive: Directive) -> None:
    matrix = matrix_of(directive)
    assert matrix.units == ("各学会",)
    assert [cells for _task, cells in matrix.rows] == [("lead",), ("",), ("lead",)]


def test_cells_are_set_and_cleared(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    first, second = directive.tasks.order_by("position")[:2]
    cells = {(first.code, "各学会"): "", (second.code, "科普部"): "support", (second.code, "各学会"): ""}
    assert set_responsibility(actor=officer, directive=directive, cells=cells) == 2
    assert [cells for _task, cells in matrix_of(directive).rows] == [("", ""), ("support", ""), ("", "lead")]
    assert set_responsibility(actor=officer, directive=directive, cells=cells) == 0


@pytest.mark.parametrize("cell", [("nothing", "各学会"), ("task", "  ")])
def test_a_wrong_cell_is_named(world: World, directive: Directive, cell: tuple[str, str]) -> None:
    code = directive.tasks.get(position=1).code if cell[0] == "task" else cell[0]
    with pytest.raises(Invalid):
        set_responsibility(
            actor=world.actor(world.officer), directive=directive, cells={(code, cell[1]): "lead"}
        )


def test_two_names_of_one_unit_are_joined(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    first, second = directive.tasks.order_by("position")[:2]
    cells = {(first.code, "学会"): "support", (second.code, "学会"): "support"}
    set_responsibility(actor=officer, directive=directive, cells=cells)
    assert merge_units(actor=officer, directive=directive, keep="各学会", drop="学会") == 2
    assert [cells for _task, cells in matrix_of(directive).rows] == [("lead",), ("support",), ("lead",)]


@pytest.mark.parametrize("post", ["city_officer", "auditor", "tea_handler"])
def test_only_the_issuer_changes_the_matrix(world: World, directive: Directive, post: str) -> None:
    actor = world.actor(getattr(world, post))
    with pytest.raises(Denied):
        set_responsibility(actor=actor, directive=directive, cells={})
    with pytest.raises(Denied):
        merge_units(actor=actor, directive=directive, keep="a", drop="b")


def test_a_plan_starts_with_the_items_as_headings(world: World, published: Directive) -> None:
    handler = world.actor(world.tea_handler)
    made = open_plan(actor=handler, directive=published)
    assert [(line.text, line.is_heading) for line in made] == [
        ("工作谋划", True), ("学习体会", True), ("坚持自愿", True),
    ]  # fmt: skip
    assert open_plan(actor=handler, directive=published) == made


def test_owner_and_date_make_a_heading_work(world: World, published: Directive) -> None:
    handler = world.actor(world.tea_handler)
    first, second, third = open_plan(actor=handler, directive=published)
    lines = {
        first.code: Line("工作谋划", "秘书处", "一份材料", date(2026, 9, 10), done=True),
        second.code: Line("学习体会", "秘书处"),
        third.code: Line(""),
    }
    count = save_plan(
        actor=handler, directive=published, lines=lines, new=Line("座谈会", "办公室", "", date(2026, 9, 12))
    )
    assert count == 3
    found = plan_lines_of(published, world.tea.pk)
    assert [(line.text, line.is_heading, line.done_on) for line in found] == [
        ("工作谋划", False, clock.today()), ("学习体会", True, None), ("座谈会", False, None),
    ]  # fmt: skip
    assert plans_of(world.actor(world.officer), published) == [(world.tea, 3, 2, 1)]


def test_a_heading_cannot_be_done(world: World, published: Directive) -> None:
    handler = world.actor(world.tea_handler)
    first = open_plan(actor=handler, directive=published)[0]
    with pytest.raises(Invalid):
        save_plan(actor=handler, directive=published, lines={first.code: Line("工作谋划", done=True)})


def test_a_plan_is_changed_by_its_own_body_alone(world: World, published: Directive) -> None:
    first = open_plan(actor=world.actor(world.tea_handler), directive=published)[0]
    with pytest.raises(Missing):
        save_plan(
            actor=world.actor(world.nursing_handler), directive=published, lines={first.code: Line("改")}
        )
    for post in (world.city_handler, world.auditor):
        with pytest.raises(Denied):
            open_plan(actor=world.actor(post), directive=published)


def test_the_pages_keep_what_is_typed(
    world: World, published: Directive, client_of: Callable[[Post], Client]
) -> None:
    handler, officer = client_of(world.tea_handler), client_of(world.officer)
    plan = reverse("directive_plan", args=[published.code])
    handler.post(reverse("plan_open", args=[published.code]))
    line = PlanLine.objects.first()
    assert line is not None
    typed = {"line": line.code, f"{line.code}:text": "谋划", f"{line.code}:owner": "秘书处"}
    assert handler.post(plan, typed | {f"{line.code}:due": "2026-09-10"}).status_code == 302
    assert "谋划" in officer.get(f"{plan}?of={world.tea.code}").content.decode()
    matrix = reverse("directive_matrix", args=[published.code])
    task = published.tasks.get(position=2)
    assert officer.post(matrix, {"unit": "科普部", f"{task.code}:new": "lead"}).status_code == 302
    assert Responsibility.objects.get(name="科普部").task == task
    assert "科普部" in officer.get(matrix).content.decode()
