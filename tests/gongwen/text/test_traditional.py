"""Traditional characters become simplified ones without moving anything."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.text import traditional
from gongwen.text.traditional import simplify


def test_traditional_notice_reads_like_a_simplified_one() -> None:
    assert simplify("關於報送年度學習情況的通知\n各學會：\n請於2026年9月15日前報送。聯繫人：歐陽霽") == (
        "关于报送年度学习情况的通知\n各学会：\n请于2026年9月15日前报送。联系人：欧阳霁"
    )


def test_variants_of_taiwan_and_hong_kong_become_the_same_character() -> None:
    assert simplify("請為裡面與爲裏面，台灣與臺灣") == "请为里面与为里面，台湾与台湾"


def test_characters_that_both_writings_have_stay_where_the_word_asks_for_them() -> None:
    assert simplify("請報送著名作家瞭望乾坤的記錄") == "请报送著名作家瞭望乾坤的记录"


def test_simplified_text_comes_back_as_it_is() -> None:
    text = "请于2026年9月15日前报送著名作家「瞭望」乾坤、答覆、於某的材料。"
    assert simplify(text) is text


def test_corner_quotes_of_a_traditional_text_become_the_usual_ones() -> None:
    assert simplify("關於「學習『要點』」的通知") == "关于“学习‘要点’”的通知"


def test_half_of_a_pair_does_not_stop_the_reading() -> None:
    assert simplify("關\ud800會") == "关\ufffd会"


def test_word_of_another_length_is_written_character_by_character(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stretching:
        def convert(self, text: str) -> str:
            return {"關於": "有关于", "關": "关", "於": "于 "}[text]

    monkeypatch.setattr(traditional, "_converter", Stretching)
    assert simplify("關於") == "关於"


@given(st.text(alphabet=st.one_of(st.sampled_from("關於著乾請「」\n"), st.characters())))
def test_length_never_changes(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_dictionary_is_not_loaded_for_simplified_text() -> None:
    code = (
        "import sys; from gongwen.text.traditional import simplify; simplify('关于')\n"
        "assert 'opencc' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
