"""What was answered before is offered with its source, ticked or corrected, never wrongly twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.accounts.models import User
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.enums import ChangeState, Role
from quanjing.organizations.models import FactChange, Organization, Post
from quanjing.sheets.actions import create_template
from quanjing.submissions.actions import (
    ReturnRequest,
    accept,
    return_for_correction,
    save_draft,
    submit,
    submit_answers,
)
from quanjing.submissions.models import Report, Submission
from quanjing.submissions.queries import Offers, offers_of, page_of_report
from quanjing.submissions.queries.periods import period_of
from quanjing.tasks.models import Assignment, Task
from tests.world import World

SHEET: dict[str, Any] = {
    "title": "年度统计表",
    "blocks": [
        {
            "key": "header",
            "fields": [
                {"key": "unit", "label": "学会名称"},
                {"key": "filler", "label": "填表人"},
                {"key": "address", "label": "通讯地址"},
            ],
        },
        {
            "key": "b1",
            "label": "基本情况",
            "fields": [
                {"key": "members", "label": "会员数", "type": "number"},
                {"key": "now", "label": "会费收入/本年金额", "type": "number"},
                {"key": "then", "label": "会费收入/上年金额", "type": "number"},
                {"key": "on", "label": "填表日期", "type": "date"},
                {"key": "text", "label": "工作总结", "type": "longtext"},
            ],
        },
        {
            "key": "b2",
            "label": "代表名单",
            "repeat": True,
            "fields": [
                {"key": "name", "label": "姓名"},
                {"key": "post", "label": "职务"},
                {"key": "born", "label": "出生年月", "required": False},
                {"key": "text", "label": "体会内容", "type": "longtext", "required": False},
            ],
        },
    ],
}
ANSWERS: dict[str, Any] = {
    "header": [{"address": "岚州市示例路1号"}],
    "b1": [{"members": 120, "now": 50, "then": 40, "on": "2026-01-10", "text": "去年的总结"}],
    "b2": [
        {"name": "顾南屏", "post": "理事长", "born": "1970-01", "text": "旧体会"},
        {"name": "沈雁秋", "post": "秘书长"},
    ],
}


@dataclass
class Years:
    """The same sheet in two years at the tea society."""

    world: World
    first: Directive
    second: Directive
    handler: Actor
    officer: Actor

    def send(self, directive: Directive, **changes: Any) -> Submission:
        return submit_answers(actor=self.handler, assignment=assignment(directive), answers=ANSWERS | changes)

    def offers(self, directive: Directive | None = None) -> Offers:
        return offers_of(page_of_report(self.handler, (directive or self.second).code))

    def values(self) -> dict[str, object]:
        return {place: one.value for place, one in self.offers().fields.items()}


def assignment(directive: Directive) -> Assignment:
    return Assignment.objects.select_related("task", "organization", "directive").get(directive=directive)


def hand_out(world: World, number: str, at: datetime, sheet: dict[str, Any] = SHEET) -> Directive:
    directive = Directive.objects.create(
        organization=world.association, state=DirectiveState.PUBLISHED, doc_number=number,
        title=f"关于报送{at.year}年度统计表的通知",
        day_end="17:00", registered_at=at, published_at=at, registered_by=world.officer,
    )  # fmt: skip
    task = Task.objects.create(directive=directive, position=1, name="统计表", assign=True)
    task.blocks.set(create_template(sheet=sheet).blocks.exclude(key="header"))
    Assignment.objects.create(task=task, organization=world.tea, directive=directive, changed_at=at)
    return directive


def at(year: int, month: int = 1) -> datetime:
    return datetime(year, month, 10, 9, 0, tzinfo=clock.CHINA)


@pytest.fixture
def years(world: World) -> Iterator[Years]:
    first = hand_out(world, "岚科协〔2026〕1号", at(2026))
    second = hand_out(world, "岚科协〔2027〕1号", at(2027))
    made = Years(world, first, second, world.actor(world.tea_handler), world.actor(world.officer))
    with clock.frozen(at(2026)):
        made.send(first)
    with clock.frozen(at(2027)):
        yield made


def test_an_earlier_answer_is_offered_with_its_source_and_date(years: Years) -> None:
    offer = years.offers().fields["header.address"]
    assert (offer.value, offer.directive, str(offer.on)) == ("岚州市示例路1号", years.first, "2026-01-10")


def test_what_lasts_is_offered_and_what_is_new_is_not(years: Years) -> None:
    assert years.values() == {
        "header.address": "岚州市示例路1号",
        "b1.members": 120,
        "b1.then": 50,  # the figure of this year then
        "b1.on": "2027-01-10",
    }


def test_rows_are_offered_as_a_whole_without_the_sensitive_and_the_new(years: Years) -> None:
    offered = years.offers().rows["b2"]
    assert offered.rows == ({"name": "顾南屏", "post": "理事长"}, {"name": "沈雁秋", "post": "秘书长"})
    assert offered.directive == years.first


def test_another_body_sees_nothing_of_it(years: Years) -> None:
    Assignment.objects.create(
        task=years.second.tasks.get(),
        organization=years.world.nursing,
        directive=years.second,
        changed_at=at(2027),
    )
    nurse = years.world.actor(years.world.nursing_handler)
    offers = offers_of(page_of_report(nurse, years.second.code))
    assert (set(offers.fields), offers.rows) == ({"b1.on"}, {})


def test_what_was_sent_back_is_not_offered(years: Years) -> None:
    (sent,) = Submission.objects.all()
    note = ReturnRequest(entry_code=None, field_key=None, reason="请核对")
    return_for_correction(actor=years.officer, submission=sent, notes=[note], due_at=at(2027, 2))
    assert set(years.values()) == {"b1.on"}


def test_a_corrected_answer_is_what_is_offered_from_then_on(years: Years) -> None:
    years.send(years.second, header=[{"address": "岚州市新路2号"}])
    with clock.frozen(at(2027, 6)):
        third = hand_out(years.world, "岚科协〔2027〕2号", at(2027, 6))
        assert years.offers(third).fields["header.address"].value == "岚州市新路2号"


def test_a_key_is_known_from_another_sheet(years: Years) -> None:
    other: dict[str, Any] = {
        "title": "另一张表",
        "blocks": [
            {
                "key": "b1",
                "label": "概况",
                "fields": [{"key": "f1", "label": "办公地址"}, {"key": "f2", "label": "会员总数"}],
            }
        ],
    }
    third = hand_out(years.world, "岚科协〔2027〕3号", at(2027), other)
    offers = years.offers(third).fields
    assert offers["b1.f1"].value == "岚州市示例路1号"
    assert offers["b1.f2"].value == 120


def test_nothing_is_asked_twice_in_one_notice(years: Years) -> None:
    task = years.second.tasks.get()
    more = {
        "title": "附表",
        "blocks": [{"key": "b1", "label": "附表", "fields": [{"key": "f1", "label": "办公地址"}]}],
    }
    task.blocks.add(*create_template(sheet=more).blocks.all())
    header = {"address": "岚州市新路2号"}
    save_draft(actor=years.handler, directive=years.second, header=header, draft={}, version=0)
    page = page_of_report(years.handler, years.second.code)
    (place,) = [place.key for place in page.places if place.block.label == "附表"]
    assert offers_of(page).fields[f"{place}.f1"].value == "岚州市新路2号"


def test_a_total_follows_from_what_stands_above(years: Years) -> None:
    sheet = {
        "title": "评分表",
        "blocks": [
            {
                "key": "b1",
                "label": "考核",
                "fields": [
                    {"key": f"f{n}", "label": f"{name}/得分", "type": "number"}
                    for n, name in enumerate(["甲", "乙", "总分"])
                ],
            }
        ],
    }
    third = hand_out(years.world, "岚科协〔2027〕4号", at(2027), sheet)
    assert years.offers(third).fields == {}
    draft = {"b1": {"rows": [{"values": {"f0": "8", "f1": "9.5"}}]}}
    save_draft(actor=years.handler, directive=third, header={}, draft=draft, version=0)
    assert years.offers(third).fields["b1.f2"].value == 17.5


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("关于报送2026年度统计表的通知", (2026, 1, 12)),
        ("2026年第三季度活动统计", (2026, 7, 9)),
        ("2026年上半年情况", (2026, 1, 6)),
        ("2026年1—9月活动", (2026, 1, 9)),
        ("2026年5月活动", (2026, 5, 5)),
        ("2026年9月至3月", None),
        ("关于报送统计表的通知", None),
    ],
)
def test_the_period_stands_in_the_title(title: str, months: tuple[int, int, int] | None) -> None:
    found = period_of(title)
    assert (found and (found.year, found.first, found.last)) == months


def test_what_was_reported_of_a_part_of_the_period_is_not_asked_again(years: Years) -> None:
    sheet = {
        "title": "活动表",
        "blocks": [
            {"key": "b1", "label": "活动", "repeat": True, "fields": [{"key": "name", "label": "活动名称"}]}
        ],
    }
    offered = []
    for number, title in enumerate(["2027年1—3月活动", "2027年1—6月活动", "2028年1—3月活动"]):
        with clock.frozen(at(2027, 4 + number)):
            directive = hand_out(years.world, f"岚科协〔2027〕{10 + number}号", clock.now(), sheet)
            Directive.objects.filter(pk=directive.pk).update(title=title)
            offered.append(years.offers(directive).rows)
            rows = [{"name": f"活动{each}"} for each in range(number + 1)]
            submit_answers(actor=years.handler, assignment=assignment(directive), answers={"b1": rows})
    assert [bool(each) for each in offered] == [False, True, False]
    assert offered[1]["b1"].rows == ({"name": "活动0"},)


def test_offers_cost_as_many_queries_after_one_year_as_after_many(
    years: Years, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = page_of_report(years.handler, years.second.code)
    assert "organization.name" in page.known  # looked up once, for all that the page shows
    with django_assert_num_queries(6):
        offers_of(page)
    for month in range(2, 6):
        with clock.frozen(at(2026, month)):
            years.send(hand_out(years.world, f"岚科协〔2026〕{month}号", at(2026, month)))
    with django_assert_num_queries(6):
        offers_of(page)


class TestPage:
    @pytest.fixture
    def client(self, years: Years, client_of: Callable[[Post], Client]) -> Client:
        return client_of(years.world.tea_handler)

    def save(self, client: Client, directive: Directive, **more: Any) -> Report:
        report = Report.objects.filter(directive=directive).first()
        data = {
            "version": report.version if report else 0,
            "block": ["b1", "b2"],
            "row": ["b1.1", "b2.1"],
        } | more
        assert client.post(f"/reports/{directive.code}/save/", data).status_code == 302
        return Report.objects.get(directive=directive)

    def test_shows_source_and_date(self, years: Years, client: Client) -> None:
        page = client.get(f"/reports/{years.second.code}/").content.decode()
        assert "岚州市示例路1号" in page
        assert "岚科协〔2026〕1号" in page
        assert 'value="b2:rows"' in page
        assert "旧体会" not in page

    def test_one_tick_takes_one_value_and_what_was_typed_wins(self, years: Years, client: Client) -> None:
        report = self.save(
            client, years.second, **{"take": ["header.address", "b1.members"], "b1.1.members": "130"}
        )
        assert report.header["address"] == "岚州市示例路1号"
        assert report.draft["b1"]["rows"][0]["values"]["members"] == "130"

    def test_one_tick_takes_a_whole_part(self, years: Years, client: Client) -> None:
        report = self.save(client, years.second, take=["b1:all"])
        values = report.draft["b1"]["rows"][0]["values"]
        assert {key: values[key] for key in ("members", "then", "on")} == {
            "members": 120,
            "then": 50,
            "on": "2027-01-10",
        }
        assert not values.get("now")

    def test_rows_are_taken_over_then_changed_row_by_row(self, years: Years, client: Client) -> None:
        report = self.save(client, years.second, take=["b2:rows"])
        assert [row["values"]["name"] for row in report.draft["b2"]["rows"]] == ["顾南屏", "沈雁秋"]
        assert 'value="b2:rows"' not in client.get(f"/reports/{years.second.code}/").content.decode()

    def test_rows_that_were_dropped_are_not_offered_again(self, years: Years, client: Client) -> None:
        assert self.save(client, years.second, drop=["b2", "nowhere"]).dropped == ["b2"]
        assert 'value="b2:rows"' not in client.get(f"/reports/{years.second.code}/").content.decode()

    def test_what_was_ticked_is_sent_as_typed(self, years: Years, client: Client) -> None:
        more = {"take": ["header.address", "b1:all", "b2:rows"], "b1.1.now": "60", "b1.1.text": "今年的总结"}
        self.save(client, years.second, **more)
        (sent,) = submit(actor=years.handler, directive=years.second)
        assert sent.header["address"] == "岚州市示例路1号"
        assert sent.entries.get(block__key="b1").values["then"] == 50
        accept(actor=years.officer, submission=sent)


class TestCorrecting:
    @pytest.fixture
    def client(self, years: Years, client_of: Callable[[Post], Client]) -> Client:
        return client_of(years.world.tea_handler)

    def correct(self, client: Client, directive: Directive, fact: str, value: str) -> int:
        data = {"version": 0, "fact": fact, f"correct:{fact}": value}
        return client.post(f"/reports/{directive.code}/correct/", data).status_code

    def test_a_name_is_proposed_used_at_once_and_accepted_by_one_press(
        self, years: Years, client: Client, client_of: Callable[[Post], Client]
    ) -> None:
        assert self.correct(client, years.second, "organization.name", "江岚省茶学会") == 302
        (change,) = FactChange.objects.all()
        assert (change.state, change.before, change.value) == ("open", "江岚省茶叶学会", "江岚省茶学会")
        page = page_of_report(years.handler, years.second.code)
        assert page.known["organization.name"].value == "江岚省茶学会"
        assert Organization.objects.get(pk=years.world.tea.pk).name == "江岚省茶叶学会"
        keeper = client_of(years.world.administrator)
        assert "江岚省茶学会" in keeper.get("/organizations/corrections/").content.decode()
        assert (
            keeper.post(f"/organizations/corrections/{change.code}/", {"decision": "accept"}).status_code
            == 302
        )
        assert Organization.objects.get(pk=years.world.tea.pk).name == "江岚省茶学会"

    def test_a_declined_correction_is_no_longer_known(
        self, years: Years, client: Client, client_of: Callable[[Post], Client]
    ) -> None:
        self.correct(client, years.second, "organization.name", "江岚省茶学会")
        (change,) = FactChange.objects.all()
        client_of(years.world.administrator).post(
            f"/organizations/corrections/{change.code}/", {"decision": "no"}
        )
        change.refresh_from_db()
        assert change.state == ChangeState.DECLINED
        page = page_of_report(years.handler, years.second.code)
        assert page.known["organization.name"].value == "江岚省茶叶学会"

    def test_ones_own_telephone_is_changed_at_once(self, years: Years, client: Client) -> None:
        assert self.correct(client, years.second, "filler.phone", "010-55550999") == 302
        assert User.objects.get(username="handler").phone == "010-55550999"
        assert not FactChange.objects.exists()

    def test_the_bodys_own_telephone_is_changed_at_once(self, years: Years, client: Client) -> None:
        assert self.correct(client, years.second, "organization.phone", "010-55550998") == 302
        assert Organization.objects.get(pk=years.world.tea.pk).phone == "010-55550998"

    def test_a_holder_that_was_corrected_is_known_until_the_register_says_another(
        self, years: Years, client: Client, client_of: Callable[[Post], Client]
    ) -> None:
        holder = User.objects.create(username="p1", name="旧理事长")
        post = Post.objects.create(
            organization=years.world.tea, title="理事长", role=Role.NONE, holder=holder
        )
        self.correct(client, years.second, "post.president", "新理事长")
        (change,) = FactChange.objects.all()
        client_of(years.world.administrator).post(
            f"/organizations/corrections/{change.code}/", {"decision": "accept"}
        )
        page = page_of_report(years.handler, years.second.code)
        assert page.known["post.president"].value == "新理事长"
        post.holder = User.objects.create(username="p2", name="再新理事长")
        post.save()
        page = page_of_report(years.handler, years.second.code)
        assert page.known["post.president"].value == "再新理事长"

    @pytest.mark.parametrize("fact", ["filler.name", "nothing.known", "organization.name"])
    def test_what_cannot_be_corrected_here_is_refused(self, years: Years, client: Client, fact: str) -> None:
        value = "" if fact == "organization.name" else "别的"
        assert self.correct(client, years.second, fact, value) == 422
        assert not FactChange.objects.exists()

    def test_what_is_typed_over_a_known_fact_goes_to_its_owner(self, years: Years) -> None:
        sheet = {
            "title": "表",
            "blocks": [
                {
                    "key": "b1",
                    "label": "落款",
                    "fields": [
                        {"key": "who", "label": "填表人"},
                        {"key": "phone", "label": "联系电话"},
                        {"key": "unit", "label": "学会名称"},
                    ],
                }
            ],
        }
        for number, who in enumerate(["周予安", "另一位"]):
            directive = hand_out(years.world, f"岚科协〔2027〕{20 + number}号", at(2027), sheet)
            row = {"who": who, "phone": f"010-5555099{number}", "unit": "江岚省茶学会"}
            submit_answers(actor=years.handler, assignment=assignment(directive), answers={"b1": [row]})
        assert [change.value for change in FactChange.objects.all()] == ["江岚省茶学会"]
        # the second telephone is another person's
        assert User.objects.get(username="handler").phone == "010-55550990"
