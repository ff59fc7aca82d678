from hypothesis import given
from hypothesis import strategies as st

from gongwen.text.widths import display_width, fold, is_chinese


def test_full_width_digits_and_punctuation_fold_to_ascii() -> None:
    assert fold("２０２６年（一）：Ａ，；") == "2026年(一):A,;"


def test_dashes_fold_to_one_sign() -> None:
    assert fold("0571—5555–0101") == "0571-5555-0101"


def test_circled_digits_stay_labels() -> None:
    assert fold("①②") == "①②"


@given(st.text())
def test_folding_moves_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_chinese_takes_two_columns() -> None:
    assert display_width("学会ab") == 6


def test_quotation_marks_count_as_chinese() -> None:
    assert [is_chinese(char) for char in "学“a1"] == [True, True, False, False]
