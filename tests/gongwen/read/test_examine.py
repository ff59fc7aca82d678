"""Uploads: named for what they are, or refused for a named reason."""

import sys
from io import BytesIO

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.gongwen.makers import text_to_docx, text_to_html, text_to_pdf
from tests.gongwen.read.ofds import blank_ofd, ofd_of, text
from tests.gongwen.read.packages import (
    box,
    cell,
    compound_file,
    docx_of,
    jpg,
    label,
    mp4,
    paragraph,
    png,
    xlsx_of,
    zip_of,
)

from gongwen.errors import (
    ClassifiedDocument,
    DamagedDocument,
    EmptyDocument,
    EncryptedDocument,
    ExpandingDocument,
    GongwenError,
    MismatchedDocument,
    MissingConverter,
    MissingRecognizer,
    TextlessDocument,
    TooLargeDocument,
    UnsupportedDocument,
)
from gongwen.model import Options
from gongwen.read import FileKind, examine, read_document

TEXT = "关于报送的通知\n各学会：\n请于2026年9月15日前报送。\n严禁处理国家秘密。"
MAIL = (
    "From: a@example.org\r\nSubject: a\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\n请查收。\r\n--b\r\n"
    'Content-Disposition: attachment; filename="{}"\r\n\r\n{}\r\n--b--'
)
WORD = compound_file({"WordDocument": bytes(5000)})
BOOK = compound_file({"Workbook": bytes(5000)})
SLIDES = compound_file({"PowerPoint Document": bytes(5000)})
ODT = "application/vnd.oasis.opendocument.text"
LOCKED = compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": b"x"})
FILES = {
    "通知.txt": (TEXT.encode("gb18030"), "txt"),
    "通知.md": (TEXT.encode(), "md"),
    "名单.csv": ("姓名,职务\n".encode("utf-8-sig"), "csv"),
    "通知.htm": (text_to_html(TEXT), "html"),
    "通知.docx": (text_to_docx(TEXT), "docx"),
    "通知.PDF": (text_to_pdf(TEXT), "pdf"),
    "汇总.xlsx": (xlsx_of(f"<row>{cell('A1', '姓名')}</row>"), "xlsx"),
    "照片.jpeg": (jpg(), "jpg"),
    "照片.png": (png(), "png"),
    "视频.mp4": (mp4(), "mp4"),
    "视频.mov": (mp4(), "mp4"),
    "材料.zip": (zip_of({"一.txt": TEXT, "二.docx": text_to_docx(TEXT), "三.jpg": jpg()}), "zip"),
    "旧.doc": (WORD, "doc"),
    "旧.wps": (WORD, "wps"),
    "旧.xls": (BOOK, "xls"),
    "旧.rtf": (b"{\\rtf1 a}", "rtf"),
    "来信.eml": (MAIL.encode(), "eml"),
    "来信": (MAIL.encode(), "eml"),
    "旧.et": (BOOK, "et"),
    "公文.ofd": (zip_of({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<D/>"}), "ofd"),
    "讲稿.pptx": (zip_of({"[Content_Types].xml": "<T/>", "ppt/presentation.xml": "<P/>"}), "pptx"),
    "照片.heic": (box(b"ftyp", b"heic") + box(b"meta", b""), "heic"),
    "照片.webp": (b"RIFF\x0c\x00\x00\x00WEBPVP8 " + bytes(4), "webp"),
    "照片.bmp": (b"BM\x14\x00\x00\x00\x00\x00\x00\x00" + bytes(10), "bmp"),
    "片.mov": (mp4().replace(b"isom", b"qt  "), "mov"),
    "旧.ppt": (SLIDES, "ppt"),
    "旧.dps": (SLIDES, "dps"),
    "文.odt": (zip_of({"mimetype": ODT, "content.xml": "<c/>"}), "odt"),
    "表.ods": (zip_of({"mimetype": "application/x", "content.xml": "<c/>"}), "ods"),
    "页.html": ("\ufeff<!-- 甲 --><html>乙</html>".encode("utf-16-le"), "html"),
    "没有后缀": (text_to_pdf(TEXT), "pdf"),
    "关于9.15会议": (TEXT.encode(), "txt"),
}


@pytest.mark.parametrize("name", FILES)
def test_file_is_named_for_what_it_is(name: str) -> None:
    data, format = FILES[name]
    assert examine(data, name, Options()).format == format


def test_kind_says_how_to_store_and_serve_a_file() -> None:
    assert examine(png(), "照片.png", Options()) == FileKind("png", "image/png", "png")


@pytest.mark.parametrize(
    ("name", "data", "values"),
    [
        ("通知.docx", text_to_pdf(TEXT), {"named": "docx", "found": "pdf"}),
        ("照片.jpg", png(), {"named": "jpg", "found": "png"}),
        ("通知.pdf", TEXT.encode(), {"named": "pdf", "found": "txt"}),
        ("通知.doc", text_to_docx(TEXT), {"named": "doc", "found": "docx"}),
        ("通知.docx", WORD, {"named": "docx", "found": "doc"}),
        ("照片.jpg", b"MZ" + bytes(200), {"named": "jpg", "found": "exe"}),
        ("通知.txt", text_to_html(TEXT), {"named": "txt", "found": "html"}),
        ("材料.zip", text_to_docx(TEXT), {"named": "zip", "found": "docx"}),
        ("通知.abc", TEXT.encode(), {"named": "abc", "found": "txt"}),
    ],
    ids=label,
)
def test_wrong_name_is_refused(name: str, data: bytes, values: dict[str, str]) -> None:
    with pytest.raises(MismatchedDocument) as refusal:
        examine(data, name, Options())
    assert refusal.value.values == values


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("空.txt", b"", EmptyDocument),
        ("程序.exe", b"MZ" + bytes(200), UnsupportedDocument),
        ("材料.rar", b"Rar!\x1a\x07\x00" + bytes(50), UnsupportedDocument),
        (
            "宏.docm",
            zip_of({"[Content_Types].xml": "<T/>", "word/vbaProject.bin": b"x"}),
            UnsupportedDocument,
        ),
        ("片.avi", b"RIFF\x0c\x00\x00\x00AVI LIST", UnsupportedDocument),
        ("表.xlsb", zip_of({"[Content_Types].xml": "<T/>", "xl/workbook.bin": b""}), UnsupportedDocument),
        ("库.db", compound_file({"Catalog": bytes(5000)}), MismatchedDocument),
        ("数据.bin", bytes(500), UnsupportedDocument),
        ("通知.docx", text_to_docx(TEXT)[:-100], DamagedDocument),
        ("通知.docx", bytes(500), DamagedDocument),
        ("通知.pdf", text_to_pdf(TEXT)[:1500], DamagedDocument),
        ("照片.png", png()[:-6], DamagedDocument),
        ("照片.jpg", jpg()[:-2], DamagedDocument),
        ("视频.mp4", mp4()[:-9], DamagedDocument),
        ("旧.doc", WORD[:3000], DamagedDocument),
        ("材料.zip", zip_of({"一.docx": text_to_docx(TEXT)[:-100]}), DamagedDocument),
        ("通知.docx", LOCKED, EncryptedDocument),
        ("汇总.xlsx", LOCKED, EncryptedDocument),
        ("材料.zip", zip_of({"一.docx": LOCKED}), EncryptedDocument),
        ("材料.zip", zip_of({"零": bytes(9_000_000)}), ExpandingDocument),
        ("汇总.xlsx", zip_of({"[Content_Types].xml": "<T/>", "xl/a": bytes(9_000_000)}), ExpandingDocument),
    ],
    ids=label,
)
def test_bad_file_is_refused_for_its_reason(name: str, data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error):
        examine(data, name, Options())


def test_size_limit_is_the_callers() -> None:
    with pytest.raises(TooLargeDocument) as refusal:
        examine(TEXT.encode() * 90_000, "a.txt", Options(max_bytes=3 * 1024 * 1024))
    assert refusal.value.values == {"limit": "3 MB"}


def marked_footer() -> bytes:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].footer.paragraphs[0].text = "机密★1年"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


