"""Questions as rows of a table, the way offices keep them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.formats.model import (
    USUAL,
    Bad,
    Fault,
    Option,
    Question,
    Read,
    faults_of,
)

LETTERS = "ABCDEFGHIJ"
HEADS: dict[str, tuple[str, ...]] = {
    "kind": ("题型", "类型", "题目类型", "试题类型", "type", "kind"),
    "text": ("题干", "题目", "试题", "问题", "内容", "题目内容", "试题内容", "question", "text"),
    "answer": ("答案", "正确答案", "标准答案", "参考答案", "answer", "key"),
    "topic": ("知识点", "主题", "专题", "分类", "章节", "topic", "category"),
    "difficulty": ("难度", "难易度", "难易程度", "difficulty"),
    "explanation": ("解析", "答案解析", "试题解析", "说明", "explanation"),
    "source": ("出处", "来源", "依据", "题目出处", "source"),
}
KINDS: dict[str, QuestionKind] = {
    "单选": QuestionKind.SINGLE,
    "单项选择": QuestionKind.SINGLE,
    "单选择": QuestionKind.SINGLE,
    "single": QuestionKind.SINGLE,
    "多选": QuestionKind.MULTIPLE,
    "多项选择": QuestionKind.MULTIPLE,
    "不定项选择": QuestionKind.MULTIPLE,
    "multiple": QuestionKind.MULTIPLE,
    "判断": QuestionKind.TRUE_FALSE,
    "是非": QuestionKind.TRUE_FALSE,
    "true or false": QuestionKind.TRUE_FALSE,
    "填空": QuestionKind.FILL_IN,
    "fill in": QuestionKind.FILL_IN,
}
DIFFICULTIES = {
    "易": 1,
    "容易": 1,
    "简单": 1,
    "较易": 2,
    "中": 3,
    "中等": 3,
    "一般": 3,
    "较难": 4,
    "难": 5,
    "困难": 5,
}
TRUE = frozenset({"对", "正确", "是", "√", "✓", "✔", "t", "true", "yes", "y", "1"})
FALSE = frozenset({"错", "错误", "否", "×", "✗", "✘", "x", "f", "false", "no", "n", "0"})
_OPTION = re.compile(r"(?:选项|备选项?|option)?\s*([A-J])(?:项|选项)?", re.I)
_LABEL = re.compile(r"^\s*([A-Ja-j])\s*[.．、:：)）]\s*")
_HEAD_WITHIN = 10  # rows


@dataclass(frozen=True, slots=True)
class _Columns:
    """By name of a column, and by letter of an option, where it stands."""

    names: Mapping[str, int]
    options: Mapping[str, int]
    ignored: tuple[str, ...]


def read_table(rows: Sequence[tuple[int, Sequence[str]]]) -> Read:
    """The questions in rows of (number of the row from 1, its cells).

    The heading is the first of ten rows that names question and answer; kind may be left out where the
    answer tells it. A table without such a heading gives one `Bad` at row 1.
    """
    for place, (_number, cells) in enumerate(rows[:_HEAD_WITHIN]):
        columns = _columns(cells)
        if {"text", "answer"} <= columns.names.keys():
            return _read(rows[place + 1 :], columns)
    return Read((), (Bad(1, Fault.NO_TEXT, "、".join(rows[0][1]) if rows else ""),))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _columns(cells: Sequence[str]) -> _Columns:
    names: dict[str, int] = {}
    options: dict[str, int] = {}
    ignored: list[str] = []
    for place, cell in enumerate(cells):
        head = re.sub(r"[\s*（(].*$", "", _plain(cell)).lower() or _plain(cell).lower()
        name = next((name for name, heads in HEADS.items() if head in heads), "")
        letter = _OPTION.fullmatch(_plain(cell))
        if name and name not in names:
            names[name] = place
        elif letter:
            options.setdefault(letter[1].upper(), place)
        elif head and head not in ("序号", "编号", "题号", "no", "number"):
            ignored.append(cell.strip())
    return _Columns(names, options, tuple(ignored))


def _read(rows: Sequence[tuple[int, Sequence[str]]], columns: _Columns) -> Read:
    questions: list[Question] = []
    bad: list[Bad] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        found = _question(number, cells, columns)
        faults = [found] if isinstance(found, Bad) else list(faults_of(found))
        bad += faults
        if isinstance(found, Question) and not faults:
            questions.append(found)
    return Read(tuple(questions), tuple(bad), columns.ignored)


def _question(number: int, cells: Sequence[str], columns: _Columns) -> Question | Bad:
    def cell(name: str) -> str:
        place = columns.names.get(name, len(cells))
        return cells[place].strip() if place < len(cells) else ""

    text, answer = cell("text"), cell("answer")
    options = _options(cells, columns)
    kind = _kind(cell("kind"), answer, options)
    if kind is None:
        return Bad(number, Fault.UNKNOWN_KIND, cell("kind"))
    difficulty = _difficulty(cell("difficulty"))
    if difficulty is None:
        return Bad(number, Fault.BAD_DIFFICULTY, cell("difficulty"))
    if not answer:
        return Bad(number, Fault.NO_ANSWER, text)
    found = _answered(kind, answer, options)
    if found is None:
        return Bad(number, Fault.UNKNOWN_ANSWER, answer)
    chosen, answers, is_true = found
    return Question(
        number,
        kind,
        text,
        chosen,
        answers,
        is_true,
        cell("topic"),
        difficulty,
        cell("explanation"),
        cell("source"),
    )


def _options(cells: Sequence[str], columns: _Columns) -> dict[str, str]:
    found = {}
    for letter, place in sorted(columns.options.items()):
        text = _LABEL.sub("", cells[place]).strip() if place < len(cells) else ""
        if text:
            found[letter] = text
    return found


def _kind(word: str, answer: str, options: Mapping[str, str]) -> QuestionKind | None:
    """What the row calls itself; without a word, what its answer looks like."""
    plain = re.sub(r"题$", "", _plain(word).lower())
    if plain:
        return KINDS.get(plain)
    if _plain(answer).lower() in TRUE | FALSE and len(options) in (0, 2):
        return QuestionKind.TRUE_FALSE
    if options:
        return QuestionKind.MULTIPLE if len(_letters(answer)) > 1 else QuestionKind.SINGLE
    return QuestionKind.FILL_IN


def _difficulty(word: str) -> int | None:
    plain = _plain(word)
    if not plain:
        return USUAL
    if re.fullmatch(r"[1-5](?:\.0+)?", plain):
        return int(plain[0])
    return DIFFICULTIES.get(plain)


def _letters(answer: str) -> str:
    return re.sub(r"[\s,，、;；/]", "", _plain(answer)).upper()


def _answered(
    kind: QuestionKind, answer: str, options: Mapping[str, str]
) -> tuple[tuple[Option, ...], tuple[str, ...], bool] | None:
    """Options with the right ones marked, what may be filled in, whether it is true; None: not among them."""
    if kind == QuestionKind.FILL_IN:
        parts = (part.strip() for part in re.split(r"[|｜]|\s+或者?\s+", answer))
        return (), tuple(dict.fromkeys(filter(None, parts))), False
    if kind == QuestionKind.TRUE_FALSE:
        word = _plain(answer).lower()
        word = _plain(options[word.upper()]).lower() if word.upper() in options else word
        return ((), (), word in TRUE) if word in TRUE | FALSE else None
    by_text = {text: letter for letter, text in options.items()}
    right = set(_letters(answer)) if answer.strip() not in by_text else {by_text[answer.strip()]}
    if not right <= options.keys():
        return None
    return tuple(Option(text, letter in right) for letter, text in options.items()), (), False
