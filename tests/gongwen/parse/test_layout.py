import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.model import Cell, Document, Line, Table
from gongwen.parse.layout import Layout, lay_out


def layout_of(*lines: str) -> Layout:
    return lay_out(Document("txt", tuple(Line(line) for line in lines)))


def texts(layout: Layout) -> list[str]:
    return [layout.text[p.start : p.end] for p in layout.paragraphs]


def test_page_numbers_and_the_menus_of_a_page_are_dropped() -> None:
    assert texts(layout_of("通知", "— 1 —", "第2页 共3页", "上一篇：放假安排", "正文。")) == [
        "通知",
        "正文。",
    ]


def test_generated_numbering_belongs_to_the_text() -> None:
    layout = lay_out(Document("docx", (Line("主要任务", label="一、"),)))
    assert texts(layout) == ["一、主要任务"]


def test_tabs_make_the_cells_of_a_row() -> None:
    (row,) = layout_of("建言献策\t（可另附页）").paragraphs
    assert [row.folded[a:b] for a, b in row.cells] == ["建言献策", "(可另附页)"]


def test_labels_side_by_side_are_lines_of_their_own() -> None:
    assert texts(layout_of("填报单位：\t填表人：")) == ["填报单位：", "填表人："]


def test_a_table_gives_the_rows_that_its_flattened_text_gives() -> None:
    cells = (Cell("姓名", 0, 0), Cell("职务", 0, 1), Cell("王小满", 1, 0), Cell("理\n事", 1, 1))
    from_table = lay_out(Document("docx", (Table(2, 2, cells),)))
    assert from_table == layout_of("姓名\t职务", "王小满\t理事")


def test_a_page_laid_out_with_a_table_is_text() -> None:
    page = "\n".join(["一、目的", "二、任务", "三、时间", "四、要求", "五、其他", "六、附则", "七、联系"])
    layout = lay_out(Document("html", (Table(1, 2, (Cell("导航", 0, 0), Cell(page, 0, 1))),)))
    assert texts(layout)[1:3] == ["一、目的", "二、任务"]


def test_a_wide_gap_parts_a_line() -> None:
    assert texts(layout_of("联系电话：55550141　　　　江岚省科学技术协会　　2026年2月25日")) == [
        "联系电话：55550141",
        "江岚省科学技术协会",
        "2026年2月25日",
    ]


def test_padded_letters_are_one_word() -> None:
    assert texts(layout_of("地　　址：云溪路1号")) == ["地址：云溪路1号"]


@given(
    st.lists(st.text(alphabet="一二、（）。，\t 　各学会1.2026年附件：“”《》a#*\n", max_size=60), max_size=12)
)
def test_paragraphs_lie_end_to_end_in_the_text(lines: list[str]) -> None:
    layout = layout_of(*lines)
    assert "\n".join(layout.text[p.start : p.end] for p in layout.paragraphs) == layout.text
    assert len(layout.folded) == len(layout.text)
    assert all(p.start <= a <= b <= p.end for p in layout.paragraphs for a, b in p.cells)


def test_a_label_before_a_tab_is_no_cell() -> None:
    assert texts(layout_of("一、\t主要任务", "（二）\t加强宣传", "①\t会员")) == [
        "一、主要任务",
        "（二）加强宣传",
        "①会员",
    ]


def test_a_sentence_indented_with_a_tab_is_no_row() -> None:
    (line,) = layout_of("\t各学会要认真组织报送年度工作总结，确保数据准确完整。").paragraphs
    assert line.cells == ()
    lines = layout_of("要求\t各学会要认真组织报送年度工作总结，确保数据准确完整。").paragraphs
    assert [(paragraph.folded[:3], paragraph.cells) for paragraph in lines] == [("要求", ()), ("各学会", ())]


def test_a_line_between_pipes_is_a_row_and_pipes_alone_are_nothing() -> None:
    row, line = layout_of("|姓名|职务|", "||", "| |", "王小满是理事 |").paragraphs
    assert [row.folded[a:b] for a, b in row.cells] == ["姓名", "职务"]
    assert (line.folded, line.cells) == ("王小满是理事", ())


@pytest.mark.parametrize(
    "furniture",
    [
        "上一条：放假安排",
        "下一条：会议通知",
        "下一篇：值班表",
        "打印本页",
        "返回顶部",
        "分享到",
        "字体：大中小",
        "[字号：大中小]",
        "12/30",
    ],
)
def test_the_furniture_of_a_page_is_dropped(furniture: str) -> None:
    assert texts(layout_of("通知", furniture, "打印机管理。")) == ["通知", "打印机管理。"]


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("二O一一年三月", "二〇一一年三月"),
        ("二0一一年三月", "二〇一一年三月"),
        ("二o二六年三月", "二〇二六年三月"),
    ],
)
def test_a_letter_for_zero_in_a_year_is_zero(printed: str, folded: str) -> None:
    layout = layout_of(printed)
    assert (layout.text, layout.folded) == (printed, folded)


def test_a_day_torn_apart_by_blanks_is_whole() -> None:
    assert texts(layout_of("2 015年6月1 2日")) == ["2015年6月12日"]
    assert texts(layout_of("共2 015年6月1 2日")) != ["共2015年6月12日"]


LONG = "各学会要认真组织填报并按时报送材料" * 14


def test_a_notice_on_one_line_is_cut_at_the_blanks_before_its_parts() -> None:
    line = f"通知如下： 一、总体要求 认真组织。 二、时间 按时报送{LONG}。"
    line += " 附件：统计表 江岚省科学技术协会 2026年4月1日"
    assert texts(layout_of(line)) == [
        "通知如下：",
        "一、总体要求",
        "认真组织。",
        "二、时间",
        f"按时报送{LONG}。",
        "附件：统计表",
        "江岚省科学技术协会2026年4月1日",
    ]


def test_counted_items_and_the_desk_in_a_long_line_are_lines() -> None:
    line = f"报送如下{LONG}。 1、统计表 2、汇总表一份 联系人：温良 55550101"
    assert texts(layout_of(line)) == [
        f"报送如下{LONG}。",
        "1、统计表",
        "2、汇总表一份",
        "联系人：温良55550101",
    ]


def test_a_short_line_is_cut_before_its_sections_only() -> None:
    assert texts(layout_of("通知如下： 一、目的 （一）报送。 （二）填报。 见附件 1、表格")) == [
        "通知如下：",
        "一、目的",
        "（一）报送。",
        "（二）填报。见附件1、表格",
    ]


def test_a_short_line_is_cut_before_a_section_and_not_before_a_figure() -> None:
    assert texts(layout_of("一、目的 二、任务")) == ["一、目的", "二、任务"]
    assert texts(layout_of("报送材料 1、统计表 2、汇总表")) == ["报送材料1、统计表2、汇总表"]
