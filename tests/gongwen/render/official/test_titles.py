from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.render.official.titles import ROOM, broken_title, width


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于报送意见的函", ("关于报送意见的函",)),
        (
            "示例省科学技术协会关于开展学习贯彻会议精神情况报送工作的通知",
            ("示例省科学技术协会关于开展", "学习贯彻会议精神情况报送工作的通知"),
        ),
        (
            "示例省科学技术协会关于开展2026年全省科技社团党建工作考核评价的通知",
            ("示例省科学技术协会关于开展2026年全省", "科技社团党建工作考核评价的通知"),
        ),
        ("第一行\n第二行", ("第一行", "第二行")),
    ],
)
def test_titles_are_broken_by_sense(title: str, lines: tuple[str, ...]) -> None:
    assert broken_title(title) == lines


def test_a_given_name_is_not_parted() -> None:
    name = "江岚省特殊名称联合促进中心"
    lines = broken_title(f"{name}关于召开第三届会员代表大会并进行换届选举有关事项的通知", (name,))
    assert [name in line for line in lines].count(True) == 1


def test_quoted_titles_and_numbers_are_not_parted() -> None:
    lines = broken_title("关于转发《关于做好2026年度工作的通知》并组织好报送材料的通知")
    assert any("《关于做好2026年度工作的通知》" in line for line in lines)


MIXED = "示例省科学技术协会关于开展的通知、《》“”2026年学习和及"
KNOWN = ("关于", "开展", "学习", "贯彻", "工作", "2026年度", "《办法》", "、", "的", "通知", "科技工作者")


@given(st.text(st.sampled_from(MIXED), min_size=1, max_size=90))
def test_no_line_is_too_long_and_nothing_is_lost(title: str) -> None:
    lines = broken_title(title)
    assert "".join(lines) == title
    assert max(map(width, lines)) <= ROOM


@given(st.lists(st.sampled_from(KNOWN), min_size=8, max_size=20))
def test_known_words_are_never_parted(words: list[str]) -> None:
    title = "".join(words)
    ends = {len("".join(words[:place])) for place in range(len(words) + 1)}
    place = 0
    for line in broken_title(title):
        place += len(line)
        assert place in ends
