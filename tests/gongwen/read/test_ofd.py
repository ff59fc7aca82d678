"""OFD: lines, tables and pages as they are printed; limits and locks as in every package."""

import pytest
from tests.gongwen.read.ofds import blank_ofd, document_of, line, media, ofd_of, picture, text
from tests.gongwen.read.packages import label, png, zip_of

from gongwen.errors import DamagedDocument, EncryptedDocument, ExpandingDocument, TextlessDocument
from gongwen.model import Document, Line, Options, Table
from gongwen.read import ofd, read_document
from gongwen.read.ofd_scan import read_scan

BODY = "各单位要按照要求认真组织填写汇总表并于二零二六年九月十五日前报"


def lines_of(data: bytes, furniture: bool = False) -> list[str]:
    return [part.text for part in ofd.read(data, Options(), furniture).parts if isinstance(part, Line)]


def test_lines_are_ordered_by_height_then_place() -> None:
    page = text(120, 60, "乙") + text(20, 80, "丙丁") + text(20, 60, "甲")
    assert [line.split() for line in lines_of(ofd_of([page]))] == [["甲", "乙"], ["丙丁"]]


def test_gap_between_signs_is_a_space() -> None:
    assert lines_of(ofd_of([text(20, 60, "姓名职务", delta="5 20 5")]))[0].split() == ["姓名", "职务"]


def test_repeated_distances_are_unfolded() -> None:
    assert lines_of(ofd_of([text(20, 60, "甲乙丙丁", delta="g 2 5 20")]))[0].split() == ["甲乙丙", "丁"]


def test_repetition_longer_than_the_text_ends_with_it() -> None:
    assert lines_of(ofd_of([text(20, 60, "甲乙", delta="g 999999999 5")])) == ["甲乙"]


def test_line_of_several_objects_is_one_line() -> None:
    page = text(20, 60, "关于") + text(30, 60, "报送") + text(40, 60, "2026", delta="2.5 2.5 2.5")
    assert lines_of(ofd_of([page])) == ["关于报送2026"]


def test_matrix_scales_distances() -> None:
    page = text(20, 60, "甲乙丙", delta="5 5", more='CTM="2 0 0 2 0 -5"') + text(50, 60, "丁", more="")
    assert lines_of(ofd_of([page])) == ["甲乙丙丁"]


def test_text_without_distances_and_places_is_read() -> None:
    page = '<ofd:TextObject Boundary="20 20 80 6"><ofd:TextCode>通知</ofd:TextCode></ofd:TextObject>'
    assert lines_of(ofd_of([page])) == ["通知"]


def test_hidden_objects_are_left_out() -> None:
    assert lines_of(ofd_of([text(20, 60, "甲") + text(20, 80, "乙", more='Visible="false"')])) == ["甲"]


def test_full_lines_run_on_over_a_page_break() -> None:
    pages = [text(20, 250, BODY) + text(20, 257, BODY), text(20, 60, "送。")]
    assert lines_of(ofd_of(pages)) == [BODY + BODY + "送。"]


def test_template_and_page_numbers_are_furniture() -> None:
    pages = [text(20, 60 + number, "正文。") + text(100, 285, f"—{number}—") for number in (1, 2)]
    data = ofd_of(pages, template=text(20, 20, "版头"))
    assert lines_of(data) == ["正文。", "正文。"]
    printed = [line.replace(" ", "") for line in lines_of(data, furniture=True)]
    assert printed == ["版头", "正文。", "—1—", "版头", "正文。", "—2—"]


def test_columns_are_read_one_after_the_other() -> None:
    left = "".join(text(20, 60 + 7 * n, "左栏文字占满一整栏宽度") for n in range(6))
    right = "".join(text(110, 60 + 7 * n, "右栏文字占满一整栏宽度") for n in range(6))
    joined = "".join(lines_of(ofd_of([left + right])))
    assert joined.rindex("左") < joined.index("右")


def test_ruled_lines_make_a_table() -> None:
    grid = "".join(line(20, y, 120, y) for y in (50, 60, 70))
    grid += "".join(line(x, 50, x, 70) for x in (20, 70, 120))
    words = {(25, 57): "姓名", (75, 57): "职务", (25, 67): "欧阳霁", (75, 67): "理事长"}
    page = text(20, 40, "名单") + grid + "".join(text(*place, word) for place, word in words.items())
    title, table = ofd.read(ofd_of([page]), Options()).parts
    assert isinstance(title, Line)
    assert isinstance(table, Table)
    assert (title.text, table.rows, table.columns) == ("名单", 2, 2)
    assert [cell.text for cell in table.cells] == ["姓名", "职务", "欧阳霁", "理事长"]


