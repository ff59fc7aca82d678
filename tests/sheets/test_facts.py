"""Facts are looked up when a form asks for them: once a form, and no others."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from quanjing.foundation import facts
from quanjing.foundation.actor import Actor
from quanjing.foundation.facts import KnownFact


class Counting:
    """A provider that remembers how often it was called."""

    def __init__(self, **values: str) -> None:
        self.values = values
        self.calls = 0

    def __call__(self, _organization_id: int, _actor: Actor | None) -> Mapping[str, KnownFact]:
        self.calls += 1
        return {key.replace("_", "."): KnownFact(value, "测试") for key, value in self.values.items()}


@pytest.fixture(autouse=True)
def no_other_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_providers", [])


def test_a_provider_is_called_once_and_only_for_its_own_keys() -> None:
    tea, talks = Counting(tea_name="茶叶学会", tea_city="岚州"), Counting(talks_count="3")
    facts.register(tea, "tea.")
    facts.register(talks, "talks.")
    known = facts.known(1)
    assert (known["tea.name"].value, known["tea.city"].value) == ("茶叶学会", "岚州")
    assert "tea.phone" not in known
    assert (tea.calls, talks.calls) == (1, 0)


def test_an_earlier_provider_wins_and_an_empty_fact_is_none() -> None:
    facts.register(Counting(one_name="", one_city="岚州"))
    facts.register(Counting(one_name="后来", one_city="别处"))
    known = facts.known(1)
    assert {key: fact.value for key, fact in known.items()} == {"one.name": "后来", "one.city": "岚州"}
    assert len(known) == 2
