import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.text.numerals import numeral


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零五", 105),
        ("二〇二六", 2026),
        ("两", 2),
        ("三千二百", 3200),
    ],
)
def test_numerals_have_their_value(written: str, value: int) -> None:
    assert numeral(written) == value


@pytest.mark.parametrize("word", ["", "学会", "十x"])
def test_what_is_no_number_has_no_value(word: str) -> None:
    assert numeral(word) is None


@given(st.integers(0, 99))
def test_digits_read_as_written(value: int) -> None:
    assert numeral(str(value)) == value
