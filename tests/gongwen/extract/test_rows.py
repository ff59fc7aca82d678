"""Plans that stand in a table: each row is a request."""

from datetime import date
from io import BytesIO

import docx
from tests.gongwen.extract.reading import notice_of

from gongwen.facade import read_notice
from gongwen.model import Task

HEAD = ("附件：任务分工表", "江岚省科协办公室", "2026年3月1日", "附件", "任务分工表")


def rows_of(*lines: str) -> list[tuple[str, tuple[str, ...], date | None]]:
    return [_row(task) for task in notice_of("现将任务分工印发给你们。", *HEAD, *lines).tasks]


def _row(task: Task) -> tuple[str, tuple[str, ...], date | None]:
    return task.name, task.responsible, task.deadline.due if task.deadline else None


def test_each_row_of_a_plan_is_a_request() -> None:
    assert rows_of(
        "序号\t工作任务\t责任单位\t完成时限",
        "1\t制定年度学术活动计划\t学会部\t3月底前",
        "2\t举办青年学术年会\t学会部、组织联络部\t2026年10月20日",
        "3\t开展科普日活动\t科普部，各市科协\t9月中旬",
    ) == [
        ("制定年度学术活动计划", ("学会部",), date(2026, 3, 31)),
        ("举办青年学术年会", ("学会部", "组织联络部"), date(2026, 10, 20)),
        ("开展科普日活动", ("科普部", "各市科协"), date(2026, 9, 20)),
    ]


def test_lead_and_support_stand_in_two_columns() -> None:
    assert rows_of(
        "任务内容\t牵头单位\t配合单位",
        "开展走访\t学会部\t各省级学会",
    ) == [("开展走访", ("学会部", "各省级学会"), None)]


def test_a_row_hands_its_thing_in() -> None:
    (task,) = notice_of(
        "现将任务分工印发给你们。", *HEAD, "重点任务\t完成时限", "形成调研报告\t2026年5月底"
    ).tasks
    assert [thing.text for thing in task.deliverables] == ["调研报告"]


def test_lists_and_forms_are_no_plans() -> None:
    assert rows_of("序号\t姓名\t工作单位", "1\t刘岚\t岚州大学", "2\t温良\t江岚学院") == []
    assert rows_of("姓名\t\t性别\t", "工作单位\t\t电话\t") == []


def test_a_unit_merged_over_rows_holds_for_each() -> None:
    document = docx.Document()
    for line in ("关于印发任务分工的通知", "各处室：", "现将任务分工印发给你们。", "2026年3月1日"):
        document.add_paragraph(line)
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate(
        (("工作阶段", "工作任务", "完成时限"), ("启动", "制定方案", "3月底前"), ("", "召开会议", "4月底前"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    stream = BytesIO()
    document.save(stream)
    tasks = read_notice(stream.getvalue(), name="plan.docx").tasks
    assert [(task.name, task.deadline and task.deadline.due) for task in tasks] == [
        ("制定方案", date(2026, 3, 31)),
        ("召开会议", date(2026, 4, 30)),
    ]
