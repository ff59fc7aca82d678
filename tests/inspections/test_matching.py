"""The sample, the colours and the names: pure functions, for any input."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.foundation.colours import Colour
from quanjing.inspections.matching import colour_of, digest, draw, persons_named

POPULATIONS = st.dictionaries(
    st.text("23456789abcdefgh", min_size=1, max_size=8),
    st.sampled_from(["", "class 1", "class 3", "level city"]),
    max_size=40,
)
SEEDS = st.text(min_size=1, max_size=20)
SIZES = st.integers(1, 12)


@given(SEEDS, POPULATIONS, SIZES, st.randoms())
def test_the_same_seed_draws_the_same_whatever_the_order(
    seed: str, population: dict[str, str], size: int, random: object
) -> None:
    lines = list(population.items())
    random.shuffle(lines)  # type: ignore[attr-defined]
    assert draw(seed, dict(lines), size) == draw(seed, population, size)


@given(SEEDS, POPULATIONS, SIZES)
def test_each_part_gives_as_many_as_asked_or_all_it_has(
    seed: str, population: dict[str, str], size: int
) -> None:
    chosen = draw(seed, population, size)
    assert len(set(chosen)) == len(chosen)
    for part in set(population.values()):
        held = [code for code, one in population.items() if one == part]
        assert len([code for code in chosen if population[code] == part]) == min(size, len(held))


@given(SEEDS, POPULATIONS, SIZES)
def test_a_larger_sample_holds_the_smaller_one(seed: str, population: dict[str, str], size: int) -> None:
    assert set(draw(seed, population, size)) <= set(draw(seed, population, size + 1))


@given(SEEDS, POPULATIONS, SIZES)
def test_who_leaves_the_list_moves_nobody_else_out(seed: str, population: dict[str, str], size: int) -> None:
    chosen = draw(seed, population, size)
    gone = next((code for code in population if code not in chosen), None)
    rest = {code: part for code, part in population.items() if code != gone}
    assert draw(seed, rest, size) == chosen


def test_the_digest_is_that_of_the_printed_command() -> None:
    assert digest("2026-09", "tea") == hashlib.sha256(b"2026-09:tea").hexdigest()
    population = dict.fromkeys(("tea", "nursing", "mathematics"), "")
    assert draw("2026-09", population, 1) == [
        min(population, key=lambda code: hashlib.sha256(f"2026-09:{code}".encode()).hexdigest())
    ]


@pytest.mark.parametrize(
    ("late", "colour"),
    [(-8, None), (-7, Colour.BLUE), (0, Colour.BLUE), (1, Colour.AMBER), (7, Colour.AMBER), (8, Colour.RED)],
)
def test_blue_near_yellow_past_red_long_past(late: int, colour: Colour | None) -> None:
    today = date(2026, 9, 3)
    assert colour_of(today - timedelta(days=late), today, 7) == colour


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("张某未按规定审批", "张某"),
        ("张某一人经办", "张某"),
        ("李XX同志未签字", "李XX"),
        ("发现王主任一人审批", "王主任"),
        ("由何主任负责", "何主任"),
        ("会计由周某担任", "周某"),
        ("李某某报销", "李某某"),
        ("经办人陈××", "陈××"),
        ("张建国同志经办", "张建国同志"),
        ("刘总拍板", "刘总"),
        ("欧阳书记兼任", "欧阳书记"),
        ("周予安经手发票", "周予安"),
        ("审批人为顾南。", "顾南"),
        ("signed by Anna Lee", "Anna Lee"),
    ],
)
def test_a_person_is_recognized(text: str, passage: str) -> None:
    assert persons_named(text, ["周予安", "顾南", "Anna Lee"]) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        "发票审批由一人完成", "办公室主任未签字", "党支部书记岗位空缺", "由于某些原因未公示",
        "对于某项支出",
        "资金会计与出纳由同一岗位兼任", "现金出纳未轮岗", "任何老师均可", "何处长期存放",
        "学会会长办公会未形成纪要",
        "常务副主任审批", "项目经理岗位", "茶叶工程师岗位", "和某单位签约", "张贴制度",
        "高级会计师资格", "对方经理未盖章",
        "总书记重要讲话", "机房主管岗位", "应由主任会签", "有关同志不熟悉流程", "张总额", "制度总则",
        "向某公司支付",
        "文明办公室制度", "Annalee",
    ],
)  # fmt: skip
def test_posts_and_things_are_not_persons(text: str) -> None:
    assert persons_named(text, ["周予安", "文明", "Anna"]) == []
