"""Certificates with their public page, and an evaluation of which nobody knows who said what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.core.cache import cache
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, WrongState
from quanjing.organizations.models import Post
from quanjing.study import actions, queries
from quanjing.study.enums import Asked
from quanjing.study.models import (
    Certificate,
    EvaluationTally,
    EvaluationText,
    EvaluationTicket,
    TrainingClass,
)
from quanjing.study.views.completion import MOST_A_MINUTE
from tests.conftest import NOW
from tests.study.conftest import opened, seated
from tests.world import World

ClientOf = Callable[[Post], Client]
AFTER = datetime(2026, 9, 24, 10, tzinfo=clock.CHINA)
GOOD = dict.fromkeys(Asked.values, 4)


def finished(officer: Actor, tea: Actor, world: World, people: int) -> tuple[TrainingClass, list[Actor]]:
    """A class that is over, with so many who were there, and one who was not."""
    posts = [seated(world, world.tea, f"岗位{number}") for number in range(people + 1)]
    with clock.frozen(NOW):
        made = opened(officer, seats=20)
        seats = [actions.nominate(actor=tea, training_class=made, post=post) for post in posts]
        actions.confirm(actor=officer, training_class=made)
    present = [seat.code for seat in seats[:people]]
    actions.enter_presence(actor=officer, training_class=made, present=present)
    return actions.finish(actor=officer, training_class=made), [world.actor(post) for post in posts]


@pytest.fixture
def after(officer: Actor) -> Iterator[None]:
    with clock.frozen(AFTER):
        yield


def test_certificates_are_numbered_without_a_gap(
    officer: Actor, tea: Actor, nursing: Actor, world: World, after: object
) -> None:
    made, people = finished(officer, tea, world, 2)
    assert actions.issue_certificates(actor=officer, training_class=made) == 2
    assert actions.issue_certificates(actor=officer, training_class=made) == 0
    first, second = Certificate.objects.order_by("number")
    assert [one.number[:10] for one in (first, second)] == ["2026-0001-", "2026-0002-"]
    assert list(queries.certificates_seen(people[0], made)) == [first]
    assert set(queries.certificates_seen(tea, made)) == {first, second}
    assert not queries.certificates_seen(nursing, made).exists()
    assert actions.certificate_file(certificate=first, form="docx")[:2] == b"PK"
    assert actions.certificate_file(certificate=first, form="pdf")[:4] == b"%PDF"
    with pytest.raises(Denied):
        actions.issue_certificates(actor=tea, training_class=made)


def test_the_public_page_says_what_was_printed_and_no_name(
    officer: Actor, tea: Actor, world: World, client: Client, after: object
) -> None:
    cache.clear()
    made, _people = finished(officer, tea, world, 1)
    actions.issue_certificates(actor=officer, training_class=made)
    found = Certificate.objects.get()
    page = client.get("/certificates/", {"number": found.number.upper()}).content.decode()
    assert all(words in page for words in (found.title, "江岚省茶叶学会", "岗位0", "2026-09-24", "有效"))
    assert found.holder_name not in page
    actions.withdraw_certificate(actor=officer, certificate=found, reason="内部原因不公开")
    page = client.get("/certificates/", {"number": found.number}).content.decode()
    assert "已撤回" in page
    assert "内部原因不公开" not in page
    assert "没有此编号" in client.get("/certificates/", {"number": "2026-0001-aaaaa"}).content.decode()
    answers = [client.get("/certificates/", {"number": "x"}).status_code for _turn in range(MOST_A_MINUTE)]
    assert answers[-1] == 429
    assert client.get("/certificates/").status_code == 200


def test_an_evaluation_is_shown_afterwards_from_five_answers_up(
    officer: Actor, tea: Actor, world: World, after: object
) -> None:
    made, people = finished(officer, tea, world, 5)
    actions.open_evaluation(actor=officer, training_class=made, until=date(2026, 9, 30))
    made.refresh_from_db()
    for number, person in enumerate(people[:5]):
        assert queries.evaluation_of(made).answers is None
        actions.evaluate(actor=person, training_class=made, answers=GOOD, text=f"建议{number}")
    actions.close_evaluation(actor=officer, training_class=made)
    made.refresh_from_db()
    shown = queries.evaluation_of(made)
    assert (shown.answers, shown.is_shown, len(shown.suggestions)) == (5, True, 5)
    assert dict(shown.lines[0][1]) == {"很好": 0, "好": 5, "一般": 0, "较差": 0, "很差": 0}


def test_four_answers_are_never_shown(officer: Actor, tea: Actor, world: World, after: object) -> None:
    made, people = finished(officer, tea, world, 4)
    actions.open_evaluation(actor=officer, training_class=made, until=date(2026, 9, 30))
    made.refresh_from_db()
    for person in people[:4]:
        actions.evaluate(actor=person, training_class=made, answers=GOOD, text="建议")
    actions.close_evaluation(actor=officer, training_class=made)
    made.refresh_from_db()
    shown = queries.evaluation_of(made)
    assert (shown.is_shown, shown.suggestions) == (False, [])


def test_an_answer_leads_to_nobody(officer: Actor, tea: Actor, world: World, after: object) -> None:
    made, people = finished(officer, tea, world, 2)
    actions.open_evaluation(actor=officer, training_class=made, until=date(2026, 9, 30))
    made.refresh_from_db()
    entries = AuditEntry.objects.count()
    rows = EvaluationTally.objects.count()
    actions.evaluate(actor=people[0], training_class=made, answers=GOOD, text="建议")
    assert AuditEntry.objects.count() == entries
    assert EvaluationTally.objects.count() == rows  # counts grow, no row comes
    columns = {field.name for field in EvaluationText._meta.concrete_fields}
    assert columns == {"id", "training_class", "text"}
    assert {field.name for field in EvaluationTally._meta.concrete_fields} == {
        "id", "training_class", "asked", "answer", "count",
    }  # fmt: skip
    assert EvaluationTicket.objects.count() == 1
    with pytest.raises(WrongState):
        actions.evaluate(actor=people[0], training_class=made, answers=GOOD)
    with pytest.raises(Denied):
        actions.evaluate(actor=people[2], training_class=made, answers=GOOD)
    with pytest.raises(Invalid):
        actions.evaluate(actor=people[1], training_class=made, answers={"content": 9})


def test_the_pages_lead_through_it(
    officer: Actor, tea: Actor, world: World, client_of: ClientOf, after: object
) -> None:
    made, people = finished(officer, tea, world, 1)
    desk, unit = client_of(world.officer), client_of(world.tea_handler)
    page = f"/study/classes/{made.code}/completion/"
    assert desk.post(page, {"step": "issue"}).status_code == 302
    found = Certificate.objects.get()
    assert unit.get(f"/study/certificates/{found.code}/pdf/").status_code == 200
    assert client_of(world.nursing_handler).get(f"/study/certificates/{found.code}/pdf/").status_code == 404
    assert unit.post(page, {"step": "issue"}).status_code == 403
    assert desk.post(page, {"step": "ask", "until": "2020-01-01"}).status_code == 422
    desk.post(page, {"step": "ask", "until": "2026-09-30"})
    person = client_of(Post.objects.get(pk=people[0].post_id))
    assert person.post(page, {"step": "evaluate"}).status_code == 422
    answered = {"step": "evaluate", **dict.fromkeys(Asked.values, "5"), "text": "多些案例"}
    assert person.post(page, answered).status_code == 302
    assert "多些案例" not in desk.get(page).content.decode()
    withdrawn = {"step": "withdraw", "certificate": found.code, "reason": "错发"}
    assert desk.post(page, withdrawn).status_code == 302
    assert "错发" in desk.get(page).content.decode()
