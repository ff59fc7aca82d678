"""Mails as they arrive at a desk: kind, sender, own words, files, whoever wrote them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from tests.gongwen.makers import text_to_docx
from tests.mailroom.mails import KINDS, Facts, own_form, tnef, with_reference

from gongwen.errors import DamagedDocument, ExpandingDocument
from gongwen.facade import LetterKind, read_letter, reference_of, text_of
from gongwen.model import Options
from gongwen.read.letter import address_in
from gongwen.read.letter_words import cut_quotes, without_prefixes
from gongwen.read.tnef import files_in

FACTS = Facts(
    serial=1,
    society="江岚省茶叶学会",
    sender="tea@example.org",
    task="建言献策",
    title="关于征集学习体会和建言献策的通知",
    number="岚科协学发〔2026〕41号",
    plus="baosong+aaaabbbb-ccccdddd.eeeeffff@example.org",
    reference="aaaabbbb-ccccdddd.eeeeffff",
    others=("江岚省护理学会",),
)
TAKEN = sorted(kind for kind, (_make, fate) in KINDS.items() if fate == "taken" and "societies" not in kind)


def made(kind: str) -> bytes:
    return KINDS[kind][0](FACTS)


@pytest.mark.parametrize("kind", TAKEN)
def test_the_form_comes_out_whole_whatever_the_program(kind: str) -> None:
    letter = read_letter(made(kind), Options())
    assert letter.kind is LetterKind.LETTER
    assert (letter.sender.address, letter.message_id) == ("tea@example.org", FACTS.message_id)
    [file] = letter.files
    assert file.error is None
    assert FACTS.society in text_of(file.data, name=file.name)


@pytest.mark.parametrize(
    "kind", ["bare_gb", "rfc2231_gb", "qq_forward", "netease_forward", "apple_forward", "winmail"]
)
def test_the_name_of_the_file_is_readable(kind: str) -> None:
    [file] = read_letter(made(kind), Options()).files
    assert file.name == own_form(FACTS)[0]


@pytest.mark.parametrize("kind", ["zip_of_societies", "several_societies"])
def test_several_societies_come_out_one_file_each(kind: str) -> None:
    names = [file.name for file in read_letter(made(kind), Options()).files]
    assert sorted(names) == ["江岚省护理学会-建言献策.docx", "江岚省茶叶学会-建言献策.docx"]


@pytest.mark.parametrize("kind", ["qq_forward", "netease_forward", "apple_forward"])
def test_a_forwarded_mail_names_who_wrote_it_first(kind: str) -> None:
    [origin] = read_letter(made(kind), Options()).origins
    assert (origin.name, origin.address) == ("陆闻溪", "lu@members.example.org")


@pytest.mark.parametrize(
    ("kind", "own"),
    [("outlook_reply", "您好，表格已填好。"), ("gmail_reply", "已填好，请收。"), ("qq_forward", "请查收")],
)
def test_what_is_quoted_is_not_taken_for_the_senders_words(kind: str, own: str) -> None:
    letter = read_letter(made(kind), Options())
    assert letter.text == own
    assert letter.quoted
    assert letter.origins == () or "forward" in kind


def test_an_answer_names_the_mail_that_it_answers() -> None:
    assert read_letter(made("outlook_reply"), Options()).replies_to == (FACTS.asked,)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("auto_reply_chinese", LetterKind.AUTO_REPLY),
        ("out_of_office", LetterKind.AUTO_REPLY),
        ("bounce", LetterKind.BOUNCE),
        ("bounce_chinese", LetterKind.BOUNCE),
        ("newsletter", LetterKind.LIST),
        ("question", LetterKind.LETTER),
    ],
)
def test_what_no_person_wrote_is_told_apart(kind: str, wanted: LetterKind) -> None:
    assert read_letter(made(kind), Options()).kind is wanted


@pytest.mark.parametrize("kind", ["bounce", "bounce_chinese"])
def test_a_mail_that_came_back_names_which_one(kind: str) -> None:
    assert read_letter(made(kind), Options()).replies_to == (FACTS.asked,)


def test_a_returned_mail_says_why() -> None:
    assert read_letter(made("bounce"), Options()).failure == "smtp; 550 5.1.1 user unknown"


def test_a_delay_is_no_failure() -> None:
    letter = read_letter(made("bounce").replace(b"Action: failed", b"Action: delayed"), Options())
    assert letter.kind is LetterKind.DELAY


def test_a_mail_of_thousands_of_parts_is_refused() -> None:
    with pytest.raises(ExpandingDocument):
        read_letter(made("many_parts"), Options())


def test_a_cut_off_attachment_is_still_named() -> None:
    [file] = read_letter(made("cut_off"), Options()).files
    assert (file.name, file.error) == (own_form(FACTS)[0], None)


@pytest.mark.parametrize("cut", [0, 5, 7, 40, 90, -1])
def test_a_damaged_winmail_is_an_error_or_has_fewer_files(cut: int) -> None:
    data = tnef(own_form(FACTS), ("b.docx", b"PK"))[:cut]
    with suppress(DamagedDocument):
        assert len(files_in(data)) < 2


def test_a_damaged_winmail_stays_a_file() -> None:
    raw = made("winmail")
    letter = read_letter(raw.replace(b"eJ8+", b"eJ8+AAAA"), Options())
    assert len(letter.files) == 1


def test_the_reference_of_a_form_is_found() -> None:
    form = text_to_docx("表")
    assert reference_of(form, Options()) == ""
    assert reference_of(with_reference(form, "aaaabbbb-ccccdddd.eeee"), Options()) == "aaaabbbb-ccccdddd.eeee"
    assert reference_of(b"PK broken", Options()) == ""


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ('"茶叶学会" <TEA@example.org>', "茶叶学会", "tea@example.org"),
        ("tea@example.org", "", "tea@example.org"),
        ("茶叶学会", "茶叶学会", ""),
        ('"a@b.example" <c@d.example>', "a@b.example", "c@d.example"),
    ],
)
def test_a_sender_is_taken_apart(header: str, name: str, address: str) -> None:
    found = address_in(header)
    assert (found.name, found.address) == (name, address)


@pytest.mark.parametrize("subject", ["答复: 报送", "Re: Fw: 报送", "转发：报送", "回复[2]：报送", "报送"])
def test_a_subject_loses_what_programs_put_before_it(subject: str) -> None:
    assert without_prefixes(subject) == "报送"


def test_plain_text_is_left_alone() -> None:
    text = "发件人：茶叶学会\n内容如下。"
    assert cut_quotes(text) == (text, "")
