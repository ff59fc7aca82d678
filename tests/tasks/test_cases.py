"""Corrected readings as annotated cases."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from gongwen.facade import notice_as_json, read_text
from quanjing.directives.models import Directive
from quanjing.organizations.models import Post
from quanjing.tasks.actions import confirm, correct_directive, correct_task, reread
from quanjing.tasks.queries import corrected_directives, corrected_notice, is_corrected, tasks_of
from tests.tasks.conftest import TEXT
from tests.world import World

SignIn = Callable[[Post], Client]
Reader = Callable[[dict[str, Any]], Directive]


def contents(response: Any) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def case_of(directive: Directive) -> dict[str, Any]:
    found = Directive.objects.get(pk=directive.pk)
    return corrected_notice(found, tasks_of(found))


def test_a_reading_as_it_was_is_no_case(world: World, read_directive: Reader) -> None:
    directive = read_directive(notice_as_json(read_text(TEXT)))
    for task in directive.tasks.all():
        for fact in directive.tasks.get(pk=task.pk).doubts:
            confirm(actor=world.actor(world.officer), directive=directive, task=task, fact=fact)
    assert not is_corrected(directive, case_of(directive))
    assert list(corrected_directives(world.actor(world.officer))) == []


def test_a_case_says_what_a_person_made_of_the_reading(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    correct_directive(actor=officer, directive=directive, changes={"addressees": "各学会"})
    correct_task(
        actor=officer, task=directive.tasks.get(position=1), changes={"deadline": {"due": "2026-09-20"}}
    )
    start = TEXT.index("组织联络处")
    task = directive.tasks.get(position=2)
    reread(actor=officer, directive=directive, task=task, fact="responsible", span=(start, start + 5))
    case = case_of(directive)
    first, second, third = case["tasks"]
    assert (case["addressees"], case["title"], case["warnings"]) == (["各学会"], directive.title, [])
    assert (first["deadline"]["due"], first["due"]) == ("2026-09-20", "2026-09-20")
    assert (second["responsible"], third["deadline"]) == (["组织联络处"], None)
    assert first["quote"] in case["text"]
    assert is_corrected(directive, case)
    assert [one.pk for one, _case in corrected_directives(officer)] == [directive.pk]


def test_a_case_has_every_part_of_a_notice_and_no_reader(world: World, directive: Directive) -> None:
    officer = world.actor(world.officer)
    correct_directive(actor=officer, directive=directive, changes={"title": "关于征集体会的通知"})
    case = case_of(directive)
    assert set(notice_as_json(read_text(TEXT))) - set(case) == {"facts"}
    said = json.dumps(case, ensure_ascii=False)
    assert [name for name in (officer.user_name, officer.post_title) if name in said] == []


def test_cases_are_downloaded_with_their_texts(
    world: World, client_of: SignIn, directive: Directive, read_directive: Reader, notice: dict[str, Any]
) -> None:
    untouched = read_directive(notice | {"doc_number": "岚科协〔2026〕2号"})
    correct_directive(actor=world.actor(world.officer), directive=directive, changes={"title": "体会的通知"})
    client = client_of(world.officer)
    for url in (reverse("directive_case", args=[directive.code]), reverse("directive_cases")):
        found = contents(client.get(url))
        assert sorted(found) == [f"{directive.code}.json", f"{directive.code}.txt"]
        assert json.loads(found[f"{directive.code}.json"])["title"] == "体会的通知"
        assert found[f"{directive.code}.txt"].decode() == directive.text
    assert f"{untouched.code}.json" in contents(client.get(reverse("directive_case", args=[untouched.code])))


def test_cases_are_for_those_who_issue_in_their_own_body(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    correct_directive(actor=world.actor(world.officer), directive=directive, changes={"title": "体会的通知"})
    one, every = reverse("directive_case", args=[directive.code]), reverse("directive_cases")
    answers = {
        post: [client_of(getattr(world, post)).get(url).status_code for url in (one, every)]
        for post in ("auditor", "tea_handler", "city_officer")
    }
    assert answers == {"auditor": [403, 403], "tea_handler": [404, 403], "city_officer": [404, 200]}
    assert contents(client_of(world.city_officer).get(every)) == {}


def test_a_notice_that_is_still_being_read_is_no_case(
    world: World, client_of: SignIn, directive: Directive
) -> None:
    Directive.objects.update(state="reading", text="")
    url = reverse("directive_case", args=[directive.code])
    assert client_of(world.officer).get(url).status_code == 404
