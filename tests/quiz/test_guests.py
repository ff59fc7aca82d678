"""Guests: whose attempt is whose, what is forged, what is sent by no page of ours."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.quiz import actions
from quanjing.quiz.actions import Entrant
from quanjing.quiz.models import Attempt, Contest
from quanjing.quiz.views.playing import COOKIE
from tests.quiz.conftest import OPENS, MakeContest
from tests.quiz.test_playing import right_answers
from tests.world import World


def submit(client: Client, contest: Contest, body: str) -> Any:
    return client.post(reverse("quiz_submit", args=[contest.code]), body, "application/json")


def begun(contest: Contest) -> Client:
    client = Client()
    client.get(reverse("quiz_page", args=[contest.code]))
    assert client.post(reverse("quiz_start", args=[contest.code])).status_code == 200
    return client


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Client, contest: MakeContest) -> None:
    page = reverse("quiz_page", args=[contest().code])
    client.get(page)
    given = client.cookies[COOKIE]
    assert (given["httponly"], given["samesite"], len(given.value) >= 32) == (True, "Lax", True)
    assert client.get(page, secure=True).cookies[COOKIE]["secure"]


@pytest.mark.parametrize("name", ["quiz_start", "quiz_submit", "quiz_paper"])
def test_what_another_site_sends_is_refused(contest: MakeContest, name: str) -> None:
    made = contest()
    client = Client(enforce_csrf_checks=True)
    with clock.frozen(OPENS):
        client.get(reverse("quiz_page", args=[made.code]))
        assert client.post(reverse(name, args=[made.code])).status_code == 403
    assert not Attempt.objects.exists()


def test_the_attempt_of_another_is_neither_seen_nor_handed_in(contest: MakeContest) -> None:
    made = contest()
    with clock.frozen(OPENS):
        begun(made)
        other = Client()
        other.get(reverse("quiz_page", args=[made.code]))
        paper = reverse("quiz_paper", args=[made.code])
        assert other.get(paper + "?number=1").status_code == 302
        assert other.post(paper, {"number": "1"}).status_code == 404
        assert submit(other, made, json.dumps({"number": 1, "answers": []})).status_code == 404
        stranger = Client()
        assert stranger.get(paper + "?number=1").status_code == 404
    assert Attempt.objects.get().submitted_at is None


def test_nothing_says_what_is_right_before_the_end(contest: MakeContest) -> None:
    made = contest()
    with clock.frozen(OPENS):
        client = begun(made)
        answer = client.post(reverse("quiz_start", args=[made.code])).json()
        paper = client.get(reverse("quiz_paper", args=[made.code])).content.decode()
        submit(client, made, json.dumps({"number": 1, "answers": []}))
        after = client.get(reverse("quiz_paper", args=[made.code]) + "?number=1").content.decode()
    assert set(answer) == {"number", "begun", "left", "questions"}
    assert {name for one in answer["questions"] for name in one} == {"kind", "text", "options"}
    assert all("见材料" not in text and "✓" not in text for text in (json.dumps(answer), paper, after))


@pytest.mark.parametrize("number", ["1e999", "1.5", "true", "null", '"1"', "[1]"])
def test_a_number_that_is_none_is_refused(contest: MakeContest, number: str) -> None:
    made = contest()
    with clock.frozen(OPENS):
        answer = submit(begun(made), made, f'{{"number": {number}, "answers": []}}')
    assert answer.status_code == 400


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "-1", "x", ""])
def test_a_number_that_no_page_has_is_not_found(contest: MakeContest, number: str) -> None:
    made = contest()
    with clock.frozen(OPENS):
        answer = begun(made).post(reverse("quiz_paper", args=[made.code]), {"number": number})
    assert answer.status_code == 404


def test_answers_that_cannot_be_stored_are_stored_without_the_odd_sign(contest: MakeContest) -> None:
    made = contest()
    with clock.frozen(OPENS):
        client = begun(made)
        body = '{"number": 1, "answers": ["a\\u0000b", "\\ud800", [1' + "0" * 3000 + ", -1, 2]]}"
        assert submit(client, made, body).status_code == 200
        nested = '{"number": 1, "answers": ' + "[" * 100_000
        assert submit(client, made, nested).status_code == 400
    assert Attempt.objects.get().answers == ["ab", "?", [2]]


def test_an_attempt_handed_in_while_a_key_is_put_right_counts_by_the_new_key(
    world: World, contest: MakeContest
) -> None:
    made = contest()
    with clock.frozen(OPENS):
        attempt = actions.start(contest=made, entrant=Entrant("a"))
        before = Contest.objects.get(pk=made.pk)
        question = made.pool.get(pk=attempt.paper[0][0])
        actions.correct_key(actor=world.actor(world.officer), question=question, right=[1], reason="答案有误")
        done = actions.submit(contest=before, participant="a", number=1, answers=right_answers(attempt))
    assert done.score == 6 - attempt.paper[0][1]
    assert Attempt.objects.get().score == done.score
