import pytest

from gongwen.text.organizations import is_actor, is_unit, split_outside_brackets


@pytest.mark.parametrize(
    "name", ["江岚省茶叶学会", "各市科协", "机关党委", "学会学术部", "云溪市教育局", "学会(筹)"]
)
def test_names_of_units(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize("name", ["科普周活动方案", "学习内容", "", "各级"])
def test_what_names_no_unit(name: str) -> None:
    assert not is_unit(name)


def test_people_act_but_are_no_unit() -> None:
    assert (is_actor("参会人员"), is_unit("参会人员")) == (True, False)


def test_lists_split_outside_brackets_only() -> None:
    text = "各学会(协会、研究会)、各市科协， 《甲、乙》"
    pieces = [text[a:b] for a, b in split_outside_brackets(text, 0, len(text), "、，")]
    assert pieces == ["各学会(协会、研究会)", "各市科协", "《甲、乙》"]


def test_blanks_around_pieces_are_dropped() -> None:
    assert split_outside_brackets(" 甲 、 乙 ", 0, 7, "、") == [(1, 2), (5, 6)]
