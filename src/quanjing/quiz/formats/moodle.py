"""Moodle XML, the questions that a learning platform of that name exports."""

from __future__ import annotations

import html
import re

from lxml import etree

from quanjing.quiz.enums import QuestionKind
from quanjing.quiz.formats.model import Bad, Fault, Option, Question, Read, faults_of

_TAG = re.compile(r"<[^>]{1,500}>")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^>]{0,100}>", re.I)


def read_moodle(data: bytes) -> Read:
    """The questions of a Moodle XML file; `place` is the number of the question in the file.

    A file that is no XML, or another one, gives one `Bad` at 1 with what the parser says.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Read((), (Bad(1, Fault.NOT_CLOSED, str(error)[:80]),))
    questions: list[Question] = []
    bad: list[Bad] = []
    topic, number = "", 0
    for node in root.iter("question"):
        if node.get("type") == "category":
            topic = _text(node, "category/text").split("/")[-1]
            continue
        number += 1
        found = _question(number, node, topic)
        faults = [found] if isinstance(found, Bad) else list(faults_of(found))
        bad += faults
        if isinstance(found, Question) and not faults:
            questions.append(found)
    if not number and not bad:
        bad.append(Bad(1, Fault.NO_TEXT, str(root.tag)))
    return Read(tuple(questions), tuple(bad))


def _question(number: int, node: etree._Element, topic: str) -> Question | Bad:
    raw = node.findtext("questiontext/text") or ""
    text = _plain(raw)
    if "<img" in raw or "@@PLUGINFILE@@" in raw or node.find("questiontext/file") is not None:
        return Bad(number, Fault.PICTURE, text[:80])
    explanation = _text(node, "generalfeedback/text")
    match node.get("type"):
        case "multichoice":
            single = (node.findtext("single") or "true").strip() in ("true", "1")
            kind = QuestionKind.SINGLE if single else QuestionKind.MULTIPLE
            options = tuple(Option(words, share > 0) for words, share in _answers(node))
            return Question(number, kind, text, options, topic=topic, explanation=explanation)
        case "truefalse":
            right = next((words for words, share in _answers(node) if share > 0), "")
            is_true = right.lower() in ("true", "对", "正确")
            kind = QuestionKind.TRUE_FALSE
            return Question(number, kind, text, is_true=is_true, topic=topic, explanation=explanation)
        case "shortanswer":
            answers = tuple(dict.fromkeys(words for words, share in _answers(node) if share >= 100))
            kind = QuestionKind.FILL_IN
            return Question(number, kind, text, answers=answers, topic=topic, explanation=explanation)
        case other:
            return Bad(number, Fault.UNKNOWN_KIND, str(other))


def _answers(node: etree._Element) -> list[tuple[str, float]]:
    found = []
    for answer in node.findall("answer"):
        share = re.fullmatch(r"-?\d+(?:\.\d+)?", (answer.get("fraction") or "0").strip())
        found.append((_text(answer, "text"), float(share[0]) if share else 0.0))
    return found


def _text(node: etree._Element, path: str) -> str:
    return _plain(node.findtext(path) or "")


def _plain(text: str) -> str:
    """What people read of a piece of HTML."""
    bare = html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).replace("\xa0", " ")
    return "\n".join(filter(None, (" ".join(line.split()) for line in bare.split("\n"))))
