import pytest
from tests.gongwen.extract.reading import tasks_of


def test_units_in_brackets_are_taken_apart() -> None:
    item = "1.建设平台。（省科技厅牵头，省财政厅、省教育厅等省有关部门及各地区按职责分工负责）"
    (task,) = tasks_of("一、任务", item)
    assert task.responsible == ("省科技厅", "省财政厅", "省教育厅", "省有关部门", "各地区")


def test_vague_rest_is_left_out_and_a_name_with_the_word_for_and_is_kept() -> None:
    (task,) = tasks_of("一、任务", "1.推进科普。（科技普及部、宣传部等相关部门负责）")
    assert task.responsible == ("科技普及部", "宣传部")


def test_a_line_at_the_end_of_a_section_holds_for_every_item() -> None:
    tasks = tasks_of(
        "（一）调查", "1.走访站点。", "2.入库专家。", "责任部门（单位）：科普部、组织联络部，各市科协"
    )
    assert [task.responsible for task in tasks] == [("科普部", "组织联络部", "各市科协")] * 2


def test_lines_of_single_items_hold_for_these_items() -> None:
    tasks = tasks_of("（一）调查", "1.走访站点。", "责任部门：科普部", "2.入库专家。", "责任部门：组织部")
    assert [task.responsible for task in tasks] == [("科普部",), ("组织部",)]


def test_a_bracket_may_name_the_responsible_unit_with_a_label() -> None:
    tasks = tasks_of("一、任务", "1.严明纪律。（责任单位：机关党委）", "2.规范生活。", "责任单位：人事部")
    assert [task.responsible for task in tasks] == [("机关党委",), ("人事部",)]


def test_the_subject_acts_where_nobody_is_named_otherwise() -> None:
    (task,) = tasks_of("各省级学会和各市科协要认真组织申报。")
    assert task.responsible == ("各省级学会", "各市科协")


def test_one_unit_of_several_fields_stays_one() -> None:
    (task,) = tasks_of("教育、科技、财政等部门要加强协同。")
    assert task.responsible == ("教育、科技、财政等部门",)


@pytest.mark.parametrize("label", ["责任", "牵头", "负责", "主责", "配合", "承办", "协办", "参与", "主办"])
def test_every_line_of_duties_names_who_acts(label: str) -> None:
    lines = ("1.走访站点。", f"{label}单位：科普部、各市科协", "2.入库专家。", "责任单位：组织部")
    assert tasks_of("一、任务", *lines)[0].responsible == ("科普部", "各市科协")


def test_lines_of_lead_and_helping_units_are_joined() -> None:
    lines = (
        "1.走访站点。",
        "牵头部门：科普部",
        "协办部门：组织部、宣传部",
        "2.入库专家。",
        "牵头部门：信息部",
    )
    assert [task.responsible for task in tasks_of("一、任务", *lines)] == [
        ("科普部", "组织部", "宣传部"),
        ("信息部",),
    ]


@pytest.mark.parametrize("limit", ["完成时限：6月底前", "持续推进", "长期坚持", "2026年10月底"])
def test_a_bracket_with_several_roles_and_a_time_limit_names_the_units(limit: str) -> None:
    bracket = f"（牵头单位：科普部；配合单位：宣传部、各市科协；{limit}）"
    (task,) = tasks_of("一、任务", f"1.建设平台。{bracket}")
    assert task.responsible == ("科普部", "宣传部", "各市科协")


def test_a_bracket_of_duties_may_break_over_lines() -> None:
    lines = (
        "1.建设平台。（责任单位：科普部、宣传部。",
        "配合单位：各市科协）",
        "2.加强宣传。（责任单位：宣传部）",
    )
    assert tasks_of("一、任务", *lines)[0].responsible == ("科普部", "宣传部")


@pytest.mark.parametrize("rest", ["各县", "县级科协", "乡镇", "街道办事处", "有关部门"])
def test_the_word_for_and_others_parts_the_units_around_it(rest: str) -> None:
    (task,) = tasks_of("一、任务", f"1.建设平台。（科普部等{rest}按职责分工负责）")
    assert task.responsible[0] == "科普部"


def test_those_politely_asked_are_addressed_and_no_unit_in_charge() -> None:
    (task,) = tasks_of("各省级学会请于3月20日前报送总结。")
    assert (task.audience, task.responsible) == ("各省级学会", ())


def test_who_stands_in_an_aside_does_not_act() -> None:
    (task,) = tasks_of("请将总结（由各市科协汇总，各学会填写）于3月20日前报学会部。")
    assert task.responsible == ()


