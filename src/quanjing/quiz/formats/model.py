"""A question as every format states it, and the rules that each must keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quanjing.quiz.enums import QuestionKind

MOST_OPTIONS = 10
LONGEST = 2_000  # characters of a question or explanation
EASIEST, HARDEST, USUAL = 1, 5, 3


class Fault(StrEnum):
    """Why a question is not taken; the words for people stand beside the actions."""

    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    UNKNOWN_KIND = "unknown_kind"
    FEW_OPTIONS = "few_options"
    MANY_OPTIONS = "many_options"
    SAME_OPTIONS = "same_options"
    NO_ANSWER = "no_answer"
    ONE_ANSWER = "one_answer"  # a question with one answer has several, or the other way round
    UNKNOWN_ANSWER = "unknown_answer"
    BAD_DIFFICULTY = "bad_difficulty"
    PICTURE = "picture"
    NOT_CLOSED = "not_closed"


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """`place`: row of the table, line of the text or number in the file, from 1.

    Options of a question that is true or false are none: `is_true` says which. `answers` are what may be
    filled in, any of them.
    """

    place: int
    kind: QuestionKind
    text: str
    options: tuple[Option, ...] = ()
    answers: tuple[str, ...] = ()
    is_true: bool = False
    topic: str = ""
    difficulty: int = USUAL
    explanation: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bad:
    """A question that is not taken: where it stands, why, and the words that are meant."""

    place: int
    fault: Fault
    words: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read; `ignored` are headings of columns that mean nothing here."""

    questions: tuple[Question, ...]
    bad: tuple[Bad, ...]
    ignored: tuple[str, ...] = ()


def faults_of(question: Question) -> Iterator[Bad]:
    """What is wrong with a question, whatever format it came from."""
    for fault, words in _faults(question):
        yield Bad(question.place, fault, words[:80])


def _faults(question: Question) -> Iterator[tuple[Fault, str]]:
    if not question.text:
        yield Fault.NO_TEXT, ""
    for text in (question.text, question.explanation):
        if len(text) > LONGEST:
            yield Fault.TOO_LONG, text
    if not EASIEST <= question.difficulty <= HARDEST:
        yield Fault.BAD_DIFFICULTY, str(question.difficulty)
    if question.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        yield from _faults_of_options(question)
    elif question.kind == QuestionKind.FILL_IN and not question.answers:
        yield Fault.NO_ANSWER, question.text


def _faults_of_options(question: Question) -> Iterator[tuple[Fault, str]]:
    texts = [option.text for option in question.options]
    right = sum(option.is_right for option in question.options)
    if len(texts) < 2:
        yield Fault.FEW_OPTIONS, "、".join(texts)
    if len(texts) > MOST_OPTIONS:
        yield Fault.MANY_OPTIONS, texts[MOST_OPTIONS]
    for text in dict.fromkeys(texts):
        if texts.count(text) > 1:
            yield Fault.SAME_OPTIONS, text
    if not right:
        yield Fault.NO_ANSWER, question.text
    elif right > 1 and question.kind == QuestionKind.SINGLE:
        yield Fault.ONE_ANSWER, "、".join(option.text for option in question.options if option.is_right)
