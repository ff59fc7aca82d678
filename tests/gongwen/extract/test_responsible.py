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
