"""The form check: in order, sent back once place by place, not admitted, undone; hints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from quanjing.calls.actions import (
    ApplicationFacts,
    admit,
    admit_many,
    ask_comparison,
    bulk_of,
    import_honours,
    refuse,
    return_application,
    send_application,
    undo_check,
    write_application,
)
from quanjing.calls.enums import ApplicationState, CallKind, CallState, ExportKind
from quanjing.calls.models import Application, Call, Honour, ReturnedField, Similar
from quanjing.calls.queries import (
    ApplicationFilter,
    application_list,
    former_in,
    honour_list,
    thin_directions,
)
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.notify.models import Message
from tests.calls.conftest import FULL, LATER, branch_for, fresh, opened, sent
from tests.calls.stage import application
from tests.world import World

LONG = "服务基层茶农，开展三期绿色防控培训，编写一本手册，建立一支队伍，联系十个村。" * 6


def test_the_check_begins_when_nothing_more_can_be_sent(officer: Actor, tea: Actor) -> None:
    made = sent(tea, opened(officer))
    with pytest.raises(WrongState):
        admit(actor=officer, application=made)
    with clock.frozen(LATER):
        assert admit(actor=officer, application=made).state == ApplicationState.ADMITTED
        assert Call.objects.get(pk=made.call_id).state == CallState.CHECKING


def test_only_the_desk_of_the_call_checks(officer: Actor, tea: Actor, world: World) -> None:
    made = sent(tea, opened(officer))
    with clock.frozen(LATER):
        for actor in (tea, world.actor(world.auditor), world.actor(world.city_officer)):
            with pytest.raises(Denied):
                admit(actor=actor, application=made)


def test_a_return_opens_the_named_places_alone_and_is_given_once(
    officer: Actor, tea: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    made = sent(tea, opened(officer))
    with clock.frozen(LATER):
        with django_capture_on_commit_callbacks(execute=True):
            returned = return_application(actor=officer, application=made, reasons={"goals": "请写具体数字"})
        assert returned.returned_due == clock.end_of(LATER.date() + timedelta(days=5), "17:00")
        assert Message.objects.filter(kind="application_returned").count() == 1
        given = ApplicationFacts(
            **{**FULL, "title": "换一个题目", "goals": [{"name": "培训", "number": "200"}]}
        )
        changed = write_application(actor=tea, application=returned, facts=given)
        assert (changed.title, changed.goals[0]["number"]) == ("茶农服务能力提升", "200")
        again = send_application(actor=tea, application=changed)
        assert (again.state, again.number, again.versions.count()) == (ApplicationState.SENT, 1, 2)
        with pytest.raises(WrongState):
            return_application(actor=officer, application=again, reasons={"title": "再改"})


def test_after_its_own_date_a_returned_application_is_not_sent_any_more(officer: Actor, tea: Actor) -> None:
    made = sent(tea, opened(officer))
    with clock.frozen(LATER):
        return_application(actor=officer, application=made, reasons={"": "请补充"})
    with clock.frozen(LATER + timedelta(days=9)):
        with pytest.raises(WrongState):
            send_application(actor=tea, application=made)
        assert refuse(actor=officer, application=made, reason="逾期未补").state == ApplicationState.REFUSED


def test_a_return_needs_a_reason_and_a_place_of_the_form(officer: Actor, tea: Actor) -> None:
    made = sent(tea, opened(officer))
    with clock.frozen(LATER):
        for reasons in ({}, {"title": " "}, {"elsewhere": "请改"}):
            with pytest.raises(Invalid):
                return_application(actor=officer, application=made, reasons=reasons)
    assert not ReturnedField.objects.exists()


def test_a_decision_is_undone_while_the_call_is_checked(officer: Actor, tea: Actor) -> None:
    made = sent(tea, opened(officer))
    with clock.frozen(LATER):
        refuse(actor=officer, application=made, reason="不属于本方向")
        assert undo_check(actor=officer, application=made).state == ApplicationState.SENT
        Call.objects.update(state=CallState.JUDGING)
        with pytest.raises(WrongState):
            admit(actor=officer, application=made)


def test_many_are_found_in_order_by_a_filter_whose_count_was_shown(officer: Actor, world: World) -> None:
    made = opened(officer)
    for body in (world.tea, world.nursing, world.mathematics):
        application(made, body, state=ApplicationState.SENT)
    application(made, world.city_society, state=ApplicationState.SENT, direction=1)
    wanted = ApplicationFilter(direction=made.directions.all()[0].code)
    with clock.frozen(LATER):
        assert bulk_of(officer, made, wanted).count == 3
        with pytest.raises(Invalid):
            admit_many(actor=officer, call=made, wanted=wanted, count=4)
        assert admit_many(actor=officer, call=made, wanted=wanted, count=3) == 3
    assert Application.objects.filter(state=ApplicationState.ADMITTED).count() == 3


def test_directions_with_too_few_are_named(officer: Actor, world: World) -> None:
    made = opened(officer)
    for body in (world.tea, world.nursing, world.mathematics):
        application(made, body, state=ApplicationState.SENT)
    application(made, world.tea, state=ApplicationState.SENT, direction=1)
    thin = thin_directions(made)
    assert [(one.position, one.sent) for one in thin] == [(2, 1), (3, 0), (4, 0), (5, 0)]  # type: ignore[attr-defined]


def test_shared_text_is_a_hint_and_refuses_nothing(
    officer: Actor, tea: Actor, nursing: Actor, world: World, run_jobs: Callable[[], int]
) -> None:
    made = opened(officer)
    first = application(made, world.tea, state=ApplicationState.SENT, words=LONG)
    second = application(made, world.nursing, state=ApplicationState.SENT, words=LONG + "另有一句。")
    application(
        made, world.mathematics, state=ApplicationState.SENT, words="数学建模竞赛辅导和命题研究。" * 12
    )
    ask_comparison(actor=officer, call=made)
    run_jobs()
    hints = {(one.application_id, one.other_id) for one in Similar.objects.all()}
    assert hints == {(first.pk, second.pk), (second.pk, first.pk)}
    assert Similar.objects.get(application=first).share > 90
    with clock.frozen(LATER):
        assert admit(actor=officer, application=first).state == ApplicationState.ADMITTED
    found = application_list(officer, made, ApplicationFilter(flag="similar"))
    assert {one.pk for one in found} == {first.pk, second.pk}


def test_holders_are_found_under_any_name_of_the_award(officer: Actor, world: World) -> None:
    made = opened(officer, CallKind.TITLE, award="最美科技工作者", aliases=["江岚最美科技人"])
    Honour.objects.create(
        organization=world.association,
        award="江岚 最美科技人",
        holder="顾　南屏",
        year=2023,
        unit="江岚省护理学会",
    )
    Honour.objects.create(organization=world.association, award="别的奖", holder="周予安", year=2023)
    held = application(made, world.nursing, state=ApplicationState.SENT, subject="顾南屏")
    other = application(made, world.tea, state=ApplicationState.SENT, subject="周予安")
    assert list(former_in(made, [held, other])) == [held.pk]
    assert [one.pk for one in application_list(officer, made, ApplicationFilter(flag="former"))] == [held.pk]


def test_honours_come_from_a_table_or_not_at_all(officer: Actor, tea: Actor) -> None:
    from tests.calls.tables import table

    rows = [
        ["奖项", "年度", "获得者", "单位"],
        ["最美科技工作者", "2024", "江一", "江岚大学"],
        ["最美科技工作者", "", "江二", ""],
    ]
    with pytest.raises(Denied):
        import_honours(actor=tea, name="a.xlsx", data=table(rows))
    with pytest.raises(Invalid) as error:
        import_honours(actor=officer, name="a.xlsx", data=table(rows))
    assert [problem.where for problem in error.value.problems] == ["row.3"]
    assert not Honour.objects.exists()
    rows[2][1] = "2025年"
    assert import_honours(actor=officer, name="a.xlsx", data=table(rows)) == 2
    assert import_honours(actor=officer, name="a.xlsx", data=table(rows)) == 0
    assert [one.year for one in honour_list(officer, text="江")] == [2025, 2024]


def test_what_was_sent_is_exported_with_its_files(
    officer: Actor, tea: Actor, run_jobs: Callable[[], int], client_of: Any, world: World
) -> None:
    from quanjing.calls.actions import ask_export

    made = sent(tea, opened(officer)).call
    for kind in ExportKind:
        ask_export(actor=officer, call=made, kind=kind, wanted=ApplicationFilter())
    with pytest.raises(Denied):
        ask_export(actor=tea, call=made, kind=ExportKind.LIST, wanted=ApplicationFilter())
    run_jobs()
    desk = client_of(world.officer)
    for export in made.exports.all():
        answer = desk.get(f"/calls/{made.code}/files/{export.code}/")
        assert (export.count, b"".join(answer.streaming_content)[:2]) == (1, b"PK")


def test_a_body_is_told_of_each_decision(
    officer: Actor, tea: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    made = sent(tea, opened(officer))
    with clock.frozen(LATER), django_capture_on_commit_callbacks(execute=True):
        admit(actor=officer, application=made)
        undo_check(actor=officer, application=made)
        refuse(actor=officer, application=fresh(made), reason="方向不符")
    kinds = Message.objects.filter(kind__startswith="application_").values_list("kind", flat=True)
    assert sorted(kinds) == ["application_admitted", "application_refused"]


def test_the_flag_of_a_condition_names_who_said_no(officer: Actor, world: World) -> None:
    branch_for(world.nursing)
    made = opened(officer, CallKind.TITLE)
    one = application(made, world.nursing, state=ApplicationState.SENT)
    one.answers.create(condition=made.conditions.all()[1], is_met=False)
    assert [each.pk for each in application_list(officer, made, ApplicationFilter(flag="condition"))] == [
        one.pk
    ]
