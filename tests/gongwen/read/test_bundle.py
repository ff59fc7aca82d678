"""Several files as one notice: which one it is, and how the others follow it."""

import pytest
from tests.gongwen.makers import text_to_docx, text_to_pdf
from tests.gongwen.read.packages import cell, compound_file, jpg, label, xlsx_of, zip_of

from gongwen.errors import (
    ClassifiedDocument,
    EmptyDocument,
    EncryptedDocument,
    ExpandingDocument,
    GongwenError,
    UnsupportedDocument,
)
from gongwen.extract.notice import understand
from gongwen.model import Document, Line, Options, Table
from gongwen.read import bundle, read_document
from gongwen.read.bundle_names import number_in, title_in

ALONE = Options(recognize=False, convert=False)
HEAD = "江岚省科学技术协会关于报送年度总结的通知\n各学会：\n请于2026年9月15日前报送下列材料。"
LISTED = f"{HEAD}\n附件：1.年度总结汇总表\n2.优秀学会推荐表\n江岚省科学技术协会\n2026年9月1日"
PLAIN = f"{HEAD}\n江岚省科学技术协会\n2026年9月1日"
TABLE = "序号\t姓名\t职务\n1\t\t"


def read(members: dict[str, bytes | str], options: Options = ALONE) -> Document:
    return read_document(zip_of(members), "材料.zip", options)


def lines_of(document: Document) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Line) and part.text]


def unread(document: Document) -> list[str]:
    return [dict(doubt.values)["name"] for doubt in document.doubts if doubt.code == "part_unread"]


@pytest.mark.parametrize(
    "others",
    [
        {"00说明.txt": "填写说明\n请如实填写。" * 300},
        {"附件1 关于评选的通知.docx": text_to_docx("附件1\n关于评选的通知\n各市：\n请推荐。")},
        {"a/年度汇总表.docx": text_to_docx(f"年度汇总表\n{TABLE}")},
        {"实施方案.docx": text_to_docx("年度工作实施方案\n一、目标\n二、安排" + "安排" * 400)},
        {"推荐样表.docx": text_to_docx(f"关于推荐的函\n{TABLE}")},
    ],
    ids=label,
)
def test_file_that_looks_like_a_notice_is_the_notice(others: dict[str, bytes | str]) -> None:
    for name in ("通知.docx", "z正文.docx"):
        found = read({name: text_to_docx(PLAIN), **others})
        assert lines_of(found)[:5] == PLAIN.split("\n")


def test_attachments_follow_in_the_order_of_their_numbers() -> None:
    members: dict[str, bytes | str] = {
        "附件10：丙表.txt": "丙",
        "附件2.乙表.txt": "乙",
        "1、甲表.txt": "甲",
        "通知.txt": PLAIN,
    }
    tail = lines_of(read(members))[5:]
    assert tail == ["附件1", "甲表", "甲", "附件2", "乙表", "乙", "附件10", "丙表", "丙"]


def test_files_without_numbers_follow_as_the_notice_lists_them() -> None:
    forms: dict[str, bytes | str] = {"优秀学会推荐表.txt": "乙", "年度总结汇总表.txt": "甲"}
    members = forms | {"通知.txt": LISTED}
    assert lines_of(read(members))[7:] == ["附件1", "年度总结汇总表", "甲", "附件2", "优秀学会推荐表", "乙"]


def test_number_and_title_that_stand_in_a_file_are_not_said_twice() -> None:
    members: dict[str, bytes | str] = {
        "1.汇总表.txt": "附件1\n年度总结汇总表\n甲",
        "2.推荐表.txt": "优秀学会推荐表\n乙",
        "通知.txt": LISTED,
    }
    assert lines_of(read(members))[7:] == ["附件1", "年度总结汇总表", "甲", "附件2", "优秀学会推荐表", "乙"]


