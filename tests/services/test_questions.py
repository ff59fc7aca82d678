"""The question desk: nobody knows who asked, a second look, counts from five up, no complaints of persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanjing.audit.models import AuditEntry
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.organizations.enums import Role
from quanjing.services import actions, queries
from quanjing.services.enums import QuestionState
from quanjing.services.matching import accuses_somebody
from quanjing.services.models import Question, QuestionTopic, ServiceDesk
from tests.world import World, person, post


@pytest.fixture
def desk(officer: Actor) -> ServiceDesk:
    given = actions.ServiceDeskFacts("", takes_requests=True, takes_questions=True)
    return actions.save_desk(actor=officer, facts=given)


def asked(desk: ServiceDesk, text: str = "会费标准如何调整？", topic: str = "joining") -> Question:
    facts = actions.QuestionFacts(QuestionTopic.objects.get(code=topic), text)
    return actions.ask_question(desk=desk, facts=facts)[0]


def test_nothing_is_kept_that_leads_to_who_asked(desk: ServiceDesk) -> None:
    before = AuditEntry.objects.count()
    facts = actions.QuestionFacts(QuestionTopic.objects.get(code="joining"), "会费标准如何调整？")
    made, code = actions.ask_question(desk=desk, facts=facts)
    columns = {field.attname for field in Question._meta.concrete_fields}
    assert columns == {
        "id", "code", "lookup", "organization_id", "topic_id", "text", "month", "state", "answer",
        "drafted_name", "drafted_post", "looked_name", "answered_on",
    }  # fmt: skip
    assert AuditEntry.objects.count() == before
    assert code not in made.lookup
    assert queries.question_by_digest(actions.digest_of(code.upper().replace("-", " "))) == made
    assert queries.question_by_digest(actions.digest_of("")) is None


def test_another_post_looks_before_anybody_reads(officer: Actor, desk: ServiceDesk, world: World) -> None:
    second = world.actor(post(world.association, "第二岗位", Role.OFFICER, person("second", "何观止")))
    question = asked(desk)
    assert queries.answered(desk.organization_id).count() == 0
    actions.draft_answer(actor=officer, question=question, answer="由会员代表大会表决。")
    with pytest.raises(Denied):
        actions.publish_answer(actor=officer, question=question)
    assert queries.answered(desk.organization_id).count() == 0
    actions.publish_answer(actor=second, question=question)
    assert [one.answer for one in queries.answered(desk.organization_id, text="表决")] == [
        "由会员代表大会表决。"
    ]
    assert queries.answered(desk.organization_id, text="没有的词").count() == 0
    actions.return_answer(actor=officer, question=question)
    assert queries.answered(desk.organization_id).count() == 0


def test_a_topic_is_counted_only_from_five_up(desk: ServiceDesk) -> None:
    counts = []
    for _number in range(6):
        asked(desk)
        by_topic = {one.topic.code: one.count for one in queries.topic_counts(desk.organization)}
        counts.append(by_topic["joining"])
        assert by_topic["titles"] is None  # nothing asked looks like a few
    assert counts == [None, None, None, None, 5, 6]


@pytest.mark.parametrize(
    "text",
    [
        "我要举报王建国主任收受回扣", "请问李处长抄袭论文怎么处理", "实名举报张三丰", "陈某骚扰同事",
        "Dr Smith took bribes",
    ],
)  # fmt: skip
def test_what_accuses_a_named_person_is_not_kept(desk: ServiceDesk, text: str) -> None:
    with pytest.raises(actions.Accusing):
        asked(desk, text)
    assert Question.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["学术不端怎样举报？", "副主任委员如何产生？", "职称评审要多久？", "违纪处分条例在哪里查？"]
)
def test_a_question_on_rules_is_taken(desk: ServiceDesk, text: str) -> None:
    assert asked(desk, text).state == QuestionState.ASKED


@given(st.text(max_size=60))
def test_any_text_is_looked_at_without_an_error(text: str) -> None:
    assert accuses_somebody(text) in (True, False)


def test_put_aside_the_text_is_gone(officer: Actor, tea: Actor, desk: ServiceDesk) -> None:
    question = asked(desk, "那位同志的事情你们管不管？")
    with pytest.raises(Missing):
        queries.get_question(tea, question.code)
    with pytest.raises(Denied):
        actions.put_aside(actor=tea, question=question)
    actions.put_aside(actor=officer, question=question)
    kept = Question.objects.get()
    assert (kept.state, kept.text, kept.answer) == (QuestionState.ASIDE, "", "")
    with pytest.raises(WrongState):
        actions.draft_answer(actor=officer, question=question, answer="答复")


def test_an_answer_names_nobody(officer: Actor, desk: ServiceDesk) -> None:
    with pytest.raises(Invalid):
        actions.draft_answer(actor=officer, question=asked(desk), answer="王主任已因受贿被处分。")


def test_the_nearest_official_channel_is_shown(officer: Actor, tea: Actor, world: World) -> None:
    with pytest.raises(Denied):
        actions.save_channel(actor=officer, text="机关纪委 010-55550110")
    administrator = world.actor(world.administrator)
    actions.save_channel(actor=administrator, text="机关纪委 010-55550110", link="https://example.org/")
    for path in ("", tea.path, officer.path):
        found = queries.channel_for(path)
        assert found is not None
        assert found.channel_text == "机关纪委 010-55550110"
