"""What a field of a sheet asks of a project, told by its label: sheets are made freely, in two languages."""

from __future__ import annotations

import re

_ASKED = tuple(
    (re.compile(words, re.IGNORECASE), name)
    for name, words in (
        ("uses", "成果应用|应用情况|采用情况|are used"),
        ("lead", "牵头|承担单位|实施单位|lead unit"),
        ("leader", "负责人|project leader|who leads"),
        ("number", "项目编号|project number"),
        ("goals", "目标|goal"),
        ("results", "成果|成效|效果|结项|完成情况|came of it|result"),
    )
)


def asked_by(label: str) -> str:
    """`uses`, `lead`, `leader`, `number`, `goals` or `results`, the first that fits; otherwise empty."""
    return next((name for words, name in _ASKED if words.search(label)), "")
