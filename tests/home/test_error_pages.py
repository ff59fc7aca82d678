"""Pages for what went wrong, in the language of the reader; they need no database."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override


@pytest.mark.parametrize(
    ("name", "language", "tag", "words"),
    [
        ("400", "zh-hans", "zh-Hans", "无法理解"),
        ("403", "zh-hans", "zh-Hans", "没有权限"),
        ("404", "en", "en", "There is nothing here"),
        ("500", "en", "en", "A fault on our side"),
    ],
)
def test_an_error_page_speaks_the_language(name: str, language: str, tag: str, words: str) -> None:
    with override(language):
        text = render_to_string(f"{name}.html")
    assert f'<html lang="{tag}">' in text
    assert words in text
