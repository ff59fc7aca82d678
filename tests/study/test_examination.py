"""A voluntary examination: who passes has a certificate; nobody learns who did not pass or take part."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.jobs.models import Job
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.quiz.actions import apply_import, create_bank, preview_import
from quanjing.quiz.actions.contests import Plan
from quanjing.quiz.models import Attempt, QuestionBank
from quanjing.quiz.papers import Line
from quanjing.quiz.queries import (
    contests_of,
    get_contest,
    get_open_contest,
    get_played_contest,
    open_contests,
)
from quanjing.study import actions, queries
from quanjing.study.actions import ExaminationGiven
from quanjing.study.models import Examination, ExaminationCertificate, TrainingClass
from tests.conftest import NOW
from tests.quiz.conftest import questions, table
from tests.study.conftest import opened, seated
from tests.world import World, person, post

ClientOf = Callable[[Post], Client]
RunJobs = Callable[[], int]
OPENS = datetime(2026, 9, 24, 9, tzinfo=clock.CHINA)
CLOSES = OPENS + timedelta(days=2)
DURING = OPENS + timedelta(hours=1)
AFTER = CLOSES + timedelta(hours=1)
EVERY = 4  # questions of a paper


@pytest.fixture
def bank(officer: Actor) -> QuestionBank:
    made = create_bank(actor=officer, name="党务知识")
    draft = preview_import(actor=officer, bank=made, name="题库.xlsx", data=table(*questions(12)))
    apply_import(actor=officer, draft=draft)
    return made


def given(bank: QuestionBank, share: int = 75, **more: object) -> ExaminationGiven:
    values: dict[str, Any] = {
        "name": "党务技能考核", "opens_at": OPENS, "closes_at": CLOSES, "seconds": 600, "attempts": 2,
        "banks": [bank], "lines": [Line("章程", 0, 2, 1), Line("", 0, 2, 1)], **more,
    }  # fmt: skip
    return ExaminationGiven(Plan(**values), share)


def held(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, people: int, **more: object
) -> tuple[Examination, list[Actor]]:
    """An announced examination of a class with so many people of the tea society."""
    made, posts = classed(officer, tea, world, people)
    found = actions.save_examination(actor=officer, training_class=made, given=given(bank, **more))
    actions.announce_examination(actor=officer, examination=found)
    return found, [world.actor(one) for one in posts]


def classed(officer: Actor, tea: Actor, world: World, people: int) -> tuple[TrainingClass, list[Post]]:
    made = opened(officer, seats=20)
    posts = [seated(world, world.tea, f"岗位{number}") for number in range(people)]
    for one in posts:
        actions.nominate(actor=tea, training_class=made, post=one)
    actions.confirm(actor=officer, training_class=made)
    return made, posts


def answers(examination: Examination, attempt: Attempt, right: int) -> list[object]:
    """So many right answers, then wrong ones."""
    found: list[object] = []
    for place, (pk, _points, order) in enumerate(attempt.paper):
        options = examination.contest.pool.get(pk=pk).options
        wanted = place < right
        found.append([next(at for at, one in enumerate(order) if options[one][1] == wanted)])
    return found


def sits(actor: Actor, examination: Examination, right: int) -> bool:
    with clock.frozen(DURING):
        attempt = actions.begin(actor=actor, examination=examination)
        _done, passed = actions.hand_in(
            actor=actor,
            examination=examination,
            number=attempt.number,
            answers=answers(examination, attempt, right),
        )
    return passed


def test_who_passes_has_one_certificate_at_once(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank
) -> None:
    found, (one, two) = held(officer, tea, world, bank, 2)
    assert not sits(one, found, 2)
    assert not ExaminationCertificate.objects.exists()
    assert sits(one, found, 3)  # three of four: the line of 75 per cent
    with clock.frozen(DURING), pytest.raises(WrongState):
        actions.begin(actor=one, examination=found)  # two attempts
    assert sits(two, found, EVERY)
    assert sits(two, found, EVERY)
    first, second = ExaminationCertificate.objects.order_by("number")
    assert [first.number[:11], second.number[:11]] == ["2026-e0001-", "2026-e0002-"]
    assert (first.title, first.issuer) == ("党务技能考核", "江岚省科学技术协会")
    assert (first.holder_name, first.post_title) == ("岗位0甲", "岗位0")
    assert not first.is_public


def test_a_certificate_is_seen_by_the_person_and_the_holder_of_the_class_alone(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank
) -> None:
    found, (one, two) = held(officer, tea, world, bank, 2)
    sits(one, found, EVERY)
    made = ExaminationCertificate.objects.get()
    assert queries.get_examination_certificate(one, made.code) == made
    assert queries.get_examination_certificate(officer, made.code) == made
    colleague = world.actor(post(world.association, "副主任", Role.OFFICER, person("deputy", "钟离岳")))
    assert queries.get_examination_certificate(colleague, made.code) == made
    others = (
        world.auditor,
        world.administrator,
        world.nursing_handler,
        world.tea_handler,
        world.city_officer,
    )
    for actor in (two, tea, *(world.actor(one) for one in others)):
        with pytest.raises(Missing):
            queries.get_examination_certificate(actor, made.code)
    assert actions.examination_paper(certificate=made, form="docx")[:2] == b"PK"
    assert actions.examination_paper(certificate=made, form="pdf")[:4] == b"%PDF"


def test_who_follows_in_the_post_sees_nothing_of_the_one_before(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank
) -> None:
    found, (one,) = held(officer, tea, world, bank, 1)
    sits(one, found, EVERY)
    seat = Post.objects.get(pk=one.post_id)
    seat.holder = person("next", "后来人")
    seat.save()
    successor = world.actor(seat)
    with clock.frozen(DURING):
        assert queries.own_attempts(successor, found) == []
        assert not queries.examination_certificates_seen(successor).exists()
    assert queries.get_examination(one, found.code) == found  # his certificate stays his


def test_only_people_with_a_confirmed_place_take_part(
    officer: Actor, tea: Actor, nursing: Actor, world: World, bank: QuestionBank
) -> None:
    found, (one,) = held(officer, tea, world, bank, 1)
    waits = seated(world, world.nursing, "名额未确认")
    actions.nominate(actor=nursing, training_class=found.training_class, post=waits)
    others = (world.auditor, world.administrator, world.nursing_handler, world.tea_handler, waits)
    with clock.frozen(DURING):
        for actor in (officer, *(world.actor(other) for other in others)):
            with pytest.raises(Denied):
                actions.begin(actor=actor, examination=found)
            with pytest.raises(Denied):
                actions.hand_in(actor=actor, examination=found, number=1, answers=[])
        assert queries.get_examination(one, found.code) == found
        for other in others:
            with pytest.raises(Missing):
                queries.get_examination(world.actor(other), found.code)


def test_nobody_takes_it_for_another(officer: Actor, tea: Actor, world: World, bank: QuestionBank) -> None:
    found, (one,) = held(officer, tea, world, bank, 1)
    delegate = Actor(
        person("stand", "代办人").pk, "代办人", post_id=one.post_id, organization_id=one.organization_id,
        path=one.path, rights=one.rights, acting_for="岗位0甲",
    )  # fmt: skip
    with clock.frozen(DURING), pytest.raises(Denied):
        actions.begin(actor=delegate, examination=found)
    assert not queries.examinations_seen(delegate).exists()


def test_an_interrupted_attempt_goes_on_and_the_last_second_counts(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank
) -> None:
    found, (one,) = held(officer, tea, world, bank, 1)
    with clock.frozen(DURING):
        begun = actions.begin(actor=one, examination=found)
    with clock.frozen(DURING + timedelta(seconds=300)):
        again = actions.begin(actor=one, examination=found)
    assert (again.pk, again.paper, again.ends_at) == (begun.pk, begun.paper, DURING + timedelta(seconds=600))
    filled = answers(found, again, EVERY)
    with clock.frozen(again.ends_at + timedelta(seconds=4)):  # on its way when the time ended
        _done, passed = actions.hand_in(actor=one, examination=found, number=1, answers=filled)
        assert passed
        _same, still = actions.hand_in(
            actor=one, examination=found, number=1, answers=[]
        )  # its answer was lost
        assert still
    assert ExaminationCertificate.objects.count() == 1
    with clock.frozen(DURING + timedelta(hours=2)):
        second = actions.begin(actor=one, examination=found)
    with clock.frozen(second.ends_at + timedelta(seconds=6)), pytest.raises(WrongState):
        actions.hand_in(actor=one, examination=found, number=2, answers=filled)


def test_it_is_open_in_its_time_alone(officer: Actor, tea: Actor, world: World, bank: QuestionBank) -> None:
    found, (one,) = held(officer, tea, world, bank, 1)
    for moment in (OPENS - timedelta(seconds=1), CLOSES):
        with clock.frozen(moment), pytest.raises(WrongState):
            actions.begin(actor=one, examination=found)
    with clock.frozen(DURING):
        actions.cancel_examination(actor=officer, examination=found, reason="题目外泄")
        found.refresh_from_db()
        with pytest.raises(WrongState):
            actions.begin(actor=one, examination=found)


@pytest.mark.parametrize(
    ("people", "taking", "passing", "shown"),
    [
        (12, 6, 5, 6),
        (12, 4, 4, None),  # fewer than five took part
        (8, 8, 5, None),  # three have none: with all of them counted everybody knew who
        (6, 6, 6, 6),  # nobody did not pass
    ],
)
def test_how_many_took_part_is_shown_where_it_tells_of_nobody(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank,
    people: int, taking: int, passing: int, shown: int | None,
) -> None:  # fmt: skip
    found, actors = held(officer, tea, world, bank, people)
    for place, actor in enumerate(actors[:taking]):
        sits(actor, found, EVERY if place < passing else 0)
    with clock.frozen(DURING):
        assert queries.took_part_in(found).people is None  # two looks would tell of one
    with clock.frozen(AFTER):
        numbers = queries.took_part_in(found)
    assert (numbers.people, numbers.passed) == (shown, passing)


def test_nothing_leads_to_who_did_not_pass(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, client_of: ClientOf
) -> None:
    found, (one, two, _three) = held(officer, tea, world, bank, 3)
    entries = AuditEntry.objects.count()
    told = Message.objects.count()
    sits(one, found, 0)
    assert AuditEntry.objects.count() == entries
    sits(two, found, EVERY)
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.user_name, entry.post_code) == ("study.give_certificate", "", "")
    assert entry.organization_code == "jiangl22"
    assert "岗位" not in json.dumps(entry.detail, ensure_ascii=False) + entry.object_label
    assert Message.objects.count() == told
    attempt = Attempt.objects.order_by("pk").first()
    assert attempt is not None
    assert (attempt.organization_id, attempt.display_name) == (None, "")
    with clock.frozen(AFTER):
        for holder in (world.officer, world.auditor, world.tea_handler):
            page = client_of(holder).get(f"/study/examinations/{found.code}/").content.decode()
            assert "岗位0甲" not in page
            assert "岗位2甲" not in page


def test_it_stands_on_no_page_of_contests(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, client_of: ClientOf, client: Client
) -> None:
    found, (one,) = held(officer, tea, world, bank, 1)
    code = found.contest.code
    assert not contests_of(officer).exists()
    assert not open_contests(one).exists()
    for look in (get_contest, get_open_contest, get_played_contest):
        with pytest.raises(Missing):
            look(officer, code)
    signed = client_of(world.officer)
    for page in (
        "contests/{}/",
        "contests/{}/results.xlsx",
        "contests/{}/paper.docx",
        "quiz/{}/",
        "quiz/{}/paper/",
    ):
        assert signed.get("/" + page.format(code)).status_code == 404
    for browser in (signed, client_of(Post.objects.get(pk=one.post_id)), client):
        assert browser.post(f"/quiz/{code}/start/").status_code in (302, 404)
    assert not Attempt.objects.exists()


def test_a_number_is_found_where_the_person_wants_it(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, client: Client
) -> None:
    cache.clear()
    found, (one,) = held(officer, tea, world, bank, 1)
    sits(one, found, EVERY)
    made = ExaminationCertificate.objects.get()
    looked = {"number": made.number.upper()}
    assert "没有此编号" in client.get("/certificates/", looked).content.decode()
    with pytest.raises(Denied):
        actions.show_certificate(actor=officer, certificate=made, is_public=True)
    with pytest.raises(Denied):
        actions.show_certificate(actor=tea, certificate=made, is_public=True)
    actions.show_certificate(actor=one, certificate=made, is_public=True)
    assert AuditEntry.objects.latest("pk").user_name == ""
    page = client.get("/certificates/", looked).content.decode()
    assert all(words in page for words in ("党务技能考核", "江岚省茶叶学会", "岗位0", "有效"))
    assert made.holder_name not in page
    actions.show_certificate(actor=one, certificate=made, is_public=False)
    assert "没有此编号" in client.get("/certificates/", looked).content.decode()


def test_a_wrong_key_put_right_gives_and_takes_nothing(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, run_jobs: RunJobs, client_of: ClientOf
) -> None:
    lines = [Line("", 0, 1, 1)]
    found, (one, two) = held(officer, tea, world, bank, 2, lines=lines)
    assert not sits(one, found, 0)
    attempt = Attempt.objects.get()
    pk, _points, order = attempt.paper[0]
    assert attempt.answers is not None
    question = found.contest.pool.get(pk=pk)
    chosen = order[attempt.answers[0][0]]
    assert sits(two, found, 1)
    with pytest.raises(Denied):
        actions.correct_examination_key(actor=tea, examination=found, question=question, reason="错")
    actions.correct_examination_key(
        actor=officer, examination=found, question=question, reason="答案有误", right=[chosen]
    )
    run_jobs()
    holders = set(ExaminationCertificate.objects.values_list("holder_name", flat=True))
    assert holders == {"岗位0甲", "岗位1甲"}
    page = client_of(world.officer).get(f"/study/examinations/{found.code}/").content.decode()
    assert "答案有误" in page
    assert "已重新判分" not in page  # how many papers held it tells how many took part
    assert set(Job.objects.filter(name="quiz.rescore").values_list("owner_post_code", flat=True)) == {""}
    assert actions.mark_again(examination=Examination.objects.get()) == 0


def test_drafts_are_changed_and_announced_once(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, run_jobs: RunJobs
) -> None:
    made, posts = classed(officer, tea, world, 2)
    with pytest.raises(Denied):
        actions.save_examination(actor=tea, training_class=made, given=given(bank))
    with pytest.raises(Invalid):
        actions.save_examination(actor=officer, training_class=made, given=given(bank, 101))
    found = actions.save_examination(actor=officer, training_class=made, given=given(bank))
    assert not queries.examinations_seen(world.actor(posts[0])).exists()
    version = found.contest.version
    changed = actions.save_examination(
        actor=officer,
        training_class=made,
        given=given(bank, 60, attempts=1),
        examination=found,
        version=version,
    )
    assert (changed.pass_share, changed.contest.attempts, changed.contest.guests) == (60, 1, False)
    with pytest.raises(Conflict):
        actions.save_examination(
            actor=officer, training_class=made, given=given(bank), examination=found, version=version
        )
    with clock.frozen(OPENS), pytest.raises(Invalid):
        actions.announce_examination(actor=officer, examination=found)
    actions.announce_examination(actor=officer, examination=found)
    run_jobs()
    told = Message.objects.filter(kind="examination_announced").values_list("post", flat=True)
    assert set(told) == {one.pk for one in posts}
    actions.tell_examination(examination=found)
    assert told.count() == len(posts)  # nobody hears twice
    with pytest.raises(WrongState):
        actions.announce_examination(actor=officer, examination=found)


def typed(bank: QuestionBank, **more: str) -> dict[str, object]:
    lines: dict[str, object] = {"lines-TOTAL_FORMS": "8", "lines-INITIAL_FORMS": "0"}
    lines |= {"lines-0-number": "4", "lines-0-points": "1"}
    return lines | {
        "name": "党务技能考核", "opens_at": "2026-09-24T09:00", "closes_at": "2026-09-26T09:00",
        "seconds": "600", "attempts": "2", "pass_share": "75", "banks": [bank.code], **more,
    }  # fmt: skip


def test_the_pages_lead_through_it(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, client_of: ClientOf
) -> None:
    made, posts = classed(officer, tea, world, 2)
    desk, one, other = (client_of(post) for post in (world.officer, *posts))
    new = f"/study/classes/{made.code}/examination/"
    assert "新建考核" in desk.get(f"/study/classes/{made.code}/").content.decode()
    assert "新建考核" not in one.get(f"/study/classes/{made.code}/").content.decode()
    assert client_of(world.tea_handler).get(new).status_code == 403
    assert desk.get(new).status_code == 200
    assert desk.post(new, typed(bank, pass_share="0")).status_code == 422
    assert desk.post(new, typed(bank)).status_code == 302
    found = Examination.objects.get()
    page = f"/study/examinations/{found.code}/"
    assert one.get(page).status_code == 404
    changed = typed(bank, name="党务技能考核一", version=str(found.contest.version))
    assert desk.get(f"{page}edit/").status_code == 200
    assert desk.post(f"{page}edit/", changed).status_code == 302
    assert desk.post(f"{page}edit/", changed).status_code == 409
    assert desk.post(page, {"step": "announce"}).status_code == 302
    assert desk.get(f"{page}edit/").status_code == 302
    with clock.frozen(DURING):
        assert "党务技能考核一" in one.get(f"/study/classes/{made.code}/").content.decode()
        number = with_a_script(one, page, found)
        without_a_script(other, page, found)
        assert number in desk.get(page).content.decode()
        assert number not in other.get(page).content.decode()
        own = ExaminationCertificate.objects.get(number=number)
        paper = f"/study/examination-certificates/{own.code}/pdf/"
        assert [browser.get(paper).status_code for browser in (one, desk, other)] == [200, 200, 404]
        assert one.get(paper.replace("pdf", "exe")).status_code == 404
        show = {"step": "show", "certificate": own.code}
        assert other.post(page, show).status_code == 404
        assert desk.post(page, show).status_code == 403
        assert one.post(page, show).status_code == 302
        key = f"{page}keys/{found.contest.pool.order_by('pk')[0].pk}/"
        assert [browser.get(key).status_code for browser in (desk, one)] == [200, 403]
        assert desk.post(key, {"right": "1"}).status_code == 422
        assert desk.post(key, {"right": "1", "reason": "有误"}).status_code == 302
        withdrawn = {"step": "withdraw", "certificate": own.code}
        assert one.post(page, withdrawn | {"reason": "x"}).status_code == 403
        assert desk.post(page, withdrawn).status_code == 422
        assert desk.post(page, withdrawn | {"reason": "错发"}).status_code == 302
        assert "错发" in one.get(page).content.decode()
        assert desk.post(page, {"step": "cancel", "reason": "改期"}).status_code == 302
        assert "改期" in one.get(page).content.decode()


def with_a_script(browser: Client, page: str, found: Examination) -> str:
    """Begins, loses the connection, goes on, hands in; the number of the certificate."""
    begun = browser.post(f"{page}start/").json()
    assert browser.post(f"{page}start/").json()["number"] == begun["number"]
    attempt = Attempt.objects.latest("pk")
    body = {"number": begun["number"], "answers": answers(found, attempt, EVERY)}
    sent = browser.post(f"{page}submit/", json.dumps(body), content_type="application/json").json()
    assert (sent["score"], sent["most"], sent["said"]) == (4, 4, "已通过，证书在考核页上。")
    assert browser.post(f"{page}submit/", "[]", content_type="application/json").status_code == 400
    missing = json.dumps({"number": 9, "answers": []})
    assert browser.post(f"{page}submit/", missing, content_type="application/json").status_code == 404
    number: str = ExaminationCertificate.objects.get().number
    assert number in browser.get(page).content.decode()
    return number


def without_a_script(browser: Client, page: str, found: Examination) -> None:
    """A paper filled in wrongly; what is right is not shown before the end."""
    assert browser.get(f"{page}paper/").status_code == 302
    assert browser.post(f"{page}paper/").status_code == 302
    attempt = Attempt.objects.latest("pk")
    wrong = {f"a{place}": str(one[0]) for place, one in enumerate(answers(found, attempt, 0))}  # type: ignore[index]
    assert "交卷" in browser.get(f"{page}paper/").content.decode()
    sent = browser.post(f"{page}paper/", {"number": "1", **wrong}, follow=True)
    assert "这次未通过" in sent.content.decode()
    assert "见材料" not in browser.get(f"{page}paper/?number=1").content.decode()
    with clock.frozen(AFTER):
        assert "见材料" in browser.get(f"{page}paper/?number=1").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_class(
    officer: Actor, tea: Actor, world: World, bank: QuestionBank, client_of: ClientOf,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    found, actors = held(officer, tea, world, bank, 9)
    for actor in actors:
        sits(actor, found, EVERY)
    desk = client_of(world.officer)
    with clock.frozen(AFTER), django_assert_max_num_queries(30):
        page = desk.get(f"/study/examinations/{found.code}/").content.decode()
    assert "9 人参加" in page
    assert NOW < OPENS
