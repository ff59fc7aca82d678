import pytest

from gongwen.parse.unglue import unglue


def pieces(text: str) -> list[str]:
    return [piece for _, piece in unglue([(text, False)])]


BODY = "为加快科技成果转化，经研究，提出如下意见，请各地各部门结合实际认真落实好各项工作。"


def test_title_number_addressees_and_body_come_apart() -> None:
    text = f"江岚省人民政府关于促进成果转化的意见江岚政发〔2026〕5号各市人民政府，省政府各部门：{BODY}"
    assert pieces(text) == [
        "江岚省人民政府关于促进成果转化的意见",
        "江岚政发〔2026〕5号",
        "各市人民政府，省政府各部门：",
        BODY,
    ]


def test_a_title_that_holds_another_kind_ends_at_the_last() -> None:
    text = "江岚省政府办公厅转发省科技厅关于促进成果转化意见的通知江岚政办函〔2026〕6号"
    assert pieces(text) == ["江岚省政府办公厅转发省科技厅关于促进成果转化意见的通知", "江岚政办函〔2026〕6号"]


def test_items_of_a_text_on_one_line_come_apart_in_their_order() -> None:
    text = (
        "提出如下意见：一、重点任务（一）建设平台。建成平台二十个。（省科技厅负责）（二）完善信息库。"
        "三、四中全会精神要落实。二、保障措施（一）加强领导。明确专人。"
    )
    assert pieces(text) == [
        "提出如下意见：",
        "一、重点任务",
        "（一）建设平台。建成平台二十个。（省科技厅负责）",
        "（二）完善信息库。三、四中全会精神要落实。",
        "二、保障措施",
        "（一）加强领导。明确专人。",
    ]


def test_arabic_items_come_apart_in_a_long_line_only() -> None:
    items = "具体措施：1．" + "推进共享。" * 40 + "（省科技厅负责）2．" + "完善制度。" * 40
    assert [piece[:2] for piece in pieces(items)] == ["具体", "1．", "2．"]
    assert pieces("措施：1．推进共享。2．完善制度。") == ["措施：1．推进共享。2．完善制度。"]


def test_the_sign_off_comes_apart_from_the_last_sentence() -> None:
    assert pieces("请认真落实。江岚省科学技术协会2026年7月3日") == [
        "请认真落实。",
        "江岚省科学技术协会2026年7月3日",
    ]


def test_the_closing_after_the_last_answerable_unit_comes_apart() -> None:
    assert pieces("（二）抓好兑现。公布清单。（各地区负责）各地区要认真落实。") == [
        "（二）抓好兑现。公布清单。（各地区负责）",
        "各地区要认真落实。",
    ]


def test_a_cited_item_is_no_item() -> None:
    assert pieces("按照第（一）项和上述（二）的规定办理。") == ["按照第（一）项和上述（二）的规定办理。"]


def test_sections_in_one_long_line_come_apart_without_a_full_stop_between() -> None:
    filling = "认真组织做好各项工作" * 16
    text = f"一、总体要求{filling}二、主要任务{filling}三、十项措施见二、三款"
    assert [piece[:6] for piece in pieces(text)] == ["一、总体要求", "二、主要任务", "三、十项措施"]
    assert pieces("一、总体要求二、主要任务") == ["一、总体要求二、主要任务"]


@pytest.mark.parametrize("end", ["负责", "牵头", "配合"])
def test_what_follows_an_answerable_unit_is_a_piece(end: str) -> None:
    assert pieces(f"完善平台。（信息部{end}）加强宣传。") == [f"完善平台。（信息部{end}）", "加强宣传。"]


def test_the_list_of_attachments_comes_apart_from_the_last_sentence() -> None:
    assert pieces("请认真落实。附件：1.申报表") == ["请认真落实。", "附件：1.申报表"]


def test_the_mark_of_publication_ends_the_sign_off() -> None:
    text = "请认真落实。江岚省科学技术协会2026年7月3日（此件公开发布）江岚省实施方案"
    assert pieces(text) == [
        "请认真落实。",
        "江岚省科学技术协会2026年7月3日（此件公开发布）",
        "江岚省实施方案",
    ]


def test_a_cited_section_in_a_long_line_is_no_section() -> None:
    text = f"一、总体要求{'认真组织做好各项工作' * 32}按照第二、第三项办理"
    assert pieces(text) == [text]


def test_a_cited_item_behind_a_colon_is_no_item() -> None:
    assert pieces("请遵守下列规定：（一）款和（二）项。") == ["请遵守下列规定：（一）款和（二）项。"]
