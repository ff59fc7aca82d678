from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.render import file_name, name_key


def test_pattern_is_filled_with_values() -> None:
    values = {"organization": "江岚省茶叶学会", "task": "学习体会", "number": "3"}
    name = file_name("{organization}_{task}_{number}", values, "docx", set())
    assert name == "江岚省茶叶学会_学习体会_3.docx"


def test_same_names_are_numbered_and_never_collide() -> None:
    taken: set[str] = set()
    names = [file_name("{a}", {"a": "照片"}, ".jpg", taken) for _ in range(4)]
    assert names == ["照片.jpg", "照片_2.jpg", "照片_3.jpg", "照片_4.jpg"]


def test_ten_thousand_same_names_are_numbered_without_gaps() -> None:
    taken: set[str] = set()
    names = [file_name("x", {}, "txt", taken) for _ in range(10_000)]
    assert (len(set(names)), names[-1]) == (10_000, "x_10000.txt")


def test_names_that_differ_in_case_only_are_the_same() -> None:
    taken: set[str] = set()
    assert file_name("Report", {}, "DOCX", taken) == "Report.DOCX"
    assert file_name("report", {}, "docx", taken) == "report_2.docx"


def test_characters_forbidden_on_windows_are_replaced() -> None:
    assert file_name("{t}", {"t": 'a<b>c:d"e/f\\g|h?i*j'}, "txt", set()) == "a_b_c_d_e_f_g_h_i_j.txt"


def test_path_parts_do_not_survive() -> None:
    assert file_name("{t}", {"t": "../../etc/passwd"}, "", set()) == "etc_passwd"


@pytest.mark.parametrize("stem", ["con", "NUL", "com1", "lpt9", "aux.2026"])
def test_device_names_get_a_prefix(stem: str) -> None:
    assert file_name(stem, {}, "txt", set()) == f"_{stem}.txt"


def test_direction_marks_are_dropped() -> None:
    assert file_name("{t}", {"t": "报告\u202excod.exe"}, "docx", set()) == "报告xcod.exe.docx"


def test_rare_characters_are_kept() -> None:
    assert file_name("{name}", {"name": "𠮷田䶮㛃\U00030edd"}, "docx", set()) == "𠮷田䶮㛃\U00030edd.docx"


def test_empty_values_still_give_a_name() -> None:
    assert file_name("{a}", {"a": " .. "}, "pdf", set()) == "file.pdf"


def test_long_chinese_names_stay_within_255_bytes() -> None:
    name = file_name("{a}", {"a": "学" * 300}, "docx", set())
    assert name == "学" * 83 + ".docx"


def test_long_latin_names_stay_within_120_characters_with_their_number() -> None:
    taken: set[str] = set()
    file_name("{a}", {"a": "x" * 300}, "docx", taken)
    assert file_name("{a}", {"a": "x" * 300}, "docx", taken) == "x" * 113 + "_2.docx"


def test_pattern_with_an_unknown_value_is_refused() -> None:
    with pytest.raises(KeyError, match="task"):
        file_name("{task}", {}, "docx", set())


@given(st.text(), st.text(max_size=30), st.sets(st.text(max_size=8)))
def test_any_text_gives_a_free_and_safe_name(text: str, extension: str, taken: set[str]) -> None:
    before = frozenset(taken)
    name = file_name("{a}", {"a": text}, extension, taken)
    assert name not in before
    assert name_key(name) not in before
    assert taken == before | {name_key(name)}
    assert not set(name) & set('<>:"/\\|?*\n\t\0')
    assert name.strip(". ") == name
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 255


@given(st.lists(st.sampled_from(["a", "A", "a_2", "a_3", "b"]), max_size=30))
def test_no_sequence_of_names_repeats_one(stems: list[str]) -> None:
    taken: set[str] = set()
    keys = [name_key(file_name(stem, {}, "txt", taken)) for stem in stems]
    assert len(set(keys)) == len(keys)
