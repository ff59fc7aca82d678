"""Whether what was read is what was written: right, lost in silence, or in a wrong field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.gongwen.sheets.filling import Key

from gongwen.facade import Answers, Template


@dataclass
class Verdict:
    right: int = 0
    wanted: int = 0
    wrong_field: list[str] = field(default_factory=list)
    wrong_value: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # named in what was not understood
    lost: list[str] = field(default_factory=list)  # in silence

    def __iadd__(self, other: Verdict) -> Verdict:
        self.right += other.right
        self.wanted += other.wanted
        for name in ("wrong_field", "wrong_value", "missing", "lost"):
            getattr(self, name).extend(getattr(other, name))
        return self


def flat(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).rstrip("。;").lower()


def bare(label: str) -> str:
    return re.sub(r"[()（）].*?[)）]|[/:：]", "", flat(label)).replace("(", "")


def read_back(template: Template, answers: Answers) -> dict[Key, str]:
    """Answers by block of a list, row and label."""
    found: dict[Key, str] = {}
    for block in template.sheet.blocks:
        labels = {one.key: one.label for one in block.fields}
        for one in answers.answers:
            if one.block == block.key:
                found[block.label if block.repeat else None, one.row, labels[one.field]] = one.value
    return found


def judge(gold: Mapping[Key, str], template: Template, answers: Answers) -> Verdict:
    verdict = Verdict(wanted=len(gold))
    found = read_back(template, answers)
    index = {_key(key): value for key, value in found.items()}
    left = "\n".join(map(flat, answers.not_understood))
    wanted = {_key(key): value for key, value in gold.items()}
    everything = left + "\n".join(map(flat, found.values()))
    for key, value in wanted.items():
        got = index.pop(key, None)
        if got is not None and _same(got, value):
            verdict.right += 1
        elif flat(value) in left:
            verdict.missing.append(f"{key}: {value}")
        elif flat(value) not in everything:
            verdict.lost.append(f"{key}: {value} (got {got})")
        elif got is not None:
            verdict.wrong_value.append(f"{key}: {got} instead of {value}")
        else:
            verdict.lost.append(f"{key}: {value} not at its field")
    values = {flat(value) for value in wanted.values()}
    for key, value in index.items():
        if flat(value) in values:
            verdict.wrong_field.append(f"{key}: {value}")
        else:
            verdict.wrong_value.append(f"{key}: {value} not wanted")
    return verdict


def _key(key: Key) -> tuple[str, int, str]:
    return bare(key[0] or ""), key[1], bare(key[2])


def _same(one: str, other: str) -> bool:
    return flat(one) == flat(other) or set(one.split("、")) == set(other.split("、"))
