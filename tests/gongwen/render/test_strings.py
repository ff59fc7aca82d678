from __future__ import annotations

from dataclasses import asdict

import pytest

from gongwen.render import strings


@pytest.mark.parametrize("language", ["zh", "zh-Hans", "zh_CN"])
def test_chinese_is_chosen_by_its_prefix(language: str) -> None:
    assert (strings(language).contents, strings(language).attachment) == ("目录", "附件")


@pytest.mark.parametrize("language", ["en", "en-GB", ""])
def test_anything_else_is_english(language: str) -> None:
    assert strings(language).contents == "Contents"


def test_no_word_is_missing_in_either_language() -> None:
    words = [*asdict(strings("zh")).values(), *asdict(strings("en")).values()]
    assert [word for word in words if not word] == []
