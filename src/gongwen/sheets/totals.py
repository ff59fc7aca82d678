"""Which columns of numbers are parts of which, by their labels: 总数 … 其中 …"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOTAL = re.compile(r"总|合计|共计|累计|total", re.IGNORECASE)
_PART = re.compile(r"其中|of which|of them", re.IGNORECASE)


def parts_of_totals(labels: Mapping[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    """Totals with their parts, each by key: a label with “其中” is part of the total, or number, before it.

    Args:
        labels: of fields that take numbers, by key, in the order of the sheet.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    total, before = "", ""
    parts: list[str] = []
    for key, label in labels.items():
        if _PART.search(label) and (total or before):
            total = total or before
            parts.append(key)
        else:
            if parts:
                found.append((total, tuple(parts)))
            total, parts = (key if _TOTAL.search(label) else ""), []
            before = key
    return [*found, (total, tuple(parts))] if parts else found
