"""Notices as they are copied from web pages: furniture, one long line, plain orders, closings."""

from tests.gongwen.extract.reading import notice_of, tasks_of

from gongwen.facade import read_text

PREAMBLE = "为做好年度工作，现将有关事项通知如下。"


def test_the_name_of_a_web_column_is_no_title() -> None:
    notice = read_text("• 公告通知\n\n关于填报国际会议计划的通知\n各单位：\n请于9月1日前填报。")
    assert notice.title is not None
    assert notice.title.value == "关于填报国际会议计划的通知"


def test_a_rubric_before_the_title_and_the_pipes_of_a_page_are_left_out() -> None:
    notice = read_text("【外事】关于举办讲座的通知 |\n||\n各单位：\n请于9月1日前报名。|\n")
    assert notice.title is not None
    assert notice.title.value == "关于举办讲座的通知"
    assert "|" not in notice.text


def test_the_number_behind_a_title_is_the_number() -> None:
    notice = read_text(
        "岚州市教育局关于做好统计工作的通知（岚教办〔2018〕7号）\n各区教育局：\n请于9月1日前上报。"
    )
    assert notice.title is not None
    assert notice.title.value == "岚州市教育局关于做好统计工作的通知"
    assert notice.doc_number is not None
    assert notice.doc_number.value == "岚教办〔2018〕7号"


def test_a_unit_alone_on_the_last_line_signs() -> None:
    notice = read_text("关于报送总结的通知\n各学院：\n请认真组织，于9月1日前报送总结。\n科研处")
    assert [fact.value for fact in notice.issuers] == ["科研处"]
    assert notice.issued_on is None


def test_units_ask_plainly_without_a_word_for_must() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "一、各学会认真研究年度计划，填写并报送《活动计划表》。",
        "二、申报单位按要求填写《申报书》，报送省科协学会部。",
    )
    assert [[thing.text for thing in task.deliverables] for task in tasks] == [
        ["《活动计划表》"],
        ["《申报书》"],
    ]
    assert tasks[0].responsible == ("各学会",)


def test_a_request_behind_the_last_item_is_one_of_its_own() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "1、关注热点",
        "请各支部书记组织收看。",
        "2、开展讨论",
        "请各支部书记组织交流。",
        "3、做好记录",
        "请各支部做好记录。",
        "请各支部将组织学习情况（含照片、文字材料），于3月17日前报送。",
    )
    assert [task.name for task in tasks] == ["关注热点", "开展讨论", "做好记录", "报送组织学习情况"]
    assert [thing.text for thing in tasks[3].deliverables] == ["组织学习情况"]


def test_items_that_begin_with_a_date_are_items() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "一、积极报送以下稿件：",
        "1.12月25日前报送先进党组织事迹材料（附相关事迹照片）。",
        "2.12月26日前报送发展成就材料。",
    )
    assert [task.deadline and task.deadline.text for task in tasks] == ["12月25日前", "12月26日前"]
    assert tasks[0].deliverables[0].text == "先进党组织事迹材料"


def test_lead_and_supporting_units_on_two_lines_both_act() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "一、重点工作",
        "1.实现产值增长。",
        "牵头单位：区发改局",
        "责任单位：各街道，区统计局",
        "2.实现投资增长。",
        "牵头单位：区商务局",
    )
    assert tasks[0].responsible == ("区发改局", "各街道", "区统计局")


def test_units_stand_in_brackets_of_any_shape() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "（一）加强体系建设。实施清单制度。〔责任单位：省商务厅、省统计局按职责分工负责。下同。〕",
        "（二）优化环境。强化数据共享。【责任单位：省商务厅】",
    )
    assert [task.responsible for task in tasks] == [("省商务厅", "省统计局"), ("省商务厅",)]


def test_a_heading_that_asks_is_a_request_although_items_follow() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "三、申报单位按要求填写《申报书》一式三份，按规定时间报送学会部。",
        "（四）项目不得转包。",
    )
    assert [task.deliverables[0].text for task in tasks] == ["《申报书》"]


def test_a_notice_on_one_line_is_cut_into_its_items() -> None:
    notice = read_text(
        "关于举办会议的通知\n按照要求，现启动预报工作，有关事项通知如下： 一、预报范围 拟于明年举办的会议。"
        " 二、预报方式 1、重大会议 申请人须于2024年11月19日17:00前登录平台填报。操作流程详见《使用指南》，"
        "同时填写《计划表》发送至邮箱huiyi@example.org，逾期不再补报，请各单位相互转告并做好准备。"
        " 2、一般会议 申请人须填写《计划表》，于2024年11月20日前发送至邮箱huiyi@example.org，不接受纸质材料。"
        " 三、联系人 杜老师，合作交流处，010-55550101 崔老师，研究生科，010-55550102"
    )
    assert [task.name for task in notice.tasks] == ["重大会议", "一般会议"]
    assert [section.label for section in notice.sections] == ["一、", "二、", "1、", "2、", "三、"]
    assert {(contact.name, contact.org) for contact in notice.contacts if contact.name} == {
        ("杜老师", "合作交流处"),
        ("崔老师", "研究生科"),
    }


def test_the_owner_of_a_mailbox_is_no_verb_and_a_list_of_annexes_no_topic() -> None:
    notice = notice_of(
        "请将小结发送至学校宣传部邮箱：xuan@example.org。",
        "附件：1.活动统计表",
        "2.工作情况统计表",
        "（联系人：刘楠 联系电话：55550167）",
    )
    assert [(contact.org, contact.topic) for contact in notice.contacts] == [
        ("学校宣传部", None),
        (None, None),
    ]


def test_things_keep_their_whole_names() -> None:
    tasks = tasks_of(
        PREAMBLE,
        "1.将签字及加盖公章的申报表原件邮寄至秘书处。",
        "2.各单位于9月30日前将领导带班表上报办公室。",
        "3.请将计划通过办公系统发到本处。",
        "4.遇有突发事件，各单位要按规定及时报告。",
    )
    assert [[thing.text for thing in task.deliverables] for task in tasks] == [
        ["签字及加盖公章的申报表原件"],
        ["领导带班表"],
        ["计划"],
        [],
    ]
