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
