from tests.gongwen.extract.reading import dues_of, names_of, notice_of, tasks_of

from gongwen.model import DeadlineKind, Medium, Recurrence

PREAMBLE = "为加强学会工作，现将有关事项通知如下。"


def test_each_item_of_a_plan_is_one_task() -> None:
    assert names_of(
        PREAMBLE,
        "一、主要任务",
        "1.开展设施调查。组织力量走访。",
        "2.梳理专家资源。推动入库。",
        "二、组织保障",
        "（一）加强统筹。建立机制。",
    ) == ["开展设施调查", "梳理专家资源", "加强统筹"]


def test_aims_conditions_prizes_and_contacts_ask_for_nothing() -> None:
    assert (
        names_of(
            PREAMBLE,
            "一、指导思想",
            "坚持正确方向，推动学会高质量发展。",
            "二、申报条件",
            "（一）遵纪守法，应具有独立法人资格。",
            "（二）必须是在册学会。",
            "三、奖项设置",
            "设一等奖三名。",
            "四、联系方式",
            "联系人：温良，电话：55550101",
        )
        == []
    )


def test_bare_compliance_is_no_task() -> None:
    assert names_of("现将《工作要点》印发给你们，请结合实际认真贯彻落实。") == []


def test_what_the_organizer_will_do_is_no_task() -> None:
    assert names_of(PREAMBLE, "1.省科协将于8月20日前确定承办单位并书面通知。", "2.请各学会准时参加。") == [
        "请各学会准时参加"
    ]


def test_a_request_in_prose_is_a_task() -> None:
    (task,) = tasks_of("请各学会于3月20日前将工作总结报送省科协学会部。")
    assert (task.audience, str(task.deadline and task.deadline.due)) == ("各学会", "2026-03-20")
    assert [(d.text, d.media) for d in task.deliverables] == [("工作总结", Medium.TEXT)]


def test_an_encouragement_is_a_task_without_deadline_or_deliverable() -> None:
    (task,) = tasks_of("省科协将开设专栏，同时鼓励各学会利用自有媒体进行宣传。")
    assert (task.audience, task.deadline, task.deliverables) == ("各学会", None, ())


def test_several_deadlines_in_one_item_are_several_tasks() -> None:
    item = "1.完善制度。2026年6月底前出台办法，12月底前全面落实。"
    tasks = tasks_of(PREAMBLE, "一、主要任务", item, "2.加强宣传。")
    assert [str(t.deadline.due) if t.deadline else None for t in tasks] == ["2026-06-30", "2026-12-31", None]
    assert [task.text for task in tasks][:2] == ["1.完善制度。2026年6月底前出台办法，", "12月底前全面落实。"]


def test_a_date_in_the_sections_heading_holds_for_its_items() -> None:
    assert (
        dues_of(PREAMBLE, "（一）摸清底数（4月底前完成）", "1.开展调查。", "2.建立清单。")
        == ["2026-04-30"] * 2
    )


def test_a_window_in_a_heading_gives_its_last_day() -> None:
    (first, _) = tasks_of(PREAMBLE, "（一）集中服务（5月中旬至明年3月）", "1.组织服务。", "2.举办市集。")
    assert first.deadline is not None
    assert (str(first.deadline.opens), str(first.deadline.due)) == ("2026-05-11", "2027-03-31")


def test_a_labelled_date_holds_for_what_is_handed_in_beside_it() -> None:
    lines = ("一、报送要求", "1.请填写《情况统计表》并发送至邮箱。", "2.报送时间：2026年5月20日16点前")
    (task,) = tasks_of(PREAMBLE, *lines)
    assert task.deadline is not None
    assert (str(task.deadline.due), task.deadline.time) == ("2026-05-20", "16:00")


def test_the_corrected_date_is_the_due_date() -> None:
    assert dues_of("原定3月20日前报送的总结，请各学会延期至4月10日前报送。") == ["2026-04-10"]


def test_to_attend_is_due_on_the_first_day() -> None:
    tasks = tasks_of(
        "年会定于2026年4月18日至19日在云溪市举行。",
        "请各学会负责人准时参加会议。请于4月8日前将参会回执发送至邮箱。",
    )
    assert [str(task.deadline and task.deadline.due) for task in tasks] == ["2026-04-18", "2026-04-08"]


def test_leave_asked_for_in_the_same_item_is_another_task() -> None:
    tasks = tasks_of(
        "年会定于2026年4月18日在云溪市召开。",
        "一、要求",
        "1.请合理安排工作，准时参会。不能参会的，须于4月10日前请假。",
    )
    assert [str(task.deadline and task.deadline.due) for task in tasks] == ["2026-04-18", "2026-04-10"]


def test_others_asked_in_the_same_item_have_their_own_task() -> None:
    tasks = tasks_of(
        PREAMBLE, "（一）加强组织。各学会要指定专人负责。学会秘书处应做好汇总工作。", "（二）加强宣传。"
    )
    assert [task.responsible for task in tasks] == [("各学会",), ("学会秘书处",), ()]


def test_a_report_at_the_end_of_other_work_is_another_task() -> None:
    tasks = tasks_of("各学会要结合实际制定年度实施方案，及时将落实情况报送省科协。")
    assert [[d.text for d in task.deliverables] for task in tasks] == [["年度实施方案"], ["落实情况"]]


