"""What an answer is worth: all of a question's points or none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Protocol

from quanjing.quiz.enums import QuestionKind


class Key(Protocol):
    """What a question of the pool says about right and wrong."""

    kind: str
    options: Sequence[Sequence[object]]
    answers: Sequence[str]
    is_true: bool


def score(paper: Sequence[Sequence[object]], answers: Sequence[object], keys: Mapping[int, Key]) -> int:
    """The points of a paper; `answers` in its order, as `models.Attempt` keeps them."""
    return sum(
        int(str(points))
        for (pk, points, order), answer in zip(paper, answers, strict=False)
        if is_right(keys[int(str(pk))], _places(order), answer)
    )


def _places(order: object) -> Sequence[int]:
    return order if isinstance(order, list) else []


def is_right(key: Key, order: Sequence[int], answer: object) -> bool:
    """Whether an answer is right; whatever is not understood is wrong.

    Options are answered by their places as shown; a text counts with any width, spaces and punctuation.
    """
    match key.kind:
        case QuestionKind.TRUE_FALSE:
            return isinstance(answer, bool) and answer == key.is_true
        case QuestionKind.FILL_IN:
            return isinstance(answer, str) and plain(answer) in {plain(one) for one in key.answers} - {""}
        case _:
            right = {place for place, (_text, is_one) in enumerate(key.options) if is_one}
            shown = answer if isinstance(answer, list) else []
            if not all(isinstance(one, int) and 0 <= one < len(order) for one in shown):
                return False
            return bool(shown) and {order[one] for one in shown} == right


def plain(text: str) -> str:
    """The letters and figures of a text as they are compared: narrow, small, nothing between them."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()
