import pytest
from tests.gongwen.extract.reading import notice_of, tasks_of

from gongwen.extract.deliverables import Forms, medium_of
from gongwen.model import Deliverable, Medium


def things(*lines: str) -> list[str]:
    return [thing.text for task in tasks_of(*lines) for thing in task.deliverables]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("请将工作总结于3月20日前报送省科协。", ["工作总结"]),
        ("请填写《情况统计表》，于3月20日前发送至邮箱。", ["《情况统计表》"]),
        ("请将自查报告（加盖公章）及《自查表》报送学会部。", ["自查报告", "《自查表》"]),
        ("各学会要制定年度实施方案。", ["年度实施方案"]),
        ("重要情况请及时报告省科协。", ["重要情况"]),
        ("申报材料由各学会统一报省科协学会部，请按时办理。", ["申报材料"]),
        ("请于3月20日前通过系统报名。", ["报名"]),
        ("请将值班表于3月12日下班前发学会部邮箱。", ["值班表"]),
        ("请各学会于3月20日前报送至学会部。", ["报送"]),
    ],
)
def test_the_thing_to_hand_in(sentence: str, expected: list[str]) -> None:
    assert things(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "征集的稿件将整理成册作为参考资料上报有关部门。",
        "请各学会认真组织学习。",
        "鼓励各学会制定行业标准。",
        "各学会要加强宣传，逾期不报视为放弃。",
    ],
)
def test_nothing_is_handed_in(sentence: str) -> None:
    assert things(sentence) == []


def test_pictures_or_films_are_asked_for_as_a_choice() -> None:
    (task,) = tasks_of("请各学会提供文字材料，需配合照片或视频。")
    assert task.deliverables == (
        Deliverable("文字材料", Medium.TEXT),
        Deliverable("照片", Medium.PHOTO, required=False),
        Deliverable("视频", Medium.VIDEO, required=False),
    )


@pytest.mark.parametrize(
    ("words", "medium"),
    [
        ("统计表", Medium.TABLE),
        ("照片", Medium.PHOTO),
        ("短片", Medium.VIDEO),
        ("盖章扫描件", Medium.SCAN),
        ("申报书", Medium.FILE),
        ("感悟", Medium.TEXT),
        ("表现情况", Medium.TEXT),
    ],
)
def test_the_words_show_the_medium(words: str, medium: Medium) -> None:
    assert medium_of(words) == medium


def test_a_form_is_found_by_its_title_and_by_its_number() -> None:
    forms = Forms(("申报表", "汇总表"))
    assert [forms.named_in(text) for text in ("填写申报表", "（见附件2）", "附件3", "其他")] == [
        0,
        1,
        None,
        None,
    ]


def test_an_unnamed_thing_is_the_form_that_is_attached() -> None:
    notice = notice_of("请各学会于3月20日前报送至学会部。", "附件：情况统计表")
    assert notice.tasks[0].deliverables == (Deliverable("情况统计表", Medium.TABLE, sheet=0),)
