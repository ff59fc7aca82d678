"""Generated numbering: counted as Word counts."""

from tests.gongwen.read.packages import docx_of, paragraph

from gongwen.model import Line, Options, Table
from gongwen.read import read_document

LEVELS = (
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/>"
    "<w:lvlText w:val='%1、'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='（%2）'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:isLgl/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2.%3'/></w:lvl>"
)
NUMBERING = (
    f"<w:abstractNum w:abstractNumId='0'>{LEVELS}</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/>"
    "</w:lvlOverride></w:num>"
)


def item(level: int, list_id: int = 1, text: str = "文") -> str:
    return paragraph(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list_id}'/></w:numPr>")


def labels_of(body: str, numbering: str = NUMBERING, **parts: str) -> list[str]:
    document = read_document(docx_of(body, numbering=numbering, **parts), "a.docx", Options())
    return [part.label for part in document.parts if isinstance(part, Line)]


def test_levels_are_counted_and_deeper_ones_restart() -> None:
    body = item(0) + item(1) + item(1) + item(2) + item(0) + item(1) + item(2)
    assert labels_of(body) == ["一、", "（一）", "（二）", "1.2.1", "二、", "（一）", "2.1.1"]


def test_lists_of_one_definition_count_on_unless_restarted() -> None:
    assert labels_of(item(0) + item(0, 2) + item(0, 2) + item(0)) == ["一、", "五、", "六、", "七、"]


def test_level_that_never_restarts_counts_on() -> None:
    numbering = NUMBERING.replace(
        "<w:numFmt w:val='chineseCountingThousand'/>", "<w:lvlRestart w:val='0'/>", 1
    )
    assert labels_of(item(0) + item(1) + item(0) + item(1), numbering) == ["一、", "（1）", "二、", "（2）"]


def test_list_of_a_style_numbers_its_paragraphs() -> None:
    numbering = NUMBERING.replace("<w:lvl w:ilvl='1'>", "<w:lvl w:ilvl='1'><w:pStyle w:val='sub'/>")
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{name}'><w:pPr><w:numPr>"
        "<w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        for name in ("top", "sub")
    )
    body = "".join(paragraph("文", f"<w:pStyle w:val='{name}'/>") for name in ("top", "sub"))
    body += paragraph("文", "<w:pStyle w:val='top'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    assert labels_of(body, numbering, styles=styles) == ["一、", "（一）", ""]


def test_list_defined_through_a_style_is_found() -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='7'><w:numStyleLink w:val='l'/></w:abstractNum>"
        f"<w:abstractNum w:abstractNumId='0'>{LEVELS}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='0'/></w:num>"
    )
    styles = "<w:style w:styleId='l'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr></w:style>"
    assert labels_of(item(0), numbering, styles=styles) == ["一、"]


def test_chapters_articles_and_circled_numbers_are_written_as_printed() -> None:
    levels = "".join(
        f"<w:lvl w:ilvl='{n}'><w:numFmt w:val='{style}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for n, (style, text) in enumerate(
            (
                ("chineseCountingThousand", "第%1章"),
                ("chineseCountingThousand", "第%2条"),
                ("decimalEnclosedCircleChinese", "%3"),
                ("decimalFullWidth", "%4．"),
            )
        )
    )
    numbering = (
        f"<w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    )
    body = item(0) + item(1) * 12 + item(2) + item(2) + item(3) + item(0)
    assert labels_of(body, numbering)[-5:] == ["第十二条", "①", "②", "１．", "第二章"]


def test_bare_number_keeps_apart_from_a_number_behind_it() -> None:
    numbering = NUMBERING.replace("chineseCounting'", "decimal'", 1).replace("%1、", "%1")
    assert labels_of(item(0, text="2026年") + item(0, text="文"), numbering) == ["1 ", "2"]


def test_bullets_have_no_label() -> None:
    assert labels_of(item(0), NUMBERING.replace("chineseCounting'", "bullet'")) == [""]


def test_empty_numbered_cells_hold_their_numbers() -> None:
    rows = "".join(
        f"<w:tr><w:tc>{item(0, text='')}</w:tc><w:tc>{paragraph('甲')}</w:tc></w:tr>" for _ in "12"
    )
    document = read_document(docx_of(f"<w:tbl>{rows}</w:tbl>", numbering=NUMBERING), "a.docx", Options())
    (table,) = document.parts
    assert isinstance(table, Table)
    assert [cell.text for cell in table.cells] == ["一、", "甲", "二、", "甲"]


def test_wrong_list_references_give_no_label() -> None:
    assert labels_of(item(0, 99) + item(8) + item(77)) == ["", "", ""]
