"""Things to make or hand in, by the verbs and phrases that name them."""

import pytest
from tests.gongwen.extract.reading import tasks_of


def things(*lines: str) -> list[str]:
    return [thing.text for task in tasks_of(*lines) for thing in task.deliverables]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("请各学会将名单传至学会部。", ["名单"]),
        ("请各学会将计划发学会部。", ["计划"]),
        ("请将总结和汇总表分别报送学会部。", ["总结", "汇总表"]),
        ("请将申报书打印后交学会部。", ["申报书"]),
        ("请将照片以电子邮件形式发送。", ["照片"]),
        ("请将材料通过系统报送学会部。", ["材料"]),
        ("请将总结带至会场。", ["总结"]),
        ("请将成绩单传真至学会部。", ["成绩单"]),
        ("请将登记单于会前交学会部。", ["登记单"]),
        ("请将档案移交学会部。", ["档案"]),
        ("请各学会提出书面申请，报学会部。", ["书面申请"]),
        ("请认真填写，参会回执报学会部。", ["参会回执"]),
        ("请各支部报送信息，宣传稿每月至少两篇。", ["信息", "宣传稿"]),
        ("图片请于9月5日前，论文请于9月20日前发至邮箱。", ["图片", "论文"]),
        ("请各学会写一篇心得体会。", ["一篇心得体会"]),
        ("请各学会编印工作手册。", ["工作手册"]),
        ("各学会要建立问题台账。", ["问题台账"]),
        ("各学会要建立健全投诉机制。", ["投诉机制"]),
        ("请各学会定期报告进展，形成专家库。", ["进展", "专家库"]),
        ("重大情况请向省科协报告。", ["重大情况"]),
        ("请各学会及时上报先进名单。", ["先进名单"]),
        ("请各学会申报项目，统一申报科普课题。", ["科普课题"]),
        ("请在线填报。", ["在线填报"]),
        ("请各学会提供情况说明、活动简介。", ["情况说明", "活动简介"]),
        ("请各学会提供照片（附文字说明）。", ["照片"]),
        ("请将组织学习情况报送学会部。", ["组织学习情况"]),
        ("请将学习材料报送学会秘书处。", ["学习材料"]),
        ("请将照片以附件形式发送至邮箱。", ["照片"]),
        ("请将申报书交学会部。", ["申报书"]),
        ("请各学会编写自律公约。", ["自律公约"]),
        ("请各学会提供成绩单。", ["成绩单"]),
        ("报名表发学会邮箱，请按时办理。", ["报名表"]),
        ("请报送本年度总结。", ["本年度总结"]),
        ("请报送上半年总结。", ["上半年总结"]),
        ("要做好统计，按时报送。", ["报送"]),
        ("请各学会将照片传送至学会部。", ["照片"]),
    ],
)
def test_the_thing_is_named_beside_its_verb(sentence: str, expected: list[str]) -> None:
    assert things(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "省科协将组织检查，请各学会报名参加。",
        "请各学会按照附件要求准备。",
        "请各学会会后交流学会部。",
        "请填写，附属学会情况。",
        "请提供联络邮箱信息。",
        "请各学会根据方案开展工作。",
        "请各学会加强人员交流、信息公开。",
        "请参会人员签到，报到后领取证件。",
        "各学会要推动出台政策。",
        "各学会要注意报送时间、报送方式。",
        "请各学会与我处联系，发展会员。",
        "请各学会书记参加党委书记培训。",
        "请各学会做好交流、交通和交办工作。",
    ],
)
def test_verbs_that_take_no_thing(sentence: str) -> None:
    taken = things(sentence)
    assert [thing for thing in taken if thing not in ("报名", "报名参加")] == []


def test_in_a_plan_only_papers_and_reports_upward_count() -> None:
    lines = (
        "1.完善平台，收集资料。（信息部负责）",
        "2.每季度将进展报省科协。（宣传部负责）",
        "3.上报工作方案。（学会部负责）",
    )
    assert [[thing.text for thing in task.deliverables] for task in tasks_of("一、任务", *lines)] == [
        [],
        ["进展"],
        ["工作方案"],
    ]


def test_will_before_a_verb_takes_no_thing_in_a_plan() -> None:
    (first, _) = tasks_of(
        "一、任务", "1.省科协将对学会情况报省政府备案。（学会部负责）", "2.加强宣传。（宣传部负责）"
    )
    assert first.deliverables == ()


@pytest.mark.parametrize("word", ["按时", "及时", "4月8日前", "请"])
def test_something_unnamed_is_handed_in_by_its_verb(word: str) -> None:
    assert things(f"请各学会{word}报学会部。" if word != "请" else "请报送至学会部。")[0] in ("报", "报送")


def test_the_name_of_work_is_no_verb_of_sending() -> None:
    assert things("请各学会做好报送工作。") == []


def test_a_verb_far_behind_does_not_take_the_thing() -> None:
    assert things("请将" + "总结" + "，" + "加强宣传工作，" * 60 + "报送学会部。") == []


@pytest.mark.parametrize(
    ("sentence", "thing"),
    [
        ("请携带委托书参加会议。", "委托书"),
        ("各学会应制定整改措施。", "整改措施"),
        ("推荐单位须提出推荐意见。", "推荐意见"),
        ("请将登记情况录入到系统内。", "登记情况"),
        ("请将试卷和审批表一并交教务处存档。", "试卷"),
    ],
)
def test_what_is_brought_planned_proposed_or_entered_is_a_thing(sentence: str, thing: str) -> None:
    (task,) = tasks_of(sentence)
    assert task.deliverables[0].text == thing


def test_what_is_to_be_true_or_answered_is_no_thing() -> None:
    (task,) = tasks_of("各单位要严格审核,确保填报信息真实准确,解答填报中的问题。")
    assert task.deliverables == ()
