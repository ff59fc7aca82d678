"""Kinds of mails as offices send them, all invented: senders, programs, encodings, packing, faults."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from functools import cache
from urllib.parse import quote

from tests.gongwen.makers import text_to_docx, text_to_pdf

MAILBOX = "baosong@example.org"
DATE = "Wed, 09 Sep 2026 10:20:00 +0800"


@dataclass(frozen=True)
class Facts:
    """What a mail is about. `plus` is the assignment's own address, `reference` its signed reference.

    `others` are further societies, `asked` the Message-ID of a mail of ours that asked for the report.
    """

    serial: int
    society: str
    sender: str
    task: str
    title: str
    number: str
    plus: str
    reference: str
    others: tuple[str, ...] = ()
    superior: str = "officer@example.org"
    asked: str = "<abcdefgh@example.org>"

    @property
    def message_id(self) -> str:
        return f"<mail-{self.serial}@client.example.org>"


def form(society: str, task: str, serial: int = 0) -> bytes:
    """A filled form: the society and the item in its head, some sentences below."""
    return _form(society, task, serial % 7)


@cache
def _form(society: str, task: str, variant: int) -> bytes:
    words = f"{task}\n学会名称：{society}\n联系电话：010-5555{variant:04d}\n{variant}号茶园里的一线经历。"
    return text_to_docx(words)


def with_reference(data: bytes, reference: str) -> bytes:
    """An office file that carries a reference as a custom property."""
    out = io.BytesIO(data)
    part = (
        '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="quanjing">'
        f"<vt:lpwstr>{reference}</vt:lpwstr></property></Properties>"
    )
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("docProps/custom.xml", part)
    return out.getvalue()


def workbook(society: str, task: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("填报表")
        for row, (label, value) in enumerate([("学会名称", society), ("事项", task), ("参加人数", "36")]):
            sheet.write_row(row, 0, [label, value])
    return out.getvalue()


def letter(facts: Facts, text: str, *files: tuple[str, bytes], to: str = "", **headers: str) -> EmailMessage:
    """A mail as a well-behaved program writes it."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = headers.pop("sender", f"{facts.society}秘书处 <{facts.sender}>")
    mail["To"] = to or MAILBOX
    mail["Subject"] = headers.pop("subject", f"{facts.society}报送{facts.task}")
    mail["Date"], mail["Message-ID"] = DATE, facts.message_id
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail


def named(facts: Facts, ending: str = "docx") -> str:
    return f"{facts.society}-{facts.task}.{ending}"


def own_form(facts: Facts) -> tuple[str, bytes]:
    return named(facts), form(facts.society, facts.task, facts.serial)


GREETING = "省科协：\n现报上我会材料，请查收。\n此致\n敬礼\n"


def to_its_address(facts: Facts) -> bytes:
    data = form(facts.society, facts.task, facts.serial)
    return letter(facts, GREETING, ("附件.docx", data), to=facts.plus, subject="材料").as_bytes()


def from_a_known_sender(facts: Facts) -> bytes:
    return letter(facts, GREETING, own_form(facts), subject=f"报送{facts.number}{facts.task}").as_bytes()


def referenced_form(facts: Facts) -> bytes:
    data = with_reference(form(facts.society, facts.task, facts.serial), facts.reference)
    return letter(facts, "", ("新建 Microsoft Word 文档.docx", data), subject="").as_bytes()


def referenced_workbook(facts: Facts) -> bytes:
    data = with_reference(workbook(facts.society, facts.task), facts.reference)
    return letter(facts, GREETING, ("统计表.xlsx", data), subject="统计表").as_bytes()


def bare_gb(facts: Facts) -> bytes:
    """An old program: headers and file name in bare GB 18030, the text called gb2312."""
    data = base64.encodebytes(form(facts.society, facts.task, facts.serial))
    lines = [
        f'From: "{facts.society}" <{facts.sender}>',
        f"To: {MAILBOX}",
        f"Subject: {facts.society}报送{facts.task}（镕）",
        f"Message-ID: {facts.message_id}",
        f"Date: {DATE}",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="b"',
        "",
        "--b",
        "Content-Type: text/plain; charset=gb2312",
        "",
        GREETING + "会长：朱镕\n",
        "--b",
        f'Content-Type: application/msword; name="{named(facts)}"',
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{named(facts)}"',
        "",
    ]
    head = "\r\n".join(lines).replace("\r\n\n", "\n").encode("gb18030")
    return head + b"\r\n" + data + b"\r\n--b--\r\n"


