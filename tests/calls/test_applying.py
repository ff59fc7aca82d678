"""Applications: written, checked completely, sent in order within the quotas, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from quanjing.calls.actions import (
    ApplicationFacts,
    answer_joint,
    send_application,
    summary_docx,
    summary_xlsx,
    take_back,
    write_application,
)
from quanjing.calls.enums import ApplicationState, CallKind
from quanjing.calls.models import Application, ApplicationVersion, CallQuota, JointUnit
from quanjing.calls.queries import applications_visible_to, get_application, last_year_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from tests.calls.conftest import FULL, LATER, branch_for, draft, fresh, opened, sent
from tests.world import World


def places(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.where for problem in error.value.problems]


def test_what_was_typed_is_kept_whatever_is_missing(officer: Actor, tea: Actor) -> None:
    made = draft(tea, opened(officer), "", goals=[{"name": "培训", "number": "很多"}], budget=[])
    assert (made.state, made.goals[0]["number"]) == (ApplicationState.DRAFT, "很多")


def test_every_problem_stands_at_its_place(officer: Actor, nursing: Actor) -> None:
    made = draft(
        nursing, opened(officer), "护理服务能力全面提升与基层延伸示范推广项目",
        values={"f1": "依据"}, team=[], goals=[{"name": "培训护士", "number": "若干"}],
        budget=[{"name": "资料费", "amount": "少量"}], schedule=[{"name": "培训", "due": ""}],
    )  # fmt: skip
    with pytest.raises(Invalid) as error:
        send_application(actor=nursing, application=made)
    committee = made.call.conditions.get(position=1)
    found = ["title", "v-f2", "team", "goals", "budget", "schedule", f"condition-{committee.pk}"]
    assert places(error) == found
    assert fresh(made).state == ApplicationState.DRAFT


def test_an_application_is_numbered_and_kept_as_a_version(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    branch_for(world.nursing)
    made = opened(officer)
    first, second = sent(tea, made), sent(nursing, made)
    assert (first.number, second.number) == (1, 2)
    assert ApplicationVersion.objects.get(application=first).facts["goals"] == FULL["goals"]


def test_one_application_of_a_body_in_a_direction(officer: Actor, tea: Actor) -> None:
    made = opened(officer)
    sent(tea, made)
    second = draft(tea, made, "第二个项目")  # a draft is no application yet
    with pytest.raises(Invalid) as error:
        send_application(actor=tea, application=second)
    assert places(error) == ["direction"]
    other = made.directions.all()[1].code
    write_application(
        actor=tea,
        application=second,
        facts=ApplicationFacts(**{"title": "第二个项目", **FULL, "direction": other}),
    )
    assert send_application(actor=tea, application=second).number == 2


def test_a_quota_counts_what_the_bodies_below_sent(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    branch_for(world.nursing)
    made = opened(officer)
    CallQuota.objects.create(call=made, organization=world.association, number=1)
    first = sent(tea, made)
    second = draft(nursing, made)
    with pytest.raises(Invalid) as error:
        send_application(actor=nursing, application=second)
    assert places(error) == ["direction"]
    take_back(actor=tea, application=first)
    assert send_application(actor=nursing, application=second).number == 2


def test_after_the_last_moment_nothing_is_sent_and_nothing_is_lost(officer: Actor, tea: Actor) -> None:
    made = draft(tea, opened(officer))
    with clock.frozen(LATER):
        for act in (send_application, lambda **more: write_application(facts=ApplicationFacts(), **more)):
            with pytest.raises(WrongState):
                act(actor=tea, application=made)
    assert fresh(made).title == "茶农服务能力提升"


def test_it_is_taken_back_until_the_call_closes_and_keeps_its_number(officer: Actor, tea: Actor) -> None:
    made = sent(tea, opened(officer))
    taken = take_back(actor=tea, application=made)
    assert (taken.state, taken.number) == (ApplicationState.DRAFT, 1)
    again = send_application(actor=tea, application=taken)
    assert (again.number, again.versions.count()) == (1, 2)
    with clock.frozen(LATER), pytest.raises(WrongState):
        take_back(actor=tea, application=again)


def test_two_people_of_a_body_do_not_overwrite_each_other(officer: Actor, tea: Actor) -> None:
    made = draft(tea, opened(officer))
    write_application(actor=tea, application=made, facts=ApplicationFacts(title="一"), version=1)
    with pytest.raises(Conflict):
        write_application(actor=tea, application=made, facts=ApplicationFacts(title="二"), version=1)


def test_nobody_else_sees_or_writes_a_draft(officer: Actor, tea: Actor, nursing: Actor) -> None:
    made = draft(tea, opened(officer))
    for actor in (officer, nursing):
        with pytest.raises(Missing):
            get_application(actor, made.code)
        with pytest.raises(Denied):
            write_application(actor=actor, application=made, facts=ApplicationFacts())


def test_the_desk_sees_what_was_sent_and_other_units_do_not(
    officer: Actor, tea: Actor, nursing: Actor, world: World
) -> None:
    made = sent(tea, opened(officer))
    assert get_application(officer, made.code) == made
    assert not applications_visible_to(nursing).exists()
    assert not applications_visible_to(world.actor(world.city_officer)).exists()


def test_a_joint_unit_of_the_tree_is_told_and_answers_for_itself(
    officer: Actor, tea: Actor, nursing: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    call = opened(officer)
    with django_capture_on_commit_callbacks(execute=True):
        made = sent(tea, call, joint=["江岚省护理学会", "江岚大学茶学院"])
    units = {one.name: one for one in JointUnit.objects.filter(application=made)}
    assert units["江岚大学茶学院"].organization is None
    assert (
        Message.objects.filter(kind="application_joint", post__organization__name="江岚省护理学会").count()
        == 1
    )
    assert get_application(nursing, made.code) == made
    with pytest.raises(Denied):
        answer_joint(actor=tea, unit=units["江岚省护理学会"], agrees=True)
    answered = answer_joint(actor=nursing, unit=units["江岚省护理学会"], agrees=True)
    assert answered.confirmed_at == clock.now()


def test_a_body_that_is_not_reached_does_not_apply(officer: Actor, world: World) -> None:
    call = opened(officer, levels=["provincial"])
    with pytest.raises(Missing):
        draft(world.actor(world.city_handler), call)


def test_an_overdue_project_keeps_from_applying(officer: Actor, tea: Actor, world: World) -> None:
    from tests.calls.late import late_project

    late_project(world)
    made = draft(tea, opened(officer))
    with pytest.raises(Invalid) as error:
        send_application(actor=tea, application=made)
    assert places(error) == [f"condition-{made.call.conditions.get(position=2).pk}"]


def test_last_years_answers_are_found_again(officer: Actor, tea: Actor, world: World) -> None:
    before = opened(officer, year=2025)
    old = sent(tea, before)
    assert last_year_of(opened(officer), world.tea.pk) == old


def test_the_summary_of_the_own_applications_is_a_paper_to_be_sealed(officer: Actor, tea: Actor) -> None:
    call = opened(officer, CallKind.ESSAY)
    draft(tea, call, "论茶", values={"f1": "摘要", "f2": "全文"})
    assert summary_docx(actor=tea, call=call)[:2] == b"PK"
    assert summary_xlsx(actor=tea, call=call)[:2] == b"PK"
    assert Application.objects.count() == 1
