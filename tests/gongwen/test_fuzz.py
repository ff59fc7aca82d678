"""Texts, files and calls that chance made: a result that keeps its promises, or a named error.

The short form runs with all tests. The long form (`make test-slow`) goes on for QUANJING_FUZZ_SECONDS; each
round prints the QUANJING_FUZZ_SEED with which it comes first, so that what it found can be found again.
"""

from __future__ import annotations

import io
import json
import os
import random
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st
from tests.gongwen.hostile.valid import whole_files
from tests.gongwen.read.ofds import line, ofd_of, text
from tests.gongwen.read.packages import cell, docx_of, paragraph, xlsx_of, zip_of

from gongwen.cli import main
from gongwen.errors import GongwenError
from gongwen.facade import Options, examine, notice_as_json, read_notice, read_text
from gongwen.model import Notice
from gongwen.text.spaces import squeeze

SECONDS = float(os.environ.get("QUANJING_FUZZ_SECONDS", "600"))
SEED = int(os.environ.get("QUANJING_FUZZ_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)
_ALONE = Options(recognize=False, convert=False)
_QUICK = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None)

_FRAGMENTS = """
江岚省科协文件|江岚科协〔2026〕3号|关于报送2026年总结的通知|各学会、各市科协：|各有关单位:|签发人：林知远|★|通知
于2026年9月15日前|9月底前|每月25日前|每季度末|收到通知后5个工作日内|即日起至10月8日|即日起|常年|2026年13月45日|2月30日
二〇二六年三月|召开前|本周五17:00前|会后一周内|下午3点|春节后|年底前|2026—2027年|24时|（星期三）
请|各学会要|将|把|报送|填报|提交|工作总结|统计表（附件1）|照片3张|一式两份|以上材料|不少于800字|至学会部|参加会议|如无请报零
发送至a@keji.example.org|做好组织工作|逾期不予受理|责任单位：学会部、科普部|（牵头：各市科协）
联系人：沈若溪，电话：010-55550123转8|传真（010）5555-0124|手机：13800000000|邮编：100000
，|。|；|：|、|　　| |
（|）|《|》|“|”|一、|（一）|1.|（1）|①|第一，|附件|附件1|附件：1.|附件2：|-|—|*|#|%|〇|１
江岚省科学技术协会|江岚省科协|2026年3月2日|二〇二六年三月二日|（盖章）|抄送：省委组织部。
"""
_SIGNS = ["\n", "\n\n", "\t", "\u200b", "\u202e", "\x00", "\ufeff", "\U00020000", "\ud800", "e\u0301", "🙂"]
_ROWS = "序号\t姓名\t职务\n1\t欧阳霁\t理事长\n"
FRAGMENTS = [*_FRAGMENTS.strip().replace("\n", "|").split("|"), *_SIGNS, "\n", "\n", _ROWS]
TEXTS = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=80).map("".join),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=9)), max_size=40).map("".join),
    st.text(max_size=200),
)


