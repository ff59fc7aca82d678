"""A call from its opening to the form check through the pages, with a few societies for eighty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.test import Client

from quanjing.calls.enums import ApplicationState
from quanjing.calls.models import Application, Call
from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.organizations.enums import Kind, Level, Role
from quanjing.organizations.models import Organization, Post
from tests.world import World, person, post

Sign = Callable[[Post], Client]


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def societies(world: World, number: int) -> list[Post]:
    """Further societies, each with a branch and somebody who reports."""
    made = []
    for place in range(number):
        body = Organization.objects.get(pk=world.association.pk).add_child(
            name=f"江岚省第{place}学会", kind=Kind.SOCIETY, level=Level.PROVINCIAL, number=f"5{place:02d}"
        )
        body.add_child(
            name=f"第{place}学会党支部", kind=Kind.BRANCH, level=Level.PROVINCIAL, number=f"5{place:02d}-1"
        )
        made.append(post(body, "秘书处", Role.HANDLER, person(f"unit{place}", "经办人")))
    return made


def applied(client: Client, call: Call, place: int) -> str:
    """Begin, write and send one on the pages; its address."""
    direction = call.directions.all()[place % 2]
    begun = client.post(f"/calls/{call.code}/apply/", {"direction": direction.code, "title": f"项目{place}"})
    typed = {
        "title": f"项目{place}", "direction": direction.code,
        "v-f1": "服务基层", "v-f2": "办三期培训", "v-f4": "秘书处",
        "team-there": "1", "team-name": ["顾南屏"], "team-unit": ["学会"],
        "goals-there": "1", "goals-name": ["培训"], "goals-number": ["120"], "goals-unit": ["人"],
        "budget-there": "1", "budget-name": ["资料"], "budget-amount": ["3000"],
        "schedule-there": "1", "schedule-name": ["培训"], "schedule-due": ["2026-11-20"], "then": "send",
    }  # fmt: skip
    answer = client.post(begun.headers["Location"], typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def test_a_call_goes_from_opening_to_the_form_check(world: World, client_of: Sign) -> None:
    units = [client_of(one) for one in societies(world, 8)]
    desk = client_of(world.officer)
    with clock.frozen(at(date(2026, 9, 3))):
        edit = desk.post("/calls/new/", {"kind": "project"}).headers["Location"]
        call = Call.objects.get()
        assert edit == f"/calls/{call.code}/edit/"
        assert desk.post(f"/calls/{call.code}/open/").status_code == 302
    with clock.frozen(at(date(2026, 9, 10))):
        places = [applied(client, call, place) for place, client in enumerate(units)]
    with clock.frozen(at(date(2026, 10, 2))):  # the first last moment has passed
        page = desk.get(f"/calls/{call.code}/").content.decode()
        assert "申报不足 3 份的方向" in page  # three directions have none
        assert units[0].get(f"/calls/{call.code}/apply/").status_code == 409
        later = {"closes_at": "2026-10-10T17:00", "reason": "三个方向不足三份"}
        assert desk.post(f"/calls/{call.code}/extend/", later).status_code == 302
        assert "三个方向不足三份" in units[0].get(f"/calls/{call.code}/").content.decode()
    with clock.frozen(at(date(2026, 10, 11))):
        assert desk.post(f"/calls/{call.code}/step/", {"step": "check"}).status_code == 302
        codes = list(Application.objects.order_by("number").values_list("code", flat=True))
        for code in codes[:2]:  # two of eight go back with a reason at one place
            typed = {"step": "return", "reason-goals": "请写具体数字"}
            assert desk.post(f"/calls/applications/{code}/check/", typed).status_code == 302
        many = desk.post(f"/calls/{call.code}/check/all/", {"count": "6", "state": "sent"})
        assert many.status_code == 302
        counts = Application.objects.values_list("state", flat=True)
        assert sorted(counts) == [ApplicationState.ADMITTED] * 6 + [ApplicationState.RETURNED] * 2
    with clock.frozen(at(date(2026, 10, 12))):
        page = units[0].get(f"{places[0]}edit/").content.decode()
        assert "请写具体数字" in page
        typed = {"title": "偷偷换题", "goals-there": "1", "goals-name": ["培训"], "goals-number": ["200"],
                 "goals-unit": ["人"], "then": "send"}  # fmt: skip
        assert units[0].post(f"{places[0]}edit/", typed).status_code == 302
        again = Application.objects.get(number=1)
        assert (again.title, again.goals[0]["number"], again.state) == ("项目0", "200", ApplicationState.SENT)
    with clock.frozen(at(date(2026, 10, 11)) + timedelta(days=7)):
        late = units[1].post(f"{places[1]}edit/", {"then": "send"})
        assert late.status_code == 302  # to the page, where nothing can be sent any more
        assert Application.objects.get(number=2).state == ApplicationState.RETURNED
    assert not Message.objects.filter(post=world.nursing_handler, kind="application_returned").exists()
