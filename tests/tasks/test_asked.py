"""What was asked before, what it costs, and who says that it is too much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.audit.models import AuditEntry
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries import Selection
from quanjing.sheets.actions import create_template
from quanjing.tasks.actions import mark_duplicate, preview, publish
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, DirectiveLoad, DuplicateMark, Task
from quanjing.tasks.queries import (
    asked_before,
    asked_fields,
    duplicates_of,
    load_by_month,
    loads_of,
    months_back,
    sheet_directives,
    sheet_rows,
    uses_of_keys,
)
from quanjing.tasks.queries.words import asks_how_carried_out, characters_asked
from tests.world import World

SHEET: dict[str, Any] = {
    "title": "基本情况表",
    "blocks": [
        {
            "key": "header",
            "fields": [{"key": "unit", "label": "学会名称"}, {"key": "address", "label": "通讯地址"}],
        },
        {"key": "b1", "label": "情况", "fields": [{"key": "members", "label": "会员数", "type": "number"}]},
    ],
}
NOW = datetime(2026, 9, 3, 9, 0, tzinfo=clock.CHINA)


def a_directive(world: World, at: datetime, sheet: dict[str, Any] = SHEET, text: str = "") -> Directive:
    directive = Directive.objects.create(
        organization=world.association, state=DirectiveState.READ,
        doc_number=f"岚科协〔{at.year}〕{at.month}号", title="关于报送情况的通知",
        day_end="17:00", registered_at=at, registered_by=world.officer,
    )  # fmt: skip
    item = directive.items.create(position=1, start=0, end=1, text=text) if text else None
    task = Task.objects.create(
        directive=directive, position=1, name="情况", assign=True, item=item, due_at=at + timedelta(days=30)
    )
    task.blocks.set(create_template(sheet=sheet).blocks.exclude(key="header"))
    return directive


def out(world: World, at: datetime, **more: Any) -> Directive:
    with clock.frozen(at):
        directive = a_directive(world, at, **more)
        selection = Selection(under=world.association.code, kinds=("society",), levels=("provincial",))
        publish(actor=world.actor(world.officer), directive=directive, selection=selection)
    directive.refresh_from_db()
    return directive


def societies() -> Any:
    return Organization.objects.filter(kind="society", level="provincial")


def test_the_author_is_told_what_was_asked_before_and_who_answered(world: World, at_nine: datetime) -> None:
    first = out(world, NOW - timedelta(days=90))
    Assignment.objects.filter(directive=first, organization=world.tea).update(state=State.ACCEPTED)
    again = a_directive(world, NOW)
    selection = Selection(under=world.association.code, kinds=("society",), levels=("provincial",))
    shown = preview(actor=world.actor(world.officer), directive=again, selection=selection)
    assert [(one.label, one.directive, one.answered, one.asked) for one in shown.asked] == [
        ("情况", first, 1, 3),
        ("通讯地址", first, 1, 3),
    ]
    assert "岚科协〔2026〕6号" in str(shown.warnings[0])
    assert "2026-06-05" in str(shown.warnings[0])


def test_after_a_year_nothing_is_said(world: World, at_nine: datetime) -> None:
    out(world, NOW - timedelta(days=366))
    assert asked_before(asked_fields(a_directive(world, NOW).tasks.all()), societies(), None) == []


def test_of_others_nothing_is_said(world: World, at_nine: datetime) -> None:
    out(world, NOW - timedelta(days=90))
    fields = asked_fields(a_directive(world, NOW).tasks.all())
    assert asked_before(fields, Organization.objects.filter(pk=world.city_society.pk), None) == []


def test_the_warning_takes_as_many_queries_for_one_as_for_many(
    world: World, at_nine: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    fields = asked_fields(a_directive(world, NOW).tasks.all())
    for months in (1, 3):
        for month in range(months):
            out(world, NOW - timedelta(days=40 + 30 * month))
        with django_assert_num_queries(3):
            asked_before(fields, societies(), None)


def test_the_register_says_what_is_asked_of_whom_and_how_often(
    world: World, at_nine: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = out(world, NOW - timedelta(days=90)), out(world, NOW - timedelta(days=10))
    officer = world.actor(world.officer)
    newest = list(sheet_directives(officer).order_by("-published_at"))
    with django_assert_num_queries(4):
        rows = sheet_rows(newest)
    assert [(row.directive, row.fields, row.organizations, row.times) for row in rows] == [
        (second, 3, 3, 2),
        (first, 3, 3, 1),
    ]
    used = {use.key.key: use.directives for use in uses_of_keys(officer) if use.directives}
    assert used == {"organization.name": 2, "organization.address": 2, "count.members": 2}


def test_the_load_is_kept_when_published_and_shown_by_month_and_class(
    world: World, at_nine: datetime
) -> None:
    directive = out(world, NOW)
    load = DirectiveLoad.objects.get()
    assert (load.directive, load.requests, load.fields_asked, load.fields_known, load.minutes) == (
        directive,
        1,
        2,
        1,
        10,
    )
    table = load_by_month(world.actor(world.officer), months_back(2))
    (september, august) = table.values()
    assert {key: (one.requests, one.asked, one.known, one.each) for key, one in september.items()} == {
        1: (1, 2, 1, 10),
        3: (1, 2, 1, 5),  # two agricultural societies, one of them of the city and not asked
        4: (1, 2, 1, 10),
    }
    assert all(one.requests == 0 for one in august.values())


def test_each_society_has_its_load_in_the_order_of_the_register(
    world: World, at_nine: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    out(world, NOW)
    bodies = [world.tea, world.city_society]
    with django_assert_num_queries(2):
        rows = loads_of(bodies, NOW.date().replace(day=1))
    assert [(body, one.requests, one.minutes) for body, one in rows] == [
        (world.tea, 1, 10),
        (world.city_society, 0, 0),
    ]


@pytest.mark.parametrize(
    ("text", "characters", "how"),
    [
        ("形成书面材料一份，不少于3000字。", 3000, False),
        ("体会文章800字以内", 800, False),
        ("请将学习贯彻落实情况于9月15日前报送我会。", 0, True),
        ("于9月15日前报告通知传达落实情况。", 0, True),
        ("报送推荐人选。", 0, False),
    ],
)
def test_words_that_weigh_on_those_who_answer(text: str, characters: int, how: bool) -> None:
    assert (characters_asked(text), asks_how_carried_out(text)) == (characters, how)


@pytest.mark.parametrize("text", ["材料不少于3000字", "请将贯彻落实情况报送我会"])
def test_a_burden_needs_a_reason(world: World, at_nine: datetime, text: str) -> None:
    directive = a_directive(world, NOW, text=text)
    selection = Selection(under=world.association.code, kinds=("society",))
    shown = preview(actor=world.actor(world.officer), directive=directive, selection=selection)
    assert [one.needs_reason for one in shown.obstacles] == [True]
    done = publish(
        actor=world.actor(world.officer), directive=directive, selection=selection, override="上级要求"
    )
    assert done.assignments == 4


class TestDuplicates:
    def mark(self, world: World, directive: Directive, post: Post) -> bool:
        actor = world.actor(post)
        assignment = Assignment.objects.get(directive=directive, organization=actor.organization_id)
        return mark_duplicate(actor=actor, assignment=assignment)

    def test_each_unit_counts_once_and_may_take_it_back(self, world: World, at_nine: datetime) -> None:
        directive = out(world, NOW)
        assert self.mark(world, directive, world.tea_handler) is True
        assert self.mark(world, directive, world.nursing_handler) is True
        assert self.mark(world, directive, world.tea_handler) is False
        assert DuplicateMark.objects.count() == 1

    def test_nothing_that_is_kept_names_the_unit(self, world: World, at_nine: datetime) -> None:
        directive = out(world, NOW)
        before = AuditEntry.objects.count()
        self.mark(world, directive, world.tea_handler)
        (row,) = DuplicateMark.objects.values()
        assert set(row) == {"id", "task_id", "mark"}
        assert world.tea.code not in row["mark"]
        assert AuditEntry.objects.count() == before

    def test_a_count_of_few_is_not_shown(self, world: World, at_nine: datetime) -> None:
        directive = out(world, NOW)
        self.mark(world, directive, world.tea_handler)
        assert duplicates_of(directive) == {}  # three were addressed
        for number in range(2):
            body = Organization.objects.get(pk=world.association.pk).add_child(
                name=f"学会{number}", kind="society"
            )
            Assignment.objects.create(
                task=directive.tasks.get(), organization=body, directive=directive, changed_at=NOW
            )
        assert duplicates_of(directive) == {directive.tasks.get().pk: 1}

    def test_only_ones_own_assignment(self, world: World, at_nine: datetime) -> None:
        directive = out(world, NOW)
        assignment = Assignment.objects.get(directive=directive, organization=world.nursing)
        for post in (world.tea_handler, world.officer):
            with pytest.raises(Denied):
                mark_duplicate(actor=world.actor(post), assignment=assignment)

    def test_the_button_stands_on_the_report_page(
        self, world: World, at_nine: datetime, client_of: Callable[[Post], Client]
    ) -> None:
        directive = out(world, NOW)
        client = client_of(world.tea_handler)
        url = f"/reports/{directive.code}/duplicate/{directive.tasks.get().code}/"
        assert 'aria-pressed="false"' in client.get(f"/reports/{directive.code}/").content.decode()
        assert client.post(url, {"version": 0}).status_code == 302
        assert 'aria-pressed="true"' in client.get(f"/reports/{directive.code}/").content.decode()


def test_the_pages_show_what_they_say(
    world: World, at_nine: datetime, client_of: Callable[[Post], Client]
) -> None:
    out(world, NOW - timedelta(days=90))
    out(world, NOW)
    client = client_of(world.officer)
    assert "基本情况表" in client.get("/sheets/").content.decode()
    assert "organization.address" in client.get("/sheets/keys/?text=通讯地址").content.decode()
    assert "岚科协〔2026〕9号" in client.get("/sheets/keys/organization.address/").content.decode()
    assert "/sheets/load/2026-09/3/" in client.get("/sheets/load/").content.decode()
    assert world.tea.name in client.get("/sheets/load/2026-09/3/").content.decode()
    assert client.get("/sheets/load/2026-19/3/").status_code == 404
    draft = a_directive(world, NOW)
    assert "岚科协〔2026〕9号" in client.get(f"/directives/{draft.code}/publish/").content.decode()