def test_workbook_follows_as_a_table_without_the_name_of_its_sheet() -> None:
    book = xlsx_of(f"<row>{cell('A1', '序号')}{cell('B1', '姓名')}</row>")
    found = read({"附件1.名单.xlsx": book, "通知.txt": PLAIN})
    *_, table = found.parts
    assert isinstance(table, Table)
    assert lines_of(found)[5:] == ["附件1", "名单"]


def test_one_text_holds_the_spans_of_notice_and_attachments() -> None:
    heads = cell("A1", "序号") + cell("B1", "姓名") + cell("C1", "职务")
    form = text_to_docx("优秀学会推荐表\n学会名称\t\n联系人\t\n主要事迹（不少于500字）\t")
    members: dict[str, bytes | str] = {
        "附件2.优秀学会推荐表.docx": form,
        "附件1.年度总结汇总表.xlsx": xlsx_of(
            f"<row>{heads}</row><row><c r='A2'/><c r='B2'/><c r='C2'/></row>"
        ),
        "通知.docx": text_to_docx(LISTED),
    }
    notice = understand(read(members), Options())
    assert [attachment.title for attachment in notice.attachments] == ["年度总结汇总表", "优秀学会推荐表"]
    assert [attachment.sheet is not None for attachment in notice.attachments] == [True, True]
    assert notice.title is not None
    assert notice.title.value == "江岚省科学技术协会关于报送年度总结的通知"
    assert notice.source.format == "zip"


def test_same_notice_saved_twice_is_read_once() -> None:
    found = read({"通知.pdf": text_to_pdf(LISTED), "通知.docx": text_to_docx(LISTED)})
    assert lines_of(found) == LISTED.split("\n")
    assert [str(doubt) for doubt in found.doubts] == ["通知.pdf repeats the notice itself and was left out."]


@pytest.mark.parametrize(
    ("name", "number", "title"),
    [
        ("a/附件2：推荐表(1).docx", 2, "推荐表"),
        ("附件三 名单 - 副本.xlsx", 3, "名单"),
        ("【附件4】名单.pdf", 4, "名单"),
        ("（五）名单.pdf", 5, "名单"),
        ("1.名单.pdf", 1, "名单"),
        ("2026年名单.pdf", None, "2026年名单"),
        ("附件1.docx", 1, ""),
        ("副本 " * 20_000 + "x", None, "副本 " * 84 + "x"),
    ],
)
def test_name_gives_number_and_title(name: str, number: int | None, title: str) -> None:
    assert (number_in(name), title_in(name)[-253:]) == (number, title)


def test_names_in_gb18030_and_folders_are_read() -> None:
    data = zip_of({"xxxxxxxx/1.yyyy.txt": "甲", "通知.txt": PLAIN})
    data = data.replace(b"xxxxxxxx", "通知附件".encode("gb18030")).replace(b"yyyy", "名单".encode("gb18030"))
    assert lines_of(read_document(data, "a.zip", ALONE))[5:] == ["附件1", "名单", "甲"]


def test_shadow_files_and_locks_are_passed_over() -> None:
    members: dict[str, bytes | str] = {
        "__MACOSX/._通知.txt": bytes(40),
        "a/.DS_Store": bytes(40),
        "a/~$通知.docx": "x",
        "a/Thumbs.db": bytes(40),
        "通知.txt": PLAIN,
    }
    found = read(members)
    assert (lines_of(found), found.doubts) == (PLAIN.split("\n"), ())


def test_zip_inside_a_zip_is_read() -> None:
    inner = zip_of({"附件1.名单.txt": "甲"})
    assert lines_of(read({"通知.txt": PLAIN, "附件.zip": inner}))[5:] == ["附件1", "名单", "甲"]


