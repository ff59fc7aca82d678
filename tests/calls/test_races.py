"""Numbers and quotas hold however many send at once; moves never leave their table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from quanjing.calls.enums import APPLICATION_MOVES, CALL_MOVES, HANDED_IN, ApplicationState, CallState
from quanjing.calls.judging.conflicts import folded
from quanjing.calls.models import Application, Call
from quanjing.calls.rules import budget_sum, may_move, may_move_call, number_in
from quanjing.foundation import clock
from tests.calls.races import BODIES
from tests.calls.stage import TODAY
from tests.racing import ended, new_database, race, started


@pytest.mark.django_db(transaction=True)
def test_several_at_once_stay_within_the_quota_and_leave_no_gap(tmp_path: Path) -> None:
    moment = clock.end_of(TODAY, "10:00")
    with new_database(tmp_path) as url:
        ended(started(url, "tests.calls.races:prepare", moment))
        places = [[str(place)] for place in range(BODIES)]
        results = sorted(race(url, "tests.calls.races:send", moment, *places))
    assert results == ["1", "2", "full", "full"]


@given(st.lists(st.sampled_from(list(ApplicationState)), max_size=12))
def test_an_application_only_goes_where_its_state_leads(wanted: list[ApplicationState]) -> None:
    one = Application(state=ApplicationState.DRAFT)
    for to in wanted:
        before = ApplicationState(one.state)
        if may_move(one, to):
            assert to in APPLICATION_MOVES[before]
            one.state = to
    assert one.state != ApplicationState.SELECTED or ApplicationState.ADMITTED in wanted


@given(st.lists(st.sampled_from(list(CallState)), max_size=12))
def test_a_call_that_is_over_or_called_off_goes_nowhere(wanted: list[CallState]) -> None:
    call = Call(state=CallState.DRAFT)
    for to in wanted:
        if may_move_call(call, to):
            assert call.state not in (CallState.DONE, CallState.CANCELLED)
            call.state = to
    assert {CallState.DONE, CallState.CANCELLED} == {one for one, then in CALL_MOVES.items() if not then}


def test_what_takes_a_place_can_lose_it_again() -> None:
    assert all(ApplicationState.WITHDRAWN in APPLICATION_MOVES[one] for one in HANDED_IN[:4])


@hypothesis_settings(max_examples=200)
@given(st.lists(st.decimals(0, 10**9, places=2), max_size=10))
def test_the_budget_is_the_sum_of_its_lines(amounts: list[object]) -> None:
    one = Application(budget=[{"name": "项", "amount": f"{amount:,}"} for amount in amounts])
    assert budget_sum(one) == sum(amounts)  # type: ignore[call-overload]


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_number(text: str) -> None:
    found = number_in(text)
    assert found is None or found.is_finite()


@given(st.text("江一川Aa·. \u3000()", max_size=20))
def test_a_folded_name_is_folded_once_and_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)
