"""A small whole file of every format, from which damaged ones are made."""

from __future__ import annotations

import base64
from functools import cache

from tests.gongwen.makers import text_to_docx, text_to_html, text_to_pdf
from tests.gongwen.read.ofds import line, ofd_of, text
from tests.gongwen.read.packages import cell, compound_file, jpg, mp4, png, xlsx_of, zip_of

TEXT = "关于报送的通知\n各学会：\n请于2026年9月15日前报送。\n姓名\t职务\n欧阳霁\t理事长"
MAIL = (
    b"From: a@example.org\nSubject: =?gb2312?B?zajWqg==?=\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=gbk\n\n"
    + TEXT.encode("gbk")
    + b"\n--b\nContent-Disposition: attachment; filename*=gbk''%B1%ED.zip\n"
    b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(zip_of({"附件1.txt": TEXT})) + b"\n--b--\n"
)
RTF = rb"{\rtf1\ansi Please send the report by 15 September 2026.\par}"


@cache
def whole_files() -> dict[str, bytes]:
    return {
        "a.docx": text_to_docx(TEXT),
        "a.pdf": text_to_pdf(TEXT),
        "a.html": text_to_html(TEXT),
        "a.xlsx": xlsx_of(f"<row>{cell('A1', '姓名')}</row>"),
        "a.zip": zip_of({"一.txt": TEXT, "二.png": png()}),
        "a.doc": compound_file({"WordDocument": bytes(5000), "1Table": bytes(600)}),
        "a.rtf": RTF,
        "a.jpg": jpg(),
        "a.png": png(),
        "a.mp4": mp4(),
        "a.txt": TEXT.encode("gb18030"),
        "a.ofd": ofd_of([text(20, 40, "关于报送的通知") + line(20, 50, 90, 50) + line(20, 50, 20, 90)]),
        "a.eml": MAIL,
    }
