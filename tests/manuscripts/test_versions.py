"""Frozen versions, the head's approval, the log, the answer back, and withdrawing before and after."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.manuscripts import actions, queries
from quanjing.manuscripts.actions import AnswerGiven, Sent
from quanjing.manuscripts.enums import VersionState
from quanjing.manuscripts.models import Compilation, Point, Version, Withdrawal
from quanjing.notify.models import Message
from quanjing.organizations.models import Organization
from quanjing.submissions.models import Entry
from quanjing.submissions.registry import remarks
from tests.collation.conftest import Call, Send
from tests.gongwen.makers import text_to_docx
from tests.manuscripts.conftest import TEA, sources_of
from tests.world import World

TODAY = date(2026, 9, 3)


@pytest.fixture
def told(django_capture_on_commit_callbacks: Callable[..., object]) -> Callable[..., list[str]]:
    """Does something and says which messages the post got by it."""

    def do(post_id: int, act: Callable[[], object]) -> list[str]:
        before = set(Message.objects.values_list("pk", flat=True))
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
            act()
        found = Message.objects.filter(post_id=post_id).exclude(pk__in=before)
        return list(found.order_by("pk").values_list("kind", flat=True))

    return do


@pytest.fixture
def points(editor: Actor, compilation: Compilation, entries: list[Entry]) -> list[Point]:
    """Merged from the mathematical and the tea society; adopted from the nursing society."""
    add = actions.add_point
    both = [entries[0].code, entries[1].code]
    return [
        add(actor=editor, compilation=compilation, title="科普场馆", entries=both),
        add(actor=editor, compilation=compilation, title="急救培训", entries=[entries[2].code]),
    ]


@pytest.fixture
def first(editor: Actor, compilation: Compilation, points: list[Point]) -> Version:
    return actions.finish(actor=editor, compilation=compilation)


def asking(compilation: Compilation) -> None:
    Organization.objects.filter(pk=compilation.organization_id).update(approves_publishing=True)


def send_on(editor: Actor, version: Version) -> object:
    return actions.forward(actor=editor, version=version, sent=Sent("省科协党组", TODAY))


def test_a_version_keeps_what_it_was(
    editor: Actor, compilation: Compilation, points: list[Point], entries: list[Entry], first: Version
) -> None:
    kept = first.content
    Entry.objects.filter(pk=entries[1].pk).update(values={"name": "别人", "text": "别的"})
    Organization.objects.filter(name="江岚省茶叶学会").update(name="江岚省茶学会")
    actions.edit_point(
        actor=editor, compilation=compilation, code=points[0].code, title="新", text="新", version=1
    )
    first.refresh_from_db()
    assert first.content == kept
    assert [source["unit"] for source in kept["points"][0]["sources"]] == ["江岚省数学学会", "江岚省茶叶学会"]
    second = actions.finish(actor=editor, compilation=compilation)
    [change] = queries.differences(first.content, second.content)
    assert (second.number, change.before, change.after) == (2, 1, 1)
    assert change.title == (("del", "科普场馆"), ("ins", "新"))


def test_differences_name_what_came_went_and_moved() -> None:
    def point(code: str, *sources: str) -> dict[str, object]:
        given = [{"entry": one, "unit": one, "title": "", "author": ""} for one in sources]
        return {"code": code, "title": code, "text": "", "sources": given}

    old = {"title": "", "points": [point("a", "x"), point("b"), point("c")]}
    new = {"title": "", "points": [point("c"), point("a", "y"), point("d")]}
    found = queries.differences(old, new)
    assert [(one.before, one.after) for one in found] == [(3, 1), (1, 2), (None, 3), (2, None)]
    assert (found[1].came, found[1].went) == (("y",), ("x",))


def test_nothing_new_makes_no_version(editor: Actor, compilation: Compilation, first: Version) -> None:
    with pytest.raises(WrongState):
        actions.finish(actor=editor, compilation=compilation)


def test_a_point_without_text_keeps_a_version_from_being_finished(
    editor: Actor, compilation: Compilation
) -> None:
    actions.add_point(actor=editor, compilation=compilation, title="空")
    with pytest.raises(Invalid) as raised:
        actions.finish(actor=editor, compilation=compilation)
    assert [problem.where for problem in raised.value.problems] == ["points.1"]


def test_units_are_told_once_where_their_texts_stand(
    world: World, editor: Actor, compilation: Compilation, points: list[Point], told: Callable[..., list[str]]
) -> None:
    post = world.tea_handler.pk
    finish = lambda: actions.finish(actor=editor, compilation=compilation)  # noqa: E731
    assert told(post, finish) == ["manuscript_finished"]
    actions.move_point(actor=editor, compilation=compilation, code=points[0].code, to=2)
    assert told(post, finish) == []


def test_the_head_approves_where_the_body_asks_for_it(
    world: World,
    editor: Actor,
    head: Actor,
    compilation: Compilation,
    points: list[Point],
    told: Callable[..., list[str]],
) -> None:
    asking(compilation)
    made: list[Version] = []
    finish = lambda: made.append(actions.finish(actor=editor, compilation=compilation))  # noqa: E731
    assert head.post_id is not None
    assert told(head.post_id, finish) == ["manuscript_asked"]
    [version] = made
    assert version.state == VersionState.WAITING
    with pytest.raises(WrongState):
        send_on(editor, version)
    with pytest.raises(Denied):
        actions.approve(actor=editor, version=version)
    approve = lambda: actions.approve(actor=head, version=version)  # noqa: E731
    assert told(world.nursing_handler.pk, approve) == ["manuscript_finished"]
    with pytest.raises(WrongState):
        actions.send_back(actor=head, version=version, remark="再改")


def test_what_was_sent_back_can_be_finished_again_with_a_change(
    editor: Actor, head: Actor, compilation: Compilation, points: list[Point]
) -> None:
    asking(compilation)
    version = actions.finish(actor=editor, compilation=compilation)
    with pytest.raises(Invalid):
        actions.send_back(actor=head, version=version, remark=" ")
    actions.send_back(actor=head, version=version, remark="顺序调整")
    actions.move_point(actor=editor, compilation=compilation, code=points[0].code, to=2)
    second = actions.finish(actor=editor, compilation=compilation)
    assert (second.number, second.state) == (2, VersionState.WAITING)


def test_withdrawing_before_forwarding_takes_the_text_out(
    world: World,
    editor: Actor,
    compilation: Compilation,
    points: list[Point],
    entries: list[Entry],
    first: Version,
    told: Callable[..., list[str]],
) -> None:
    tea = world.actor(world.tea_handler)
    withdraw = lambda: actions.withdraw(actor=tea, entry=entries[1])  # noqa: E731
    assert told(world.officer.pk, withdraw) == ["text_withdrawn"]
    changed, untouched = compilation.points.order_by("position")
    assert (sources_of(changed), changed.recheck, untouched.recheck) == ([entries[0].pk], True, False)
    assert entries[1] not in queries.pooled(compilation)
    with pytest.raises(WrongState):
        send_on(editor, first)
    with pytest.raises(Invalid):
        actions.finish(actor=editor, compilation=compilation)
    actions.confirm_point(actor=editor, compilation=compilation, code=changed.code, version=1)
    send_on(editor, actions.finish(actor=editor, compilation=compilation))
    with pytest.raises(WrongState):
        actions.withdraw(actor=tea, entry=entries[1])


def test_a_version_that_waits_is_void_once_a_text_in_it_was_withdrawn(
    world: World, editor: Actor, head: Actor, compilation: Compilation, points: list[Point]
) -> None:
    asking(compilation)
    version = actions.finish(actor=editor, compilation=compilation)
    entry = points[1].sources.get().entry
    actions.withdraw(actor=world.actor(world.nursing_handler), entry=entry)
    with pytest.raises(WrongState):
        actions.approve(actor=head, version=version)


def test_withdrawing_afterwards_is_noted_with_the_versions(
    world: World, editor: Actor, compilation: Compilation, entries: list[Entry], first: Version
) -> None:
    send_on(editor, first)
    actions.withdraw(actor=world.actor(world.tea_handler), entry=entries[1], reason="已有新情况")
    [late] = queries.late_withdrawals(compilation)
    assert (late.unit, late.versions, late.withdrawal.reason) == ("江岚省茶叶学会", (1,), "已有新情况")
    first.refresh_from_db()
    assert len(first.content["points"][0]["sources"]) == 2


def test_only_the_unit_itself_withdraws(world: World, entries: list[Entry]) -> None:
    for post in (world.nursing_handler, world.officer):
        with pytest.raises(Denied):
            actions.withdraw(actor=world.actor(post), entry=entries[1])
    assert Withdrawal.objects.count() == 0


def test_what_is_not_for_collation_leaves_and_its_unit_hears_the_channel(
    world: World,
    editor: Actor,
    compilation: Compilation,
    points: list[Point],
    entries: list[Entry],
    told: Callable[..., list[str]],
) -> None:
    def set_aside() -> None:
        reason = "内容涉及具体个人"
        actions.exclude(actor=editor, compilation=compilation, entry=entries[2], reason=reason)

    assert told(world.nursing_handler.pk, set_aside) == ["text_excluded"]
    assert entries[2] not in queries.pooled(compilation)
    assert (sources_of(points[1]), Point.objects.get(pk=points[1].pk).recheck) == ([], True)
    actions.readmit(actor=editor, compilation=compilation, entry=entries[2])
    assert entries[2] in queries.pooled(compilation)


def test_a_group_goes_on_when_its_first_entry_is_withdrawn(
    world: World, editor: Actor, compilation: Compilation, entries: list[Entry]
) -> None:
    codes = [entry.code for entry in (entries[1], entries[0], entries[2])]
    actions.merge_entries(actor=editor, compilation=compilation, entries=codes)
    actions.withdraw(actor=world.actor(world.tea_handler), entry=entries[1])
    [row] = compilation.merged.all()
    assert (row.lead_id, row.entry_id) == (entries[0].pk, entries[2].pk)


def test_the_answer_goes_back_to_whom_it_concerns(
    world: World, editor: Actor, first: Version, entries: list[Entry], told: Callable[..., list[str]]
) -> None:
    went = actions.forward(actor=editor, version=first, sent=Sent("省科协党组", TODAY))
    given = AnswerGiven(TODAY, "拟予采纳。", [1], ("answer.docx", text_to_docx("拟予采纳。")))
    enter = lambda: actions.enter_answer(actor=editor, forward=went, given=given)  # noqa: E731
    assert told(world.tea_handler.pk, enter) == ["manuscript_answered"]
    assert Message.objects.filter(post=world.nursing_handler, kind="manuscript_answered").count() == 0
    [tea] = queries.adopted_of(entries[1].submission)[entries[1].pk]
    [nursing] = queries.adopted_of(entries[2].submission)[entries[2].pk]
    assert [answer.text for answer in tea.answers] == ["拟予采纳。"]
    assert (tea.places, tea.is_merged, tea.version) == ((1,), True, 1)
    assert (nursing.answers, nursing.is_merged) == ((), False)
    code = tea.answers[0].code
    assert queries.get_own_answer(world.actor(world.mathematics_handler), code).file is not None
    for post in (world.nursing_handler, world.city_handler):
        with pytest.raises(Missing):
            queries.get_own_answer(world.actor(post), code)


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (AnswerGiven(TODAY), "text"),
        (AnswerGiven(date(2026, 9, 2), "好"), "given_on"),
        (AnswerGiven(date(2026, 9, 4), "好"), "given_on"),
        (AnswerGiven(TODAY, "好", [3]), "places"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    editor: Actor, first: Version, given: AnswerGiven, where: str
) -> None:
    went = actions.forward(actor=editor, version=first, sent=Sent("省科协党组", TODAY))
    with pytest.raises(Invalid) as raised:
        actions.enter_answer(actor=editor, forward=went, given=given)
    assert [problem.where for problem in raised.value.problems] == [where]


@pytest.mark.parametrize(
    ("sent", "where"),
    [
        (Sent(" ", TODAY), "recipient"),
        (Sent("甲", None), "sent_on"),
        (Sent("甲", date(2026, 9, 4)), "sent_on"),
        (Sent("甲", TODAY, "pigeon"), "way"),
    ],
)
def test_a_line_of_the_log_that_cannot_be_is_refused(
    editor: Actor, first: Version, sent: Sent, where: str
) -> None:
    with pytest.raises(Invalid) as raised:
        actions.forward(actor=editor, version=first, sent=sent)
    assert [problem.where for problem in raised.value.problems] == [where]


def test_the_page_of_a_report_says_where_its_text_stands(
    editor: Actor, compilation: Compilation, points: list[Point], entries: list[Entry], world: World
) -> None:
    assert [one.text for one in remarks(entries[1].submission)] == ["已并入《建言汇编》要点 1"]
    assert [one.text for one in remarks(entries[2].submission)] == ["已采用为《建言汇编》要点 2"]
    actions.withdraw(actor=world.actor(world.tea_handler), entry=entries[1])
    assert remarks(entries[1].submission) == []


def test_word_has_points_as_headings_and_the_sources_where_asked(
    editor: Actor, compilation: Compilation, first: Version
) -> None:
    def lines(annex: bool) -> str:
        data = actions.export_docx(actor=editor, compilation=compilation, version=first, annex=annex)
        document = Document(io.BytesIO(data))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(one.text for one in document.paragraphs), *cells])

    plain, whole = lines(annex=False), lines(annex=True)
    assert "一、科普场馆" in plain
    assert TEA in plain
    assert "来源一览（内部使用）" not in plain
    assert "江岚省茶叶学会" not in plain
    assert "来源一览（内部使用）" in whole
    assert "江岚省茶叶学会" in whole


def test_pdf_is_drawn(editor: Actor, compilation: Compilation, first: Version) -> None:
    data = actions.export_pdf(actor=editor, compilation=compilation, version=first, annex=True)
    assert data.startswith(b"%PDF")


def test_the_table_has_one_row_a_source(
    editor: Actor, compilation: Compilation, first: Version, entries: list[Entry]
) -> None:
    out = io.BytesIO()
    actions.export_xlsx(actor=editor, compilation=compilation, version=first, out=out)
    sheet = load_workbook(out).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int | float)]
    assert [(row[0], row[1], row[2], row[-1]) for row in rows] == [
        (1, "科普场馆", "江岚省数学学会", entries[0].code),
        (1, "科普场馆", "江岚省茶叶学会", entries[1].code),
        (2, "急救培训", "江岚省护理学会", entries[2].code),
    ]


def test_another_body_sees_nothing_of_it(world: World, compilation: Compilation) -> None:
    for post in (world.city_officer, world.tea_handler):
        with pytest.raises(Missing):
            queries.get_compilation(world.actor(post), compilation.code)


def test_a_newer_version_of_a_report_marks_its_old_text(
    world: World, editor: Actor, call: Call, send: Send, compilation: Compilation, points: list[Point]
) -> None:
    send(world.tea, call.texts, {"name": "周予安", "text": "新的文字。"}, version=2)
    [one, _two] = queries.points_of(compilation)
    assert [chip.is_stale for chip in one.chips] == [False, True]