def spans_of(notice: Notice) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Every value that has a place of its own in the text, and that place."""
    frame = [notice.title, notice.doc_number, *notice.issuers, *notice.addressees]
    yield from ((fact.value, fact.span) for fact in frame if fact)
    yield from ((item.title, item.span) for item in notice.attachments)
    for task in notice.tasks:
        yield task.text, task.span
        if task.deadline:
            yield task.deadline.text, task.deadline.span


def places_of(notice: Notice) -> Iterator[tuple[int, int]]:
    """Every span that holds more than the value beside it."""
    yield from (section.span for section in notice.sections)
    yield from (contact.span for contact in notice.contacts if contact.span)
    yield from (doubt.span for doubt in notice.warnings if doubt.span)
    if notice.issued_on_span:
        yield notice.issued_on_span


def check(notice: Notice) -> None:
    """What every notice promises, whatever it was read from."""
    for value, span in spans_of(notice):
        assert span is not None
        assert squeeze(notice.text[slice(*span)]) == squeeze(value) != ""
    for start, end in places_of(notice):
        assert 0 <= start < end <= len(notice.text)
    for task in notice.tasks:
        assert task.name
        assert len(task.text) <= 700
        assert task.contact is None or 0 <= task.contact < len(notice.contacts)
        assert all(
            thing.sheet is None or thing.sheet < len(notice.attachments) for thing in task.deliverables
        )
        if task.deadline and task.deadline.opens and task.deadline.due:
            assert task.deadline.opens <= task.deadline.due
    for doubt in notice.warnings:
        assert doubt.message("en") != doubt.message("zh")
    json.dumps(notice_as_json(notice), ensure_ascii=False, allow_nan=False).encode()


def any_text(text: str) -> None:
    options = Options(reference_date=date(2026, 3, 2))
    try:
        notice = read_text(text, options)
    except GongwenError:
        return
    check(notice)
    assert read_text(text, options) == notice


FILES = tuple(whole_files())
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["flip", "set", "delete", "repeat", "splice", "insert"]),
        st.floats(0, 1, exclude_max=True),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=6,
)
_LONGEST = 200_000


def mutated(data: bytes, changes: list[tuple[str, float, float, int]], other: bytes) -> bytes:
    """`data` after some changes; a splice brings a piece of `other`."""
    for kind, place, share, value in changes:
        at = int(place * len(data))
        piece = data[at : at + 1 + int(share * share * (len(data) - at))]
        if kind == "flip":
            data = data[:at] + bytes([data[at] ^ (1 << value % 8)]) + data[at + 1 :] if data else data
        elif kind == "set":
            data = data[:at] + bytes([value]) + data[at + 1 :]
        elif kind == "delete":
            data = data[:at] + data[at + len(piece) :]
        elif kind == "repeat":
            data = data[:at] + piece * (1 + value % 40) + data[at + len(piece) :]
        elif kind == "insert":
            data = data[:at] + bytes([value]) * (1 + int(share * 40)) + data[at:]
        else:
            start = int(share * len(other))
            data = data[:at] + other[start : start + 1 + value * 4] + data[at:]
        data = data[:_LONGEST]
    return data


def any_file(data: bytes, name: str) -> None:
    with suppress(GongwenError):
        check(read_notice(data, name=name, options=_ALONE))
    with suppress(GongwenError):
        examine(data, name, _ALONE)


PARTS = {
    "a.docx": (
        docx_of,
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>"
        f"{paragraph('甲')}</w:tc></w:tr></w:tbl>"
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r>"
        "<w:sym w:char='F0FE'/><w:br/></w:r></w:p>",
    ),
    "a.ofd": (
        lambda page: ofd_of([page]),
        text(20, 40, "关于报送的通知", delta="g 3 5 2") + line(20, 50, 90, 50),
    ),
    "a.xlsx": (xlsx_of, f"<row r='1'>{cell('A1', '甲')}<c r='B1' s='1'><v>46086</v></c></row><row r='2'/>"),
    "a.zip": (lambda name: zip_of({name[:60]: "关于报送的通知\n各学会：\n请报送。"}), "附件1：统计表.txt"),
}
JUNK = [
    "",
    "<",
    ">",
    "'",
    "-1",
    "99999999999",
    "ZZZ9",
    "&#55296;",
    "nan",
    "１",
    "/",
    "..",
    "\x01",
    "\ufffd",
    "²",
]


def any_part(name: str, start: float, length: int, junk: str) -> None:
    """A package whose part is broken while its checksums are right."""
    make, part = PARTS[name]
    at = int(start * len(part))
    any_file(make(part[:at] + junk + part[at + length :]), name)


ARGUMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "--format",
                    "json",
                    "csv",
                    "xlsx",
                    "--jobs",
                    "1",
                    "0",
                    "-1",
                    "1e9",
                    "--reference-date",
                    "2026-02-30",
                ),
                *(
                    "--max-size",
                    "nan",
                    "inf",
                    "0.000001",
                    "--language",
                    "zh",
                    "en",
                    "--help=1",
                    "--",
                    "-",
                    "-o",
                    "--x",
                ),
                *(
                    "none.txt",
                    ".",
                    "/dev/null",
                    "\x1b[2J",
                    "\udcff.docx",
                    "",
                    "²",
                    "٣",
                    "=",
                    "-f",
                    "@none",
                ),
            ]
        ),
        st.text(max_size=12).filter(lambda word: "\0" not in word),  # which no call can hold
    ),
    max_size=6,
)


def any_call(arguments: list[str]) -> None:
    """No call ends in a fault of ours; a wrong one is one line for each thing that is wrong."""
    if "-o" in arguments or any(one.startswith(("-o", "--o", "-h", "--help")) for one in arguments):
        return  # would write wherever chance says, or ends the process with the help
    if "." in arguments or any(os.path.exists(one) for one in arguments if one):
        arguments = [one for one in arguments if one in {"/dev/null"} or one.startswith("-")]
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
        status = main(["read", "--jobs", "1", *arguments])
    assert status in (0, 2), err.getvalue()
    assert bool(err.getvalue()) == (status == 2)
    assert "Traceback" not in err.getvalue()


@settings(_QUICK, max_examples=150)
@given(TEXTS)
@example("附件1，")
@example("关于报送的通知\n\ud800请报送\udfff总结。")
def test_any_text_keeps_its_promises(text: str) -> None:
    any_text(text)


@settings(_QUICK, max_examples=150)
@given(st.sampled_from(FILES), MUTATIONS, st.sampled_from(FILES), st.sampled_from([*FILES, "a", ""]))
def test_any_damage_to_a_file_is_read_or_refused(
    name: str, changes: list[tuple[str, float, float, int]], other: str, called: str
) -> None:
    data = mutated(whole_files()[name], changes, whole_files()[other])
    any_file(data, name)
    any_file(data, called)


@settings(_QUICK, max_examples=60)
@given(
    st.binary(max_size=600),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n", b"<html>"]),
    st.sampled_from(FILES),
)
def test_any_bytes_under_any_name(data: bytes, magic: bytes, name: str) -> None:
    any_file(magic + data, name)


@settings(_QUICK, max_examples=100)
@given(st.sampled_from(sorted(PARTS)), st.floats(0, 1), st.integers(0, 6), st.sampled_from(JUNK))
def test_any_broken_part_with_right_checksums(name: str, start: float, length: int, junk: str) -> None:
    any_part(name, start, length, junk)


@settings(_QUICK, max_examples=80)
@given(ARGUMENTS)
def test_any_call_is_answered(arguments: list[str]) -> None:
    any_call(arguments)


@pytest.mark.slow
def test_for_long() -> None:
    """All of it in turn, a new seed each round, until the time is over."""
    works = (
        (any_text, (TEXTS,)),
        (
            lambda name, changes, other: any_file(
                mutated(whole_files()[name], changes, whole_files()[other]), name
            ),
            (st.sampled_from(FILES), MUTATIONS, st.sampled_from(FILES)),
        ),
        (
            any_part,
            (st.sampled_from(sorted(PARTS)), st.floats(0, 1), st.integers(0, 6), st.sampled_from(JUNK)),
        ),
        (any_call, (ARGUMENTS,)),
    )
    start, rounds = time.monotonic(), 0
    while time.monotonic() - start < SECONDS:
        print(f"round {rounds}: QUANJING_FUZZ_SEED={SEED + rounds}", flush=True)
        for work, strategies in works:
            seed(SEED + rounds)(settings(_QUICK, max_examples=400)(given(*strategies)(work)))()
        rounds += 1
