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


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5", "utf-16-le", "utf-16-be", "utf-8"])
def test_one_short_line_is_read_in_every_encoding(encoding: str) -> None:
    line = "请于九月底前报送学科" if encoding != "big5" else "請於九月底前報送學科"
    assert decode(line.encode(encoding))[0] == line


def test_characters_of_hong_kong_are_read() -> None:
    text = "各學會：請於9月15日前將嘅、咗、㗎、啲字的材料報送協會，謝謝。"
    assert decode(text.encode("big5hkscs")) == (text, "big5hkscs")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_zero_bytes_do_not_hide_the_encoding(encoding: str) -> None:
    text = TRADITIONAL if encoding == "big5" else NOTICE
    assert decode(text.encode(encoding) + bytes(4))[0] == text + "\x00" * 4


@pytest.mark.parametrize("place", [22, 23, 40, 61])
def test_byte_added_to_a_text_of_pairs_harms_one_character_only(place: int) -> None:
    data = (NOTICE * 3).encode("gb18030")
    text, encoding = decode(data[:place] + b"\xff" + data[place:])
    before, lost, after = text.partition("\ufffd")
    assert encoding == "gb18030"
    assert lost
    assert NOTICE.startswith(before)
    assert (NOTICE * 3).endswith(after.lstrip("\ufffd"))
    assert len(text) <= len(NOTICE * 3) + 2


def test_byte_lost_from_a_text_of_pairs_harms_one_character_only() -> None:
    data = (NOTICE * 3).encode("gb18030")
    place = data.index("报送".encode("gb18030"))
    assert decode(data[:place] + data[place + 1 :])[0] == (NOTICE * 3).replace("报", "\ufffd", 1)


def test_half_of_a_pair_in_wide_characters_is_one_wrong_character() -> None:
    data = NOTICE.encode("utf-16-le")
    assert decode(data[:20] + b"\x00\xd8" + data[20:])[0] == NOTICE[:10] + "\ufffd" + NOTICE[10:]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(("first", "second"), [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5")])
def test_lines_pasted_in_another_encoding_are_read(first: str, second: str, mark: bytes) -> None:
    pasted = TRADITIONAL if second == "big5" else NOTICE
    data = mark + (NOTICE * 4).encode(first) + pasted.encode(second) + NOTICE.encode(first)
    assert decode(data)[0] == NOTICE * 4 + pasted + NOTICE


def test_short_line_of_pairs_that_happens_to_be_utf8_stays_what_its_file_is() -> None:
    text = NOTICE + "通知\n" + NOTICE
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_western_letters_of_one_byte_are_read() -> None:
    text = "Café Müller sends its report to the “office” by 15 September."
    assert decode(text.encode("cp1252")) == (text, "cp1252")


def test_even_number_of_bytes_is_no_text_only_because_wide_characters_fit() -> None:
    with pytest.raises(DamagedDocument):
        decode(bytes(range(0x80, 0x100)) * 4)


def test_program_bytes_do_not_look_like_text() -> None:
    assert not looks_like_text(bytes(range(256)) * 8)


@given(st.text(alphabet=st.characters(codec="gb18030", exclude_characters="\x00"), min_size=1))
def test_any_utf8_text_comes_back_unchanged(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")