BOX = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('秘密★5年')}</w:txbxContent></w:pict></w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "data", "mark"),
    [
        ("通知.txt", "机密★1年\n关于报送的通知".encode("gb18030"), "机密"),
        ("通知.html", text_to_html("秘密\n关于报送的通知"), "秘密"),
        ("通知.docx", text_to_docx("密级：绝密\n关于报送的通知"), "绝密"),
        ("通知.docx", docx_of(paragraph("正文"), header=paragraph("机 密")), "机密"),
        ("通知.docx", docx_of(BOX), "秘密"),
        ("通知.docx", docx_of(paragraph("正文"), footnotes=f"<w:footnote>{BOX}</w:footnote>"), "秘密"),
        ("通知.docx", marked_footer(), "机密"),
        ("通知.pdf", text_to_pdf("各学会：\n请报送。", running_head="机密★1年"), "机密"),
        ("通知.pdf", text_to_pdf("秘密\n关于报送的通知\n各学会：\n请报送。"), "秘密"),
        ("汇总.xlsx", xlsx_of(f"<row>{cell('A1', '秘密★长期')}</row>"), "秘密"),
        ("汇总.xlsx", xlsx_of(f"<row>{cell('A1', '机密')}</row>", state="hidden"), "机密"),
        (
            "汇总.xlsx",
            xlsx_of(
                f"<row>{cell('A1', '姓名')}</row>",
                after='<headerFooter><oddHeader>&amp;L&amp;"SimSun"&amp;12机密★1年&amp;R第&amp;P页</oddHeader></headerFooter>',
            ),
            "机密",
        ),
        ("材料.zip", zip_of({"一/甲.docx": text_to_docx("机密★1年\n正文")}), "机密"),
        ("材料.zip", zip_of({"（秘密）甲.jpg": jpg()}), "秘密"),
        ("材料.zip", zip_of({"里.zip": zip_of({"甲.docx": text_to_docx("机密★1年\n正文")})}), "机密"),
        ("来信.eml", MAIL.format("甲.txt", "机密★1年\n正文").encode(), "机密"),
        ("来信.eml", MAIL.format("（秘密）甲.jpg", "x").encode(), "秘密"),
        ("来信.eml", MAIL.replace("请查收。", "密级：秘密").encode(), "秘密"),
        ("公文.ofd", ofd_of([text(20, 40, "机密★1年")]), "机密"),
        ("公文.ofd", ofd_of([text(20, 40, "正文")], template=text(20, 20, "机密★1年")), "机密"),
        ("（机密）照片.jpg", jpg(), "机密"),
    ],
    ids=label,
)
def test_classification_mark_is_refused(name: str, data: bytes, mark: str) -> None:
    with pytest.raises(ClassifiedDocument) as refusal:
        examine(data, name, Options())
    assert refusal.value.values == {"mark": mark}


