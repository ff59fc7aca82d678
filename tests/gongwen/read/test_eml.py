"""Mails: names, texts and attachments as Chinese programs write them."""

import base64
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.gongwen.makers import text_to_docx
from tests.gongwen.read.packages import label, png, zip_of

from gongwen.errors import DamagedDocument, EmptyDocument, ExpandingDocument, GongwenError
from gongwen.model import Document, Line, Options
from gongwen.read import read_document
from gongwen.read.eml import Mail, parse_mail

NAME = "关于报送镕基材料的通知.docx"
NOTICE = "江岚省科学技术协会关于报送总结的通知\n各学会：\n请于2026年9月15日前报送总结。\n2026年9月1日"


def raw(*parts: bytes, subject: bytes = b"a", boundary: bytes = b"b") -> bytes:
    """A mail of several parts, each with its own headers."""
    head = b"From: a@example.org\r\nSubject: " + subject + b"\r\nMIME-Version: 1.0\r\n"
    body = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    kind = b"Content-Type: multipart/mixed; boundary=" + boundary
    return head + kind + b"\r\n\r\n" + body + b"--" + boundary + b"--\r\n"


def named(disposition: bytes) -> bytes:
    return b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition + b"\r\n\r\nx"


def said(text: bytes, charset: str = "utf-8", kind: str = "plain") -> bytes:
    return f"Content-Type: text/{kind}; charset={charset}\r\n\r\n".encode() + text


def words(charset: str, *pieces: bytes) -> bytes:
    """Encoded words, one for each piece."""
    return b"\r\n ".join(
        b"=?" + charset.encode() + b"?B?" + base64.b64encode(piece) + b"?=" for piece in pieces
    )


GB = NAME.encode("gbk")


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="' + words("gb2312", GB) + b'"',
        b'attachment; filename="' + words("GB2312", GB[:7], GB[7:]) + b'"',
        b'attachment; filename="' + words("utf-8", NAME.encode()[:4], NAME.encode()[4:]) + b'"',
        b"attachment; filename*=gb2312''" + quote(GB).encode(),
        b"attachment;\r\n filename*0*=gb18030''" + quote(GB[:7]).encode()
        + b";\r\n filename*1*=" + quote(GB[7:]).encode(),
        b"attachment; filename*=UTF-8''" + quote(NAME).encode(),
        b'attachment; filename="' + GB + b'"',
        b'attachment; filename="' + NAME.encode() + b'"',
        b'attachment; filename="C:\\\\' + GB + b'"',
        b'attachment; filename="=?gbk?Q?' + b"".join(b"=%02X" % byte for byte in GB) + b'?="',
    ],
)  # fmt: skip
def test_name_of_an_attachment_is_read(disposition: bytes) -> None:
    assert [file.name for file in parse_mail(raw(named(disposition))).files] == [NAME]


def test_name_in_the_content_type_is_read() -> None:
    part = b'Content-Type: application/msword; name="' + words("gb2312", GB) + b'"\r\n\r\nx'
    assert [file.name for file in parse_mail(raw(part)).files] == [NAME]


@pytest.mark.parametrize("charset", [b"gb\x00k", b"gb%00k"])
def test_a_character_set_with_a_nul_costs_the_name_alone(charset: bytes) -> None:
    attached = b"attachment; filename*0*=" + charset + b"''%B9%D8; filename*1*=%D3%DA"
    text = b"Content-Type: text/plain; charset*=" + charset + b"''utf-8\r\n\r\nhere"
    found = parse_mail(raw(named(attached), text))
    assert [file.data for file in found.files] == [b"x"]
    assert found.text.strip() == b"here"


def test_attachment_without_a_name_is_numbered() -> None:
    assert [file.name for file in parse_mail(raw(b"Content-Type: image/png\r\n\r\nx")).files] == ["1.png"]


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("请查收镕".encode("gb18030"), "gb2312"),
        ("请查收镕".encode("gb18030"), "utf-8"),
        ("请查收镕".encode("gb18030"), "us-ascii"),
        ("请查收镕".encode("gb18030"), "no-such-charset"),
        ("请查收镕".encode(), "gb2312"),
        ("请查收镕".encode("utf-7"), "utf-7"),
        ("请查收镕".encode("utf-16-le"), "utf-16le"),
    ],
)
def test_text_in_a_wrong_charset_is_read(text: bytes, charset: str) -> None:
    assert parse_mail(raw(said(text, charset))).text.decode() == "请查收镕"


def test_subject_in_several_words_is_read() -> None:
    mail = parse_mail(raw(said(b"a"), subject=words("gb2312", GB[:7], GB[7:]) + b" 1"))
    assert mail.subject == NAME + " 1"


def alternatives(plain: bytes) -> Mail:
    both = b"--c\r\n" + said(plain) + b"\r\n--c\r\n" + said("<p>乙</p>".encode(), kind="html") + b"\r\n--c--"
    return parse_mail(raw(b"Content-Type: multipart/alternative; boundary=c\r\n\r\n" + both))


