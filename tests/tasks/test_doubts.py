"""What the engine was unsure of, as the reading page says it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from string import Formatter
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from gongwen.doubts import SENTENCES, Doubt
from quanjing.directives.actions.reading import COVERED
from quanjing.directives.models import Directive
from quanjing.organizations.models import Post
from tests.world import World

SignIn = Callable[[Post], Client]
Reader = Callable[[dict[str, Any]], Directive]


def every_doubt() -> dict[str, Doubt]:
    """One doubt of each code, with a value for whatever its sentences name."""
    found = {}
    for code, sentences in SENTENCES.items():
        names = {name for words in sentences for _text, name, _form, _how in Formatter().parse(words) if name}
        values = tuple((name, f"<{name}>") for name in sorted(names - {"task"}))
        found[code] = Doubt(code, values, 1 if "task" in names else None)
    return found


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_doubt_is_said_in_the_language_of_its_reader(
    world: World, client_of: SignIn, read_directive: Reader, notice: dict[str, Any], language: str
) -> None:
    doubts = every_doubt()
    notice["facts"]["doubts"] = [
        {"code": code, "en": one.message("en"), "zh": one.message("zh"), "task": one.task, "span": None}
        for code, one in doubts.items()
    ]
    directive = read_directive(notice)
    client = client_of(world.officer)
    client.cookies["quanjing_language"] = language
    with override(language, deactivate=True):  # a page leaves its language behind in the thread
        page = client.get(reverse("directive_page", args=[directive.code])).content.decode()
    said = [html.unescape(words) for words in re.findall(r'<div class="ask">(.*?)</div>', page)]
    expected = [one.message(language) for code, one in doubts.items() if code not in COVERED]
    assert said == expected
    assert {bool(re.search("[一-龥]", words)) for words in said} == {language != "en"}


def test_what_is_said_by_a_fact_or_a_task_is_not_said_twice(
    world: World, client_of: SignIn, read_directive: Reader, notice: dict[str, Any]
) -> None:
    doubts = [Doubt("no_title"), Doubt("tasks_beyond", (("count", "300"),))]
    notice["facts"]["doubts"] = [
        {"code": one.code, "en": one.message("en"), "zh": one.message("zh"), "task": None, "span": None}
        for one in doubts
    ]
    directive = read_directive(notice | {"title": None})
    assert directive.doubts == {"title": "missing", "warning.2": "tasks_beyond"}
    page = client_of(world.officer).get(reverse("directive_page", args=[directive.code])).content.decode()
    assert ("文中要求超过300项，只列出前面的部分。" in page, "未找到标题。" in page) == (True, False)
