import pytest
from tests.gongwen.extract.reading import names_of, tasks_of


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("请各学会于10月20日前通过学会工作系统报名。", "通过学会工作系统报名"),
        ("请于3月20日前将工作总结发至邮箱。", "发送工作总结"),
        ("根据工作安排，请各学会认真组织申报，确保质量。", "认真组织申报"),
        ("各学会要明确专人负责。", "明确专人负责"),
    ],
)
def test_the_name_says_what_to_do(sentence: str, name: str) -> None:
    assert names_of(sentence) == [name]


def test_a_long_heading_is_cut_at_a_comma() -> None:
    heading = "1.开展科普设施调查工作，认真梳理全省各级学会和基层科普组织现有的设施设备及人员情况。"
    assert names_of("一、任务", heading) == ["开展科普设施调查工作"]


def test_a_long_clause_is_cut_with_a_mark() -> None:
    (name,) = names_of("一、任务", "1.开展" + "科普设施和人员情况调查" * 4 + "。")
    assert (len(name), name[-1]) == (30, "…")


def test_a_heading_that_says_nothing_gives_way_to_the_request() -> None:
    assert names_of("一、工作要求", "请各学会准时参会。") == ["准时参会"]


def test_who_is_asked_is_the_audience() -> None:
    assert [task.audience for task in tasks_of("请参会人员准时参加。", "鼓励各学会利用媒体宣传。")] == [
        "参会人员",
        "各学会",
    ]


@pytest.mark.parametrize("verb", ["推荐", "提前", "安排", "提供", "选派", "确保"])
def test_who_is_asked_ends_before_the_verb(verb: str) -> None:
    assert tasks_of(f"请各市科协{verb}人员。")[0].audience == "各市科协"
