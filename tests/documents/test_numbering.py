"""Numbers: taken in order, entered from paper, made void; no gap, no double, whatever happens."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanjing.documents.actions import PaperNumber, begin, enter_paper, open_series, start_at, take, words_of
from quanjing.documents.enums import NumberState
from quanjing.documents.models import Document, Number, Series, SeriesYear
from quanjing.documents.queries import numbers_of
from quanjing.documents.rules import number_words
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from tests.world import World

DAY = date(2026, 9, 3)


def serials(series: Series, year: int = 2026) -> list[int]:
    return list(numbers_of(series, year).values_list("serial", flat=True))


def taken(officer: Actor, series: Series, day: date = DAY) -> Number:
    with transaction.atomic():
        document = begin(actor=officer, kind="notice")
        return take(actor=officer, series=series, document=document, dated_on=day)


def take_and_fail(officer: Actor, series: Series) -> None:
    """What else is done in the transaction of a number breaks after the number was taken."""
    with transaction.atomic():
        point = transaction.savepoint()
        taken(officer, series)
        transaction.savepoint_rollback(point)


def paper(serial: int, void: str = "") -> PaperNumber:
    return PaperNumber(serial, "关于纸质文件的通知", DAY, void)


@pytest.mark.parametrize(
    ("style", "prefix", "words"),
    [("year", "岚科协发", "岚科协发〔2026〕7号"), ("issue", "", "第7期")],
)
def test_a_number_is_written_as_the_standard_says(style: str, prefix: str, words: str) -> None:
    assert number_words(style, prefix, 2026, 7) == words


def test_numbers_follow_each_other_and_begin_anew_each_year(officer: Actor, series: Series) -> None:
    days = [DAY, DAY, date(2027, 1, 4)]
    words = [words_of(taken(officer, series, day)) for day in days]
    assert words == ["岚科协发〔2026〕1号", "岚科协发〔2026〕2号", "岚科协发〔2027〕1号"]


def test_a_number_whose_transaction_fails_was_never_taken(officer: Actor, series: Series) -> None:
    take_and_fail(officer, series)
    assert taken(officer, series).serial == 1


def test_a_series_begins_where_paper_ended(officer: Actor, series: Series) -> None:
    start_at(actor=officer, series=series, year=2026, first=13)
    assert taken(officer, series).serial == 13


def test_numbers_from_before_the_start_can_be_entered_in_any_order(officer: Actor, series: Series) -> None:
    start_at(actor=officer, series=series, year=2026, first=13)
    for serial in (7, 2, 12):
        enter_paper(actor=officer, series=series, year=2026, paper=paper(serial))
    taken(officer, series)
    assert serials(series) == [2, 7, 12, 13]


def test_the_next_number_can_be_entered_from_paper_and_is_not_given_out_again(
    officer: Actor, series: Series
) -> None:
    taken(officer, series)
    enter_paper(actor=officer, series=series, year=2026, paper=paper(2, void="打印有误"))
    assert taken(officer, series).serial == 3
    assert numbers_of(series, 2026).get(serial=2).state == NumberState.VOID


@pytest.mark.parametrize("serial", [1, 3])
def test_a_paper_number_that_is_taken_or_leaves_a_gap_is_refused(
    officer: Actor, series: Series, serial: int
) -> None:
    taken(officer, series)
    with pytest.raises(Invalid) as refused:
        enter_paper(actor=officer, series=series, year=2026, paper=paper(serial))
    assert [problem.where for problem in refused.value.problems] == ["serial"]
    assert serials(series) == [1]


def test_the_start_is_fixed_once_a_number_was_taken(officer: Actor, series: Series) -> None:
    taken(officer, series)
    with pytest.raises(WrongState):
        start_at(actor=officer, series=series, year=2026, first=13)


def test_the_start_cannot_go_below_what_was_entered(officer: Actor, series: Series) -> None:
    start_at(actor=officer, series=series, year=2026, first=13)
    enter_paper(actor=officer, series=series, year=2026, paper=paper(7))
    with pytest.raises(WrongState):
        start_at(actor=officer, series=series, year=2026, first=7)
    assert start_at(actor=officer, series=series, year=2026, first=8).first == 8


@pytest.mark.parametrize("prefix", ["", "岚科协发〔2026〕", "岚科协3"])
def test_a_code_with_brackets_or_digits_is_refused(officer: Actor, prefix: str) -> None:
    with pytest.raises(Invalid):
        open_series(actor=officer, style="year", prefix=prefix)


def test_the_same_series_is_there_once(officer: Actor, series: Series) -> None:
    assert open_series(actor=officer, style="year", prefix=" 岚科协发 ") == series


def test_another_body_touches_no_foreign_series(world: World, series: Series) -> None:
    city = world.actor(world.city_officer)
    with pytest.raises(Denied):
        enter_paper(actor=city, series=series, year=2026, paper=paper(1))
    with pytest.raises(Denied):
        start_at(actor=city, series=series, year=2026, first=5)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.booleans()),  # whether its transaction fails
        st.tuples(st.just("paper"), st.integers(1, 12)),
        st.tuples(st.just("start"), st.integers(1, 12)),
        st.tuples(st.just("void"), st.integers(1, 12)),
    ),
    max_size=25,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_done_the_register_has_no_gap_from_its_start(
    officer: Actor, series: Series, steps: list[tuple[str, int]]
) -> None:
    """The model is three lines: a start, a set of entered lower numbers, a count from the start."""
    Number.objects.all().delete()
    Document.objects.all().delete()
    SeriesYear.objects.all().delete()
    first, count, lower = 1, 0, set[int]()
    for step, value in steps:
        match step:
            case "take" if value:
                take_and_fail(officer, series)
            case "take":
                assert taken(officer, series).serial == first + count
                count += 1
            case "paper":
                fits = value == first + count or (value < first and value not in lower)
                try:
                    enter_paper(actor=officer, series=series, year=2026, paper=paper(value))
                    assert fits
                except Invalid:
                    assert not fits
                if fits and value >= first:
                    count += 1
                elif fits:
                    lower.add(value)
            case "start":
                fits = count == 0 and all(one < value for one in lower)
                try:
                    start_at(actor=officer, series=series, year=2026, first=value)
                    assert fits
                except WrongState:
                    assert not fits
                first = value if fits else first
            case "void":
                numbers_of(series, 2026).filter(serial=value).update(state=NumberState.VOID)
        assert serials(series) == sorted(lower) + list(range(first, first + count))
