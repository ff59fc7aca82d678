from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongwen.render.characters import cut, legal, one_line


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_every_kind_of_line_break_becomes_one() -> None:
    assert legal("a\r\nb\rc\x0bd\x0ce\nf") == "a\nb\nc\nd\ne\nf"


def test_forbidden_characters_are_dropped_and_rare_ones_kept() -> None:
    assert legal("a\x00\x1b\ud800\uffff𠮷\tb") == "a𠮷\tb"


def test_titles_are_joined_to_one_line() -> None:
    assert one_line(" 关于\n\n开展活动\r的通知 ") == "关于 开展活动 的通知"


def test_cut_never_parts_a_character_of_two_units() -> None:
    assert cut("𠮷𠮷𠮷", 3) == ("𠮷", "𠮷𠮷")


@given(st.text(alphabet="a学𠮷", max_size=60), st.integers(min_value=2, max_value=40))
def test_cut_keeps_everything_within_the_limit(text: str, limit: int) -> None:
    head, rest = cut(text, limit)
    assert head + rest == text
    assert units(head) <= limit
    assert not rest or units(head) >= limit - 1
