"""On a phone a row of a list is a block: each value stands behind the name of its own column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

STACK = re.compile(r'<table class="[^"]*qj-stack[^"]*">.*?</table>', re.DOTALL)
LABEL = re.compile(r"""data-label="{% trans '([^']+)' %}\"""")
WORDS = re.compile(r'_\("([^"]+)"\)|trans "([^"]+)"')
PLACES = [
    path
    for path in sorted((ROOT / "src" / "quanjing").rglob("templates/**/*.html"))
    if "qj-stack" in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_values_of_a_stacked_list_are_named_by_its_heads_in_their_order(path: Path) -> None:
    tables = STACK.findall(path.read_text(encoding="utf-8"))
    assert tables
    for table in tables:
        head, body = table.split("</thead>")
        heads = [one or other for one, other in WORDS.findall(head)]
        labels = LABEL.findall(body)
        assert labels, "no value has a name"
        assert labels == [one for one in heads if one in labels]
