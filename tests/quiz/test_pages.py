"""Banks and contests on their pages, and taking part with and without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.quiz import actions
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.actions.tables import blank_table
from quanjing.quiz.models import Attempt, Contest, QuestionBank
from quanjing.quiz.papers import Line
from quanjing.quiz.views.playing import COOKIE
from tests.quiz.conftest import CLOSES, OPENS, SETTLED, MakeContest
from tests.quiz.test_playing import play
from tests.world import World

SignIn = Callable[[Post], Client]


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_blank_table_is_understood(world: World, client_of: SignIn, bank: QuestionBank) -> None:
    client = client_of(world.officer)
    upload = SimpleUploadedFile("题库.xlsx", blank_table())
    seen = client.post(reverse("bank_page", args=[bank.code]), {"file": upload}, follow=True)
    assert bank.imports.latest("pk").bad == []
    client.post(seen.redirect_chain[-1][0])
    assert bank.questions.count() == 16


def test_a_contest_is_drafted_and_published(world: World, client_of: SignIn, bank: QuestionBank) -> None:
    client = client_of(world.officer)
    form = {
        "name": "竞答", "opens_at": "2026-09-07T09:00", "closes_at": "2026-09-11T18:00", "seconds": "400",
        "attempts_a_day": "1", "attempts": "5", "counting": "best", "guests": "on", "banks": bank.code,
        "lines-TOTAL_FORMS": "8", "lines-INITIAL_FORMS": "0", "lines-0-number": "4", "lines-0-points": "5",
    }  # fmt: skip
    with clock.frozen(OPENS - timedelta(days=2)):
        page = client.post(reverse("contest_new"), form, follow=True)
        assert page.status_code == 200, text_of(page)[:3000]
        made = Contest.objects.get()
        assert (made.opens_at, list(made.lines.values_list("number", "points"))) == (OPENS, [(4, 5)])
        client.post(reverse("contest_page", args=[made.code]), {"publish": "1"})
        assert Contest.objects.get().state == "published"
        assert client.get(reverse("contest_edit", args=[made.code])).status_code == 302


def test_a_guest_plays_by_the_link(client: Client, contest: MakeContest, world: World) -> None:
    made = contest()
    page = reverse("quiz_page", args=[made.code])
    with clock.frozen(OPENS):
        assert client.post(reverse("quiz_start", args=[made.code])).status_code == 404
        client.get(page)
        begun = client.post(
            reverse("quiz_start", args=[made.code]), {"unit": world.tea.code, "display_name": "茶人"}
        ).json()
        assert (begun["number"], begun["left"], len(begun["questions"])) == (1, 400_000, 4)
        assert set(begun["questions"][0]) == {"kind", "text", "options"}
        answers = [[one["options"].index("对的")] for one in begun["questions"]]
    with clock.frozen(OPENS + timedelta(seconds=100)):
        body = json.dumps({"number": 1, "answers": answers})
        for _turn in range(2):
            done = client.post(reverse("quiz_submit", args=[made.code]), body, "application/json").json()
            assert done == {"score": 6, "most": 6, "milliseconds": 100_000}
        refused = client.post(reverse("quiz_start", args=[made.code]))
        assert (refused.status_code, "今天" in refused.json()["error"]) == (409, True)
        own = reverse("quiz_paper", args=[made.code]) + "?number=1"
        assert "见材料" not in text_of(client.get(own))
    attempt = Attempt.objects.get()
    assert (attempt.organization, attempt.display_name, len(attempt.participant)) == (world.tea, "茶人", 32)
    with clock.frozen(SETTLED - timedelta(seconds=1)):
        assert "见材料" not in text_of(client.get(own))  # another's answers may still be on their way
    with clock.frozen(SETTLED):
        assert "见材料" in text_of(client.get(own))
        assert "茶人" in text_of(client.get(page))


def test_a_unit_sees_how_many_of_it_took_part_and_no_other(
    client_of: SignIn, world: World, contest: MakeContest
) -> None:
    made = contest()
    page = reverse("quiz_page", args=[made.code])
    play(made, "a", 2, unit=world.tea.pk)
    play(made, "b", 2, unit=world.tea.pk)
    with clock.frozen(CLOSES):
        assert "江岚省茶叶学会：2 人参加" in text_of(client_of(world.tea_handler).get(page))
        for other in (client_of(world.nursing_handler), Client()):
            assert "人参加" not in text_of(other.get(page))


def test_a_final_round_says_who_takes_part(client: Client, world: World, contest: MakeContest) -> None:
    first = contest()
    final = contest(
        name="决赛", final_of=first, finalists=1, opens_at=CLOSES + timedelta(days=3),
        closes_at=CLOSES + timedelta(days=4),
    )  # fmt: skip
    client.get(reverse("quiz_page", args=[first.code]))
    play(first, actions.key_of(secret=client.cookies[COOKIE].value), 4)
    page = reverse("quiz_page", args=[final.code])
    with clock.frozen(SETTLED):
        assert f'href="{page}"' in text_of(client.get(reverse("quiz_page", args=[first.code])))
        assert "上一轮优胜者" in text_of(client.get(page))
        actions.invite_finalists(actor=world.actor(world.officer), contest=final)
    with clock.frozen(final.opens_at):
        own, strange = (text_of(one.get(page)) for one in (client, Client()))
    assert ("您可以参加" in own, "data-quiz-start" in own) == (True, True)
    assert ("您可以参加" in strange, "data-quiz-start" in strange) == (False, False)
    assert all("“知识竞答”的决赛，由其前 1 名参加。" in text for text in (own, strange))


def test_a_paper_is_printed_before_on_and_after_the_days_of_its_pool(
    world: World, client_of: SignIn, contest: MakeContest
) -> None:
    made = contest(pool_by_day=True, lines=[Line("", 0, 2, 1)])
    client = client_of(world.officer)
    days = [made.days[0], made.days[2], made.days[-1]]
    moments = [OPENS - timedelta(days=2), OPENS + timedelta(days=2), CLOSES + timedelta(days=2)]
    for day, moment in zip(days, moments, strict=True):
        with clock.frozen(moment):
            paper = client.get(reverse("contest_paper", args=[made.code]))
        lines = [line.text for line in docx.Document(BytesIO(paper.getvalue())).paragraphs]
        asked = {found[1] for line in lines if (found := re.match(r"\s*\d\. (.+)（", line))}
        assert asked == set(made.pool.filter(day=day).values_list("text", flat=True))


def test_there_is_no_paper_before_the_rules_are_out(
    world: World, client_of: SignIn, bank: QuestionBank
) -> None:
    officer = world.actor(world.officer)
    plan = Plan("竞答", OPENS, CLOSES, [Line("", 0, 2, 1)], [bank])
    draft = actions.create_contest(actor=officer, plan=plan)
    refused = client_of(world.officer).get(reverse("contest_paper", args=[draft.code]))
    assert refused.status_code == 409


def test_without_a_script_the_server_draws_the_paper(client: Client, contest: MakeContest) -> None:
    made = contest()
    with clock.frozen(OPENS):
        client.get(reverse("quiz_page", args=[made.code]))
        paper = client.post(reverse("quiz_paper", args=[made.code]), {}, follow=True)
        assert text_of(paper).count("<fieldset") == 4
        order = Attempt.objects.get().paper[0][2]
        sent = {"number": "1", "a0": str(order.index(0)), "a1": "9", "a2": "x"}
        client.post(reverse("quiz_paper", args=[made.code]), sent)
    assert Attempt.objects.get().score == 1


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"number": "x", "answers": []}', '{"number": 1, "answers": 3}']
)
def test_what_is_not_from_the_page_is_refused(client: Client, contest: MakeContest, body: str) -> None:
    made = contest()
    with clock.frozen(OPENS):
        client.get(reverse("quiz_page", args=[made.code]))
        sent = client.post(reverse("quiz_submit", args=[made.code]), body, "application/json")
    assert sent.status_code == 400


def test_where_guests_are_not_welcome_an_account_is_asked_for(
    client: Client, client_of: SignIn, world: World, contest: MakeContest
) -> None:
    made = contest(guests=False)
    page = reverse("quiz_page", args=[made.code])
    assert client.get(page).status_code == 404
    with clock.frozen(OPENS):
        handler = client_of(world.tea_handler)
        assert handler.get(page).status_code == 200
        assert handler.post(reverse("quiz_start", args=[made.code])).status_code == 200


def test_results_paper_and_key_for_those_who_keep_it(
    world: World, client_of: SignIn, contest: MakeContest
) -> None:
    made = contest()
    client = client_of(world.officer)
    with clock.frozen(OPENS):
        assert client.get(reverse("contest_results", args=[made.code])).status_code == 409
        paper = client.get(reverse("contest_paper", args=[made.code]))
        assert paper.getvalue()[:2] == b"PK"
        key = reverse("contest_key", args=[made.code, made.pool.order_by("pk")[0].pk])
        assert client.post(key, {"right": "1", "reason": ""}).status_code == 422
        assert client.post(key, {"right": "1", "reason": "有误"}).status_code == 302
    with clock.frozen(CLOSES):
        book = openpyxl.load_workbook(
            BytesIO(client.get(reverse("contest_results", args=[made.code])).getvalue())
        )
        assert [sheet.title for sheet in book] == ["结果", "单位"]
    assert client_of(world.city_officer).get(reverse("contest_page", args=[made.code])).status_code == 404


def test_a_question_is_changed_and_retired_on_its_page(
    world: World, client_of: SignIn, bank: QuestionBank
) -> None:
    client = client_of(world.officer)
    question = bank.questions.order_by("pk")[0]
    page = reverse("question_page", args=[question.code])
    form = {
        "kind": "multiple", "text": "改过的题？", "difficulty": "2", "version": "1",
        "option.0": "甲", "right.0": "1", "option.1": "乙", "right.1": "1", "option.2": "丙",
    }  # fmt: skip
    assert client.post(page, form).status_code == 302
    question.refresh_from_db()
    assert (question.kind, question.options) == ("multiple", [["甲", True], ["乙", True], ["丙", False]])
    assert client.post(page, form).status_code == 409
    assert client.post(page, {**form, "version": "2", "option.1": "", "option.2": ""}).status_code == 422
    client.post(page, {"retire": "1"})
    question.refresh_from_db()
    assert question.is_retired


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_reads_for_many(
    world: World, client_of: SignIn, bank: QuestionBank, contest: MakeContest, count: int
) -> None:  # fmt: skip
    client = client_of(world.officer)
    for number in range(count):
        contest(name=f"竞答{number}")
    for name in ("contest_list", "quiz_list"):
        client.get(reverse(name))
    seen = {}
    for name in ("contest_list", "quiz_list"):
        with CaptureQueriesContext(connection) as found:
            client.get(reverse(name))
        seen[name] = len(found)
    assert seen == {"contest_list": 5, "quiz_list": 5}
