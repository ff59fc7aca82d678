"""The text in document type, every fact marked where it stands."""

from __future__ import annotations

from quanjing.directives.models import Directive
from quanjing.tasks.queries import tasks_of
from quanjing.tasks.views.document import Segment, marks_of, paragraphs
from tests.tasks.conftest import TEXT


def test_each_line_stands_as_what_it_is(directive: Directive) -> None:
    kinds = [paragraph.kind for paragraph in paragraphs(directive, ())]
    assert kinds == [
        "agency", "docno", "title", "flush", "p",
        "h3", "h4", "p", "h4", "p", "h3", "p", "p", "p", "sign", "sign",
    ]  # fmt: skip


def test_no_character_is_lost(directive: Directive) -> None:
    shown = paragraphs(directive, marks_of(directive, tasks_of(directive)))
    lines = ["".join(segment.text for segment in paragraph.segments) for paragraph in shown]
    assert lines == [line for line in TEXT.splitlines() if line]


def test_a_request_and_its_deadline_are_marked_with_the_keys_of_their_cards(directive: Directive) -> None:
    tasks = tasks_of(directive)
    line = paragraphs(directive, marks_of(directive, tasks))[7]
    request, between, deadline, rest = line.segments
    assert (request.keys, request.refs, request.unsure) == ("t1", (1,), False)
    places = [TEXT.index("，于9月15日前"), TEXT.index("报送组织联络处")]
    assert [between, rest] == [
        Segment(words, start=place) for words, place in zip(("，于", "报送组织联络处。"), places, strict=True)
    ]
    assert (deadline.text, deadline.keys, deadline.unsure) == (
        "9月15日前",
        f"d{tasks[0].deadline_start}",
        True,
    )


def test_the_first_words_of_each_fact_can_be_jumped_to(directive: Directive) -> None:
    shown = paragraphs(directive, marks_of(directive, tasks_of(directive)))
    anchors = [anchor for paragraph in shown for one in paragraph.segments for anchor in one.anchors]
    assert sorted(anchors) == sorted(set(anchors))
    assert {"no", "ti", "to", "on", "is", "t1", "t2", "t3", "a1"} <= set(anchors)


def test_a_fact_that_was_read_again_is_marked_where_it_was_read(directive: Directive) -> None:
    start = TEXT.index("学习体会")
    directive.corrected = {"title": {"value": "学习体会", "spans": [[start, start + 4]]}}
    marked = [mark for mark in marks_of(directive, []) if mark.key == "ti"]
    assert [(mark.start, mark.end) for mark in marked] == [(start, start + 4)]


def test_a_request_without_a_report_has_no_number(directive: Directive) -> None:
    line = paragraphs(directive, marks_of(directive, tasks_of(directive)))[11]
    assert [(segment.keys, segment.refs) for segment in line.segments] == [("t3", ())]


def test_a_title_over_two_lines_is_one_heading(directive: Directive) -> None:
    directive.text = "关于征集\n体会的通知\n正文。"
    directive.notice = {"facts": {"title": {"span": [0, 10], "doubt": None}}, "sections": []}
    title, text = paragraphs(directive, ())
    assert ([segment.text for segment in title.segments], title.kind) == (
        ["关于征集", "\n", "体会的通知"],
        "title",
    )
    assert text.kind == "p"
    assert title.segments[1].is_break


def test_overlapping_facts_keep_both_keys(directive: Directive) -> None:
    directive.text = "一二三四五六"
    directive.notice = {"facts": {"title": {"span": [0, 4]}, "doc_number": {"span": [2, 6]}}}
    (line,) = paragraphs(directive, marks_of(directive, []))
    assert [(one.text, one.keys) for one in line.segments] == [
        ("一二", "ti"),
        ("三四", "no ti"),
        ("五六", "no"),
    ]


def test_a_heading_that_runs_on_is_text(directive: Directive) -> None:
    directive.text = "（一）工作谋划。各学会提出谋划。"
    section = {"level": 2, "label": "（一）", "heading": "工作谋划", "span": [0, 7]}
    directive.notice = {"facts": {}, "sections": [section]}
    assert [paragraph.kind for paragraph in paragraphs(directive, ())] == ["p"]
