"""Any bytes under any name give a document or a named error, never anything else."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.gongwen.makers import text_to_docx, text_to_html, text_to_pdf
from tests.gongwen.read.packages import (
    cell,
    compound_file,
    docx_of,
    jpg,
    mp4,
    paragraph,
    png,
    xlsx_of,
    zip_of,
)

from gongwen.errors import GongwenError
from gongwen.model import Document, Options
from gongwen.read import FileKind, examine, read_document

NAMES = st.sampled_from(
    ["a.txt", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.zip", "a.doc", "a.png", "a.mp4", "a", ""]
)
TEXT = "关于报送的通知\n各学会：\n请于2026年9月15日前报送。\n姓名\t职务\n欧阳霁\t理事长"
PARTS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "docx": (
        docx_of,
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge/></w:tcPr>"
        f"{paragraph('甲')}</w:tc></w:tr></w:tbl>"
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r>"
        "<w:sym w:char='F0FE'/><w:br/></w:r></w:p>",
    ),
    "xlsx": (xlsx_of, f"<row r='1'>{cell('A1', '甲')}<c r='B1' s='1'><v>46086</v></c></row><row r='2'/>"),
}


@cache
def whole_files() -> dict[str, bytes]:
    return {
        "a.docx": text_to_docx(TEXT),
        "a.pdf": text_to_pdf(TEXT),
        "a.html": text_to_html(TEXT),
        "a.xlsx": xlsx_of(f"<row>{cell('A1', '姓名')}</row>"),
        "a.zip": zip_of({"一.txt": TEXT, "二.png": png()}),
        "a.doc": compound_file({"WordDocument": bytes(5000), "1Table": bytes(600)}),
        "a.jpg": jpg(),
        "a.png": png(),
        "a.mp4": mp4(),
        "a.txt": TEXT.encode("gb18030"),
    }


def check(data: bytes, name: str) -> None:
    """Both doors answer with a value or a GongwenError."""
    with suppress(GongwenError):
        assert isinstance(read_document(data, name, Options()), Document)
    with suppress(GongwenError):
        assert isinstance(examine(data, name, Options()), FileKind)


@given(st.binary(max_size=300), NAMES)
def test_any_bytes_under_any_name(data: bytes, name: str) -> None:
    check(data, name)


@given(
    st.sampled_from(
        [b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xff\xfe"]
    ),
    st.binary(max_size=900),
    NAMES,
)
def test_any_bytes_behind_a_known_beginning(magic: bytes, data: bytes, name: str) -> None:
    check(magic + data, name)


@pytest.mark.parametrize("name", whole_files())
@given(share=st.floats(0, 1))
def test_truncated_file(name: str, share: float) -> None:
    data = whole_files()[name]
    check(data[: int(share * len(data))], name)


@pytest.mark.parametrize("name", whole_files())
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=8)
)
def test_file_with_flipped_bits(name: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(whole_files()[name])
    for place, bits in flips:
        data[int(place * len(data))] ^= bits
    check(bytes(data), name)


@pytest.mark.parametrize("format", PARTS)
@given(data=st.data())
def test_package_with_a_broken_part_and_right_checksums(format: str, data: st.DataObject) -> None:
    make, part = PARTS[format]
    start = data.draw(st.integers(0, len(part)))
    end = data.draw(st.integers(start, min(len(part), start + 6)))
    junk = data.draw(
        st.sampled_from(["", "<", ">", "'", "-1", "99999999999", "ZZZ9", "&#55296;", "nan", "１"])
    )
    check(make(part[:start] + junk + part[end:]), f"a.{format}")
