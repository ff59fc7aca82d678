"""Two editors, one manuscript: nothing is lost, every step can be undone, withdrawn texts stay away."""

from __future__ import annotations

import pytest

from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.manuscripts import actions
from quanjing.manuscripts.actions.steps import KEPT_STEPS
from quanjing.manuscripts.models import Compilation, Point, Step
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Entry, Submission
from tests.manuscripts.conftest import MATHS, TEA, sources_of, texts_of
from tests.world import World


def add(actor: Actor, compilation: Compilation, title: str, *entries: Entry) -> Point:
    codes = [entry.code for entry in entries]
    return actions.add_point(actor=actor, compilation=compilation, title=title, entries=codes)


def undo(actor: Actor, compilation: Compilation) -> None:
    last = Step.objects.filter(compilation=compilation).first()
    assert last is not None
    actions.undo(actor=actor, compilation=compilation, last=last.pk)


def test_a_new_point_begins_with_the_words_of_its_entries(
    editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    point = add(editor, compilation, "科普场馆", entries[1], entries[0])
    assert texts_of(compilation) == [("科普场馆", f"{TEA}\n{MATHS}")]
    assert sources_of(point) == [entries[1].pk, entries[0].pk]


def test_an_entry_stands_behind_several_points(
    editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    first, second = (
        add(editor, compilation, "一", entries[0]),
        add(editor, compilation, "二", entries[0]),
    )
    assert sources_of(first) == sources_of(second) == [entries[0].pk]


def test_a_point_needs_a_heading_or_an_entry(editor: Actor, compilation: Compilation) -> None:
    with pytest.raises(Invalid):
        add(editor, compilation, " ")


def test_an_entry_that_was_sent_back_is_not_taken(
    editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    Submission.objects.filter(entries=entries[0]).update(state=SubmissionState.RETURNED)
    with pytest.raises(Missing):
        add(editor, compilation, "一", entries[0])


def test_the_second_of_two_editors_sees_both_versions(
    editor: Actor, second: Actor, compilation: Compilation
) -> None:
    point = add(editor, compilation, "一")
    write = actions.edit_point
    write(actor=editor, compilation=compilation, code=point.code, title="一", text="甲", version=1)
    with pytest.raises(Conflict) as raised:
        write(actor=second, compilation=compilation, code=point.code, title="一", text="乙", version=1)
    assert raised.value.theirs == {"title": "一", "text": "甲"}
    assert raised.value.yours == {"title": "一", "text": "乙"}
    assert texts_of(compilation) == [("一", "甲")]
    write(actor=second, compilation=compilation, code=point.code, title="一", text="乙", version=2)
    assert texts_of(compilation) == [("一", "乙")]


def test_order_and_sources_do_not_disturb_who_is_writing(
    editor: Actor, second: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    one, _two = add(editor, compilation, "一"), add(editor, compilation, "二")
    actions.move_point(actor=second, compilation=compilation, code=one.code, to=2)
    actions.add_sources(actor=second, compilation=compilation, code=one.code, entries=[entries[0].code])
    actions.edit_point(actor=editor, compilation=compilation, code=one.code, title="一", text="甲", version=1)
    assert texts_of(compilation) == [("二", ""), ("一", "甲")]


@pytest.mark.parametrize("does", ["split_point", "join_points", "remove_point"])
def test_what_takes_words_along_needs_the_version_that_was_seen(
    editor: Actor, compilation: Compilation, does: str
) -> None:
    one, two = add(editor, compilation, "一"), add(editor, compilation, "二")
    actions.edit_point(
        actor=editor, compilation=compilation, code=one.code, title="一", text="甲\n乙", version=1
    )
    more = {
        "split_point": {"at": 2, "title": "", "leaving": []},
        "join_points": {"into": two.code},
        "remove_point": {},
    }[does]
    with pytest.raises(Conflict):
        getattr(actions, does)(actor=editor, compilation=compilation, code=one.code, version=1, **more)
    getattr(actions, does)(actor=editor, compilation=compilation, code=one.code, version=2, **more)
    assert compilation.points.count() == {"split_point": 3, "join_points": 1, "remove_point": 1}[does]


def test_the_last_steps_are_undone_one_after_the_other(
    editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    one = add(editor, compilation, "一", entries[0])
    add(editor, compilation, "二", entries[1])
    before = texts_of(compilation)
    actions.move_point(actor=editor, compilation=compilation, code=one.code, to=2)
    actions.remove_point(actor=editor, compilation=compilation, code=one.code, version=1)
    undo(editor, compilation)
    undo(editor, compilation)
    assert texts_of(compilation) == before
    again = Point.objects.get(code=one.code)
    assert sources_of(again) == [entries[0].pk]
    undo(editor, compilation)
    undo(editor, compilation)
    assert texts_of(compilation) == []


def test_undoing_is_not_done_over_what_another_did_since(
    editor: Actor, second: Actor, compilation: Compilation
) -> None:
    add(editor, compilation, "一")
    seen = Step.objects.get(compilation=compilation)
    add(second, compilation, "二")
    with pytest.raises(WrongState):
        actions.undo(actor=editor, compilation=compilation, last=seen.pk)


def test_words_undone_are_a_change_for_who_is_writing(
    editor: Actor, second: Actor, compilation: Compilation
) -> None:
    point = add(editor, compilation, "一")
    write = actions.edit_point
    write(actor=editor, compilation=compilation, code=point.code, title="一", text="甲", version=1)
    undo(second, compilation)
    with pytest.raises(Conflict):
        write(actor=editor, compilation=compilation, code=point.code, title="一", text="乙", version=2)


def test_only_so_many_steps_are_kept(editor: Actor, compilation: Compilation) -> None:
    for number in range(KEPT_STEPS + 3):
        add(editor, compilation, str(number))
    assert Step.objects.filter(compilation=compilation).count() == KEPT_STEPS


def test_undoing_does_not_bring_a_withdrawn_text_back(
    world: World, editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    point = add(editor, compilation, "一", entries[0], entries[1])
    actions.drop_sources(
        actor=editor,
        compilation=compilation,
        code=point.code,
        entries=[entries[0].code, entries[1].code],
    )
    actions.withdraw(actor=world.actor(world.tea_handler), entry=entries[1])
    undo(editor, compilation)
    point.refresh_from_db()
    assert (sources_of(point), point.recheck) == ([entries[0].pk], True)


def test_merged_entries_come_together_and_count_once(
    editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    point = add(editor, compilation, "一", entries[0])
    codes = [entries[0].code, entries[1].code]
    assert actions.merge_entries(actor=editor, compilation=compilation, entries=codes) == 2
    assert sources_of(point) == [entries[0].pk, entries[1].pk]
    other = add(editor, compilation, "二", entries[0])
    assert sources_of(other) == [entries[0].pk, entries[1].pk]
    undo(editor, compilation)
    undo(editor, compilation)
    assert sources_of(point) == [entries[0].pk]


def test_two_groups_become_one(editor: Actor, compilation: Compilation, entries: list[Entry]) -> None:
    one, two, three = (entry.code for entry in entries)
    merge = actions.merge_entries
    merge(actor=editor, compilation=compilation, entries=[one, two])
    assert merge(actor=editor, compilation=compilation, entries=[three, one]) == 3
    actions.separate(actor=editor, compilation=compilation, entry=entries[2])
    assert compilation.merged.count() == 0


def test_a_post_of_another_body_writes_nothing(world: World, compilation: Compilation) -> None:
    with pytest.raises(Denied):
        add(world.actor(world.city_officer), compilation, "一")


def test_each_step_leaves_one_entry_in_the_record(
    editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    before = AuditEntry.objects.count()
    point = add(editor, compilation, "一", entries[0])
    actions.tag_entries(actor=editor, compilation=compilation, name="科普", entries=[entries[0].code])
    actions.edit_point(
        actor=editor, compilation=compilation, code=point.code, title="一", text="甲", version=1
    )
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)[before:]
    assert list(verbs) == ["manuscripts.add_point", "manuscripts.tag", "manuscripts.edit_point"]
