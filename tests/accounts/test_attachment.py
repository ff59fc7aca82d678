"""A file that is answered: its name whole, its type from one table."""

from __future__ import annotations

from io import BytesIO

import pytest

from quanjing.foundation.http import MEDIA_TYPES, attachment


@pytest.mark.parametrize("ending", MEDIA_TYPES)
def test_the_type_follows_the_ending(ending: str) -> None:
    answer = attachment(b"x", f"file.{ending}")
    assert (answer["Content-Type"], answer.getvalue()) == (MEDIA_TYPES[ending], b"x")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_name_with_a_slash_in_chinese_stays_whole() -> None:
    answer = attachment(b"x", "2025/2026年度汇总.xlsx")
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''2025-2026%E5%B9%B4%E5%BA%A6%E6%B1%87%E6%80%BB.xlsx"
    )


def test_what_is_open_is_closed_with_the_response(db: None) -> None:
    content = BytesIO(b"x")
    attachment(content, "a.zip").close()
    assert content.closed


def test_an_ending_that_is_not_in_the_table_is_a_fault() -> None:
    with pytest.raises(KeyError):
        attachment(b"x", "a.exe")