def rfc2231_gb(facts: Facts) -> bytes:
    """A long file name cut in pieces, each percent-encoded GBK that calls itself gb2312."""
    code = quote(named(facts).encode("gbk"))
    pieces = re.findall(r"(?:%..|[^%]){1,12}", code)
    parameters = "".join(
        f";\r\n filename*{n}*={chr(39).join(['gb2312', '', '']) if n == 0 else ''}{piece}"
        for n, piece in enumerate(pieces)
    )
    raw = letter(facts, GREETING, ("PLACE", form(facts.society, facts.task, facts.serial))).as_bytes()
    return raw.replace(b'; filename="PLACE"', parameters.encode()).replace(b'; name="PLACE"', b"")


def qq_forward(facts: Facts) -> bytes:
    text = (
        "请查收\n\n\n------------------ 原始邮件 ------------------\n"
        f'发件人: "陆闻溪" <lu@members.example.org>;\n发送时间: 2026年9月8日(星期二) 晚上8:12\n'
        f'收件人: "{facts.society}"<{facts.sender}>;\n主题: {facts.task}\n\n附上表格。'
    )
    return letter(facts, text, own_form(facts), subject=f"转发：{facts.task}").as_bytes()


def netease_forward(facts: Facts) -> bytes:
    text = (
        '\n\n\n\n-------- 转发邮件信息 --------\n发件人："陆闻溪" <lu@members.example.org>\n'
        f"发送日期：2026-09-08 20:12:33\n收件人：{facts.sender}\n主题：{facts.task}\n附件是我会填好的表。"
    )
    return letter(facts, text, own_form(facts), subject=f"Fw:{facts.society}{facts.task}").as_bytes()


def outlook_reply(facts: Facts) -> bytes:
    text = (
        "您好，表格已填好。\n\n________________________________\n"
        f"发件人: 报送信箱 <{MAILBOX}>\n发送时间: 2026年9月7日 9:00\n收件人: {facts.sender}\n"
        f"主题: {facts.title}\n\n请各学会填报江岚省护理学会示例。"
    )
    mail = letter(facts, text, ("附件2.docx", own_form(facts)[1]), subject=f"答复: {facts.title}")
    mail["In-Reply-To"] = facts.asked
    return mail.as_bytes()


def apple_forward(facts: Facts) -> bytes:
    """The mail of a member as a mail inside the mail."""
    inner = letter(facts, "附上。", own_form(facts), sender="陆闻溪 <lu@members.example.org>")
    mail = letter(facts, "开始转发的邮件：\n", subject=f"Fwd: {facts.society}{facts.task}")
    mail.add_attachment(inner)
    return mail.as_bytes()


def gmail_reply(facts: Facts) -> bytes:
    text = (
        f"已填好，请收。\n\n报送信箱 <{MAILBOX}> 于2026年9月7日周一 09:00写道：\n"
        "> 请各学会按时报送。\n> 江岚省护理学会已报。\n> 谢谢。\n"
    )
    files = own_form(facts)
    return letter(facts, text, files, subject=f"Re: {facts.task}", to=facts.plus).as_bytes()


def zip_of_societies(facts: Facts) -> bytes:
    """A superior sends what several societies gave him, names in GBK inside the zip."""

    def name(society: str) -> bytes:
        return f"{society}-{facts.task}.docx".encode("gbk")

    def placeholder(society: str) -> str:
        at = (facts.society, *facts.others).index(society)
        return str(at).rjust(len(name(society)), "x")

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for society in (facts.society, *facts.others):
            packed.writestr(placeholder(society), form(society, facts.task, facts.serial))
    data = out.getvalue()
    for society in (facts.society, *facts.others):
        data = data.replace(placeholder(society).encode(), name(society))
    sender = f"林知远 <{facts.superior}>"
    mail = letter(facts, "汇总如附件。", ("材料.zip", data), sender=sender, subject=f"{facts.task}材料")
    return mail.as_bytes()


def several_societies(facts: Facts) -> bytes:
    files = [
        (f"{society}-{facts.task}.docx", form(society, facts.task, facts.serial))
        for society in (facts.society, *facts.others)
    ]
    sender = f"林知远 <{facts.superior}>"
    return letter(facts, "两家的一并发来。", *files, sender=sender, subject=f"{facts.task}").as_bytes()


