"""Classification marks: the mark is found wherever it stands, its mention in prose is not one."""

import pytest

from gongwen.model import Cell, Document, Line, Table
from gongwen.read.classified import find_mark, mark_in_name


def mark_of(*parts: Line | Table) -> str | None:
    return find_mark(Document("txt", (Line("关于开展学习的通知"), *parts)))


def table(*rows: tuple[str, ...]) -> Table:
    cells = (Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(len(rows), len(rows[0]), tuple(cells))


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("绝密", "绝密"),
        ("机  密", "机密"),
        ("　秘　密　", "秘密"),
        ("（秘密）", "秘密"),
        ("机密★1年", "机密"),
        ("秘密 ★ 长期", "秘密"),
        ("机密五年", "机密"),
        ("机密  特急", "机密"),
        ("000012 机密★10年", "机密"),
        ("**机密**", "机密"),
        ("江科办〔2026〕3号　机密★1年", "机密"),
        ("机密*3年", "机密"),
        ("密级：秘密", "秘密"),
        ("密  级： 机 密", "机密"),
        ("保密等级：机密   编号：12", "机密"),
        ("密级标识：绝密", "绝密"),
        ("绝密级", "绝密"),
    ],
)
def test_mark_on_a_line_is_found(line: str, mark: str) -> None:
    assert mark_of(Line(line)) == mark


@pytest.mark.parametrize(
    "line",
    [
        "严禁通过本平台处理国家秘密。",
        "各单位要保守秘密，不得上传涉密材料。",
        "非涉密",
        "属于国家秘密、商业秘密的不得报送",
        "机密文件管理办法",
        "密级：□绝密 □机密 □秘密",
        "密级：绝密/机密/秘密",
        "密级：秘密、内部、公开",
        "涉密文件应当标注“机密★1年”字样。",
        "秘密花园读书会",
        "二、保密要求",
        "一百个秘密",
        "",
    ],
)
def test_mention_is_no_mark(line: str) -> None:
    assert mark_of(Line(line)) is None


def test_generated_label_belongs_to_the_line() -> None:
    assert mark_of(Line("密★1年", label="机")) == "机密"


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        ([("机密", "编号 3"), ("标题", "通知")], "机密"),
        ([("编号 3", "机密★1年")], "机密"),
        ([("标题", "通知"), ("密级", "秘密")], "秘密"),
        ([("标题", "通知"), ("内容", "请报送\n密级：机密")], "机密"),
        ([("标题", "通知"), ("内容", "机密★1年")], "机密"),
        ([("密级", "绝密", "机密", "秘密"), ("件数", "0", "0", "0")], None),
        ([("标题", "通知"), ("泄露秘密", "无")], None),
        ([("知悉范围", "件数"), ("秘密", "0")], None),
    ],
)
def test_mark_in_a_table_is_told_from_a_heading(rows: list[tuple[str, ...]], mark: str | None) -> None:
    assert mark_of(table(*rows)) == mark


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("（机密）方案.docx", "机密"),
        ("材料/【秘密】名单.xlsx", "秘密"),
        ("方案(绝密★长期).pdf", "绝密"),
        ("机密★1年 方案.docx", "机密"),
        ("机密.docx", "机密"),
        ("秘密-名单.xlsx", "秘密"),
        ("秘密花园.docx", None),
        ("商业秘密保护.docx", None),
        ("（涉密）自查.docx", None),
    ],
)
def test_mark_in_a_file_name_is_found(name: str, mark: str | None) -> None:
    assert mark_in_name(name) == mark
