"""A fact read anew from a marked passage: put in place, taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Correction, Directive
from quanjing.directives.queries import spans_of, value_of
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.tasks.actions import correct_task, preview_reread, reread, undo_correction
from quanjing.tasks.queries import fact_of
from tests.tasks.conftest import TEXT
from tests.world import World

Reader = Callable[[dict[str, Any]], Directive]


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def again(
    world: World, directive: Directive, fact: str, words: str, task: int = 0, version: int | None = None
) -> Correction:
    return reread(
        actor=world.actor(world.officer),
        directive=directive,
        fact=fact,
        span=span(words),
        task=directive.tasks.get(position=task) if task else None,
        version=version,
    )


def now(directive: Directive) -> Directive:
    return Directive.objects.get(pk=directive.pk)


FRAME = [
    ("title", "学习体会和建言献策", "学习体会和建言献策"),
    ("doc_number", "岚科协学发〔2026〕41号", "岚科协学发〔2026〕41号"),
    ("issuers", "组织联络处", ["组织联络处"]),
    ("addressees", "各学会", ["各学会"]),
    ("issued_on", "2026年9月3日", "2026-09-03"),
]


@pytest.mark.parametrize(("fact", "words", "value"), FRAME)
def test_a_fact_of_the_frame_is_read_again_and_taken_back(
    world: World, read_directive: Reader, notice: dict[str, Any], fact: str, words: str, value: Any
) -> None:
    notice |= {"doc_number": "旧号", "issued_on": None}
    directive = read_directive(notice)
    before = value_of(directive, fact)
    correction = again(world, directive, fact, words)
    assert (value_of(now(directive), fact), spans_of(now(directive), fact)) == (value, [span(words)])
    assert fact not in now(directive).doubts
    undo_correction(actor=world.actor(world.officer), correction=correction)
    assert value_of(now(directive), fact) == before
    assert now(directive).doubts == directive.doubts
    assert now(directive).corrected == {}


def test_contacts_and_attachments_are_read_again_and_taken_back(world: World, directive: Directive) -> None:
    sheet = directive.attachments.get().sheet
    for fact, words, value in (
        ("contacts", "宋时雨，电话：55550118", "宋时雨"),
        ("attachments", "学习体会统计表\n", "学习体会统计表"),
    ):
        before = value_of(now(directive), fact)
        correction = again(world, now(directive), fact, words)
        (found,) = value_of(now(directive), fact)
        assert value in (found.get("name"), found.get("title"))
        undo_correction(actor=world.actor(world.officer), correction=correction)
        assert value_of(now(directive), fact) == before
    assert directive.attachments.get().sheet == sheet


def test_a_deadline_is_read_again_with_the_base_date_of_the_whole_notice(
    world: World, directive: Directive
) -> None:
    again(world, directive, "deadline", "2026年9月3日", task=1)
    assert [task.due_on for task in directive.tasks.filter(assign=True)] == [date(2026, 9, 3)] * 2
    correction = again(world, now(directive), "deadline", "9月15日前", task=1)
    first = directive.tasks.get(position=1)
    assert (first.due_on, first.doubts, first.deadline_text) == (date(2026, 9, 15), {}, "9月15日前")
    undo_correction(actor=world.actor(world.officer), correction=correction)
    assert directive.tasks.get(position=1).due_on == date(2026, 9, 3)


def test_taking_back_a_deadline_brings_back_its_doubt(world: World, directive: Directive) -> None:
    correction = again(world, directive, "deadline", "9月15日前", task=1)
    assert directive.tasks.get(position=1).doubts == {}
    undo_correction(actor=world.actor(world.officer), correction=correction)
    assert directive.tasks.get(position=1).doubts == {"deadline": "inferred:year"}


def test_a_new_deadline_settles_what_was_unsure_about_the_old_one(
    world: World, read_directive: Reader, notice: dict[str, Any]
) -> None:
    notice["facts"]["doubts"] = [
        {"code": "due_before_issue", "en": "before", "zh": "早于", "task": 1, "span": None}
    ]
    directive = read_directive(notice)
    correction = again(world, directive, "deadline", "9月15日前", task=1)
    assert now(directive).doubts == {}
    undo_correction(actor=world.actor(world.officer), correction=correction)
    assert now(directive).doubts == {"warning.1": "due_before_issue"}
    task = directive.tasks.get(position=1)
    correct_task(actor=world.actor(world.officer), task=task, changes={"deadline": {"due": "2026-09-20"}})
    assert now(directive).doubts == {}


@pytest.mark.parametrize(
    ("fact", "words", "value"),
    [
        ("responsible", "组织联络处", ["组织联络处"]),
        ("audience", "学会理事长、秘书长", "学会理事长、秘书长"),
        ("name", "今后五年的工作谋划", "今后五年的工作谋划"),
        ("deliverables", "意见建议", [{"text": "意见建议", "media": "text", "required": True}]),
    ],
)
def test_a_fact_of_a_task_is_read_again_and_taken_back(
    world: World, directive: Directive, fact: str, words: str, value: Any
) -> None:
    before = fact_of(directive.tasks.get(position=1), fact)
    correction = again(world, directive, fact, words, task=1)
    assert fact_of(directive.tasks.get(position=1), fact) == value
    undo_correction(actor=world.actor(world.officer), correction=correction)
    assert fact_of(directive.tasks.get(position=1), fact) == before


def test_each_step_leaves_one_entry_with_the_passage(world: World, directive: Directive) -> None:
    correction = again(world, directive, "title", "学习体会")
    undo_correction(actor=world.actor(world.officer), correction=correction)
    entries = [(entry.verb, entry.detail) for entry in AuditEntry.objects.order_by("position")]
    detail = {"facts": ["title"], "span": list(span("学习体会")), "correction": correction.code}
    assert entries == [
        ("tasks.correct_directive", detail),
        ("tasks.correct_directive", detail | {"undone": True}),
    ]


def test_looking_writes_nothing(world: World, directive: Directive) -> None:
    found = preview_reread(
        actor=world.actor(world.officer), directive=directive, fact="title", span=span("学习体会")
    )
    assert (found.before, found.after) == (directive.title, "学习体会")
    assert (now(directive).title, Correction.objects.count()) == (directive.title, 0)


@pytest.mark.parametrize(
    ("fact", "words", "error"),
    [("deadline", "各学会", Missing), ("weather", "各学会", Missing), ("issued_on", "各学会", Invalid)],
)
def test_what_is_not_there_is_refused(
    world: World, directive: Directive, fact: str, words: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        again(world, directive, fact, words)


def test_another_post_and_an_old_version_are_refused(world: World, directive: Directive) -> None:
    with pytest.raises(Conflict):
        again(world, directive, "title", "学习体会", version=directive.version + 1)
    correction = again(world, directive, "title", "学习体会", version=directive.version)
    for post in (world.auditor, world.city_officer, world.tea_handler):
        actor = world.actor(post)
        with pytest.raises(Denied):
            reread(actor=actor, directive=directive, fact="title", span=span("学习体会"))
        with pytest.raises(Denied):
            undo_correction(actor=actor, correction=correction)


def test_what_was_changed_since_or_undone_is_not_undone_again(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    first = again(world, directive, "title", "学习体会")
    again(world, now(directive), "title", "工作谋划")
    with pytest.raises(Conflict):
        undo_correction(actor=officer, correction=first)
    second = Correction.objects.get(undone=False, before__value="学习体会")
    undo_correction(actor=officer, correction=second)
    undo_correction(actor=officer, correction=first)
    with pytest.raises(WrongState):
        undo_correction(actor=officer, correction=first)


def test_what_is_published_is_not_read_again(world: World, published: Directive) -> None:
    with pytest.raises(WrongState):
        again(world, published, "title", "学习体会")