def test_nesting_ends() -> None:
    data = zip_of({"a.txt": "甲"})
    for _ in range(5):
        data = zip_of({"a.zip": data})
    assert unread(read({"通知.txt": PLAIN, "b.zip": data})) == ["a.zip"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("锁.docx", compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": b"x"})),
        ("坏.docx", text_to_docx("甲")[:-100]),
        ("坏.zip", zip_of({"a": b"1" * 500})[:-30]),
        ("空.txt", b""),
        ("照片.jpg", jpg()),
        ("旧.doc", compound_file({"WordDocument": bytes(5000)})),
        ("程序.exe", b"MZ" + bytes(200)),
        ("弹.zip", zip_of({"a": bytes(9_000_000)})),
    ],
    ids=label,
)
def test_file_that_cannot_be_read_is_a_doubt(name: str, content: bytes) -> None:
    found = read({"通知.txt": PLAIN, name: content})
    assert (lines_of(found), unread(found)) == (PLAIN.split("\n"), [name])


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({"锁.docx": compound_file({"EncryptedPackage": bytes(5000)})}, EncryptedDocument),
        ({"程序.exe": b"MZ" + bytes(200)}, UnsupportedDocument),
        ({"._a": b"x"}, EmptyDocument),
    ],
    ids=label,
)
def test_nothing_readable_is_the_error_of_the_first_file(
    members: dict[str, bytes | str], error: type[GongwenError]
) -> None:
    with pytest.raises(error):
        read(members)


def test_member_under_password_locks_the_zip() -> None:
    data = bytearray(zip_of({"a.txt": PLAIN}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedDocument):
        read_document(bytes(data), "a.zip", ALONE)


def test_limits_count_through_all_levels() -> None:
    inner = {f"{n}.zip": zip_of({"a.txt": "甲" * 200_000}) for n in range(3)}
    found = read({"通知.txt": PLAIN, **inner}, Options(zip_max_expanded=1_300_000))
    assert unread(found) == ["2.zip"]
    packages = {f"{n}.docx": text_to_docx("甲" * 1000) for n in range(3)}
    found = read({"通知.txt": PLAIN, **packages}, Options(zip_max_expanded=420_000))
    assert unread(found)[-1:] == ["2.docx"]


def test_entries_count_through_all_levels() -> None:
    inner = {f"{n}.zip": zip_of({f"{k}.txt": "甲" for k in range(4)}) for n in range(2)}
    assert unread(read({"通知.txt": PLAIN, **inner}, Options(zip_max_entries=8))) == ["1.zip"]


def stub(format: str, engine: str, confidence: float | None) -> bundle.ReadOne:
    """A reader of single files that may be asked only as long as the options allow."""

    def read_one(data: bytes, name: str, options: Options) -> Document:
        if name == "通知.txt":
            return read_document(data, name, options)
        if not (options.recognize and options.convert):
            raise ExpandingDocument()
        return Document(format, (Line(name, page=1),), engine, confidence)

    return read_one


def test_recognized_pages_are_counted_over_all_files() -> None:
    data = zip_of({"通知.txt": PLAIN, **{f"{n}.jpg": jpg() for n in range(4)}})
    found = bundle.read_bundle(data, "zip", Options(max_recognized_pages=2), stub("image", "Stub", 0.9))
    assert unread(found) == ["2.jpg", "3.jpg"]


def test_mark_in_one_file_refuses_them_all() -> None:
    def read_one(data: bytes, name: str, options: Options) -> Document:
        if name == "通知.txt":
            return read_document(data, name, options)
        raise ClassifiedDocument(mark="机密")

    data = zip_of({"通知.txt": PLAIN, "扫描.jpg": jpg()})
    with pytest.raises(ClassifiedDocument):
        bundle.read_bundle(data, "zip", Options(), read_one)


def test_conversions_are_counted_over_all_files() -> None:
    data = zip_of({"通知.txt": PLAIN, **{f"{n}.doc": b"x" for n in range(22)}})
    found = bundle.read_bundle(data, "zip", Options(), stub("doc", "LibreOffice", None))
    assert unread(found) == ["20.doc", "21.doc"]
