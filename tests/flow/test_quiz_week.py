"""T6 through the pages: questions from a workbook, a week of attempts, a wrong key, the final round."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from quanjing.accounts.models import User
from quanjing.foundation import clock
from quanjing.organizations.models import Post
from quanjing.quiz.models import Attempt, BankImport, Contest, PoolQuestion, QuestionBank
from quanjing.quiz.urls import urlpatterns
from tests.quiz.conftest import HEAD, questions, table
from tests.world import World

ClientOf = Callable[[Post], Client]
RunJobs = Callable[[], int]
OPENS = datetime(2026, 9, 7, 9, tzinfo=clock.CHINA)
OVER = datetime(2026, 9, 13, 18, 1, tzinfo=clock.CHINA)
QUESTIONS, ASKED, POINTS, SECONDS = 600, 20, 5, 400
WRONG_ROWS = {17: "E", 402: ""}  # row of the file: the answer that stands there
UNITS = re.compile(r'<select class="form-select" id="unit".*?</select>', re.DOTALL)  # to choose from


@dataclass
class Sheet:
    """An attempt as the participant remembers it: what was asked, what was answered, how long, until when."""

    player: str
    chosen: dict[str, str]
    seconds: int
    handed_in: datetime


@dataclass
class Week:
    """The contest, those who take part, and what a fair referee writes down beside the machine."""

    code: str
    players: dict[str, Client] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)

    def place(self, name: str = "quiz_page", **more: object) -> str:
        return reverse(name, kwargs={"code": self.code, **more})

    def joins(self, player: str, client: Client) -> None:
        client.get(self.place())
        self.players[player] = client

    def begins(self, player: str, **entrant: str) -> Any:
        return self.players[player].post(self.place("quiz_start"), entrant)

    def hands_in(self, player: str, begun: Any, chosen: dict[str, str]) -> Any:
        answers = [[one["options"].index(chosen[one["text"]])] for one in begun["questions"]]
        body = json.dumps({"number": begun["number"], "answers": answers})
        return self.players[player].post(self.place("quiz_submit"), body, "application/json")

    def plays(self, player: str, begins: datetime, seconds: int, right: int, **entrant: str) -> Sheet:
        """So many questions answered by the key of the file, the others wrongly."""
        with clock.frozen(begins):
            begun = self.begins(player, **entrant).json()
        texts = [one["text"] for one in begun["questions"]]
        chosen = {text: "对的" if place < right else "错的" for place, text in enumerate(texts)}
        sheet = Sheet(player, chosen, seconds, begins + timedelta(seconds=seconds))
        with clock.frozen(sheet.handed_in):
            said = self.hands_in(player, begun, chosen).json()
        assert said == {
            "score": self.score(sheet),
            "most": ASKED * POINTS,
            "milliseconds": seconds * 1000,
        }
        self.sheets.append(sheet)
        return sheet

    def score(self, sheet: Sheet) -> int:
        return POINTS * sum(sheet.chosen[text] == self.truth.get(text, "对的") for text in sheet.chosen)

    def ranking(self) -> list[tuple[str, int, int]]:
        """Player, score and seconds: by score, then time, then who handed in first."""
        best: dict[str, Sheet] = {}
        for sheet in sorted(self.sheets, key=lambda one: (-self.score(one), one.seconds, one.handed_in)):
            best.setdefault(sheet.player, sheet)
        return [(sheet.player, self.score(sheet), sheet.seconds) for sheet in best.values()]


NAMES = {"amber": "茶人", "cedar": "=1+1"}  # who wants a name to be shown
BEGUN_ONLY = "oak"  # never hands in


def day(number: int, hour: int = 10) -> datetime:
    """An hour, in China, of one of the days of the contest."""
    return OPENS.replace(hour=hour).astimezone(UTC) + timedelta(days=number - 1)


def text_of(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


def test_a_quiz_week(world: World, at_nine: datetime, client_of: ClientOf, run_jobs: RunJobs) -> None:
    desk, handler = client_of(world.officer), client_of(world.tea_handler)
    bank = questions_come_in_whole(desk)
    week = Week(rules_are_published(desk, bank))
    paper_is_printed(desk, week, 1)
    first_day(world, week, handler)
    connection_is_lost(world, week)
    for number in range(2, 6):
        week.plays("cedar", day(number), 60, 10, unit=world.city_society.code, display_name=NAMES["cedar"])
    no_question_comes_on_two_days(week)
    with clock.frozen(day(6)):
        assert week.begins("cedar").json()["error"] == "作答次数已用完。"  # five in all
    key_is_put_right(desk, week, run_jobs)
    with clock.frozen(day(3, 16)):
        paper_is_printed(desk, week, 3)
    final = final_is_announced(desk, week, bank)
    with clock.frozen(day(4)):
        nobody_else_is_named(desk, week, world)
        units_see_their_number(week, handler, client_of(world.nursing_handler))
        assert "见材料" not in own_paper(week, "amber")
    with clock.frozen(OVER):
        results_are_out(desk, week)
        nobody_else_is_named(desk, week, world)
        paper_is_printed(desk, week, 7)
        best_are_invited(desk, week, final)
    final_is_played(week, final)


def questions_come_in_whole(desk: Client) -> QuestionBank:
    """Every wrong row of the workbook is named, and nothing is taken in before there is none."""
    desk.post("/banks/", {"name": "党建知识"})
    bank = QuestionBank.objects.get()
    rows = questions(QUESTIONS)
    broken = [list(row) for row in rows]
    for row, answer in WRONG_ROWS.items():
        broken[row - 2][HEAD.index("答案")] = answer
    page = look_at(desk, bank, broken)
    assert [int(row) for row in re.findall(r'<span class="ref">(\d+)</span>', page)] == list(WRONG_ROWS)
    assert taken_in(desk) == (422, 0)
    assert "598" in page
    look_at(desk, bank, [*rows, rows[0]])  # one of them twice
    assert taken_in(desk) == (302, QUESTIONS)
    assert taken_in(desk) == (422, QUESTIONS)  # by a second press
    return bank


def look_at(desk: Client, bank: QuestionBank, rows: list[list[str]]) -> str:
    upload = {"file": SimpleUploadedFile("题库.xlsx", table(*rows))}
    return text_of(desk.post(f"/banks/{bank.code}/", upload, follow=True))


def taken_in(desk: Client) -> tuple[int, int]:
    """The word to take the last file in: what is answered, and how many questions the bank has then."""
    draft = BankImport.objects.latest("pk")
    status = desk.post(reverse("bank_import", args=[draft.code])).status_code
    return status, draft.bank.questions.count()


def rules_are_published(desk: Client, bank: QuestionBank, **more: str) -> str:
    typed = {
        "name": "知识竞答", "opens_at": "2026-09-07T09:00", "closes_at": "2026-09-13T18:00",
        "seconds": str(SECONDS), "attempts_a_day": "1", "attempts": "5", "counting": "best", "guests": "on",
        "pool_by_day": "on", "banks": bank.code, "lines-TOTAL_FORMS": "8", "lines-INITIAL_FORMS": "0",
        "lines-0-number": str(ASKED), "lines-0-points": str(POINTS),
    }  # fmt: skip
    assert desk.post("/contests/new/", typed | more).status_code == 302
    code = Contest.objects.latest("pk").code
    guest = Client()
    assert guest.get(f"/quiz/{code}/").status_code == 404
    assert desk.get(f"/contests/{code}/paper.docx").status_code == 409
    assert desk.post(f"/contests/{code}/", {"publish": "1"}).status_code == 302
    page = text_of(guest.get(f"/quiz/{code}/"))
    assert f"{SECONDS}" in page
    assert "data-quiz-start" not in page  # the rules are there before the way in
    return code


def first_day(world: World, week: Week, handler: Client) -> None:
    """Two are equal but for the moment, one is faster; one plays under an account, one for no unit."""
    for player in ("amber", "birch", "cedar", "dahlia"):
        week.joins(player, Client())
    week.joins("handler", handler)
    tea, garden = world.tea.code, world.city_society.code
    week.plays("amber", day(1), 100, 18, unit=tea, display_name=NAMES["amber"])
    week.plays("birch", day(1) + timedelta(seconds=1), 100, 18, unit=tea)
    week.plays("cedar", day(1, 11), 90, 18, unit=garden, display_name=NAMES["cedar"])
    week.plays("dahlia", day(1, 12), 50, 5)
    week.plays("handler", day(1, 13), 200, 10, unit=tea)
    with clock.frozen(day(1, 14)):
        again = week.begins("amber")
    assert (again.status_code, again.json()["error"]) == (409, "今天的作答次数已用完。")
    week.plays("birch", day(2), 30, 12, unit=tea)  # the better attempt of the day before stays


def connection_is_lost(world: World, week: Week) -> None:
    """After five minutes the paper is the same, the clock went on; who comes too late has no result."""
    for player, seconds in (("elm", 399), (BEGUN_ONLY, 406)):
        week.joins(player, Client())
        with clock.frozen(day(2)):
            first = week.begins(player, unit=world.mathematics.code if player == BEGUN_ONLY else "").json()
        with clock.frozen(day(2) + timedelta(seconds=300)):
            again = week.begins(player).json()
        assert again == first | {"left": 100_000}
        chosen = {one["text"]: "对的" for one in again["questions"]}
        moment = day(2) + timedelta(seconds=seconds)
        with clock.frozen(moment):
            said = week.hands_in(player, again, chosen)
        assert said.status_code == (200 if player == "elm" else 409)
        if player == "elm":
            week.sheets.append(Sheet(player, chosen, seconds, moment))


def no_question_comes_on_two_days(week: Week) -> None:
    """Whoever tells what was asked tells nothing of tomorrow."""
    asked: dict[object, set[str]] = {}
    for sheet in week.sheets:
        asked.setdefault(sheet.handed_in.date(), set()).update(sheet.chosen)
    assert len(asked) == 5
    assert sum(map(len, asked.values())) == len(set().union(*asked.values()))


def key_is_put_right(desk: Client, week: Week, run_jobs: RunJobs) -> None:
    """Found on the third day by somebody who knew better; it counts for everybody who was asked."""
    for player in ("fir", "gale"):
        week.joins(player, Client())
    fir = week.plays("fir", day(3), 60, ASKED - 1)
    week.plays("gale", day(3), 150, ASKED)
    wrong = list(fir.chosen)[-1]
    with clock.frozen(day(3, 15)):
        page = text_of(desk.get(week.place("contest_page")))
        found = re.search(rf'href="([^"]+/keys/\d+/)">{wrong}<', page)
        assert found
        assert desk.post(found[1], {"right": "1", "reason": " "}).status_code == 422  # why?
        assert desk.post(found[1], {"right": "1", "reason": "与章程第十二条不符"}).status_code == 302
        assert week.score(fir) == 95
        assert "正在重新判分。" in text_of(Client().get(week.place()))
        run_jobs()
        week.truth[wrong] = "错的"
        held = sum(wrong in sheet.chosen for sheet in week.sheets)
        notice = text_of(Client().get(week.place()))
        assert "与章程第十二条不符" in notice
        assert f"已重新判分 {held} 份，{held} 份得分有变。" in notice
        assert '<span class="ms-auto num">100</span>' in text_of(week.players["fir"].get(week.place()))


def paper_is_printed(desk: Client, week: Week, of_day: int) -> None:
    """Questions of the day, a sheet for the answers and the key, which fits the order of the options."""
    paper = docx.Document(BytesIO(desk.get(week.place("contest_paper")).getvalue()))
    lines = [paragraph.text.strip() for paragraph in paper.paragraphs]
    heads = [place for place, line in enumerate(lines) if re.match(r"\d+\. ", line)]
    asked = [re.sub(r"^\d+\. |（\d+ 分）$", "", lines[place]) for place in heads]
    pool = PoolQuestion.objects.filter(contest__code=week.code)
    today = pool.filter(day=day(of_day).date()) if Contest.objects.get(code=week.code).pool_by_day else pool
    assert len(asked) == ASKED
    assert set(asked) <= set(today.values_list("text", flat=True))
    sheet, key = ([[cell.text for cell in row.cells] for row in one.rows] for one in paper.tables)
    numbers = [str(number) for number in range(1, ASKED + 1)]
    assert [cell for row in sheet for cell in row if cell] == numbers
    assert [row[0] for row in key[1:]] == numbers
    for place, text, (_number, letter, why) in zip(heads, asked, key[1:], strict=True):
        options = dict(line.split(". ") for line in lines[place + 1 : place + 4])
        assert (options[letter], why) == (week.truth.get(text, "对的"), "见材料")


def final_is_announced(desk: Client, week: Week, bank: QuestionBank) -> Week:
    typed = {
        "name": "知识竞答决赛", "opens_at": "2026-09-20T09:00", "closes_at": "2026-09-20T18:00",
        "final_of": week.code, "attempts": "1",
    }  # fmt: skip
    with clock.frozen(day(4)):
        final = Week(rules_are_published(desk, bank, **typed, finalists="3"), week.players, week.truth)
        assert "“知识竞答”的决赛，由其前 3 名参加。" in text_of(Client().get(final.place()))
        early = desk.post(final.place("contest_page"), {"invite": "1"})
        assert (early.status_code, "上一轮尚未结束" in text_of(early)) == (422, True)
    return final


def nobody_else_is_named(desk: Client, week: Week, world: World) -> None:
    """Somebody asks for a list of those who did not take part: no address of this app answers with one."""
    assert world.officer.holder
    people = User.objects.exclude(pk=world.officer.holder.pk)
    absent = {world.nursing.name, world.mathematics.name, world.city.name, world.branch.name}
    absent |= {text for row in people.values_list("name", "email") for text in row}
    absent |= set(Attempt.objects.values_list("participant", flat=True))
    for name, text in everything(desk, week):
        assert [one for one in absent if one in text] == [], name
    described = desk.get("/api/v1/openapi.json").json()["paths"]
    assert [place for place in described if re.search("quiz|contest|attempt|bank", place)] == []


def everything(desk: Client, week: Week) -> list[tuple[str, str]]:
    """What an officer reads under each address of the app, but for the units from which anybody chooses."""
    contest = Contest.objects.get(code=week.code)
    draft = BankImport.objects.latest("pk")
    question = draft.bank.questions.order_by("pk")[0]
    codes = {"bank_page": draft.bank.code, "bank_import": draft.code, "question_page": question.code}
    keys = {"key": contest.pool.order_by("pk")[0].pk}
    found = []
    for pattern in urlpatterns:
        names = pattern.pattern.converters
        given = {"code": codes.get(str(pattern.name), week.code)} | keys
        place = reverse(str(pattern.name), kwargs={name: given[name] for name in names})
        answer = desk.get(place, follow=True)
        early = pattern.name == "contest_results" and clock.now() < OVER
        asks = pattern.name in ("quiz_start", "quiz_submit")  # answers only who sends something
        assert answer.status_code == (409 if early else 405 if asks else 200), place
        found.append((place, UNITS.sub("", content(place, answer))))
    return found


def content(place: str, answer: Any) -> str:
    data = answer.getvalue()
    if answer.status_code == 200 and place.endswith(".xlsx"):
        sheets = openpyxl.load_workbook(BytesIO(data)).worksheets
        return "\n".join(str(cell) for sheet in sheets for row in sheet.values for cell in row)
    if answer.status_code == 200 and place.endswith(".docx"):
        paper = docx.Document(BytesIO(data))
        return "\n".join(paragraph.text for paragraph in paper.paragraphs)
    return data.decode()


def units_see_their_number(week: Week, tea: Client, nursing: Client) -> None:
    """Each its own, and only where anybody took part."""
    assert "江岚省茶叶学会：3 人参加" in UNITS.sub("", text_of(tea.get(week.place())))
    other = UNITS.sub("", text_of(nursing.get(week.place())))
    assert "人参加" not in other
    assert "茶叶学会" not in other
    assert tea.get(week.place("contest_page")).status_code == 404


def own_paper(week: Week, player: str) -> str:
    return text_of(week.players[player].get(week.place("quiz_paper"), {"number": "1"}))


def results_are_out(desk: Client, week: Week) -> None:
    """Score, then time, then who handed in first; names only of those who gave one; now it is said why."""
    book = openpyxl.load_workbook(BytesIO(desk.get(week.place("contest_results")).getvalue()))
    results, units = ([list(row) for row in sheet.values][1:] for sheet in book)
    expected = week.ranking()
    assert expected[0] == ("fir", 100, 60)  # who knew better than the key
    assert results == [
        [place, NAMES.get(player), *numbers] for place, (player, *numbers) in enumerate(expected, 1)
    ]
    assert units == [["江岚省茶叶学会", 3], ["岚州市园艺学会", 1]]
    page = text_of(Client().get(week.place()))
    shown = re.findall(r'<td class="num">(\d+)</td><td>(?:<span[^>]*>)?([^<]*)', page)
    names = [escape(NAMES.get(player, "未署名")) for player, *_rest in expected]
    assert shown == [(str(place), name) for place, name in enumerate(names, 1)]
    assert own_paper(week, "amber").count("见材料") == ASKED


def best_are_invited(desk: Client, week: Week, final: Week) -> None:
    invited = desk.post(final.place("contest_page"), {"invite": "1"}, follow=True)
    assert "3 人进入决赛。" in text_of(invited)
    for player, _score, _seconds in week.ranking():
        page = text_of(week.players[player].get(week.place()))
        assert f'href="{final.place()}"' in page  # the results show the way on


def final_is_played(week: Week, final: Week) -> None:
    begins = datetime(2026, 9, 20, 10, tzinfo=clock.CHINA)
    players = [player for player, _score, _seconds in week.ranking()]
    with clock.frozen(begins):
        for player in players[:3]:
            page = text_of(final.players[player].get(final.place()))
            assert ("您可以参加本轮竞答。" in page, "data-quiz-start" in page) == (True, True)
        for player in players[3:]:
            page = text_of(final.players[player].get(final.place()))
            assert ("本轮由上一轮优胜者参加。" in page, "<select" in page) == (True, False)
            assert final.begins(player).status_code == 403
    for seconds, player in enumerate(players[:3], 100):
        final.plays(player, begins, seconds, ASKED)
    with clock.frozen(begins.replace(hour=19)):
        page = text_of(final.players[players[0]].get(final.place()))
        place = [player for player, *_rest in final.ranking()].index(players[0]) + 1
        assert f"第 {place} 名，得 {final.ranking()[place - 1][1]} 分" in page