def test_scan_and_blank_form_pass() -> None:
    out = BytesIO()
    paper = Canvas(out)
    paper.rect(10, 10, 50, 50, fill=1)
    paper.save()
    assert examine(out.getvalue(), "扫描.pdf", Options()).format == "pdf"
    assert examine(docx_of("<w:p/>"), "空白.docx", Options()).format == "docx"


def test_shadow_files_of_other_systems_in_a_zip_do_no_harm() -> None:
    members: dict[str, bytes | str] = {
        "__MACOSX/._一.docx": b"\x00\x05\x16\x07" + bytes(40),
        ".DS_Store": bytes(40),
        "一.txt": TEXT,
    }
    assert examine(zip_of(members), "材料.zip", Options()).format == "zip"


def test_reading_goes_by_content_whatever_the_name() -> None:
    assert read_document(text_to_docx(TEXT), "通知.pdf", Options()).format == "docx"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("空.txt", b"", EmptyDocument),
        ("空.txt", b" \n", EmptyDocument),
        ("大.txt", b"1" * 11, TooLargeDocument),
        ("讲稿.pptx", FILES["讲稿.pptx"][0], UnsupportedDocument),
        ("视频.mp4", mp4(), UnsupportedDocument),
        ("程序.exe", b"MZ" + bytes(200), UnsupportedDocument),
        ("旧.doc", WORD, MissingConverter),
        ("旧.et", BOOK, MissingConverter),
        ("旧.doc", WORD[:3000], DamagedDocument),
        ("照片.png", png(), TextlessDocument),
        ("照片.png", png()[:-6], DamagedDocument),
        ("空白.docx", docx_of("<w:p/>"), TextlessDocument),
        ("通知.docx", LOCKED, EncryptedDocument),
    ],
    ids=label,
)
def test_what_cannot_be_read_is_refused_for_its_reason(
    name: str, data: bytes, error: type[GongwenError]
) -> None:
    limit = 10 if name == "大.txt" else 1_000_000
    with pytest.raises(error):
        read_document(data, name, Options(max_bytes=limit, recognize=False, convert=False))


@pytest.mark.parametrize(("name", "data"), [("照片.png", png()), ("公文.ofd", blank_ofd())], ids=label)
def test_pictures_need_the_recognizer(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    monkeypatch.setattr("gongwen.read.ocr.available", lambda: False)
    with pytest.raises(MissingRecognizer):
        read_document(data, name, Options())


def test_upload_check_neither_recognizes_nor_converts(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("gongwen.read.ocr", "gongwen.read.convert"):
        monkeypatch.setitem(sys.modules, name, None)
    members = {"一.doc": WORD, "二.png": png(), "三.ofd": blank_ofd()}
    for name, data in (members | {"材料.zip": zip_of(members)}).items():
        examine(data, name, Options())
