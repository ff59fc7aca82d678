"""Desks: who sets them up, who sits there, who stands in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.audit.models import AuditEntry
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid
from quanjing.organizations import actions
from quanjing.organizations.actions import DeskFacts
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Desk, DeskSeat, Post
from quanjing.organizations.queries import at_desk, open_desks, posts_on_duty
from tests.world import World, person, post

ClientOf = Callable[[Post], Client]
FACTS = DeskFacts("综合处", "010-55550110", "desk@example.org")


@pytest.fixture
def desk(world: World, at_nine: datetime) -> Desk:
    officer = world.actor(world.officer)
    made = actions.open_desk(actor=officer, organization=world.association, facts=FACTS)
    actions.seat(actor=officer, desk=made, post=world.officer)
    return made


@pytest.fixture
def colleague(world: World) -> Post:
    return post(world.association, "经办人", Role.OFFICER, person("zhouqinghe", "周清河"))


class TestSettingUp:
    def test_officers_and_administrators_may(self, world: World, desk: Desk) -> None:
        facts = DeskFacts("宣传处")
        actions.open_desk(actor=world.actor(world.administrator), organization=world.association, facts=facts)
        assert [each.name for each in open_desks(world.association.pk)] == ["宣传处", "综合处"]
        for nobody in (world.tea_handler, world.auditor, world.city_officer):
            with pytest.raises(Denied):
                actions.open_desk(actor=world.actor(nobody), organization=world.association, facts=facts)
            with pytest.raises(Denied):
                actions.change_desk(actor=world.actor(nobody), desk=desk, facts=facts)

    @pytest.mark.parametrize(
        ("facts", "where"),
        [(DeskFacts(" "), "name"), (DeskFacts("综合处"), "name"), (DeskFacts("另一处", email="x"), "email")],
    )
    def test_names_are_unique_and_addresses_real(
        self, world: World, desk: Desk, facts: DeskFacts, where: str
    ) -> None:
        with pytest.raises(Invalid) as caught:
            actions.open_desk(actor=world.actor(world.officer), organization=world.association, facts=facts)
        assert [problem.where for problem in caught.value.problems] == [where]

    def test_only_reviewing_posts_of_the_body_sit_there_once(self, world: World, desk: Desk) -> None:
        officer = world.actor(world.officer)
        entries = AuditEntry.objects.count()
        actions.seat(actor=officer, desk=desk, post=world.officer)
        assert (DeskSeat.objects.count(), AuditEntry.objects.count()) == (1, entries)
        for wrong in (world.tea_handler, world.city_officer, world.auditor):
            with pytest.raises(Invalid):
                actions.seat(actor=officer, desk=desk, post=wrong)

    def test_a_closed_desk_has_nobody_on_duty(self, world: World, desk: Desk) -> None:
        actions.change_desk(
            actor=world.actor(world.officer), desk=desk, facts=DeskFacts("综合处", closed=True)
        )
        assert list(at_desk(world.officer.pk)) == []
        assert posts_on_duty([desk.pk]) == set()


class TestSubstitute:
    @pytest.fixture
    def seat(self, world: World, desk: Desk, colleague: Post) -> DeskSeat:
        today = clock.today()
        return actions.set_substitute(
            actor=world.actor(world.officer),
            seat=DeskSeat.objects.get(),
            substitute=colleague,
            first=today + timedelta(days=1),
            last=today + timedelta(days=2),
        )

    def test_stands_in_on_the_first_and_the_last_day_only(
        self, world: World, desk: Desk, colleague: Post, seat: DeskSeat
    ) -> None:
        duty = []
        for days in range(4):
            with clock.frozen(clock.now() + timedelta(days=days)):
                duty.append((at_desk(colleague.pk).count(), colleague.pk in posts_on_duty([desk.pk])))
        assert duty == [(0, False), (1, True), (1, True), (0, False)]

    def test_whom_he_stands_in_for_stays_on_duty(self, world: World, desk: Desk, seat: DeskSeat) -> None:
        with clock.frozen(clock.now() + timedelta(days=1)):
            assert at_desk(world.officer.pk).count() == 1

    def test_the_last_second_of_the_last_day_counts_in_china(self, colleague: Post, seat: DeskSeat) -> None:
        assert seat.substitute_to == date(2026, 9, 5)
        ends = clock.end_of(date(2026, 9, 5))
        with clock.frozen(ends - timedelta(seconds=1)):
            assert at_desk(colleague.pk).count() == 1
        with clock.frozen(ends):
            assert at_desk(colleague.pk).count() == 0

    def test_is_somebody_else_for_a_span(self, world: World, desk: Desk, colleague: Post) -> None:
        officer, seat, today = world.actor(world.officer), DeskSeat.objects.get(), clock.today()
        wrong: list[tuple[Post, date | None, date | None]] = [
            (world.officer, today, today),
            (world.tea_handler, today, today),
            (colleague, today, None),
            (colleague, today, today - timedelta(days=1)),
        ]
        for substitute, first, last in wrong:
            with pytest.raises(Invalid):
                actions.set_substitute(
                    actor=officer, seat=seat, substitute=substitute, first=first, last=last
                )


class TestPages:
    def test_a_desk_is_set_up_filled_and_closed(
        self, world: World, at_nine: datetime, colleague: Post, client_of: ClientOf
    ) -> None:
        client = client_of(world.officer)
        answer = client.post(f"/organizations/{world.association.code}/desks/add/", {"name": "宣传处"})
        desk = Desk.objects.get()
        assert answer.headers["Location"] == f"/desks/{desk.code}/"
        client.post(f"/desks/{desk.code}/seats/", {"post": world.officer.code})
        days = {"substitute": colleague.code, "first": "2026-09-04", "last": "2026-09-08"}
        client.post(f"/desks/{desk.code}/seats/{world.officer.code}/", days)
        page = client.get(f"/desks/{desk.code}/").content.decode()
        assert "9月4日至9月8日由周清河代办" in page
        client.post(f"/desks/{desk.code}/seats/{world.officer.code}/", {"leave": "1"})
        assert DeskSeat.objects.count() == 0
        client.post(f"/desks/{desk.code}/edit/", {"name": "宣传处", "closed": "on"})
        assert Desk.objects.get().closed_on == clock.today()

    def test_what_is_wrong_is_said(self, world: World, desk: Desk, client_of: ClientOf) -> None:
        client = client_of(world.officer)
        answer = client.post(f"/organizations/{world.association.code}/desks/add/", {"name": "综合处"})
        assert (answer.status_code, "已有同名联系处" in answer.content.decode()) == (422, True)
        url = f"/desks/{desk.code}/seats/{world.officer.code}/"
        answer = client.post(url, {"substitute": world.officer.code})
        assert (answer.status_code, "请选择其他人" in answer.content.decode()) == (422, True)

    def test_who_only_reads_changes_nothing(self, world: World, desk: Desk, client_of: ClientOf) -> None:
        client = client_of(world.auditor)
        assert client.get(f"/desks/{desk.code}/").status_code == 200
        assert client.get(f"/desks/{desk.code}/edit/").status_code == 403

    def test_the_list_costs_no_query_a_row(
        self,
        world: World,
        desk: Desk,
        colleague: Post,
        client_of: ClientOf,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        client, url = client_of(world.officer), f"/organizations/{world.association.code}/desks/"
        client.get(url)
        officer = world.actor(world.officer)
        with django_assert_num_queries(6):
            client.get(url)
        for name in ("宣传处", "组织处"):
            other = actions.open_desk(actor=officer, organization=world.association, facts=DeskFacts(name))
            for each in (world.officer, colleague):
                actions.seat(actor=officer, desk=other, post=each)
        with django_assert_num_queries(6):
            client.get(url)
