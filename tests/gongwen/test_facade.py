from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.gongwen.makers import text_to_docx, text_to_html, text_to_pdf

from gongwen.errors import DamagedDocument, EmptyDocument, GongwenError
from gongwen.facade import decoded_text, notice_as_json, read_notice, read_text
from gongwen.model import Notice, Options
from gongwen.text.spaces import squeeze

SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
NAMES = ["reflections-call", "work-plan", "statistics-request"]
REQUIRED = {
    *("text", "kind", "doc_number", "title", "issuers", "addressees", "issued_on", "attachments"),
    *("contacts", "sections", "tasks", "warnings"),
}


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def printed(notice: Notice) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(json.dumps(notice_as_json(notice), ensure_ascii=False))
    return answer


def without_places(value: Any) -> Any:
    """The facts without spans and without the white space that a layout decides on."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key != "span"}
    if isinstance(value, list):
        return [without_places(item) for item in value]
    return squeeze(value) if isinstance(value, str) else value


def check_spans(notice: Notice) -> None:
    text = notice.text
    facts = [fact for fact in (notice.title, notice.doc_number, *notice.issuers, *notice.addressees) if fact]
    found = [(fact.value, fact.span) for fact in facts]
    found += [(task.text, task.span) for task in notice.tasks]
    found += [(task.deadline.text, task.deadline.span) for task in notice.tasks if task.deadline]
    found += [(item.title, item.span) for item in notice.attachments]
    for value, span in found:
        assert span is not None
        assert squeeze(text[slice(*span)]) == squeeze(value) != ""
    for section in notice.sections:
        assert 0 <= section.span[0] < section.span[1] <= len(text)
    for contact in notice.contacts:
        assert contact.span is not None
        assert 0 <= contact.span[0] < contact.span[1] <= len(text)


def check_tasks(notice: Notice) -> None:
    for task in notice.tasks:
        assert task.name
        assert len(task.text) <= 700
        if task.deadline and task.deadline.due and task.deadline.opens:
            assert task.deadline.opens <= task.deadline.due
        assert task.contact is None or task.contact < len(notice.contacts)
        sheets = [thing.sheet for thing in task.deliverables if thing.sheet is not None]
        assert all(sheet < len(notice.attachments) for sheet in sheets)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("make", "ending"),
    [(text_to_docx, "docx"), (text_to_pdf, "pdf"), (text_to_html, "html")],
    ids=lambda v: str(v)[:9],
)
def test_the_same_notice_gives_the_same_facts_in_every_format(
    name: str, make: Callable[[str], bytes], ending: str
) -> None:
    text = sample(name)
    from_text = printed(read_notice(text.encode(), name="notice.txt"))
    from_file = printed(read_notice(make(text), name=f"notice.{ending}"))
    for key in ("text", "facts"):
        from_text.pop(key)
        from_file.pop(key)
    assert without_places(from_file) == without_places(from_text)


@pytest.mark.parametrize("name", NAMES)
def test_pasted_text_reads_like_the_file(name: str) -> None:
    pasted = read_text(sample(name))
    assert replace(read_notice(sample(name).encode(), name="notice.txt"), source=pasted.source) == pasted


def test_a_call_is_read_into_four_tasks_and_its_exhortations() -> None:
    notice = read_text(sample("reflections-call"))
    assert [(task.name, str(task.deadline.due)) for task in notice.tasks if task.deadline] == [
        ("学会党组织下一年度工作设想", "2026-09-15"),
        ("学会负责人学习感悟", "2026-09-15"),
        ("青年科技工作者学习感悟", "2026-09-20"),
        ("会员意见建议", "2026-09-20"),
    ]
    desks = [notice.contacts[task.contact].name for task in notice.tasks[:4] if task.contact is not None]
    assert desks == ["林知远", "沈若溪", "高一鸣", "沈若溪"]
    assert all(task.deliverables for task in notice.tasks[:4])
    assert [(task.deadline, task.deliverables) for task in notice.tasks[4:]] == [(None, ())] * 4


def test_the_form_of_a_call_has_its_blocks() -> None:
    (attachment,) = read_text(sample("reflections-call")).attachments
    assert attachment.sheet is not None
    blocks = [(b.key, b.repeat, b.optional, [f.key for f in b.fields]) for b in attachment.sheet.blocks]
    assert blocks == [
        ("header", False, False, ["organization", "filler", "contact"]),
        ("b1", True, True, ["name", "post"]),
        ("b2", True, False, ["name", "post", "text"]),
        ("b3", False, False, ["text"]),
    ]


def test_a_plan_gives_deadlines_and_units_to_every_item() -> None:
    notice = read_text(sample("work-plan"))
    assert [(str(t.deadline.due) if t.deadline else None, t.responsible[-1]) for t in notice.tasks] == [
        ("2026-03-31", "各市科协"),
        ("2026-04-30", "各市科协"),
        ("2026-04-30", "各市科协"),
        ("2026-10-31", "各市科协"),
        ("2026-06-30", "各市科协"),
        ("2026-10-15", "各市科协"),
        ("None", "各直属单位"),
        ("None", "各直属单位"),
        ("None", "科普部"),
        ("2027-01-10", "各市科协"),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_fact_of_a_sample_points_into_the_text(name: str) -> None:
    notice = read_text(sample(name))
    check_spans(notice)
    check_tasks(notice)
    assert notice.warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_json_has_the_keys_of_the_schema(name: str) -> None:
    answer = printed(read_text(sample(name)))
    assert set(answer) == REQUIRED | {"based_on", "facts"}
    frame = {"doc_number", "title", "issued_on", "addressees", "issuers"}
    assert set(answer["facts"]) == frame | {"doubts", "source"}
    assert answer["facts"]["title"]["span"] == list(read_text(sample(name)).title.span)  # type: ignore[union-attr,arg-type]
    for task in answer["tasks"]:
        assert {"text", "span", "deadline", "deliverables", "responsible"} <= set(task)


def test_nothing_but_white_space_is_refused() -> None:
    with pytest.raises(EmptyDocument):
        read_text(" \n\t　")


def test_the_reference_date_gives_a_year_that_the_notice_does_not() -> None:
    notice = read_text("各学会：\n请于9月15日前报送总结。", Options(reference_date=date(2027, 3, 1)))
    assert [str(task.deadline and task.deadline.due) for task in notice.tasks] == ["2027-09-15"]


_PARTS = """
于|2026年|9月15日前|请|各学会|要|（|）|《|》|。|；|一、|（一）|1.|附件：|附件1|联系人：|电话：55550123|a@b.example|报送|统计表|
每月25日前|召开前|，|：|以上材料|责任部门：|（科普部负责）|定于|在云溪举行|时间|2026年13月45日|二〇二六年|、|和|将|表|年底前
通知|江岚省科协|2026年3月2日|收到通知后5个工作日内|江岚科协〔2026〕3号|
"""
PARTS = ["\n", *_PARTS.strip("\n").replace("\n", "|").split("|")]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(st.lists(st.sampled_from(PARTS), max_size=60).map("".join), st.text(max_size=200)))
def test_any_text_is_a_notice_or_is_refused(text: str) -> None:
    try:
        notice = read_text(text)
    except GongwenError:
        return
    check_spans(notice)
    check_tasks(notice)
    assert set(printed(notice)) >= REQUIRED


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a"]))
def test_any_bytes_are_a_notice_or_are_refused(data: bytes, name: str) -> None:
    try:
        notice = read_notice(data, name=name)
    except GongwenError:
        return
    check_spans(notice)


@pytest.mark.parametrize("part", ["一", "各", "请将", "报", "，", "。", "（", "《", "1", "a.", "每月"])
def test_a_long_run_of_one_part_is_read(part: str) -> None:
    assert read_text(part * 5000).text.startswith(part)


NOTICES = os.environ.get("QUANJING_NOTICES")


@pytest.mark.skipif(not NOTICES, reason="QUANJING_NOTICES names no folder of real notices")
@pytest.mark.parametrize("folder", ["known", "dev"])
def test_real_notices_keep_their_frame(folder: str) -> None:
    wrong = []
    for path in sorted(Path(NOTICES or "", folder).glob("*.txt")):
        notice = read_notice(path.read_bytes(), name=path.name)
        check_spans(notice)
        check_tasks(notice)
        known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        read = printed(notice)
        wrong += [
            (path.name, key) for key in ("doc_number", "issued_on", "addressees") if read[key] != known[key]
        ]
        if squeeze(read["title"] or "") != squeeze(known["title"] or ""):
            wrong.append((path.name, "title"))
    assert wrong == []


@pytest.mark.skipif(not NOTICES, reason="QUANJING_NOTICES names no folder of real notices")
@pytest.mark.parametrize(("folder", "least"), [("known", 0.95), ("dev", 0.9)])
def test_real_notices_keep_their_dates(folder: str, least: float) -> None:
    right = total = 0
    for path in sorted(Path(NOTICES or "", folder).glob("*.txt")):
        tasks = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["tasks"]
        known = {task["due"] for task in tasks if task["due"]}
        read = {
            str(t.deadline.due) for t in read_notice(path.read_bytes(), name=path.name).tasks if t.deadline
        }
        read.discard("None")
        right += 2 * len(known & read)
        total += len(known) + len(read)
    assert right / total >= least


def test_bytes_become_text_without_a_sign_in_place_of_any() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16"):
        assert decoded_text("關於報送材料的通知".encode(encoding)) == "關於報送材料的通知"
    with pytest.raises(DamagedDocument):
        decoded_text("关于报送材料的通知".encode() + b"\xff\n")
