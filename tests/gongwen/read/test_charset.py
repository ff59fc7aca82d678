"""Encodings: every one in use is recognized, and no character is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.errors import DamagedDocument
from gongwen.read.charset import decode, looks_like_text

NOTICE = "各省级学会：\n请于2026年9月15日前报送学习情况。联系人：欧阳霁，电话：010-55551234。\n"
TRADITIONAL = "各學會：\n請於2026年9月15日前將學習情況報送協會。聯絡人：歐陽霽，電話：55551234。\n"
RARE = "联系人：㛃𠅤䶮，请于9月15日前将材料报送至学会办公室。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(NOTICE.encode(encoding))[0] == NOTICE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030", "big5"])
def test_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding))[0] == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32", "gb18030"])
def test_rare_characters_survive(encoding: str) -> None:
    assert decode(RARE.encode(encoding))[0] == RARE


def test_mark_of_gb18030_is_no_part_of_the_text() -> None:
    assert decode("\ufeff通知".encode("gb18030")) == ("通知", "gb18030")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_text_cut_inside_its_last_character_keeps_the_rest(encoding: str) -> None:
    assert decode(NOTICE.encode(encoding) + "请".encode(encoding)[:1])[0] == NOTICE


def test_one_wrong_byte_does_not_make_a_text_unreadable() -> None:
    data = (NOTICE * 5).encode() + b"\xff" + NOTICE.encode()
    assert decode(data) == (NOTICE * 5 + "\ufffd" + NOTICE, "utf-8")


def test_many_wrong_bytes_are_damage() -> None:
    with pytest.raises(DamagedDocument):
        decode(b"\xff\xd8\xd8" * 35)


def test_declared_encoding_is_believed_where_it_fits() -> None:
    assert decode("許".encode("big5"), "big5") == ("許", "big5hkscs")


def test_declared_encoding_that_does_not_fit_is_not_believed() -> None:
    assert decode(NOTICE.encode(), "gb2312") == (NOTICE, "utf-8")


def test_single_byte_encoding_is_never_believed() -> None:
    assert decode(NOTICE.encode("gbk"), "iso-8859-1") == (NOTICE, "gb18030")


def test_program_bytes_do_not_look_like_text() -> None:
    assert not looks_like_text(bytes(range(256)) * 8)


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_characters="\x00"), min_size=1))
def test_any_utf8_text_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")
