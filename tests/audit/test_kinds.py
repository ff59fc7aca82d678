"""Every verb that an action records has words, and no words are left over."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import override

from quanjing.audit.kinds import VERBS, label

SOURCE = Path(__file__).resolve().parents[2] / "src" / "quanjing"


def recorded() -> set[str]:
    """Every "app.action" that the source hands to the record, by name or by place."""
    named = re.compile(r'\bverb="([a-z]+\.[a-z_]+)"')
    handed_on = re.compile(r'_record\([^)]*?"([a-z]+\.[a-z_]+)"')
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        found.update(named.findall(text), handed_on.findall(text))
    return found


def test_every_recorded_verb_has_words() -> None:
    assert recorded() - set(VERBS) == set()


def test_no_words_are_left_over() -> None:
    assert set(VERBS) - recorded() == set()


def test_a_verb_is_said_in_the_language_of_the_reader() -> None:
    with override("zh-hans"):
        assert label("tasks.publish") == "发布通知"
    with override("en"):
        assert label("tasks.publish") == "published a notice"


def test_a_verb_of_the_past_stands_as_it_was_written() -> None:
    assert label("gone.away") == "gone.away"