def test_who_acts_before_a_day_without_a_word_for_must() -> None:
    (task,) = tasks_of("各省级学会于3月20日前报送总结。")
    assert task.responsible == ("各省级学会",)


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("请做好审核工作，由学会学术部汇总。", ("学会学术部",)),
        ("请按时报送，由学会学术部负责接收。", ("学会学术部",)),
        ("请按时报送，科普部每季度通报一次。", ("科普部",)),
        ("请填写表格，各市科协统一上报，由学会部汇总。", ("各市科协", "学会部")),
    ],
)
def test_units_that_act_plainly_in_a_request(sentence: str, units: tuple[str, ...]) -> None:
    assert tasks_of(sentence)[0].responsible == units


@pytest.mark.parametrize("verb", ["推动", "发挥", "引导", "支持"])
def test_what_begins_with_a_verb_of_doing_is_no_unit(verb: str) -> None:
    assert tasks_of("一、任务", f"1.做好服务，{verb}市科协每季度开展活动。")[0].responsible == ()


def test_a_long_bracket_of_duties_keeps_the_units_of_its_second_line() -> None:
    units = [f"第{number}科普工作指导中心" for number in "一二三四五六七八九十"]
    lines = (
        f"1.建设平台。（责任单位：{'、'.join(units)}",
        "配合单位：各市科协）",
        "2.加强宣传。（责任单位：宣传部）",
    )
    assert tasks_of("一、任务", *lines)[0].responsible == (*units, "各市科协")


@pytest.mark.parametrize("verb", ["请", "鼓励"])
def test_those_who_are_asked_or_encouraged_are_no_units_in_charge(verb: str) -> None:
    assert tasks_of(f"{verb}各学会组织会员进行宣传。")[0].responsible == ()


def test_a_bracket_of_nothing_but_units_at_the_end_of_an_item_names_who_acts() -> None:
    tasks = tasks_of(
        "一、重点工作",
        "1.宣传创新发展的新知识。(各成员单位)",
        "2.建立监测指标,形成监测报告(市科协、市统计局)",
        "3.推进科技馆建设。(市科协牵头,市财政局参加)",
        "4.办好科普日活动。(见附件)",
        "5.开展科普讲座(流动科技馆)。",
    )
    assert [task.responsible for task in tasks] == [
        ("各成员单位",),
        ("市科协", "市统计局"),
        ("市科协", "市财政局"),
        (),
        (),
    ]


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("各县(市、区)委组织部结合实际制定实施方案,报省委组织部备案。", "各县(市、区)委组织部"),
        ("各市要重点核查统计数据,于6月底前报送省科协。", "各市"),
        ("各县(市、区)要划拨专项经费。", "各县(市、区)"),
        ("各单位复工前要对机械进行复查。", "各单位"),
    ],
)
def test_a_subject_ends_where_its_unit_does(sentence: str, who: str) -> None:
    (task,) = tasks_of(sentence)
    assert task.responsible == (who,)


def test_units_behind_the_leading_one_act_with_it() -> None:
    tasks = tasks_of(
        "一、重点工作",
        "1.打通生命通道,逐一划线立牌。(区消防局牵头,区住建局、各镇街;10月底前完成)",
        "2.完成管道改造,6月底前开工。(区城管局牵头,石门燃气有限公司具体实施)",
    )
    assert [task.responsible for task in tasks] == [
        ("区消防局", "区住建局", "各镇街"),
        ("区城管局", "石门燃气有限公司"),
    ]


def test_units_that_an_item_begins_with_act_in_all_of_it() -> None:
    tasks = tasks_of(
        "一、任务分工",
        "1)法务部:6月5日前下发填报说明;7月10日前完成各单位报告复核。",
        "2)财务部、采购部:6月8日前移交评价底稿。",
        "3)报送单位:请于6月9日前提交名单。",
    )
    assert [task.responsible for task in tasks] == [("法务部",), ("法务部",), ("财务部", "采购部"), ()]


def test_a_subject_goes_on_acting_in_the_next_clause_with_a_day() -> None:
    tasks = tasks_of("一、安排", "(一)各市科协对数据进行审核,明年1月底前完成审核汇总,3月10日前报送普查报告。")
    assert [task.responsible for task in tasks] == [("各市科协",)] * 2


def test_the_chief_of_a_unit_is_no_unit() -> None:
    (task,) = tasks_of("各镇街、各成员单位主要负责人是第一责任人,要于4月底前制定实施细则。")
    assert task.responsible == ("各镇街", "各成员单位")