def tnef(*files: tuple[str, bytes]) -> bytes:
    """A winmail.dat."""
    out = struct.pack("<IH", 0x223E9F78, 1)

    def attribute(kind: int, value: bytes) -> bytes:
        return struct.pack("<BII", 2, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    for name, data in files:
        long = name.encode("utf-16-le") + b"\0\0"
        padded = long + b"\0" * (-len(long) % 4)
        properties = struct.pack("<IHHII", 1, 0x001F, 0x3707, 1, len(long)) + padded
        out += attribute(0x00069002, b"\0" * 14) + attribute(0x00018010, b"ATT1.DOC\0")
        out += attribute(0x0006800F, data) + attribute(0x00069005, properties)
    return out


def winmail(facts: Facts) -> bytes:
    mail = letter(facts, GREETING)
    data = tnef(own_form(facts))
    mail.add_attachment(data, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    return mail.as_bytes()


def page_only(facts: Facts) -> bytes:
    mail = letter(facts, "x", own_form(facts))
    part = next(part for part in mail.walk() if part.get_content_type() == "text/plain")
    part.set_content(
        "<html><body><p>省科协：</p><p>材料见附件。</p></body></html>", subtype="html", charset="gb18030"
    )
    return mail.as_bytes()


def scan(facts: Facts) -> bytes:
    data = text_to_pdf(f"{facts.task}\n学会名称：{facts.society}\n（盖章）")
    return letter(facts, "盖章件见附件。", (named(facts, "pdf"), data)).as_bytes()


def signed_mail(facts: Facts) -> bytes:
    """Signed with S/MIME, the text and the form readable."""
    inner = letter(facts, GREETING, own_form(facts))
    headers = [
        f"{name}: {value}"
        for name, value in inner.items()
        if not name.lower().startswith(("content", "mime"))
    ]
    kept = EmailMessage(policy=policy.SMTP)
    kept.set_content(GREETING)
    name, data = own_form(facts)
    kept.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    del kept["MIME-Version"]
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/signed; micalg=sha-256; boundary=s;"
    head += ' protocol="application/pkcs7-signature"'
    signature = (
        'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\nContent-Transfer-Encoding: base64\r\n'
        'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\nMIIF\r\n'
    )
    words = "\r\n".join([*_ascii(inner, headers), head, "", "--s", ""]).encode()
    return words + kept.as_bytes() + b"\r\n--s\r\n" + signature.encode() + b"--s--\r\n"


def _ascii(mail: EmailMessage, headers: list[str]) -> list[str]:
    """The same headers as they travel."""
    raw = mail.as_bytes().partition(b"\r\n\r\n")[0].decode()
    folded = re.split(r"\r\n(?![ \t])", raw)
    return [line for line in folded if not line.lower().startswith(("content", "mime"))][: len(headers)]


def encrypted_mail(facts: Facts) -> bytes:
    """Encrypted with S/MIME: nobody but the receiver's key can read it."""
    mail = letter(facts, "x")
    mail.clear_content()
    data = b"\x30\x82\x01\x00" + b"\x00" * 200
    mail.add_attachment(data, maintype="application", subtype="pkcs7-mime", filename="smime.p7m")
    return mail.as_bytes()


def pgp_mail(facts: Facts) -> bytes:
    mail = letter(facts, "x")
    mail.clear_content()
    mail.add_attachment(
        b"Version: 1\n", maintype="application", subtype="pgp-encrypted", filename="version.asc"
    )
    words = b"-----BEGIN PGP MESSAGE-----\n\nwcBMA0000000000000\n-----END PGP MESSAGE-----\n"
    mail.add_attachment(words, maintype="application", subtype="octet-stream", filename="encrypted.asc")
    return mail.as_bytes()


def without_identity(facts: Facts) -> bytes:
    """No Message-ID and no date; the head alone tells it from others."""
    mail = letter(facts, GREETING, own_form(facts), to=facts.plus, subject=f"材料{facts.serial}")
    del mail["Message-ID"], mail["Date"]
    return mail.as_bytes()


def from_the_future(facts: Facts) -> bytes:
    """A clock that is years ahead, and a text in GBK that calls itself UTF-8."""
    raw = letter(facts, "PLACE", own_form(facts), to=facts.plus).as_bytes()
    raw = raw.replace(DATE.encode(), b"Wed, 09 Sep 2099 10:20:00 +0800")
    return raw.replace(b"PLACE", "现报上我会材料，请查收。".encode("gbk"))


def expanding_zip(facts: Facts) -> bytes:
    """A zip that is tiny and expands to gigabytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(named(facts), b"0" * 40_000_000)
    return letter(facts, GREETING, ("材料.zip", out.getvalue()), to=facts.plus).as_bytes()


def auto_reply_chinese(facts: Facts) -> bytes:
    return letter(facts, "您的邮件已收到，我正在外地出差。", subject=f"自动回复：{facts.title}").as_bytes()


def out_of_office(facts: Facts) -> bytes:
    mail = letter(facts, "I am out of the office.", subject=f"Automatic reply: {facts.title}")
    mail["Auto-Submitted"] = "auto-replied"
    return mail.as_bytes()


def bounce(facts: Facts) -> bytes:
    raw = (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.org\r\n"
        f"To: {MAILBOX}\r\nSubject: Undelivered Mail Returned to Sender\r\nMessage-ID: {facts.message_id}\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nno such mailbox\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {facts.sender}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 user unknown\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {facts.asked}\r\nFrom: {MAILBOX}\r\n"
        "Subject: asked\r\n\r\ntext\r\n--b--\r\n"
    )
    return raw.encode()


def bounce_chinese(facts: Facts) -> bytes:
    text = f"很抱歉您的邮件被退回，原因：收件人邮箱已满。\n原邮件：\nMessage-ID: {facts.asked}\n"
    sender, subject = "邮件系统 <postmaster@members.example.org>", "系统退信/The email is returned"
    return letter(facts, text, sender=sender, subject=subject).as_bytes()


def newsletter(facts: Facts) -> bytes:
    sender, subject = "会议信息 <news@lists.example.org>", "九月会议信息"
    mail = letter(facts, "会议一览。", sender=sender, subject=subject)
    mail["List-Id"], mail["Precedence"] = "<news.lists.example.org>", "bulk"
    return mail.as_bytes()


def question(facts: Facts) -> bytes:
    return letter(facts, "请问表里的联系人可以填两位吗？", subject="咨询").as_bytes()


def unknown_sender(facts: Facts) -> bytes:
    sender = "陆闻溪 <lu@members.example.org>"
    return letter(facts, GREETING, own_form(facts), sender=sender).as_bytes()


def nothing_said(facts: Facts) -> bytes:
    """A stranger's mail without a word about what it is."""
    data = ("IMG_0001.pdf", text_to_pdf("第一页"))
    return letter(facts, "", data, sender="lu@members.example.org", subject="").as_bytes()


def cut_off(facts: Facts) -> bytes:
    """The attachment breaks off in the middle."""
    raw = letter(facts, GREETING, own_form(facts)).as_bytes()
    return raw[: len(raw) * 2 // 3]


def many_parts(facts: Facts) -> bytes:
    head = f"From: {facts.sender}\r\nSubject: {facts.society}\r\nMessage-ID: {facts.message_id}\r\n"
    return (
        head.encode() + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\nx\r\n" * 3000
    )  # fmt: skip


def classified(facts: Facts) -> bytes:
    data = text_to_docx("机密★5年\n不该用邮件发送的材料。")
    return letter(facts, GREETING, (named(facts), data)).as_bytes()


KINDS: dict[str, tuple[Callable[[Facts], bytes], str]] = {
    "to_its_address": (to_its_address, "taken"),
    "from_a_known_sender": (from_a_known_sender, "taken"),
    "referenced_form": (referenced_form, "taken"),
    "referenced_workbook": (referenced_workbook, "taken"),
    "bare_gb": (bare_gb, "taken"),
    "rfc2231_gb": (rfc2231_gb, "taken"),
    "qq_forward": (qq_forward, "taken"),
    "netease_forward": (netease_forward, "taken"),
    "outlook_reply": (outlook_reply, "taken"),
    "apple_forward": (apple_forward, "taken"),
    "gmail_reply": (gmail_reply, "taken"),
    "zip_of_societies": (zip_of_societies, "taken"),
    "several_societies": (several_societies, "taken"),
    "winmail": (winmail, "taken"),
    "page_only": (page_only, "taken"),
    "scan": (scan, "taken"),
    "signed_mail": (signed_mail, "taken"),
    "without_identity": (without_identity, "taken"),
    "from_the_future": (from_the_future, "taken"),
    "encrypted_mail": (encrypted_mail, "waits"),
    "pgp_mail": (pgp_mail, "waits"),
    "expanding_zip": (expanding_zip, "waits"),
    "auto_reply_chinese": (auto_reply_chinese, "auto_reply"),
    "out_of_office": (out_of_office, "auto_reply"),
    "bounce": (bounce, "bounce"),
    "bounce_chinese": (bounce_chinese, "bounce"),
    "newsletter": (newsletter, "list"),
    "question": (question, "waits"),
    "unknown_sender": (unknown_sender, "waits"),
    "nothing_said": (nothing_said, "waits"),
    "cut_off": (cut_off, "waits"),
    "many_parts": (many_parts, "failed"),
    "classified": (classified, "refused"),
}
"""Each kind: how it is made, and the fate that it must meet."""
