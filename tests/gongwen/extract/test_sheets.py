from tests.gongwen.extract.reading import notice_of

from gongwen.model import FieldType, Sheet, SheetBlock, SheetField


def sheet_of(*lines: str) -> Sheet:
    notice = notice_of(
        "请填写。", "附件：情况统计表", tail="江岚省科协\n2026年3月2日\n附件\n情况统计表\n" + "\n".join(lines)
    )
    (attachment,) = notice.attachments
    assert attachment.sheet is not None
    return attachment.sheet


def keys(block: SheetBlock) -> list[str]:
    return [field.key for field in block.fields]


def test_lines_above_the_table_are_header_fields() -> None:
    header = sheet_of("学会名称：", "填表人：", "联系方式：", "意见\t（可另附页）").blocks[0]
    assert (header.key, keys(header)) == ("header", ["organization", "filler", "contact"])


def test_several_header_fields_may_share_a_line() -> None:
    assert keys(sheet_of("填报单位：      填表日期：", "意见\t（可另附页）").blocks[0]) == [
        "organization",
        "date",
    ]


def test_a_row_is_a_block_with_one_long_text() -> None:
    (block,) = sheet_of("建言献策\t（可另附页）").blocks
    field = SheetField("text", "建言献策", FieldType.LONGTEXT)
    assert block == SheetBlock("b1", "建言献策", (field,), hint="（可另附页）")


def test_a_row_that_asks_for_persons_repeats() -> None:
    (block,) = sheet_of("学习感悟\t（请注明姓名、职务及感悟内容，字数不限）").blocks
    assert block.repeat
    assert [(f.key, f.label, f.type) for f in block.fields] == [
        ("name", "姓名", FieldType.TEXT),
        ("post", "职务", FieldType.TEXT),
        ("text", "内容", FieldType.LONGTEXT),
    ]


def test_an_example_of_a_person_shows_the_fields() -> None:
    (block,) = sheet_of(
        "代表情况\t（如有代表，请填写此内容）填写示例：1. 王小满，江岚省茶叶学会副理事长"
    ).blocks
    assert (block.repeat, block.optional, keys(block)) == (True, True, ["name", "post"])


def test_a_row_of_heads_above_empty_rows_is_a_list() -> None:
    (block,) = sheet_of("序号\t活动名称\t时间\t参加人数", "1\t\t\t", "2\t\t\t").blocks
    assert (block.repeat, keys(block)) == (True, ["activity", "when", "persons"])
    assert [f.type for f in block.fields] == [FieldType.TEXT, FieldType.DATE, FieldType.NUMBER]


def test_unknown_labels_have_a_key_by_position() -> None:
    (block,) = sheet_of("姓名\t籍贯特长\t备注", "\t\t").blocks
    assert keys(block) == ["name", "f2", "remark"]


def test_a_heading_alone_is_no_form() -> None:
    notice = notice_of("请查看。", "附件：名单", tail="江岚省科协\n2026年3月2日\n附件\n名单\n甲、乙")
    assert notice.attachments[0].sheet is None


def test_labels_each_before_an_empty_cell_are_one_block() -> None:
    (block,) = sheet_of("姓名\t\t性别\t", "单位\t\t职务\t", "说明如下").blocks
    assert (block.repeat, keys(block)) == (False, ["name", "sex", "unit", "post"])
