"""The register of what a body received, and the way of a paper through its office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongwen.errors import GongwenError
from quanjing.audit.models import AuditEntry
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Conflict, Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.actions import issue_token, set_registering
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from quanjing.tasks.actions import (
    Paper,
    answer_referral,
    confirm_receipt,
    instruct,
    propose,
    recall,
    refer,
    register_paper,
    register_received,
    settle,
)
from quanjing.tasks.enums import IncomingState, ReferralState
from quanjing.tasks.models import Incoming, IncomingYear, Referral
from quanjing.tasks.queries import open_referrals
from tests.gongwen.makers import text_to_docx
from tests.racing import ended, new_database, race, started
from tests.tasks.incoming_races import EACH
from tests.world import World, person, post

ClientOf = Callable[[Post], Client]
TODAY = date(2026, 9, 3)


@pytest.fixture
def handler(world: World, at_nine: object) -> Actor:
    return world.actor(world.tea_handler)


@pytest.fixture
def head_post(world: World) -> Post:
    return post(world.tea, "秘书长", Role.HEAD, person("shenyanqiu", "沈雁秋"))


@pytest.fixture
def paper(handler: Actor) -> Incoming:
    return enter(handler, "关于换届工作的函")


def enter(actor: Actor, title: str, day: date = TODAY) -> Incoming:
    return register_paper(actor=actor, paper=Paper(title, day, "函〔2026〕7号", "某某基金会"))


def on_record(incoming: Incoming) -> list[str]:
    found = AuditEntry.objects.filter(object_code=incoming.code).order_by("pk")
    return list(found.values_list("verb", flat=True))


class TestNumbers:
    def test_run_by_body_and_year(self, world: World, handler: Actor) -> None:
        nurse = world.actor(world.nursing_handler)
        given = [
            enter(handler, "一").number, enter(handler, "二").number, enter(nurse, "三").number,
            enter(handler, "四", date(2025, 12, 31)).number, enter(handler, "五").number,
        ]  # fmt: skip
        assert given == ["2026-0001", "2026-0002", "2026-0001", "2025-0001", "2026-0003"]

    def test_a_number_is_not_used_up_by_what_fails(self, handler: Actor) -> None:
        with pytest.raises(GongwenError):
            register_paper(actor=handler, paper=Paper("坏文件", TODAY), file=("a.docx", b"no zip"))
        with transaction.atomic():
            enter(handler, "回滚")
            transaction.set_rollback(True)
        assert enter(handler, "一").number == "2026-0001"

    @pytest.mark.django_db(transaction=True)
    def test_several_at_once_leave_no_gap_and_no_double(self, tmp_path: Path) -> None:
        moment = clock.end_of(TODAY, "10:00")
        with new_database(tmp_path) as url:
            ended(started(url, "tests.tasks.incoming_races:prepare", moment))
            race(url, "tests.tasks.incoming_races:enter", moment)
            found = ended(started(url, "tests.tasks.incoming_races:numbers", moment))
        assert found == " ".join(str(number) for number in range(1, 4 * EACH + 1))


class TestNotices:
    def test_one_that_addresses_the_body(self, handler: Actor, published: Directive) -> None:
        entry = register_received(actor=handler, directive=published)
        assert (entry.number, entry.doc_number, entry.issuer, entry.received_on) == (
            "2026-0001", "岚科协学发〔2026〕41号", "江岚省科学技术协会", TODAY,
        )  # fmt: skip
        assert register_received(actor=handler, directive=published).pk == entry.pk
        assert (on_record(entry), IncomingYear.objects.get().last) == (["tasks.register_incoming"], 1)

    def test_confirming_receipt_numbers_it_where_the_body_wishes(
        self, world: World, handler: Actor, published: Directive
    ) -> None:
        confirm_receipt(actor=world.actor(world.nursing_handler), directive=published)
        administrator = world.actor(world.administrator)
        set_registering(actor=administrator, organization=world.tea, at_once=True)
        confirm_receipt(actor=handler, directive=published)
        confirm_receipt(actor=handler, directive=published)
        entry = Incoming.objects.get()
        assert (entry.organization, entry.number) == (world.tea, "2026-0001")
        last = AuditEntry.objects.filter(verb="tasks.confirm_receipt").latest("pk")
        assert last.detail["number"] == "2026-0001"

    def test_a_superiors_paper_that_the_body_put_in(self, world: World, directive: Directive) -> None:
        officer = world.actor(world.officer)
        for own in ([world.association.name], [f"{world.association.name}科技社团党委"]):
            Directive.objects.filter(pk=directive.pk).update(issuers=own)
            with pytest.raises(Missing):  # its own, as the issuers say
                register_received(actor=officer, directive=Directive.objects.get())
        Directive.objects.filter(pk=directive.pk).update(issuers=["某某省委组织部"])
        directive.refresh_from_db()
        entry = register_received(actor=officer, directive=directive)
        assert (entry.issuer, entry.organization) == ("某某省委组织部", world.association)

    def test_one_that_is_passed_on_is_the_bodys_own(
        self, world: World, published: Directive, directive: Directive
    ) -> None:
        copy = Directive.objects.get(pk=published.pk)
        copy.reissue_of, copy.pk, copy.code = published, None, "copyofit"
        copy.issuers = ["某某省委组织部"]
        copy.save()
        with pytest.raises(Missing):
            register_received(actor=world.actor(world.officer), directive=copy)

    def test_is_not_for_others(self, world: World, at_nine: object, published: Directive) -> None:
        with pytest.raises(Missing):
            register_received(actor=world.actor(world.city_handler), directive=published)
        with pytest.raises(Denied):
            register_received(actor=world.actor(world.auditor), directive=published)


class TestTheWay:
    def test_a_proposal_replaces_the_last_and_the_record_keeps_it(
        self, handler: Actor, paper: Incoming
    ) -> None:
        first = propose(actor=handler, incoming=paper, text="拟由秘书处办理。", version=1)
        assert (first.proposed_name, first.proposed_at) == ("周予安", clock.now())
        propose(actor=handler, incoming=paper, text="拟由组织部办理。")
        assert AuditEntry.objects.latest("pk").detail["before"] == "拟由秘书处办理。"
        with pytest.raises(Conflict) as error:
            propose(actor=handler, incoming=paper, text="另一意见", version=1)
        assert error.value.theirs == {"proposal": "拟由组织部办理。"}

    def test_instructions_stand_in_order_with_who_and_when(
        self, world: World, handler: Actor, head_post: Post, paper: Incoming
    ) -> None:
        instruct(actor=world.actor(head_post), incoming=paper, text="同意。")
        instruct(
            actor=handler, incoming=paper, text="请抓紧。", given_name="顾南屏", given_on=date(2026, 9, 2)
        )
        found = [(one.given_name, one.given_on, one.entered_name) for one in paper.instructions.all()]
        assert found == [
            ("沈雁秋", TODAY, "沈雁秋"), ("顾南屏", date(2026, 9, 2), "周予安"),
        ]  # fmt: skip
        for wrong in ({"text": " "}, {"text": "同意", "given_on": date(2026, 9, 4)}):
            with pytest.raises(Invalid):
                instruct(actor=handler, incoming=paper, **wrong)  # type: ignore[arg-type]

    def test_is_handed_on_to_a_post_and_comes_back_done(
        self, world: World, handler: Actor, head_post: Post, paper: Incoming
    ) -> None:
        head = world.actor(head_post)
        made = refer(actor=handler, incoming=paper, to=head_post.code, note="请阅处", due_on=date(2026, 9, 9))
        assert Message.objects.get(kind="referral_sent").post == head_post
        assert list(open_referrals(head)) == [made]
        with pytest.raises(Denied):
            answer_referral(actor=handler, referral=made, done=True)
        answer_referral(actor=head, referral=made, done=True, answer="已复函")
        assert (Referral.objects.get().state, list(open_referrals(head))) == (ReferralState.DONE, [])
        assert Message.objects.get(kind="referral_done").post == world.tea_handler
        with pytest.raises(WrongState):
            answer_referral(actor=head, referral=made, done=True)

    def test_is_handed_on_to_a_body_below_and_handed_back(
        self, world: World, handler: Actor, paper: Incoming
    ) -> None:
        clerk = post(world.branch, "支部 经办人", Role.HANDLER, person("branch", "苏晚晴"))
        made = refer(actor=handler, incoming=paper, to=world.branch.code)
        actor = world.actor(clerk)
        with pytest.raises(Invalid):
            answer_referral(actor=actor, referral=made, done=False)
        answer_referral(actor=actor, referral=made, done=False, answer="不属本支部职责")
        made.refresh_from_db()
        assert (made.state, made.decided_name) == (ReferralState.RETURNED, "苏晚晴")
        assert on_record(paper) == ["tasks.register_incoming", "tasks.refer", "tasks.answer_referral"]

    def test_goes_to_nobody_else(self, world: World, handler: Actor, paper: Incoming) -> None:
        for to in (world.nursing_handler.code, world.nursing.code, world.association.code, ""):
            with pytest.raises(Invalid):
                refer(actor=handler, incoming=paper, to=to)
        refer(actor=handler, incoming=paper, to=world.branch.code)
        with pytest.raises(Invalid):
            refer(actor=handler, incoming=paper, to=world.branch.code)
        with pytest.raises(Invalid):
            refer(actor=handler, incoming=paper, to=world.tea_handler.code, due_on=date(2026, 9, 2))

    def test_is_settled_and_taken_up_again(self, handler: Actor, paper: Incoming) -> None:
        assert settle(actor=handler, incoming=paper, settled=True).state == IncomingState.SETTLED
        assert settle(actor=handler, incoming=paper, settled=False).state == IncomingState.OPEN
        settle(actor=handler, incoming=paper, settled=False)
        assert on_record(paper).count("tasks.settle") == 2

    def test_is_the_bodys_own_matter(self, world: World, paper: Incoming) -> None:
        for nobody in (world.officer, world.nursing_handler, world.administrator, world.auditor):
            actor = world.actor(nobody)
            for act in (
                lambda actor=actor: propose(actor=actor, incoming=paper, text="拟办"),
                lambda actor=actor: instruct(actor=actor, incoming=paper, text="同意"),
                lambda actor=actor: refer(actor=actor, incoming=paper, to=world.branch.code),
                lambda actor=actor: settle(actor=actor, incoming=paper, settled=True),
            ):
                with pytest.raises(Denied):
                    act()


class TestPages:
    def test_a_paper_from_outside_goes_through_the_office(
        self, world: World, head_post: Post, at_nine: object, client_of: ClientOf
    ) -> None:
        clerk, chief = client_of(world.tea_handler), client_of(head_post)
        typed = {"title": "关于换届工作的函", "issuer": "某某基金会", "received_on": "2026-09-02"}
        assert clerk.post("/register/new/", typed | {"title": ""}).status_code == 422
        assert clerk.post("/register/new/", typed | {"received_on": "2027-01-01"}).status_code == 422
        file = SimpleUploadedFile("letter.docx", text_to_docx("来函。"))
        url = clerk.post("/register/new/", typed | {"file": file}).headers["Location"]
        sent = clerk.get(f"{url}file/")
        assert (sent.status_code, b"".join(sent)[:2]) == (200, b"PK")
        sent.close()
        clerk.post(url, {"step": "proposal", "text": "拟请沈秘书长阅示。", "version": "1"})
        chief.post(url, {"step": "instruction", "text": "同意，请周予安办理。"})
        clerk.post(url, {"step": "referral", "to": head_post.code, "due_on": "2026-09-10", "note": "请审定"})
        today = chief.get("/").content.decode()
        assert ("转您办理" in today, "关于换届工作的函" in today, url in today) == (True, True, True)
        answer = f"/referrals/{Referral.objects.get().code}/"
        assert "请写明理由" in chief.post(answer, {"done": "no"}, follow=True).content.decode()
        chief.post(answer, {"done": "yes", "answer": "已审定"})
        clerk.post(url, {"step": "settle"})
        page = clerk.get(url).content.decode()
        for words in ("拟请沈秘书长阅示。", "同意，请周予安办理。", "已审定", "收文号 2026-0001", "办结"):
            assert words in page
        for words in ("登记收文", "填写拟办意见", "登记批示", "转办收文", "答复转办"):
            assert words in page
        sheet = clerk.get(f"{url}sheet/").content.decode()
        for words in ("收文处理单", "2026-0001", "某某基金会", "拟请沈秘书长阅示。", "沈雁秋"):
            assert words in sheet

    def test_a_wrong_step_keeps_what_was_typed(
        self, world: World, paper: Incoming, client_of: ClientOf
    ) -> None:
        clerk, url = client_of(world.tea_handler), f"/register/{paper.code}/"
        answer = clerk.post(url, {"step": "referral", "to": "", "note": "请阅处"})
        assert (answer.status_code, "请阅处" in answer.content.decode()) == (422, True)
        assert clerk.post(url, {"step": "nonsense"}).status_code == 404
        propose(actor=world.actor(world.tea_handler), incoming=paper, text="别人的意见")
        answer = clerk.post(url, {"step": "proposal", "text": "我的意见", "version": "1"})
        shown = answer.content.decode()
        assert (answer.status_code, "我的意见" in shown, "别人的意见" in shown) == (422, True, True)

    def test_a_notice_is_entered_from_its_page(
        self, world: World, published: Directive, client_of: ClientOf
    ) -> None:
        clerk, url = client_of(world.tea_handler), f"/directives/{published.code}/"
        assert "登记收文" in clerk.get(url).content.decode()
        clerk.post(f"{url}register/")
        assert "收文号 2026-0001" in clerk.get(url).content.decode()
        recall(actor=world.actor(world.officer), directive=published, reason="误发")
        assert "已撤回" in clerk.get("/register/").content.decode()
        assert "本通知已撤回" in clerk.get(f"/register/{Incoming.objects.get().code}/").content.decode()

    def test_the_list_is_narrowed_by_year_state_and_words(
        self, world: World, handler: Actor, client_of: ClientOf
    ) -> None:
        old, new = enter(handler, "去年的函", date(2025, 5, 1)), enter(handler, "今年的函")
        settle(actor=handler, incoming=old, settled=True)
        refer(actor=handler, incoming=new, to=world.branch.code)
        client = client_of(world.tea_handler)

        def shown(query: str) -> set[str]:
            return {one.title for one in client.get(f"/register/?{query}").context["page"].rows}

        assert shown("") == {"去年的函", "今年的函"}
        for query in ("year=2025", "state=settled", "text=2025-0001", "text=去年"):
            assert shown(query) == {"去年的函"}, query
        for query in ("year=2026", "state=open", "state=referred", "text=2026-1"):
            assert shown(query) == {"今年的函"}, query
        assert shown("year=x&state=none") == {"去年的函", "今年的函"}

    def test_the_list_costs_the_same_for_many(
        self, world: World, handler: Actor, published: Directive, client_of: ClientOf
    ) -> None:
        client, counts = client_of(world.tea_handler), []
        register_received(actor=handler, directive=published)
        for _more in range(2):
            with CaptureQueriesContext(connection) as seen:
                client.get("/register/")
            counts.append(len(seen))
            for number in range(3):
                enter(handler, f"来文 {number}")
        assert counts[0] == counts[1]

    def test_a_superior_does_not_look_in(self, world: World, paper: Incoming, client_of: ClientOf) -> None:
        url = f"/register/{paper.code}/"
        for nobody in (world.officer, world.administrator, world.nursing_handler):
            assert client_of(nobody).get(url).status_code == 404
        assert client_of(world.officer).get("/register/").context["page"].total == 0

    def test_whoever_it_was_handed_on_to_sees_that_one_alone(
        self, world: World, handler: Actor, paper: Incoming, client_of: ClientOf
    ) -> None:
        other = enter(handler, "另一件")
        clerk = client_of(post(world.branch, "支部 经办人", Role.HANDLER, person("branch", "苏晚晴")))
        assert clerk.get(f"/register/{paper.code}/").status_code == 404
        refer(actor=handler, incoming=paper, to=world.branch.code)
        statuses = [clerk.get(f"/register/{one.code}/").status_code for one in (paper, other)]
        assert statuses == [200, 404]
        assert clerk.post(f"/register/{paper.code}/", {"step": "settle"}).status_code == 403

    def test_the_setting_is_switched_on_the_bodys_page(
        self, world: World, head_post: Post, client_of: ClientOf
    ) -> None:
        client, url = client_of(head_post), f"/organizations/{world.tea.code}/"
        client.post(f"{url}registering/", {"at_once": "yes"})
        assert Organization.objects.get(pk=world.tea.pk).registers_on_receipt is True
        assert "签收即编收文号" in client.get(url).content.decode()


def test_the_api_lists_the_own_register(world: World, handler: Actor, published: Directive) -> None:
    register_received(actor=handler, directive=published)
    enter(handler, "去年的函", date(2025, 5, 1))
    headers = {"Authorization": f"Bearer {issue_token(post=world.tea_handler)}"}
    items = Client().get("/api/v1/register", {"year": 2026}, headers=headers).json()["items"]
    assert [(one["number"], one["directive"], one["state"]) for one in items] == [
        ("2026-0001", published.code, "open")
    ]
