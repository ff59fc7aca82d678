"""Items of a plan or a procedure: what belongs to one, and where it falls into several."""

import pytest
from tests.gongwen.extract.reading import dues_of, names_of, tasks_of

PREAMBLE = "为做好年度工作，现将有关事项通知如下。"


def test_steps_of_a_procedure_are_asked_of_the_units_that_take_them() -> None:
    lines = ("一、申报程序", "1.县级科协审核申报材料。", "2.材料公示。", "3.资产使用部门逐项核对。")
    tasks = tasks_of(PREAMBLE, *lines)
    assert [task.responsible for task in tasks] == [("县级科协",), ("资产使用部门",)]


def test_the_items_below_a_dated_heading_with_details_are_its_details() -> None:
    lines = (
        "（一）自查阶段，各学会于4月30日前完成自查，主要内容包括",
        "1.制度建设情况。",
        "2.请将自查报告报送学会部。",
        "（二）加强宣传。",
    )
    tasks = tasks_of(PREAMBLE, *lines)
    assert [task.text for task in tasks][1:] == ["2.请将自查报告报送学会部。", "（二）加强宣传。"]
    assert [str(task.deadline and task.deadline.due) for task in tasks] == ["2026-04-30", "None", "None"]


def test_each_sentence_that_says_please_under_other_matters_is_a_request() -> None:
    lines = ("一、加强宣传。", "二、其他事项", "请各学会确定联络员。请各学会做好保密工作。")
    texts = [task.text for task in tasks_of(PREAMBLE, *lines)]
    assert texts == ["一、加强宣传。", "二、其他事项\n请各学会确定联络员。", "请各学会做好保密工作。"]


def test_others_asked_behind_a_semicolon_have_their_own_request() -> None:
    tasks = tasks_of(PREAMBLE, "1.各学会要报送总结；各市科协按要求报送名单。", "2.加强宣传。")
    assert [task.text for task in tasks] == [
        "1.各学会要报送总结；",
        "各市科协按要求报送名单。",
        "2.加强宣传。",
    ]


def test_others_asked_behind_a_sentence_that_says_please_have_their_own_request() -> None:
    tasks = tasks_of(PREAMBLE, "1.请市科协组织申报。各学会要做好审核。", "2.加强宣传。")
    assert [task.text for task in tasks][:2] == ["1.请市科协组织申报。", "各学会要做好审核。"]


def test_the_same_units_named_in_a_request_before_stay_in_it() -> None:
    assert len(tasks_of(PREAMBLE, "1.请各学会组织申报。各学会要做好审核。", "2.加强宣传。")) == 2


@pytest.mark.parametrize("label", ["完成时限", "办结时间", "整改期限"])
def test_a_line_with_the_time_limit_holds_for_its_item(label: str) -> None:
    lines = ("一、主要任务", "1.完善制度。健全台账。", f"{label}：2026年6月底前", "2.加强宣传。")
    tasks = tasks_of(PREAMBLE, *lines)
    assert [str(task.deadline and task.deadline.due) for task in tasks] == ["2026-06-30", "None"]
    assert tasks[0].text == "1.完善制度。健全台账。"


def test_a_time_limit_leaves_the_parts_with_a_day_of_their_own_alone() -> None:
    lines = ("1.完善制度。", "4月底前出台办法，5月底前印发。", "完成时限：2026年6月底前", "2.加强宣传。")
    assert dues_of(PREAMBLE, *lines) == ["2026-04-30", "2026-05-31", None]


def test_the_latest_day_named_is_the_deadline() -> None:
    assert dues_of("请各学会在换届后5个工作日内备案，最迟不超过2026年7月13日。") == ["2026-07-13"]


def test_a_line_that_names_a_thing_and_its_day_is_a_request() -> None:
    (task,) = tasks_of("情况表报送时间为2026年5月27日")
    assert [thing.text for thing in task.deliverables] == ["情况表"]
    assert str(task.deadline and task.deadline.due) == "2026-05-27"


def test_a_line_that_names_two_days_of_a_thing_is_two_requests() -> None:
    assert dues_of("统计表报送时间：半年表2026年7月5日前，全年表2027年1月5日前。") == [
        "2026-07-05",
        "2027-01-05",
    ]


def test_the_closing_behind_items_of_the_same_length_belongs_to_none() -> None:
    lines = (
        "1.关注热点",
        "组织收看。",
        "2.开展讨论",
        "组织交流。",
        "3.做好记录",
        "整理归档。",
        "请各支部报送总结。",
    )
    assert [task.text for task in tasks_of(PREAMBLE, *lines)][2:] == [
        "3.做好记录\n整理归档。",
        "请各支部报送总结。",
    ]


def test_lines_with_a_label_stay_with_the_last_item() -> None:
    lines = (
        "1.关注热点",
        "组织收看。",
        "2.开展讨论",
        "组织交流。",
        "3.做好记录",
        "整理归档。",
        "主要内容：学习体会。",
    )
    assert [task.text for task in tasks_of(PREAMBLE, *lines)][2:] == [
        "3.做好记录\n整理归档。\n主要内容：学习体会。"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "联系电话：010-55550101",
        "邮寄地址：云溪路1号",
        "电子信箱：a@keji.example.org",
        "E-mail：a@keji.example.org",
        "邮编：310000",
    ],
)
def test_a_line_of_the_desk_is_no_part_of_the_item(line: str) -> None:
    assert [task.text for task in tasks_of(PREAMBLE, "1.请报送总结", line)] == ["1.请报送总结"]


def test_what_an_item_with_items_asks_in_its_heading_comes_first() -> None:
    lines = ("一、各学会要认真自查，按时报送自查报告", "（一）加强宣传。", "（二）完善制度。")
    assert len(names_of(PREAMBLE, *lines)) == 3


def test_a_report_after_little_other_work_is_another_task() -> None:
    tasks = tasks_of("1.扎实做好安全检查工作，及时报送有关信息。")
    assert [[thing.text for thing in task.deliverables] for task in tasks] == [[], ["有关信息"]]


def test_who_reports_again_and_again_has_a_request_of_their_own() -> None:
    item = "1.完善联络机制，确保上下畅通、左右协调，做好学会日常服务和信息。各学会联络员每周五报送工作动态。"
    tasks = tasks_of(PREAMBLE, item, "2.加强宣传。")
    assert [task.text for task in tasks][1:] == ["各学会联络员每周五报送工作动态。", "2.加强宣传。"]
