from gongwen.model import Document, Line
from gongwen.parse.layout import lay_out
from gongwen.parse.outline import outline, sections


def outline_of(*lines: str) -> list[tuple[int, str, str]]:
    layout = lay_out(Document("txt", tuple(Line(line) for line in lines)))
    found = sections(layout, outline(layout, layout.paragraphs))
    return [(section.level, section.label, section.heading) for section in found]


def test_levels_follow_the_nesting_not_the_kind_of_number() -> None:
    assert outline_of("一、任务", "1.调查。先走访。", "2.汇总", "二、要求", "（一）领导", "1.专班") == [
        (1, "一、", "任务"),
        (2, "1.", "调查"),
        (2, "2.", "汇总"),
        (1, "二、", "要求"),
        (2, "（一）", "领导"),
        (3, "1.", "专班"),
    ]


def test_mixed_marks_after_numbers_are_one_level() -> None:
    assert [level for level, *_ in outline_of("1.甲", "2、乙", "3．丙")] == [1, 1, 1]


def test_a_clock_does_not_end_a_heading() -> None:
    assert outline_of("1.请于12:00前报送材料")[0][2] == "请于12:00前报送材料"


def test_text_before_the_first_number_belongs_to_the_root() -> None:
    layout = lay_out(Document("txt", (Line("前言如下。"), Line("一、任务"))))
    root = outline(layout, layout.paragraphs)
    assert ([p.folded for p in root.paragraphs], len(root.children)) == (["前言如下。"], 1)
