import pytest

from gongwen.parse.rejoin import rejoin


def joined(*lines: str) -> list[str]:
    return [line.text for line in rejoin([(line, False) for line in lines])]


def test_a_sentence_broken_by_a_page_is_joined() -> None:
    assert joined("各学会要把科普服务摆上重要议事日程，认真组织广大会", "员积极参加。") == [
        "各学会要把科普服务摆上重要议事日程，认真组织广大会员积极参加。"
    ]


def test_a_list_of_units_broken_after_a_comma_is_joined() -> None:
    assert joined("责任部门：科普部、", "各市科协") == ["责任部门：科普部、各市科协"]


def test_a_bracket_left_open_is_closed_by_the_next_line() -> None:
    assert joined("（联系人：杜衡，邮箱：", "kepu@keji.example.org）") == [
        "（联系人：杜衡，邮箱：kepu@keji.example.org）"
    ]


def test_headings_and_items_stay_apart() -> None:
    lines = [
        "二、主要任务",
        "（一）摸清底数",
        "1.开展基层科普设施调查。",
        "附件：统计表",
        "江岚省科协",
        "2026年2月24日",
    ]
    assert joined(*lines) == lines


def test_a_title_is_not_joined_to_its_addressees() -> None:
    lines = ["关于做好2026年全省科普服务基层年有关工作的通知", "各市科协、各省级学会："]
    assert joined(*lines) == lines


def test_the_signer_is_not_joined_to_the_attachment_above() -> None:
    lines = ["附件：江岚省省级学会科普服务基层年活动情况统计表", "江岚省科学技术协会", "2026年8月28日"]
    assert joined(*lines) == lines


def test_text_wrapped_at_a_fixed_width_is_joined_into_paragraphs() -> None:
    wrapped = [
        "为贯彻落实加强科学教育工作的部署推动",
        "全省科学教育高质量发展决定开展遴选工",
        "作现将有关事项通知如下请认真执行好。",
    ]
    assert joined(*(wrapped * 3)) == ["".join(wrapped)] * 3


def test_rows_of_tables_stay_alone() -> None:
    lines = [("填写说明写到一半还没有结束的一行文字就这样断开了", False), ("", True), ("后文", False)]
    assert [line.first for line in rejoin(lines)] == [0, 1, 2]


def test_latin_words_keep_a_space_between_lines() -> None:
    assert joined("please send the completed form to our office", "before friday") == [
        "please send the completed form to our office before friday"
    ]


def test_addressees_broken_over_lines_are_one_line() -> None:
    lines = ["各市科协、各省级学会、各高等学校科协、各有关企业科协，省科协", "直属各单位："]
    assert joined(*lines) == ["".join(lines)]


@pytest.mark.parametrize("above", ["关于《学会管理》、报送、总结的", "请各学会认真组织。"])
def test_a_short_call_below_other_text_stays_a_line(above: str) -> None:
    assert joined(above, "各学会：") == [above, "各学会："]


def test_a_long_joined_line_still_runs_on() -> None:
    piece = "各学会要把科普服务摆上重要议事日程认真组织广大会员积极参加"
    assert joined(*[piece] * 80) == [piece * 80]


def test_a_bracket_left_open_far_back_is_forgotten() -> None:
    above = "请各学会（" + "认真组织" * 30 + "。"
    assert joined(above, "请按时报送。") == [above, "请按时报送。"]


def test_the_end_of_a_long_joined_line_is_still_seen() -> None:
    piece = "各学会要把科普服务摆上重要议事日程认真组织广大会员积极参加"
    for count in (60, 1200 // len(piece)):  # the second ends where the middle is forgotten
        assert joined(*[piece] * count, f"{piece}。", "另一段") == [f"{piece * (count + 1)}。", "另一段"]
