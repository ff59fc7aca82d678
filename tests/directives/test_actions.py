"""What a read notice becomes, and how a person corrects its frame."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanjing.directives.actions import correct, fill, settle_doubts
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Attachment, Directive
from quanjing.foundation import clock
from quanjing.foundation.errors import Invalid
from tests.world import World

TEXT = "关于报送统计表的通知\n各省级学会：\n请报送统计表。\n"


def shape(**changes: Any) -> dict[str, Any]:
    """A small read notice."""
    task = {
        "text": "请报送统计表。",
        "span": [18, 25],
        "deadline": None,
        "deliverables": [],
        "responsible": [],
    }
    notice = {
        "text": TEXT,
        "kind": "通知",
        "doc_number": "岚科协发〔2026〕7号",
        "title": "关于报送统计表的通知",
        "issuers": ["江岚省科学技术协会"],
        "addressees": ["各省级学会"],
        "issued_on": "2026-09-01",
        "attachments": [],
        "contacts": [],
        "sections": [],
        "tasks": [task],
        "warnings": [],
        "facts": {},
    }
    return notice | changes


def opened(world: World) -> Directive:
    return Directive.objects.create(
        organization=world.association,
        day_end="17:00",
        registered_at=clock.now(),
        registered_by=world.officer,
    )


def filled(world: World, **changes: Any) -> Directive:
    directive = opened(world)
    fill(directive=directive, notice=shape(**changes))
    return directive


def test_columns_say_what_was_read(world: World) -> None:
    directive = Directive.objects.get(pk=filled(world).pk)
    assert (directive.doc_number, directive.title) == ("岚科协发〔2026〕7号", "关于报送统计表的通知")
    assert (directive.issued_on, directive.state) == (date(2026, 9, 1), DirectiveState.READ)
    assert directive.doubts == {}


def doubt(code: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "en": code, "zh": code, "task": None, "span": None} | more


def test_what_is_missing_and_what_was_unsure_are_doubts_by_their_code(world: World) -> None:
    facts = {
        "title": {"span": [0, 10], "doubt": doubt("title_without_kind")},
        "issuers": [{"span": None, "doubt": doubt("issuer_from_title")}],
        "doubts": [
            doubt("title_without_kind"),
            doubt("no_issue_date"),
            doubt("no_date", task=1),
            doubt("due_before_issue", task=1, span=[18, 25]),
            doubt("no_request"),
        ],
    }
    directive = filled(world, doc_number=None, issued_on=None, facts=facts)
    assert directive.doubts == {
        "doc_number": "missing",
        "title": "title_without_kind",
        "issuers": "issuer_from_title",
        "issued_on": "missing",
        "warning.4": "due_before_issue",
        "warning.5": "no_request",
    }


def test_a_reading_that_has_sentences_only_keeps_them(world: World) -> None:
    assert filled(world, warnings=["No request was found."]).doubts == {"warning.1": "No request was found."}


def test_doubts_of_a_task_are_settled_together(world: World) -> None:
    doubts = [doubt("due_before_issue", task=1), doubt("due_before_issue", task=2), doubt("no_request")]
    directive = filled(world, facts={"doubts": doubts})
    settle_doubts(directive=directive, position=1)
    assert sorted(directive.doubts) == ["warning.2", "warning.3"]


def test_two_tasks_of_one_sentence_share_its_item(world: World) -> None:
    directive = opened(world)
    task = shape()["tasks"][0]
    items, _attachments = fill(directive=directive, notice=shape(tasks=[task, task]))
    assert (items[0], directive.items.count()) == (items[1], 1)


def test_an_attachment_with_a_sheet_keeps_it(world: World) -> None:
    sheet = {
        "title": "统计表",
        "blocks": [{"key": "b1", "label": "统计", "fields": [{"key": "f1", "label": "数"}]}],
    }
    attachments = [{"title": "统计表", "span": [5, 8], "sheet": sheet}, {"title": "说明", "sheet": None}]
    filled(world, attachments=attachments)
    first, second = Attachment.objects.all()
    assert (first.sheet.title if first.sheet else "", first.start, second.sheet) == ("统计表", 5, None)


def test_the_same_issuer_and_number_again_is_a_duplicate(world: World) -> None:
    first, again = filled(world), filled(world)
    assert (first.duplicate_of, again.duplicate_of) == (None, first)


@pytest.mark.parametrize(
    "changes", [{"issuers": ["江岚省农业协会"]}, {"doc_number": None}, {"doc_number": "8号"}]
)
def test_another_issuer_or_number_is_no_duplicate(world: World, changes: dict[str, Any]) -> None:
    filled(world)
    assert filled(world, **changes).duplicate_of is None


def test_another_body_does_not_learn_of_a_duplicate(world: World) -> None:
    filled(world)
    own = Directive.objects.create(organization=world.city, day_end="17:00", registered_at=clock.now())
    fill(directive=own, notice=shape())
    assert own.duplicate_of is None


def test_setting_a_fact_confirms_it(world: World) -> None:
    directive = filled(world, doc_number=None, issued_on=None)
    correct(directive=directive, changes={"doc_number": "岚科协发〔2026〕9号", "issued_on": "2026-09-02"})
    assert (directive.doubts, directive.issued_on) == ({}, date(2026, 9, 2))


def test_addressees_are_given_as_text_or_list(world: World) -> None:
    directive = filled(world)
    correct(directive=directive, changes={"addressees": "各省级学会、各市科协\n高校科协"})
    assert directive.addressees == ["各省级学会", "各市科协", "高校科协"]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("day_end", "25:00"),
        ("day_end", "5pm"),
        ("issued_on", "9月1日"),
        ("title", " "),
        ("state", "published"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(world: World, fact: str, value: str) -> None:
    directive = filled(world)
    with pytest.raises(Invalid) as refused:
        correct(directive=directive, changes={fact: value})
    assert [problem.where for problem in refused.value.problems] == [fact]
