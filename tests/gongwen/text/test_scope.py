import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.text.resolve import Base
from gongwen.text.scope import scope_of


def text_of(folded: str) -> str:
    return scope_of(folded, (0, len(folded)), Base()).text


@pytest.mark.parametrize(
    ("folded", "searched"),
    [
        ("2026 年 3 月 20 日", "2026年3月20日"),
        ("2 0 2 6 年 3 月", "2026年3月"),
        ("2026年3月\n20日", "2026年3月20日"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("第一行 \n 第二行", "第一行\n第二行"),
        ("3月20日\n3.报送", "3月20日\n3.报送"),
        ("2026-03-20   17:00", "2026-03-20 17:00"),
        ("12 3月", "12 3月"),
    ],
)
def test_blanks_go_where_they_part_nothing(folded: str, searched: str) -> None:
    assert text_of(folded) == searched


def test_titles_are_blotted_out_and_keep_their_length() -> None:
    assert text_of("印发《2026年底前》的") == "印发□□□□□□□□□的"


def test_a_title_that_is_never_closed_ends_with_its_sentence() -> None:
    assert text_of("印发《规划。3月底前") == "印发□□□。3月底前"


@given(st.text(alphabet="2年月日 \n《》。前a", max_size=40), st.integers(0, 20), st.integers(0, 40))
def test_every_place_is_where_its_character_stands(folded: str, start: int, end: int) -> None:
    scope = scope_of(folded, (min(start, len(folded)), end), Base())
    assert list(scope.places) == sorted(set(scope.places))
    pairs = zip(scope.text, scope.places, strict=True)
    assert all(char in (folded[place], "□") for char, place in pairs)
