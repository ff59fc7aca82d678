"""Every text that a user sees exists in Chinese and in English."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import wagtail
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quanjing"
WAGTAIL = Path(wagtail.__file__).parent
CHINESE = re.compile(r"[\u3400-\u9fff]")
KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip

Text = str | tuple[str, ...]


def texts_of(source: str) -> Iterator[Text]:
    for _line, message, _comments, _context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        yield message


def used() -> dict[Text, str]:
    found: dict[Text, str] = {}
    for path in SOURCE.rglob("*.py"):
        for text in texts_of(path.read_text(encoding="utf-8")):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    for path in SOURCE.rglob("templates/**/*.html"):
        calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        flush = "\n".join(line.lstrip() for line in calls.splitlines())  # indentation means nothing here
        for text in texts_of(flush):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def translated() -> dict[Text, Text]:
    found: dict[Text, Text] = {}
    for path in sorted((SOURCE / "locale" / "zh_Hans").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh_Hans"):
                if message.id and message.string:
                    key = message.id if isinstance(message.id, str) else tuple(message.id)
                    assert found.setdefault(key, message.string) == message.string, f"{path.name}: {key}"
    return found


def test_every_text_is_translated_into_chinese() -> None:
    known = translated()
    missing = {text: place for text, place in used().items() if not known.get(text)}
    assert missing == {}


def test_no_translation_is_left_over() -> None:
    assert sorted(map(str, set(translated()) - set(used()))) == []


def catalogue(path: Path) -> dict[str, Message]:
    """The translated messages of a file by their text in the singular."""
    with path.open("rb") as file:
        return {one.id if isinstance(one.id, str) else one.id[0]: one for one in read_po(file) if one.id}


@pytest.mark.parametrize("name", ["django.po", "djangojs.po"])
def test_words_of_wagtail_are_its_own_and_not_yet_said_so(name: str) -> None:
    parts = [WAGTAIL / part / "locale" for part in ("", "admin", "documents", "images")]
    theirs: dict[str, Message] = {}
    chinese: dict[str, Message] = {}
    for part in parts:
        if (part / "en" / "LC_MESSAGES" / name).exists():
            theirs |= catalogue(part / "en" / "LC_MESSAGES" / name)
            chinese |= catalogue(part / "zh_Hans" / "LC_MESSAGES" / name)
    ours = catalogue(SOURCE / "locale" / "zh_Hans" / "wagtail" / name)
    assert sorted(set(ours) - set(theirs)) == []
    assert [text for text in ours if text in chinese and ours[text].string == chinese[text].string] == []
    assert sorted(set(ours) & {str(one) for one in translated()}) == []
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+[^>]*>")
    broken = []
    for text, message in ours.items():
        source = theirs[text].id if isinstance(theirs[text].id, str) else theirs[text].id[-1]
        target = message.string if isinstance(message.string, str) else message.string[0]
        if sorted(placeholder.findall(source)) != sorted(placeholder.findall(target)):
            broken.append(text)
    assert broken == []


def test_placeholders_survive_translation() -> None:
    named = re.compile(r"%\((\w+)\)")
    broken = []
    for text, chinese in translated().items():
        source = text if isinstance(text, str) else text[-1]
        target = chinese if isinstance(chinese, str) else chinese[-1]
        if set(named.findall(source)) != set(named.findall(target)):
            broken.append(text)
    assert broken == []


ALLOWED_CHINESE = (  # data, not texts
    "calls/rules/labels.py",
    "cli/demo/",
    "documents/rules/wording.py",
    "inspections/matching/wording.py",
    "migrations/",
    "locale/",
    "organizations/queries/offices.py",
    "quiz/formats/",
    "services/matching/accusing.py",
    "tasks/rules/matching.py",
    "tasks/rules/roles.py",
)


@pytest.mark.parametrize("suffix", ["*.py", "*.html", "*.js"])
def test_no_chinese_stands_in_code_or_templates(suffix: str) -> None:
    found = []
    for path in SOURCE.rglob(suffix):
        place = path.relative_to(SOURCE).as_posix()
        if any(part in place for part in ALLOWED_CHINESE) or "static/vendor" in place:
            continue
        text = path.read_text(encoding="utf-8").replace("切换到中文", "").replace("中文", "")
        if path.suffix == ".py":
            text = without_comments_and_docstrings(text)
        if CHINESE.search(text):
            found.append(place)
    assert found == []


def without_comments_and_docstrings(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node) is not None
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)
