"""GIFT, the plain text of questions that learning platforms exchange.

Written after the published description of the format: questions stand apart by an empty line, answers in
braces, `=` before a right one and `~` before a wrong one, signs of the format behind a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.formats.model import USUAL, Bad, Fault, Option, Question, Read, faults_of

_SIGNS = "~=#{}:"
_HIDDEN = {sign: chr(0xE000 + place) for place, sign in enumerate(_SIGNS)}  # private use: never in a text
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_ESCAPED = re.compile(r"\\([~=#{}:])")
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.+)")
_TITLE = re.compile(r"^::.*?::\s*", re.S)
_FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]\s*")
_BRACES = re.compile(r"\{(.*?)\}", re.S)
_ANSWER = re.compile(r"([=~])\s*(?:%(-?[\d.]+)%)?([^=~]*)")
_TAG = re.compile(r"<[^>]{1,200}>")
_WORDS = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_BLANK = "____"


def read_gift(text: str) -> Read:
    """The questions of a GIFT text; `place` is the line on which a question begins."""
    questions: list[Question] = []
    bad: list[Bad] = []
    topic = ""
    for line, part in _parts(text):
        category = _CATEGORY.match(part)
        if category:
            topic = _shown(category[1].split("/")[-1])
            part = part[category.end() :].strip()
        if not part:
            continue
        found = _question(line, part)
        faults = [found] if isinstance(found, Bad) else list(faults_of(found))
        bad += faults
        if isinstance(found, Question) and not faults:
            questions.append(replace(found, topic=topic))
    return Read(tuple(questions), tuple(bad))


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The pieces between empty lines, comments left out, signs behind a backslash hidden."""
    piece: list[str] = []
    begun = 1
    for number, line in enumerate([*text.replace("\ufeff", "").splitlines(), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        if line.strip():
            if not piece:
                begun = number
            piece.append(_ESCAPED.sub(lambda found: _HIDDEN[found[1]], line))
        elif piece:
            yield begun, "\n".join(piece).strip()
            piece = []


def _shown(text: str) -> str:
    """A text as people read it: signs shown again, tags and needless spaces gone."""
    plain = _TAG.sub("", text).replace("\\n", "\n").translate(_SHOWN)
    return "\n".join(filter(None, (" ".join(line.split()) for line in plain.split("\n"))))


def _question(line: int, part: str) -> Question | Bad:
    bare = _FORMAT.sub("", _TITLE.sub("", part))
    if "@@PLUGINFILE@@" in bare or "<img" in bare:
        return Bad(line, Fault.PICTURE, _shown(bare)[:80])
    if bare.count("{") != bare.count("}"):
        return Bad(line, Fault.NOT_CLOSED, _shown(bare)[:80])
    braces = _BRACES.search(bare)
    if braces is None:
        return Bad(line, Fault.NO_ANSWER, _shown(bare)[:80])
    before, after = bare[: braces.start()].strip(), bare[braces.end() :].strip()
    text = _shown(f"{before} {_BLANK} {after}" if after else before)
    answers, _sep, general = braces[1].partition("####")
    return _answered(Question(line, QuestionKind.SINGLE, text, explanation=_shown(general)), answers.strip())


def _answered(question: Question, answers: str) -> Question | Bad:
    word = answers.split("#")[0].strip().upper()
    if word in _WORDS:
        return replace(question, kind=QuestionKind.TRUE_FALSE, is_true=_WORDS[word])
    if answers.startswith("#") or "->" in answers or not answers:
        return Bad(question.place, Fault.UNKNOWN_KIND, _shown(answers or question.text)[:80])
    found = [(sign, share, _shown(words.split("#")[0])) for sign, share, words in _ANSWER.findall(answers)]
    if not found:
        return Bad(question.place, Fault.NO_ANSWER, question.text[:80])
    if all(sign == "=" for sign, _share, _words in found):
        return replace(
            question, kind=QuestionKind.FILL_IN, answers=tuple(dict.fromkeys(words for *_, words in found))
        )
    options = tuple(Option(words, sign == "=" or float(share or 0) > 0) for sign, share, words in found)
    has_several = any(sign == "~" and float(share or 0) > 0 for sign, share, _words in found)
    kind = QuestionKind.MULTIPLE if has_several else QuestionKind.SINGLE
    return replace(question, kind=kind, options=options, difficulty=USUAL)