def test_a_rhythm_is_kept() -> None:
    (task,) = tasks_of("各学会每月25日前报送当月工作情况。")
    assert task.deadline is not None
    assert (task.deadline.kind, task.deadline.recurrence) == (DeadlineKind.RECURRING, Recurrence.MONTHLY)


def test_items_of_a_call_are_things_to_hand_in_themselves() -> None:
    lines = (
        "一、征集内容",
        "1. 会员建议",
        "目的：听取意见。",
        "面向对象：全体会员",
        "截止时间：2026年9月20日",
    )
    (task,) = tasks_of(PREAMBLE, *lines, title="关于征集会员建议的通知")
    assert (task.name, task.purpose, task.audience) == ("会员建议", "听取意见", "全体会员")
    assert [d.text for d in task.deliverables] == ["会员建议"]
    assert task.section == ("一、征集内容", "1.会员建议")


def test_a_list_of_materials_is_handed_in_by_one_request() -> None:
    lines = (
        "一、材料报送",
        "（一）推荐表（附件1）一式三份。",
        "（二）事迹材料，1500字。",
        "以上材料请于9月5日前寄送至省科协。",
    )
    (task,) = tasks_of(PREAMBLE, *lines)
    assert [d.text for d in task.deliverables] == ["推荐表", "事迹材料"]


def test_where_only_the_way_is_told_the_way_is_the_request() -> None:
    (task,) = tasks_of("一、申报方式", "申报方式：线上申报。", "二、申报时间", "申报时间：常年申报")
    assert (task.name, task.deadline and task.deadline.kind) == ("线上申报", DeadlineKind.ROLLING)


def test_a_counted_duty_keeps_its_count() -> None:
    assert [
        t.count
        for t in tasks_of(PREAMBLE, "一、任务", "1.组织活动。每个学会至少开展2场报告。", "2.加强宣传。")
    ] == [2, None]


def test_no_task_is_longer_than_seven_hundred_characters() -> None:
    (task,) = tasks_of("1.加强宣传。" + "各学会要充分利用各种媒体做好宣传工作。" * 60)
    assert 600 < len(task.text) <= 700


def test_the_desk_named_in_a_request_serves_it() -> None:
    notice = notice_of(
        "如有需要请提前联系宣传处苏明月（55550136）。",
        "请于3月20日前报送总结。",
        "联系人：温良，电话：55550101",
    )
    assert [task.contact for task in notice.tasks] == [0, None]


def test_the_desk_of_the_nearest_topic_serves_a_request() -> None:
    notice = notice_of(
        "一、内容",
        "1. 青年感悟",
        "截止时间：2026年9月20日",
        "2. 会员建议",
        "截止时间：2026年9月20日",
        "二、联系方式",
        "1. 会员建议",
        "联系人：沈若溪",
        "联系电话：55550122",
        "2. 青年感悟",
        "联系人：高一鸣",
        "联系电话：55550123",
        title="关于征集青年感悟和会员建议的通知",
    )
    desks = [notice.contacts[task.contact].name for task in notice.tasks if task.contact is not None]
    assert desks == ["高一鸣", "沈若溪"]


def test_two_deadlines_of_a_sentence_in_prose_are_two_tasks() -> None:
    assert dues_of("请各学会于2026年6月底前完成录入，7月10日前报送总结。") == ["2026-06-30", "2026-07-10"]


def test_the_time_of_an_event_is_no_deadline() -> None:
    lines = (
        "一、检查时间",
        "2026年6月8日至6月26日",
        "二、要求",
        "1.请各学会做好准备。",
        "2.请于6月12日前报送总结。",
    )
    assert dues_of(PREAMBLE, *lines) == [None, "2026-06-12"]


def test_the_time_of_a_meeting_is_when_to_attend() -> None:
    assert dues_of(PREAMBLE, "会议时间：2026年4月18日", "请各学会负责人准时参加。") == ["2026-04-18"]


def test_a_meeting_that_nobody_is_asked_to_attend_is_still_listed() -> None:
    (task,) = tasks_of("年会定于2026年4月18日在云溪市举行。")
    assert (task.text, str(task.deadline and task.deadline.due)) == (
        "年会定于2026年4月18日在云溪市举行。",
        "2026-04-18",
    )


def test_a_deadline_in_a_line_alone_is_the_request_where_no_sentence_asks() -> None:
    assert dues_of("报名时间：2026年4月18日") == ["2026-04-18"]


def test_a_section_with_its_own_answerable_unit_is_a_task_beside_its_items() -> None:
    lines = ("（一）推进共享。完善平台。（科普部负责）", "具体措施：6月底前建成平台。（信息部负责）")
    tasks = tasks_of("一、主要任务", *lines, "（二）加强宣传。（宣传部负责）")
    assert [task.responsible for task in tasks] == [("科普部",), ("信息部",), ("宣传部",)]


def test_materials_named_below_a_colon_are_no_tasks() -> None:
    lines = ("一、报送要求", "请于3月20日前报送材料。材料包括：", "（1）工作总结。", "（2）开展活动统计表。")
    assert len(tasks_of(PREAMBLE, *lines)) == 1


def test_limits_and_costs_are_no_tasks() -> None:
    assert names_of(PREAMBLE, "一、要求", "1.请准时参会。", "2.食宿自理。", "3.每单位限报1人。") == [
        "请准时参会"
    ]
