"""Terms that end, vacancies, and reminders that are told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.accounts.actions import NewPerson
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, WrongState
from quanjing.jobs.actions import start_due_runs
from quanjing.notify.actions import remind_of_terms
from quanjing.notify.models import Message
from quanjing.organizations import actions, queries
from quanjing.organizations.enums import Office, Role
from quanjing.organizations.models import Organization, Post
from quanjing.organizations.queries.terms import months_after
from tests.world import World, person

SignIn = Callable[[Post], Client]


def office(body: Organization, title: str, ends_on: date | None, *, held: bool = True) -> Post:
    holder = person(f"u{Post.objects.count()}", "穆清和") if held else None
    return Post.objects.create(
        organization=body,
        title=title,
        role=Role.NONE,
        office=Office.SECRETARY,
        holder=holder,
        starts_on=date(2023, 1, 1),
        ends_on=ends_on,
    )


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 9, 3), 24, date(2028, 9, 3)),
    ],
)
def test_months_end_within_the_month(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


def test_body_and_superior_are_told_at_six_and_three_months_once_each(
    world: World, at_nine: datetime
) -> None:
    """The branch has nobody who reports, so its society is told, and the association above."""
    office(world.branch, "书记", date(2027, 3, 3))
    assert [remind_of_terms(), remind_of_terms()] == [2, 0]
    told = {message.post_id: message.values["months"] for message in Message.objects.all()}
    assert told == {world.tea_handler.pk: 6, world.officer.pk: 6}
    with clock.frozen(datetime(2026, 12, 2, 9, 0, tzinfo=clock.CHINA)):
        assert remind_of_terms() == 0
    with clock.frozen(datetime(2026, 12, 3, 9, 0, tzinfo=clock.CHINA)):
        assert [remind_of_terms(), remind_of_terms()] == [2, 0]


def test_nobody_is_told_before_after_or_once_a_successor_is_named(world: World, at_nine: datetime) -> None:
    office(world.tea, "会长", date(2027, 3, 4))
    office(world.tea, "前任会长", date(2026, 9, 2))
    office(world.nursing, "书记", None)
    old = office(world.mathematics, "书记", date(2026, 10, 1))
    Post.objects.create(
        organization=world.mathematics, title="书记", role=Role.NONE, office=Office.SECRETARY,
        holder=old.holder, starts_on=date(2026, 10, 2),
    )  # fmt: skip
    assert remind_of_terms() == 0


def test_the_daily_work_reminds(world: World, at_nine: datetime, run_jobs: Callable[[], int]) -> None:
    def told() -> int:
        start_due_runs()
        run_jobs()
        return Message.objects.filter(kind="term_ending").count()

    office(world.tea, "书记", date(2026, 10, 1))
    assert told() == 2
    with clock.frozen(at_nine + timedelta(days=1)):
        assert told() == 2


def test_reminders_cost_the_same_reads_for_many_posts(world: World, at_nine: datetime) -> None:
    def selects() -> int:
        with CaptureQueriesContext(connection) as caught:
            remind_of_terms()
        return sum(query["sql"].startswith("SELECT") for query in caught)

    office(world.tea, "书记", date(2026, 10, 1))
    few = selects()
    for number in range(3):
        office(world.nursing, f"书记{number}", date(2026, 10, 1))
    assert selects() == few


def test_vacant_posts_and_those_past_their_term_are_listed(world: World, at_nine: datetime) -> None:
    vacant = office(world.branch, "书记", None, held=False)
    past = office(world.tea, "会长", date(2026, 9, 2))
    earlier = office(world.nursing, "书记", date(2020, 9, 2))
    office(world.nursing, "书记", date(2030, 9, 2))
    office(world.mathematics, "书记", date(2026, 9, 3))
    seen = list(queries.vacant_posts(world.actor(world.officer)))
    assert (seen, earlier in seen) == ([past, vacant], False)
    assert list(queries.vacant_posts(world.actor(world.city_officer))) == []
    assert list(queries.without_secretary(world.actor(world.officer))) == [world.branch]


def test_a_vacant_post_is_filled_with_a_term(world: World, administrator: Actor, at_nine: datetime) -> None:
    vacant = office(world.branch, "书记", None, held=False)
    somebody = NewPerson("", "谢望舒")
    with pytest.raises(Denied):
        actions.fill_post(actor=world.actor(world.officer), post=vacant, person=somebody)
    filled = actions.fill_post(actor=administrator, post=vacant, person=somebody, ends_on=date(2029, 9, 2))
    assert filled.holder is not None
    assert (filled.holder.name, filled.starts_on, filled.ends_on) == (
        "谢望舒",
        date(2026, 9, 3),
        date(2029, 9, 2),
    )
    assert list(queries.without_secretary(world.actor(world.officer))) == []
    with pytest.raises(WrongState):
        actions.fill_post(actor=administrator, post=vacant, person=somebody)


def test_calendar_and_vacancies_are_pages_with_constant_queries(
    world: World, at_nine: datetime, client_of: SignIn
) -> None:
    def counted(address: str) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as caught:
            page = client_of(world.officer).get(address)
        assert page.status_code == 200
        return len(caught), page.content.decode()

    addresses = [
        "/organizations/terms/",
        "/organizations/vacancies/",
        "/organizations/vacancies/?what=secretary",
    ]
    office(world.tea, "书记", date(2026, 10, 1))
    office(world.tea, "会长", None, held=False)
    few = [counted(address)[0] for address in addresses]
    for number in range(3):
        office(world.nursing, f"书记{number}", date(2027, 1, 1))
        office(world.nursing, f"会长{number}", None, held=False)
    many = [counted(address) for address in addresses]
    assert [count for count, _page in many] == few
    assert "2027年1月" in many[0][1]
    assert "会长2" in many[1][1]
    assert world.branch.name in many[2][1]
    short = client_of(world.officer).get("/organizations/terms/?months=6").content.decode()
    assert "书记2" in short
    assert "书记2" not in client_of(world.tea_handler).get("/organizations/terms/").content.decode()


def test_a_vacancy_is_filled_from_the_list(world: World, at_nine: datetime, client_of: SignIn) -> None:
    vacant = office(world.branch, "书记", None, held=False)
    client = client_of(world.administrator)
    assert f"?like={vacant.code}" in client.get("/organizations/vacancies/").content.decode()
    address = f"/organizations/{world.branch.code}/posts/add/?like={vacant.code}"
    assert 'value="书记"' in client.get(address).content.decode()
    form = {"title": "书记", "role": "none", "office": "secretary", "person_name": "谢望舒"}
    assert client.post(address, form).status_code == 302
    vacant.refresh_from_db()
    assert (vacant.holder is not None, Post.objects.filter(organization=world.branch).count()) == (True, 1)
