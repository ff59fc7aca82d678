"""Story T7, its second half: judges from outside score blind, a road show, a decision with minutes.

Through pages alone: the desk, five judges who came in by links, an applicant, the head of the body.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.test import Client

from quanjing.calls.enums import ApplicationState, CallState, ConflictKind, Round, ScoreState
from quanjing.calls.judging import shown
from quanjing.calls.models import Application, Call, Conflict, Decision, Judge, Score, ShowSlot
from quanjing.calls.queries.panel_results import results
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from tests.calls.judged import societies
from tests.calls.stage import application, call
from tests.world import World, person, post

Sign = Callable[[Post], Client]
LIST = """穆清和\t云川大学\tmu@example.org
江知行\t江岚省第1学会
秦观云\t云川研究院
卫长歌，云川师范大学，wei@example.org
乔若水\t云川医院
"""


def page(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(client: Client, path: str, data: dict[str, object]) -> str:
    answer = client.post(path, data, follow=True)
    assert answer.status_code == 200, (path, answer.content.decode()[-3000:])
    return answer.content.decode()


def panel_with_judges(desk: Client, made: Call) -> list[Judge]:
    directions = [one.code for one in made.directions.all()]
    judges_page = desk.post(
        f"/calls/{made.code}/panels/new/", {"name": "综合组", "directions": directions}
    ).headers["Location"]
    slips = sent(desk, judges_page, {"way": "list", "text": LIST, "ends_on": date(2026, 10, 30)})
    assert len(set(re.findall(r"/invitation/[\w-]+/", slips))) == 5
    return list(Judge.objects.order_by("mark").select_related("post__holder"))


def allot(desk: Client, made: Call, round: str) -> str:
    place = f"/calls/{made.code}/allotting/{round}/"
    found = re.search(r'name="digest" value="(\w+)"', page(desk, place))
    assert found
    return sent(desk, place, {"digest": found[1], "due_on": date(2026, 9, 20)})


def score(client: Client, one: Score, points: int) -> None:
    place = f"/judging/sheets/{one.code}/"
    text = page(client, place)
    version = re.search(r'name="version" value="(\d+)"', text)
    assert version
    fields = dict.fromkeys(re.findall(r'name="(p\d+)"', text), str(points))
    sent(client, place, {**fields, "version": version[1], "feedback": f"意见{points}"})


def score_all(seats: dict[int, Client], made: Call, round: str, points: dict[int, tuple[int, ...]]) -> None:
    rows = Score.objects.filter(application__call=made, round=round, state=ScoreState.OPEN)
    turns: dict[int, int] = {}
    for one in rows.order_by("application__number", "judge__mark"):
        turn = turns[one.application_id] = turns.get(one.application_id, -1) + 1
        score(seats[one.judge_id], one, points[one.application.number][turn])


def test_from_panel_to_decision(world: World, at_nine: object, client_of: Sign) -> None:
    made = call(
        world, state=CallState.CHECKING, judges_each=4, trim_from=4, show_share=50, show_weight=40,
        directions=("学术",), places=1,
    )  # fmt: skip
    bodies = societies(world, 4)
    applied = [application(made, body, title=f"{body.name}的方案") for body in bodies]
    desk = client_of(world.officer)

    # Judges come in by links; the one from the first society is found at once.
    judges = panel_with_judges(desk, made)
    insider = next(one for one in judges if one.unit == bodies[0].name)
    assert [c.kind for c in Conflict.objects.filter(judge=insider)] == [ConflictKind.UNIT]
    assert "江知行" in page(desk, f"/calls/{made.code}/panels/")
    allot(desk, made, "paper")
    assert not Score.objects.filter(judge=insider, application=applied[0]).exists()

    # Nobody looks before declaring; one names the second society and is replaced.
    seats = {one.pk: client_of(one.post) for one in judges}
    for one in judges:
        place = f"/judging/{one.code}/"
        assert "方案" not in page(seats[one.pk], place)
        close = {"unit": bodies[1].name} if one.mark == "E" else {"none": "1"}
        sent(seats[one.pk], f"{place}declare/", close)
    allot(desk, made, "paper")
    counted = Score.objects.exclude(state=ScoreState.EXCLUDED)
    assert [counted.filter(application=one).count() for one in applied] == [4, 4, 4, 4]

    # Blind: a judge reads numbers and no names.
    first = counted.filter(judge=judges[0]).first()
    assert first is not None
    text = page(seats[judges[0].pk], f"/judging/sheets/{first.code}/")
    assert not any(body.name in text for body in bodies)
    assert "方案" in text

    # Highest and lowest are left out: 60 and 90 stand, whatever the outer two say.
    points = {1: (0, 70, 80, 100), 2: (10, 60, 90, 95), 3: (50, 50, 60, 60), 4: (40, 40, 40, 40)}
    score_all(seats, made, Round.PAPER, points)
    assert [shown(one.result) for one in results(made)] == ["75.00", "75.00", "55.00", "40.00"]
    assert "75.00" in page(desk, f"/calls/{made.code}/results/")
    assert "不改变" in page(desk, f"/calls/{made.code}/panels/")
    sent(desk, f"/calls/{made.code}/rounds/paper/", {"step": "close"})

    # The upper half shows itself; order by lot, applicants told, nothing said about results.
    group = made.directions.get()
    sent(
        desk,
        f"/calls/{made.code}/show/",
        {"place": "科技会堂", "minutes": "10", f"d{group.pk}": "2026-09-21T09:00"},
    )
    assert set(ShowSlot.objects.values_list("application_id", flat=True)) == {applied[0].pk, applied[1].pk}
    handler = post(bodies[0], "秘书处 经办人", Role.HANDLER, person("first", "温如故"))
    own = page(client_of(handler), f"/applications/{applied[0].code}/panel/")
    assert "科技会堂" in own
    assert "意见70" not in own
    allot(desk, made, "show")
    shows = {1: (90, 90, 90, 90), 2: (80, 80, 80, 80)}
    score_all(seats, made, Round.SHOW, shows)
    sent(desk, f"/calls/{made.code}/rounds/show/", {"step": "close"})
    final = [(one.key, shown(one.result)) for one in results(Call.objects.get(pk=made.pk))]
    assert final[:2] == [(applied[0].pk, "81.00"), (applied[1].pk, "77.00")]

    # Decided with minutes, released by another post; before that nothing moves.
    before = Message.objects.count()
    place = desk.post(f"/calls/{made.code}/decide/").headers["Location"]
    decision = Decision.objects.get()
    sent(
        desk,
        place,
        {
            "body": "领导小组",
            "decided_on": "2026-09-03",
            "minutes": "一致同意。",
            "version": decision.version,
        },
    )
    assert desk.post(f"{place}step/", {"step": "release"}).status_code == 403
    assert (Message.objects.count(), set(states(made))) == (before, {ApplicationState.ADMITTED})
    head = post(world.association, "主席", Role.HEAD, person("head", "江知远"))
    sent(client_of(head), f"{place}step/", {"step": "release"})
    assert states(made) == [ApplicationState.SELECTED, *[ApplicationState.PASSED_OVER] * 3]
    assert "意见90" in page(client_of(handler), f"/applications/{applied[0].code}/panel/")
    assert client_of(judges[0].post).get(f"/judging/{judges[0].code}/").status_code == 404


def states(made: Call) -> list[str]:
    rows = Application.objects.filter(call=made).order_by("number")
    return list(rows.values_list("state", flat=True))
