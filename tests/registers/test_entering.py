"""Entries from draft to closed: versions, reviewers, hand-overs, and who sees what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanjing.audit.models import AuditEntry
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, QuanjingError, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role as PostRole
from quanjing.registers.actions import (
    EntryFacts,
    accept,
    change,
    close,
    drop,
    enter,
    facts_of,
    file_entry,
    hand_over,
    reopen,
    send_back,
    take_back,
)
from quanjing.registers.enums import MOVES, EntryState, Outcome, Role, What
from quanjing.registers.models import RegisterDate, RegisterEntry
from quanjing.registers.queries import (
    EntryFilter,
    entry_list,
    get_entry,
    months_later,
    stored_file,
    visible_to,
)
from quanjing.registers.rules import dates_of, is_late
from tests.gongwen.makers import text_to_docx
from tests.registers.conftest import TODAY, at, commitment, filed, forum, fresh, in_force, kind, outlet
from tests.world import World, person, post


def test_a_draft_may_lack_anything_but_its_name(tea: Actor) -> None:
    made = enter(actor=tea, kind=kind("outlet"), facts=EntryFacts("茶学之声"))
    assert made.state == EntryState.DRAFT
    with pytest.raises(Invalid) as refused:
        enter(actor=tea, kind=kind("outlet"), facts=EntryFacts(" "))
    assert [problem.where for problem in refused.value.problems] == ["name"]


def test_filing_names_everything_that_is_missing(tea: Actor) -> None:
    made = enter(actor=tea, kind=kind("outlet"), facts=EntryFacts("茶学之声"))
    with pytest.raises(Invalid) as refused:
        file_entry(actor=tea, entry=made)
    places = {problem.where for problem in refused.value.problems}
    assert places == {"holder_title", "reviewer_title", "f1", "f4"}
    assert fresh(made).state == EntryState.DRAFT


def test_what_is_filed_waits_and_is_taken_over_by_the_desk_above(tea: Actor, officer: Actor) -> None:
    made = filed(tea)
    assert (made.state, made.accepted) == (EntryState.FILED, None)
    assert made.holder is not None  # the title is that of a post of this body
    assert made.reviewer is None
    taken = accept(actor=officer, entry=made)
    assert (taken.state, taken.accepted, taken.filed_on) == (EntryState.CURRENT, 1, TODAY)
    verbs = list(AuditEntry.objects.filter(object_code=made.code).values_list("verb", flat=True))
    assert verbs == ["registers.enter", "registers.accept"]


def test_nobody_takes_over_what_he_filed_himself(world: World, tea: Actor) -> None:
    own = outlet(reviewer_title=world.tea_handler.title)
    made = filed(tea, own)
    assert made.reviewer == world.tea_handler
    with pytest.raises(Denied):
        accept(actor=tea, entry=made)


def test_the_reviewer_that_the_entry_names_takes_it_over(world: World, tea: Actor) -> None:
    reviewer = post(world.tea, "秘书长", PostRole.HEAD, person("secretary", "叶知秋"))
    made = filed(tea)
    assert made.reviewer == reviewer
    assert accept(actor=world.actor(reviewer), entry=made).state == EntryState.CURRENT


def test_a_register_without_review_is_in_force_at_once(tea: Actor) -> None:
    assert filed(tea, commitment(), "commitment").state == EntryState.CURRENT


def test_sending_back_needs_a_reason_and_tells_the_body(tea: Actor, officer: Actor) -> None:
    made = filed(tea)
    with pytest.raises(Invalid):
        send_back(actor=officer, entry=made, reason=" ")
    returned = send_back(actor=officer, entry=made, reason="请补充备案号")
    assert returned.state == EntryState.RETURNED
    assert Message.objects.get(kind="register_returned").values["reason"] == "请补充备案号"
    again = change(actor=tea, entry=returned, facts=outlet(), file=True)
    assert (again.state, again.versions.count()) == (EntryState.FILED, 2)


def test_a_change_of_what_is_in_force_waits_while_the_old_one_holds(tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    changed = change(actor=tea, entry=made, facts=outlet("茶学之声新版"))
    assert (changed.state, changed.accepted, changed.is_in_force) == (EntryState.FILED, 1, True)
    back = take_back(actor=tea, entry=changed)
    assert (back.name, back.state) == ("茶学之声", EntryState.CURRENT)
    assert [one.outcome for one in back.versions.all()] == [Outcome.ACCEPTED, Outcome.WITHDRAWN]
    with pytest.raises(WrongState):
        take_back(actor=tea, entry=back)


def test_the_change_of_somebody_else_in_between_is_a_conflict(tea: Actor) -> None:
    made = enter(actor=tea, kind=kind("outlet"), facts=outlet())
    change(actor=tea, entry=made, facts=outlet("甲"), version=made.version)
    with pytest.raises(Conflict):
        change(actor=tea, entry=made, facts=outlet("乙"), version=made.version)
    assert fresh(made).name == "甲"


def test_closing_needs_a_reason_and_reopening_keeps_the_history(tea: Actor, officer: Actor) -> None:
    made = in_force(tea, officer)
    with pytest.raises(Invalid):
        close(actor=tea, entry=made, reason="")
    closed = close(actor=tea, entry=made, reason="账号停更，已并入学会网站")
    assert (closed.state, closed.closed_on) == (EntryState.CLOSED, TODAY)
    assert not RegisterDate.objects.filter(entry=closed).exists()
    again = reopen(actor=tea, entry=closed)
    assert (again.state, again.close_reason) == (EntryState.CURRENT, "")


def test_a_draft_is_thrown_away_what_was_filed_is_not(tea: Actor) -> None:
    draft = enter(actor=tea, kind=kind("outlet"), facts=outlet())
    drop(actor=tea, entry=draft)
    assert not RegisterEntry.objects.exists()
    with pytest.raises(WrongState):
        drop(actor=tea, entry=filed(tea))


def test_a_file_stays_when_nothing_new_is_sent_and_is_served_from_every_version(tea: Actor) -> None:
    first = commitment(files={"f4": ("公约.docx", text_to_docx("公约全文"))})
    made = filed(tea, first, "commitment")
    code = str(made.values["f4"])
    kept = change(actor=tea, entry=made, facts=facts_of(made))
    assert kept.values["f4"] == code
    bare = change(actor=tea, entry=kept, facts=commitment())
    assert "f4" not in bare.values
    assert stored_file(bare, code) == StoredFile.objects.get(code=code)
    with pytest.raises(Missing):
        stored_file(bare, "unknown1")


def test_holders_of_many_entries_are_handed_over_with_one_signed_note(tea: Actor) -> None:
    one, other = filed(tea), filed(tea, outlet("茶学视频"))
    with pytest.raises(Invalid) as refused:
        hand_over(actor=tea, entries=[one, other], role=Role.HOLDER, to_title="", note="")
    assert {problem.where for problem in refused.value.problems} == {"to_title", "note"}
    note = hand_over(
        actor=tea, entries=[one, other], role=Role.HOLDER, to_title="宣传部", note="账号密码已改，两篇待发。"
    )
    assert (note.from_title, note.signed_name, note.entries.count()) == ("秘书处 经办人", "周予安", 2)
    assert {fresh(one).holder_title, fresh(other).holder_title} == {"宣传部"}
    assert fresh(one).holder is None  # an office in words
    assert fresh(one).state == EntryState.FILED  # who answers is the body's own matter


def test_entries_of_others_are_not_handed_over(world: World, tea: Actor) -> None:
    own, foreign = filed(tea), filed(world.actor(world.nursing_handler))
    with pytest.raises(Denied):
        hand_over(actor=tea, entries=[own, foreign], role=Role.HOLDER, to_title="宣传部", note="移交")


def test_each_sees_his_own_and_desks_what_was_filed_below(world: World, tea: Actor, officer: Actor) -> None:
    draft = enter(actor=tea, kind=kind("outlet"), facts=outlet("草稿"))
    made = filed(tea)
    foreign = filed(world.actor(world.city_handler))
    assert set(visible_to(tea)) == {draft, made}
    assert set(visible_to(officer)) == {made, foreign}
    assert set(visible_to(world.actor(world.city_officer))) == {foreign}
    assert not visible_to(world.actor(world.mathematics_handler)).exists()
    with pytest.raises(Missing):
        get_entry(world.actor(world.nursing_handler), made.code)
    with pytest.raises(Denied):
        change(actor=officer, entry=made, facts=outlet())


def test_the_list_of_a_subtree_and_the_wall_agree(world: World, tea: Actor, officer: Actor) -> None:
    enter(actor=tea, kind=kind("outlet"), facts=outlet("草稿"))
    filed(tea)
    filed(world.actor(world.city_handler))
    enter(actor=officer, kind=kind("outlet"), facts=outlet("本级草稿"))
    for actor in (tea, officer, world.actor(world.city_officer), world.actor(world.auditor)):
        listed = entry_list(actor, kind("outlet"), EntryFilter())
        assert set(listed) == set(visible_to(actor).filter(kind=kind("outlet")))


def test_what_is_shared_is_seen_below_once_it_is_in_force(world: World, tea: Actor, officer: Actor) -> None:
    said = {"f1": "第九版", "f4": "分区分级"}
    facts = EntryFacts("防控指南", "办公室", happens_on=TODAY, values=said)
    draft = enter(actor=officer, kind=kind("guidance"), facts=facts)
    assert not visible_to(tea).exists()
    file_entry(actor=officer, entry=draft)
    assert list(visible_to(tea)) == [draft]
    assert list(entry_list(tea, kind("guidance"), EntryFilter())) == [draft]
    city = world.actor(world.city_officer)  # who reads a subtree of his own sees it as well
    assert list(entry_list(city, kind("guidance"), EntryFilter())) == [draft]
    assert not entry_list(city, kind("guidance"), EntryFilter(own=True)).exists()
    with pytest.raises(Denied):
        change(actor=tea, entry=draft, facts=facts)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
    ],
)
def test_months_later_is_a_day_of_that_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_the_dates_of_an_entry_follow_its_kind(tea: Actor, officer: Actor) -> None:
    draft = enter(actor=tea, kind=kind("forum"), facts=forum(on=date(2026, 10, 20)))
    dates = {one.what: one.on for one in RegisterDate.objects.filter(entry=draft)}
    assert dates == {What.FILING: date(2026, 10, 5)}
    file_entry(actor=tea, entry=draft)
    dates = {one.what: one.on for one in RegisterDate.objects.filter(entry=draft)}
    assert dates == {What.EVENT: date(2026, 10, 20)}
    channel = in_force(tea, officer)
    dates = {one.what: one.on for one in RegisterDate.objects.filter(entry=channel)}
    assert dates == {What.REVIEW: date(2027, 3, 3), What.DORMANT: TODAY + timedelta(days=60)}


@pytest.mark.parametrize(("ahead", "late"), [(15, False), (14, True), (40, False), (0, True)])
def test_a_forum_filed_late_is_marked_and_not_refused(tea: Actor, ahead: int, late: bool) -> None:
    made = filed(tea, forum(on=TODAY + timedelta(days=ahead)), "forum")
    assert (made.state, is_late(made)) == (EntryState.FILED, late)
    found = entry_list(tea, kind("forum"), EntryFilter(show="late"))
    assert (made in set(found)) is late


STEPS = {
    "file": lambda tea, officer, one: file_entry(actor=tea, entry=one),
    "change": lambda tea, officer, one: change(actor=tea, entry=one, facts=outlet("改过")),
    "take back": lambda tea, officer, one: take_back(actor=tea, entry=one),
    "accept": lambda tea, officer, one: accept(actor=officer, entry=one),
    "send back": lambda tea, officer, one: send_back(actor=officer, entry=one, reason="请改"),
    "close": lambda tea, officer, one: close(actor=tea, entry=one, reason="停办"),
    "reopen": lambda tea, officer, one: reopen(actor=tea, entry=one),
}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.sampled_from(sorted(STEPS)), max_size=9))
def test_whatever_is_done_in_whatever_order_keeps_states_versions_and_dates_true(
    tea: Actor, officer: Actor, steps: list[str]
) -> None:
    entry = enter(actor=tea, kind=kind("outlet"), facts=outlet())
    for number, step in enumerate(steps):
        before = fresh(entry)
        with clock.frozen(at(TODAY + timedelta(days=number))):
            try:
                STEPS[step](tea, officer, before)
            except QuanjingError:
                assert fresh(entry).state == before.state
        after = fresh(entry)
        assert after.state == before.state or after.state in MOVES[EntryState(before.state)]
        outcomes = [one.outcome for one in after.versions.all()]
        assert outcomes.count(Outcome.WAITING) == (after.state == EntryState.FILED)
        if after.accepted is not None:
            assert outcomes[after.accepted - 1] == Outcome.ACCEPTED
        kept = {(one.what, one.on) for one in after.dates.all()}
        assert kept == {(due.what, due.on) for due in dates_of(after)}