def test_plain_text_is_preferred_unless_it_is_empty() -> None:
    assert (alternatives("甲".encode()).text.decode(), alternatives("甲".encode()).is_html) == ("甲", False)
    assert (alternatives(b" ").text.decode(), alternatives(b" ").is_html) == ("<p>乙</p>", True)


def test_signatures_and_invitations_are_no_files() -> None:
    signature = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx"
    invitation = b"Content-Type: text/calendar\r\n\r\nx"
    assert parse_mail(raw(said(b"a"), signature, invitation)).files == ()


def test_forwarded_mail_is_taken_apart() -> None:
    inner = raw(said("内".encode()), named(b"attachment; filename=a.txt"), subject=b"b", boundary=b"c")
    mail = parse_mail(raw(said("外".encode()), b"Content-Type: message/rfc822\r\n\r\n" + inner))
    (forwarded,) = mail.forwarded
    assert (mail.text, forwarded.subject, forwarded.text) == ("外".encode(), "b", "内".encode())
    assert [file.name for file in forwarded.files] == ["a.txt"]


DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1500))


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (raw() + b"\n--b\n" * 30_000, ExpandingDocument),
        (DEEP, DamagedDocument),
        (b"Content-Type: message/rfc822\n\n" * 3000, DamagedDocument),
    ],
    ids=label,
)
def test_mail_made_to_do_harm_is_refused(data: bytes, error: type[GongwenError]) -> None:
    with pytest.raises(error):
        parse_mail(data)


@pytest.mark.parametrize(
    "start", [b"Subject: ", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"Content-Disposition: "]
)
@given(data=st.binary(max_size=400))
def test_any_bytes_behind_a_header_are_a_mail(start: bytes, data: bytes) -> None:
    assert isinstance(parse_mail(start + data), Mail)


# What a mail is as a notice.


def mail_of(body: str, files: dict[str, bytes], subject: str = "转发", html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", subject
    message.set_content(body, subtype="html" if html else "plain")
    for name, content in files.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def read(data: bytes) -> Document:
    return read_document(data, "来信.eml", Options(recognize=False, convert=False))


def lines_of(document: Document) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Line) and part.text]


def test_attached_notice_is_the_notice_and_the_covering_note_is_left_out() -> None:
    found = read(mail_of("各学会：\n通知请查收。", {"通知.docx": text_to_docx(NOTICE)}))
    assert (found.format, lines_of(found)) == ("eml", NOTICE.split("\n"))
    assert [(doubt.code, dict(doubt.values)) for doubt in found.doubts] == [
        ("letter_left_out", {"text": "各学会：通知请查收。"})
    ]


def test_long_covering_note_is_shown_by_its_beginning() -> None:
    (doubt,) = read(mail_of("请查收。" + "顺祝工作顺利" * 30, {"通知.docx": text_to_docx(NOTICE)})).doubts
    assert len(dict(doubt.values)["text"]) == 80


def test_body_that_is_a_notice_keeps_its_forms_as_attachments() -> None:
    found = read(mail_of(NOTICE, {"附件1：汇总表.txt": "序号\t姓名".encode()}, html=False))
    assert lines_of(found) == [*NOTICE.split("\n"), "附件1", "汇总表", "序号\t姓名"]


def test_page_is_read_as_a_page() -> None:
    body = "".join(f"<p>{line}</p>" for line in NOTICE.split("\n"))
    assert lines_of(read(mail_of(body, {}, html=True))) == NOTICE.split("\n")


def test_attached_file_comes_before_a_note_even_if_it_is_named_as_an_attachment() -> None:
    assert lines_of(read(mail_of("见附件", {"附件.txt": "请报送总结。".encode()}))) == ["请报送总结。"]


def test_subject_serves_where_the_mail_says_nothing() -> None:
    assert lines_of(read(mail_of("", {}, subject="请于9月15日前报送总结"))) == ["请于9月15日前报送总结"]


def test_mail_without_anything_is_empty() -> None:
    with pytest.raises(EmptyDocument):
        read(b"From: a@example.org\r\nMIME-Version: 1.0\r\nDate: x\r\n\r\n")


def test_notice_in_a_zip_attached_to_a_forwarded_mail_is_found() -> None:
    inner = mail_of("请查收", {"材料.zip": zip_of({"通知.docx": text_to_docx(NOTICE)})})
    outer = raw(said("转发".encode()), b"Content-Type: message/rfc822\r\n\r\n" + inner)
    assert lines_of(read(outer)) == NOTICE.split("\n")


def test_picture_in_the_text_is_no_attachment() -> None:
    logo = b"Content-Type: image/png\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    found = read(raw(said(NOTICE.encode()), logo + base64.b64encode(png())))
    assert (lines_of(found), found.doubts) == (NOTICE.split("\n"), ())


def test_what_cannot_be_read_is_said_in_both_languages() -> None:
    (doubt,) = read(mail_of(NOTICE, {"旧.exe": b"MZ" + bytes(200)})).doubts
    assert doubt.message("en") == "旧.exe was not read: Files of this kind cannot be read here: exe."
    assert doubt.message("zh") == "旧.exe未能识读：暂不能识读这类文件：exe。"
