"""Errata, extensions for all and supersession: versions that everyone addressed sees."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.directives.enums import VersionKind
from quanjing.directives.models import Directive, DirectiveVersion
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.organizations.queries import Selection
from quanjing.tasks.actions import amend, cancellable, extend, preview_amendment, publish, supersede
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task
from quanjing.tasks.rules import due_of
from tests.world import World

SignIn = Callable[[Post], Client]
ERRATUM, EXTENSION = VersionKind.ERRATUM, VersionKind.EXTENSION
NEW = {"due": "2026-09-25"}


def first(directive: Directive) -> Task:
    task: Task = directive.tasks.get(position=1)
    return task


def make(world: World, directive: Directive, changes: Any, kind: VersionKind = ERRATUM) -> DirectiveVersion:
    return amend(
        actor=world.actor(world.officer), directive=directive, kind=kind, reason="日期有误", changes=changes
    )


@pytest.fixture
def newer(
    world: World, read_directive: Callable[[Any], Directive], notice: Any, provincial: Selection
) -> Directive:
    """A second published notice."""
    other = copy.deepcopy(notice)
    other["doc_number"] = "岚科协学发〔2026〕42号"
    other["tasks"][0]["deadline"]["inferred"] = []
    made = read_directive(other)
    publish(actor=world.actor(world.officer), directive=made, selection=provincial)
    return Directive.objects.get(pk=made.pk)


def test_an_erratum_changes_facts_and_keeps_the_old(world: World, published: Directive) -> None:
    code = first(published).code
    version = make(world, published, {code: {"name": "今后五年工作谋划", "deadline": NEW}})
    task = first(published)
    assert (task.name, task.due_at) == ("今后五年工作谋划", clock.end_of(date(2026, 9, 25), "17:00"))
    assert (version.number, version.units) == (2, 3)
    assert [(one["fact"], one["old"], one["new"]) for one in version.changes] == [
        ("name", "工作谋划", "今后五年工作谋划"),
        (
            "deadline",
            {"due": "2026-09-15", "time": "", "closes": None},
            {"due": "2026-09-25", "time": "", "closes": None},
        ),
    ]
    assert {due_of(one) for one in task.assignments.select_related("task")} == {task.due_at}
    assert make(world, published, {code: {"audience": "全体学会"}}).number == 3


def test_the_preview_says_the_same_and_writes_nothing(world: World, published: Directive) -> None:
    changes = {first(published).code: {"deadline": NEW}}
    officer = world.actor(world.officer)
    seen = preview_amendment(actor=officer, directive=published, kind=ERRATUM, changes=changes)
    assert (first(published).due_on, DirectiveVersion.objects.count()) == (date(2026, 9, 15), 0)
    done = make(world, published, changes)
    assert (list(seen.changes), seen.units) == (done.changes, done.units)


def test_everyone_addressed_is_told_once(
    world: World, published: Directive, run_jobs: Callable[[], int]
) -> None:
    run_jobs()
    make(world, published, {first(published).code: {"deadline": NEW}})
    assert run_jobs() == 1
    told = Message.objects.filter(kind="directive_erratum")
    assert {one.post_id for one in told} == {
        world.tea_handler.pk, world.nursing_handler.pk, world.mathematics_handler.pk,
    }  # fmt: skip
    assert len(told) == 3


def test_an_extension_for_all_leaves_a_longer_one_of_a_unit(world: World, published: Directive) -> None:
    officer, task = world.actor(world.officer), first(published)
    for unit, until in ((world.tea, date(2026, 9, 30)), (world.nursing, date(2026, 9, 20))):
        filters = {"organization": unit.code, "task": task.code}
        extend(actor=officer, directive=published, filters=filters, until=until, reason="x")
    make(world, published, {task.code: {"deadline": NEW}}, EXTENSION)
    dues = {one.organization_id: due_of(one) for one in task.assignments.select_related("task")}
    for_all = clock.end_of(date(2026, 9, 25), "17:00")
    assert dues == {
        world.tea.pk: clock.end_of(date(2026, 9, 30), "17:00"),
        world.nursing.pk: for_all,
        world.mathematics.pk: for_all,
    }
    assert Assignment.objects.exclude(extended_to=None).count() == 1


def test_refusals(world: World, published: Directive) -> None:
    code = first(published).code
    officer = world.actor(world.officer)
    for changes, kind in (
        ({}, ERRATUM),
        ({code: {"name": "工作谋划"}}, ERRATUM),  # as it is
        ({code: {"sheet": ""}}, ERRATUM),
        ({code: {"name": ""}}, ERRATUM),
        ({"unknown1": {"name": "x"}}, ERRATUM),
        ({code: {"deadline": {"due": "2026-09-01"}}}, ERRATUM),  # has passed
        ({code: {"deadline": {"due": "2026-09-10"}}}, EXTENSION),  # earlier
    ):
        with pytest.raises(Invalid):
            make(world, published, changes, kind)
    good: Any = {code: {"deadline": NEW}}
    with pytest.raises(Invalid):
        amend(actor=officer, directive=published, kind=ERRATUM, reason=" ", changes=good)
    for post in (world.auditor, world.tea_handler, world.city_officer):
        with pytest.raises(Denied):
            amend(actor=world.actor(post), directive=published, kind=ERRATUM, reason="x", changes=good)
    assert DirectiveVersion.objects.count() == 0


def test_before_publishing_there_are_no_versions(world: World, directive: Directive) -> None:
    with pytest.raises(WrongState):
        make(world, directive, {first(directive).code: {"name": "x"}})


def test_a_unit_sees_old_and_new_side_by_side(world: World, published: Directive, client_of: SignIn) -> None:
    officer, task = client_of(world.officer), first(published)
    page = reverse("directive_erratum", args=[published.code])
    data = {f"{task.code}.due": "2026-09-25", "reason": "日期有误", "step": "look"}
    looked = officer.post(page, data).content.decode()
    assert "9月25日" in looked
    assert DirectiveVersion.objects.count() == 0
    assert officer.post(page, data | {"reason": ""}).status_code == 422
    assert officer.post(page, data | {"step": "make"}).status_code == 302
    versions = reverse("directive_versions", args=[published.code])
    handler = client_of(world.tea_handler)
    shown = handler.get(versions).content.decode()
    assert "<del>9月15日</del>" in shown
    assert "<ins>9月25日</ins>" in shown
    assert versions in handler.get(reverse("report_page", args=[published.code])).content.decode()
    assert client_of(world.city_handler).get(versions).status_code == 404


def test_the_page_extends_for_all_as_a_version(world: World, published: Directive, client_of: SignIn) -> None:
    client = client_of(world.officer)
    page = reverse("directive_extend", args=[published.code])
    data = {"until": "2026-09-25", "reason": "报名不足", "scope": "all"}
    assert "9月25日" in client.get(page, data).content.decode()
    assert client.post(page, data).status_code == 302
    version = DirectiveVersion.objects.get()
    assert (version.kind, len(version.changes)) == (EXTENSION, 2)


def test_a_notice_takes_the_place_of_another(
    world: World, published: Directive, newer: Directive, run_jobs: Callable[[], int]
) -> None:
    officer, task = world.actor(world.officer), first(published)
    task.assignments.filter(organization=world.tea).update(state=State.ACCEPTED)
    counts = [one.open_count for one in cancellable(actor=officer, directive=published)]  # type: ignore[attr-defined]
    assert counts == [2, 3]
    supersede(actor=officer, directive=newer, old=published, cancel=[task.code], reason="重新部署")
    newer.refresh_from_db()
    assert newer.supersedes == published
    states = sorted(published.assignments.values_list("task__position", "state"))
    assert states == [(1, "accepted"), (1, "cancelled"), (1, "cancelled"), (2, "due"), (2, "due"), (2, "due")]
    run_jobs()
    assert Message.objects.filter(kind="directive_supersession").count() == 3
    with pytest.raises(WrongState):
        supersede(actor=officer, directive=newer, old=published, cancel=[], reason="再次")


def test_superseding_is_refused(world: World, published: Directive, newer: Directive) -> None:
    officer = world.actor(world.officer)
    for old, cancel, reason in (
        (newer, [], "x"),
        (published, [], " "),
        (published, ["unknown1"], "x"),
    ):
        with pytest.raises(Invalid):
            supersede(actor=officer, directive=newer, old=old, cancel=cancel, reason=reason)
    for post in (world.auditor, world.tea_handler, world.city_officer):
        with pytest.raises(Denied):
            supersede(actor=world.actor(post), directive=newer, old=published, cancel=[], reason="x")
        with pytest.raises(Denied):
            cancellable(actor=world.actor(post), directive=published)


def test_both_notices_link_to_each_other(
    world: World, published: Directive, newer: Directive, client_of: SignIn
) -> None:
    client = client_of(world.officer)
    page = reverse("directive_supersede", args=[newer.code])
    task = first(published)
    assert task.name in client.get(page, {"old": published.code}).content.decode()
    data = {"old": published.code, "cancel": task.code, "reason": "重新部署"}
    assert client.post(page, data).status_code == 302
    old, new = (reverse("directive_versions", args=[one.code]) for one in (published, newer))
    handler = client_of(world.tea_handler)
    assert new in handler.get(old).content.decode()
    assert old in handler.get(new).content.decode()
    newer_page = reverse("directive_page", args=[newer.code])
    for signed_in, shown in ((client, "directive_page"), (handler, "report_page")):
        text = signed_in.get(reverse(shown, args=[published.code])).content.decode()
        assert newer_page in text, shown
