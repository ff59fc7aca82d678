"""Questions written as GIFT, so that `quiz.formats.read_gift` and learning platforms read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol


class Question(Protocol):
    """What a question says, as banks keep it."""

    kind: str
    text: str
    options: Sequence[Sequence[object]]
    answers: Sequence[str]
    is_true: bool
    topic: str
    explanation: str


def write_gift(questions: Iterable[Question]) -> str:
    topic, parts = "", []
    for one in questions:
        if one.topic != topic:
            topic = one.topic
            parts.append(f"$CATEGORY: {_plain(topic)}")
        tail = f"####{_plain(one.explanation)}" if one.explanation else ""
        parts.append(f"{_plain(one.text)} {{{_answers(one)}{tail}}}")
    return "\n\n".join(parts) + "\n"


def _answers(one: Question) -> str:
    if one.kind == "true_false":
        return "TRUE" if one.is_true else "FALSE"
    if one.kind == "fill_in":
        return " ".join(f"={_plain(answer)}" for answer in one.answers)
    if one.kind == "single":
        return " ".join(f"{'=' if right else '~'}{_plain(str(text))}" for text, right in one.options)
    return " ".join(f"~%{100 if right else -100}%{_plain(str(text))}" for text, right in one.options)


def _plain(text: str) -> str:
    return re.sub(r"([~=#{}:])", r"\\\1", text.strip()).replace("\n", "\\n")
