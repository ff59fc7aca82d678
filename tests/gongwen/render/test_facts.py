from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from gongwen.doubts import Doubt
from gongwen.facade import notices_as_csv, notices_as_xlsx
from gongwen.model import (
    Attachment,
    Contact,
    Deadline,
    DeadlineKind,
    Deliverable,
    Fact,
    Notice,
    Recurrence,
    Task,
)
from gongwen.render.facts_words import FactWords, fact_words

DEADLINE = Deadline(
    "3月10日至15日17:00前", DeadlineKind.WINDOW, (0, 1), date(2026, 3, 15), date(2026, 3, 10), "17:00"
)
NOTICE = Notice(
    text="",
    kind="通知",
    title=Fact("关于报送总结的通知"),
    doc_number=Fact("江岚科协〔2026〕1号"),
    issuers=(Fact("江岚省科协"),),
    addressees=(Fact("各学会"), Fact("各市科协")),
    issued_on=date(2026, 3, 1),
    contacts=(Contact("林知远", ("010-55550121", "010-55550122"), ("lin@example.org",), "学会部", "总结"),),
    attachments=(Attachment("总结表"), Attachment("名单")),
    tasks=(
        Task(
            "请报送总结，\n附照片。",
            (0, 12),
            "报送总结",
            responsible=("各学会", "各市科协"),
            deadline=DEADLINE,
            deliverables=(Deliverable("总结"), Deliverable("照片")),
            contact=0,
        ),
        Task(
            "每月通报。",
            (12, 17),
            "通报",
            deadline=Deadline("每月", DeadlineKind.RECURRING, (0, 1), recurrence=Recurrence.MONTHLY),
        ),
        Task("请认真组织。", (17, 23), "组织"),
    ),
    warnings=(Doubt("no_title"),),
)


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_csv_has_one_row_a_task() -> None:
    data = notices_as_csv([("a.txt", NOTICE), ("b.txt", Notice(""))])
    assert data.startswith(b"\xef\xbb\xbf")
    frame = ["a.txt", "江岚科协〔2026〕1号", "关于报送总结的通知"]
    assert rows(data) == [
        [
            *("文件名", "文号", "通知标题", "序号", "任务", "责任单位", "面向对象", "开始日期", "截止日期"),
            *("时刻", "期限原文", "周期", "报送内容", "联系人", "原文"),
        ],
        [
            *frame,
            *("1", "报送总结", "各学会、各市科协", "", "2026-03-10", "2026-03-15", "17:00"),
            *("3月10日至15日17:00前", "", "总结；照片"),
            *("学会部 林知远 010-55550121 010-55550122 lin@example.org", "请报送总结，\n附照片。"),
        ],
        [*frame, "2", "通报", "", "", "", "", "", "每月", "每月", "", "", "每月通报。"],
        [*frame, "3", "组织", "", "", "", "", "", "", "", "", "", "请认真组织。"],
    ]


def test_labels_follow_the_language() -> None:
    assert rows(notices_as_csv([], "en"))[0][:5] == ["File", "Number of notice", "Notice", "No.", "Task"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u3000=1", "＝1", "＋1", "－1", "＠1"]
)
def test_no_cell_of_the_csv_is_run_as_a_formula(text: str) -> None:
    notice = Notice("", tasks=(Task(text, (0, 1), text),))
    assert [row[4] for row in rows(notices_as_csv([("a", notice)]))[1:]] == ["'" + text]


def test_what_cannot_be_written_is_left_out() -> None:
    notice = Notice("", tasks=(Task("a\x00\ud800b", (0, 1), "报送"),))
    assert rows(notices_as_csv([("\udcff.txt", notice)]))[1][::14] == [".txt", "ab"]


def sheet(data: bytes, name: str) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True))


def test_the_workbook_has_tasks_contacts_and_notices() -> None:
    data = notices_as_xlsx([("a.txt", NOTICE)])
    assert load_workbook(io.BytesIO(data)).sheetnames == ["任务", "联系", "文件"]
    assert sheet(data, "联系")[1:] == [
        ("a.txt", "林知远", "学会部", "010-55550121、010-55550122", "lin@example.org", "总结")
    ]
    assert sheet(data, "文件")[1:] == [
        (
            *("a.txt", "江岚科协〔2026〕1号", "关于报送总结的通知", "通知", "江岚省科协", "各学会、各市科协"),
            *(datetime(2026, 3, 1), 3, "总结表\n名单", "未找到标题。"),
        )
    ]


def test_dates_in_the_workbook_are_dates_and_formulas_are_text() -> None:
    notice = Notice("", tasks=(Task("=1+1", (0, 4), "=1+1", deadline=DEADLINE),))
    book = load_workbook(io.BytesIO(notices_as_xlsx([("a.txt", notice)], "en")))
    opens, due, time = (book["Tasks"].cell(2, column) for column in (8, 9, 10))
    assert (opens.value, due.value, time.value) == (datetime(2026, 3, 10), datetime(2026, 3, 15), "17:00")
    assert due.is_date
    assert book["Tasks"].cell(2, 5).data_type == "s"


def test_a_notice_without_tasks_stands_among_the_notices() -> None:
    data = notices_as_xlsx([("a.txt", Notice(""))], "en")
    assert len(sheet(data, "Tasks")) == 1
    assert sheet(data, "Notices")[1][0] == "a.txt"


def test_the_same_notices_give_the_same_bytes() -> None:
    named = [("a.txt", NOTICE)]
    assert notices_as_xlsx(named) == notices_as_xlsx(named)


def test_no_label_is_missing_in_either_language() -> None:
    for language in ("zh", "en"):
        words = fact_words(language)
        assert all(getattr(words, name) for name in FactWords.__slots__)
        assert set(dict(words.rhythms)) == {rhythm.value for rhythm in Recurrence}
