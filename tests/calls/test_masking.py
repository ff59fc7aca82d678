"""No name survives masking, in whatever width, case and spacing it is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.calls.judging.masking import MASK, fold, holds, mask

NAME = st.text(
    st.characters(whitelist_categories=("Lu", "Ll", "Lo", "Nd"), max_codepoint=0xFFFF), min_size=2, max_size=8
)
GAPS = st.sampled_from(["", " ", "\u3000", "·", "-", "\u200b", ".", "\n", "（"])


def widened(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if 33 <= ord(sign) <= 126 else sign for sign in text)


@pytest.mark.parametrize(
    "written",
    [
        "江岚省茶叶学会",
        "江 岚 省 茶 叶 学 会",
        "江岚省\u3000茶叶学会",
        "江岚省（茶叶）学会",
        "江岚省\n茶叶学会",
        "江岚省·茶叶·学会",
    ],
)
def test_spaces_and_signs_do_not_hide_a_name(written: str) -> None:
    assert mask(f"由{written}承担。", ["江岚省茶叶学会"]) == f"由{MASK}承担。"


def test_width_case_and_accents_do_not_hide_a_name() -> None:
    assert (
        mask("by ＴＥＡ Society and tea-society, Téa Society", ["Tea Society"])
        == f"by {MASK} and {MASK}, {MASK}"
    )


def test_the_longer_name_goes_as_a_whole() -> None:
    assert mask("江岚省茶叶学会秘书处", ["江岚省茶叶学会", "江岚省茶叶学会秘书处"]) == MASK


def test_names_that_overlap_go_together() -> None:
    assert mask("甲乙丙丁", ["甲乙丙", "丙丁"]) == MASK


def test_what_closes_up_around_a_mask_is_masked_again() -> None:
    assert holds(mask("张江岚学会三丰", ["江岚学会", "张三丰"]), ["江岚学会", "张三丰"]) == []


@pytest.mark.parametrize(
    "written",
    ["office@example.org", "010-55550100", "13800000000", "138 0000 0000", "０１０-５５５５０１００"],
)
def test_numbers_and_mailboxes_go_whoever_they_belong_to(written: str) -> None:
    assert mask(f"联系 {written} 。", []) == f"联系 {MASK} 。"


def test_what_names_nobody_stays_as_it_is() -> None:
    text = "服务 3 000 户茶农，预算 12.50 万元，2026-09-30 完成。"
    assert mask(text, ["江岚省茶叶学会", "周予安"]) == text


def test_a_single_letter_is_no_name() -> None:
    assert mask("A 类", ["A"]) == "A 类"


@given(
    st.lists(NAME, min_size=1, max_size=4), st.lists(st.text(max_size=6), min_size=1, max_size=4), st.data()
)
def test_no_name_survives_in_any_form(names: list[str], around: list[str], data: st.DataObject) -> None:
    parts = []
    for text in around:
        name = data.draw(st.sampled_from(names))
        gaps = [data.draw(GAPS) for _sign in name]
        spread = "".join(sign + gap for sign, gap in zip(name, gaps, strict=True))
        form = data.draw(
            st.sampled_from(
                [str, str.upper, str.swapcase, widened, lambda t: unicodedata.normalize("NFD", t)]
            )
        )
        parts += [text, form(spread)]
    masked = mask("".join(parts), names)
    assert holds(masked, [name for name in names if len(fold(name)) >= 2]) == []


@given(st.text(max_size=60), st.lists(NAME, max_size=3))
def test_masking_twice_changes_nothing(text: str, names: list[str]) -> None:
    once = mask(text, names)
    assert mask(once, names) == once
