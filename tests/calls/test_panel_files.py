"""Files of the panel: the same results again from the JSON, tables with and without names, judges' tables."""

from __future__ import annotations

import io
import json
import random

import openpyxl
import pytest

from gongwen.facade import text_of
from quanjing.calls.actions.judge_tables import score_table, take_table
from quanjing.calls.actions.panel_files import ranking_docx, results_json, rules_in_words, scores_xlsx
from quanjing.calls.enums import ScoreState
from quanjing.calls.judging import shown
from quanjing.calls.judging.results import entrants_from, results_of
from quanjing.calls.queries.panel_results import results
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing
from tests.calls.judged import Judged, actor_of, allotted, give, give_all, societies, staged
from tests.calls.stage import seat_of
from tests.world import World


@pytest.fixture
def one(world: World, officer: Actor) -> Judged:
    bodies = [world.tea, world.nursing, world.mathematics, *societies(world, 5)]
    return allotted(staged(world, judges=5, bodies=bodies, ties=["weightiest", "spread", "lot"]))


def cells(data: bytes, sheet: int = 0) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize("seed", range(4))
def test_the_results_follow_from_the_json_to_the_last_digit(one: Judged, seed: int) -> None:
    chance = random.Random(seed)
    for score in one.scores():
        give(score, [str(chance.choice([60, 70, 80, "66.67"])) for _each in range(3)])
    data = json.loads(results_json(actor=one.officer, call=one.call))
    entrants, rules = entrants_from(data)
    chance.shuffle(entrants)
    again = results_of(entrants, rules)
    assert again == results(one.call)
    said = [(each["key"], each["result"], each["place"], each["decided_by"]) for each in data["results"]]
    assert said == [(each.key, str(each.result), each.place, each.decided_by) for each in again]


def test_the_json_names_nobody(one: Judged, world: World) -> None:
    give(one.scores()[0], "80")
    text = results_json(actor=one.officer, call=one.call).decode()
    assert world.tea.name not in text
    assert one.applications[0].title not in text


def test_a_table_without_names_has_none(one: Judged, world: World) -> None:
    for score in one.scores(application=one.applications[0]):
        give(score, "80")
    holder = seat_of(one.judges[0]).holder
    assert holder is not None
    bare = str(cells(scores_xlsx(actor=one.officer, call=one.call, with_names=False)))
    bare += str(cells(scores_xlsx(actor=one.officer, call=one.call, with_names=False), 1))
    full = str(cells(scores_xlsx(actor=one.officer, call=one.call, with_names=True)))
    for name in (holder.name, world.tea.name, one.applications[0].title):
        assert name not in bare
        assert name in full


def test_the_order_as_an_office_paper_says_its_rules(one: Judged, world: World) -> None:
    for score in one.scores(application=one.applications[0]):
        give(score, "80")
    text = text_of(ranking_docx(actor=one.officer, call=one.call), name="a.docx")
    assert rules_in_words(one.call) in text
    assert one.applications[0].title in text
    assert "20260903" in text  # the seed


def test_files_are_for_the_desk_alone(one: Judged, world: World) -> None:
    with pytest.raises(Missing):
        results_json(actor=actor_of(one.judges[0]), call=one.call)
    with pytest.raises(Denied):
        scores_xlsx(actor=world.actor(world.auditor), call=one.call, with_names=True)


def filled(one: Judged, points: dict[int, list[object]], data: bytes | None = None) -> bytes:
    """The table of the first judge with points in some rows (1 is the first)."""
    judge = one.judges[0]
    book = openpyxl.load_workbook(io.BytesIO(data or score_table(actor=actor_of(judge), judge=judge)))
    sheet = book.active
    assert sheet is not None
    for row, given in points.items():
        for place, value in enumerate(given):
            sheet.cell(row + 1, 4 + place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_filled_table_comes_back(one: Judged) -> None:
    judge = one.judges[0]
    data = filled(one, {1: [80, 70, "65.5", "思路清楚"], 2: [90]})
    read = take_table(actor=actor_of(judge), judge=judge, data=data)
    assert (read.finished, read.kept, read.problems) == (1, 1, [])
    scores = one.scores(judge=judge)
    done = next(score for score in scores if score.state == ScoreState.DONE)
    assert (shown(done.total or 0), done.feedback) == ("72.10", "思路清楚")  # type: ignore[arg-type]
    assert sum(score.state == ScoreState.DRAFT for score in scores) == 1
    again = take_table(actor=actor_of(judge), judge=judge, data=data)
    assert (again.finished, again.problems) == (0, [])


def test_rows_that_cannot_be_right_are_named_and_change_nothing(one: Judged) -> None:
    judge = one.judges[0]
    data = filled(one, {1: [101, 70, 60], 2: [80, 70, 60], 3: ["好", 1, 2]})
    read = take_table(actor=actor_of(judge), judge=judge, data=data)
    assert read.finished == 1
    assert [problem.where for problem in read.problems] == ["2", "4"]
    assert "第 2 行" in str(read.problems[0].message)


def test_a_table_of_another_judge_changes_nothing(one: Judged) -> None:
    data = filled(one, {1: [80, 70, 60]})
    read = take_table(actor=actor_of(one.judges[1]), judge=one.judges[1], data=data)
    assert (read.finished, len(read.problems)) == (0, len(one.applications))
    with pytest.raises(Invalid):
        take_table(actor=actor_of(one.judges[1]), judge=one.judges[1], data=b"no table")


def test_scores_given_by_table_and_by_page_are_the_same(one: Judged) -> None:
    give_all(one, {0: ("80", "70", "60", "50", "40")})
    before = results(one.call)
    judge = one.judges[0]
    take_table(actor=actor_of(judge), judge=judge, data=filled(one, {}))
    assert results(one.call) == before
