"""Confirming and correcting in place, by fragments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.directives.models import Directive
from quanjing.organizations.models import Post
from quanjing.tasks.models import Task
from tests.world import World

SignIn = Callable[[Post], Client]


@pytest.fixture
def officer(world: World, client_of: SignIn) -> Client:
    return client_of(world.officer)


@pytest.fixture
def task(directive: Directive) -> Task:
    return directive.tasks.get(position=1)


def url_of(name: str, directive: Directive, *more: str) -> str:
    return reverse(name, args=[directive.code, *more])


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What the form of a fragment would post as it stands."""
    form = client.get(url, {"edit": ""}).context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {
        name: ("on" if value is True else value)
        for name, value in values.items()
        if value not in (None, False)
    }


def test_confirming_returns_the_cards_and_what_changed_beside_them(
    officer: Client, directive: Directive, task: Task
) -> None:
    url, data = url_of("fact_confirm", directive), {"fact": "deadline", "task": task.code}
    html = officer.post(url, data).content.decode()
    wanted = ["unsure", "deadlines", "dock", "doubt-count", "load", "doc"]
    assert [part for part in wanted if f'id="{part}"' in html] == wanted
    assert ("均已确认" in html, html.count('hx-swap-oob="true"')) == (True, 5)
    assert officer.post(url, data).status_code == 200


def test_a_fact_of_the_frame_is_confirmed_from_the_list(officer: Client, directive: Directive) -> None:
    Directive.objects.update(doubts={"issued_on": "missing"})
    html = officer.post(url_of("fact_confirm", directive), {"fact": "issued_on"}).content.decode()
    directive.refresh_from_db()
    assert ('id="unsure"' in html, directive.doubts) == (True, {})


def test_a_task_is_corrected_in_its_card(officer: Client, directive: Directive, task: Task) -> None:
    url = url_of("task_card", directive, task.code)
    assert task.name in officer.get(url).content.decode()
    data = form_of(officer, url) | {
        "name": "五年谋划",
        "desk_org": "组织联络处",
        "deliverables": "材料\n照片",
    }
    html = officer.post(url, data).content.decode()
    task.refresh_from_db()
    assert (task.name, task.desk["org"], task.desk["name"]) == ("五年谋划", "组织联络处", "宋时雨")
    assert [one["text"] for one in task.deliverables] == ["材料", "照片"]
    assert task.doubts == {"deadline": "inferred:year"}
    assert "五年谋划" in html


def test_a_date_changed_in_the_card_of_a_task_renews_the_deadlines(
    officer: Client, directive: Directive, task: Task
) -> None:
    url = url_of("task_card", directive, task.code)
    html = officer.post(url, form_of(officer, url) | {"due": "2026-09-20"}).content.decode()
    task.refresh_from_db()
    assert (task.due_on, task.doubts, 'id="deadlines"' in html) == (date(2026, 9, 20), {}, True)


def test_the_card_of_a_deadline_changes_all_its_tasks(
    officer: Client, directive: Directive, task: Task
) -> None:
    url = url_of("task_deadline", directive, task.code)
    response = officer.post(url, form_of(officer, url) | {"due": "2026-09-20"})
    assert (response.status_code, response["HX-Retarget"]) == (200, "#deadlines")
    assert {one.due_on for one in directive.tasks.filter(assign=True)} == {date(2026, 9, 20)}


@pytest.mark.parametrize("change", [{"closes": "2026-09-01"}, {"time": "99:00"}])
def test_a_wrong_date_keeps_the_form_and_what_was_typed(
    officer: Client, directive: Directive, task: Task, change: dict[str, str]
) -> None:
    url = url_of("task_deadline", directive, task.code)
    response = officer.post(url, form_of(officer, url) | change)
    (typed,) = change.values()
    assert (response.status_code, f'value="{typed}"' in response.content.decode()) == (422, True)


def test_the_second_editor_sees_both_versions_and_keeps_his_own(
    officer: Client, directive: Directive, task: Task
) -> None:
    url = url_of("task_card", directive, task.code)
    early = form_of(officer, url)
    officer.post(url, early | {"name": "先到的名称"})
    response = officer.post(url, early | {"name": "后到的名称"})
    html = response.content.decode()
    assert (response.status_code, "先到的名称" in html, 'value="后到的名称"' in html) == (409, True, True)
    again = {**early, "name": "后到的名称", "version": response.context["form"].data["version"]}
    assert officer.post(url, again).status_code == 200
    task.refresh_from_db()
    assert task.name == "后到的名称"


def test_the_frame_is_corrected_in_its_card(officer: Client, directive: Directive) -> None:
    url = url_of("directive_facts", directive)
    assert 'id="facts"' in officer.get(url).content.decode()
    data = form_of(officer, url) | {"title": "关于征集体会的通知", "day_end": "24:00"}
    assert officer.post(url, data).status_code == 200
    directive.refresh_from_db()
    assert (directive.title, directive.day_end) == ("关于征集体会的通知", "24:00")
    stale = officer.post(url, data | {"title": "另一个"})
    assert (stale.status_code, "关于征集体会的通知" in stale.content.decode()) == (409, True)
    wrong = officer.post(url, form_of(officer, url) | {"day_end": "25:00"})
    assert (wrong.status_code, "请填时间" in wrong.content.decode()) == (422, True)
    assert officer.post(url, form_of(officer, url) | {"title": ""}).status_code == 422


def test_a_request_is_marked_and_unmarked(officer: Client, directive: Directive) -> None:
    task = directive.tasks.get(position=3)
    url = url_of("task_mark", directive, task.code)
    for answer, marked in (("yes", True), ("no", False)):
        html = officer.post(url, {"assign": answer}).content.decode()
        task.refresh_from_db()
        assert (task.assign, 'id="tasks"' in html) == (marked, True)


def test_a_sheet_is_changed_on_its_page(officer: Client, directive: Directive, task: Task) -> None:
    template = task.blocks.get().template
    url = url_of("sheet_page", directive, template.code)
    assert "谋划正文" in officer.get(url).content.decode()
    data = {"version": 1, "b1.label": "谋划", "b1.text.required": "on", "b1.file.delete": "on"}
    assert officer.post(url, data).status_code == 302
    block = task.blocks.get()
    assert (block.label, [field.key for field in block.fields.all()]) == ("谋划", ["text"])
    assert officer.post(url, data).status_code == 409
    empty = {"version": 2, "b1.text.delete": "on"}
    assert officer.post(url, empty).status_code == 422
    assert officer.post(url, {"version": "x"}).status_code == 409


def test_what_is_not_there_is_not_found(officer: Client, directive: Directive) -> None:
    for name in ("task_card", "sheet_page"):
        assert officer.get(url_of(name, directive, "unknown1")).status_code == 404


@pytest.mark.parametrize("post", ["auditor", "administrator"])
def test_a_reader_changes_nothing(
    world: World, client_of: SignIn, directive: Directive, task: Task, post: str
) -> None:
    client = client_of(getattr(world, post))
    urls = [
        url_of("task_card", directive, task.code),
        url_of("directive_facts", directive),
        url_of("task_mark", directive, task.code),
        url_of("fact_confirm", directive),
        url_of("directive_publish", directive),
        url_of("sheet_page", directive, task.blocks.get().template.code),
    ]
    assert [client.post(url, {"name": "别的"}).status_code for url in urls] == [403] * 6


def test_nothing_is_corrected_after_publishing(officer: Client, published: Directive) -> None:
    task = published.tasks.get(position=1)
    assert officer.get(url_of("task_card", published, task.code), {"edit": ""}).status_code == 403