def test_drawing_of_many_lines_is_no_table() -> None:
    drawing = (
        "<ofd:PathObject Boundary='0 0 210 297'><ofd:AbbreviatedData>"
        + "S 0 0 L 9 9 Q 1 1 2 2 " * 12_000
        + "C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert lines_of(ofd_of([text(20, 60, "甲") + drawing])) == ["甲"]


def test_namespace_does_not_matter() -> None:
    assert lines_of(ofd_of([text(20, 60, "甲")], namespace='xmlns:ofd="urn:other"')) == ["甲"]


def test_several_documents_follow_each_other() -> None:
    bodies = "".join(f"<DocBody><DocRoot>/Doc_{n}/Document.xml</DocRoot></DocBody>" for n in (0, 1))
    members = document_of([text(20, 60, "甲。")], "Doc_0") | document_of([text(20, 60, "乙。")], "Doc_1")
    data = zip_of({"OFD.xml": f"<OFD>{bodies}</OFD>", **members})
    assert [(part.text, part.page) for part in ofd.read(data, Options()).parts if isinstance(part, Line)] == [
        ("甲。", 1),
        ("乙。", 2),
    ]


def test_page_without_text_is_textless() -> None:
    for data in (blank_ofd(), ofd_of([picture(7)])):
        with pytest.raises(TextlessDocument):
            read_document(data, "公文.ofd", Options(recognize=False))


def test_signs_without_meaning_are_textless() -> None:
    with pytest.raises(TextlessDocument):
        ofd.read(ofd_of([text(20, 60, "\ue123\ue124\ue125")]), Options())


@pytest.mark.parametrize(
    ("members", "error"),
    [
        ({"OFD.xml": "<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"}, DamagedDocument),
        ({"OFD.xml": "<OFD>"}, DamagedDocument),
        ({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'}, DamagedDocument),
        ({"OFD.xml": "<OFD/>", "Encryptions.xml": "<E/>"}, EncryptedDocument),
    ],
    ids=label,
)
def test_broken_or_locked_package_is_named(members: dict[str, bytes | str], error: type[Exception]) -> None:
    with pytest.raises(error):
        ofd.read(zip_of(members), Options())


def test_one_page_named_a_thousand_times_uses_up_the_limit() -> None:
    page = '<Page BaseLoc="Page.xml"/>' * 5000
    members: dict[str, bytes | str] = {
        "OFD.xml": "<OFD><DocRoot>Document.xml</DocRoot></OFD>",
        "Document.xml": f"<Document>{page}</Document>",
        "Page.xml": f"<Page>{' ' * 5000}</Page>",
    }
    with pytest.raises(ExpandingDocument):
        ofd.read(zip_of(members), Options())


def test_pictures_of_pages_are_found_in_order() -> None:
    data = ofd_of(
        [picture(7), text(20, 60, "甲"), picture(8)],
        resources=media(7, "a.png") + media(8, "b.png"),
        files={"Doc_0/Res/a.png": png(), "Doc_0/Res/b.png": b"b"},
    )
    assert ofd.page_pictures(data, Options()) == [png(), b"b"]


def recognized(words: str, sure: float) -> Document:
    return Document("image", (Line(words, page=1, confidence=sure),), "Stub", sure)


def test_recognized_pages_are_put_together() -> None:
    data = ofd_of(
        [picture(7), picture(8), picture(8)],
        resources=media(7, "a.png") + media(8, "b.png"),
        files={"Doc_0/Res/a.png": b"a", "Doc_0/Res/b.png": b"b"},
    )
    answers = {b"a": recognized("甲甲甲", 1.0), b"b": recognized("乙", 0.6)}
    found = read_scan(data, Options(max_recognized_pages=2), lambda content, _: answers[content])
    assert [(part.text, part.page) for part in found.parts if isinstance(part, Line)] == [
        ("甲甲甲", 1),
        ("乙", 2),
    ]
    assert (found.format, found.engine, found.confidence) == ("ofd", "Stub", 0.9)
    assert [(doubt.code, dict(doubt.values)) for doubt in found.doubts] == [
        ("recognized", {"engine": "Stub", "percent": "90"}),
        ("pages_left_out", {"limit": "2", "pages": "3"}),
    ]


def test_scan_with_nothing_legible_is_textless() -> None:
    def illegible(_data: bytes, _options: Options) -> Document:
        raise TextlessDocument()

    data = ofd_of([picture(7)], resources=media(7, "a.png"), files={"Doc_0/Res/a.png": b"a"})
    with pytest.raises(TextlessDocument):
        read_scan(data, Options(), illegible)
