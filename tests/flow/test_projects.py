"""From a released decision to closed projects and holders of a title, through the pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.core.cache import cache
from django.test import Client

from quanjing.calls.enums import CallState
from quanjing.calls.models import Call, Honour, Milestone, Objection, Project, PublicNotice
from quanjing.calls.queries.notices import public_notices, public_results
from quanjing.calls.queries.projects import overdue_projects
from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.urging.actions import remind_by_rules
from tests.calls.stage_decided import Decided, at, checker, consent, decided
from tests.world import World

Sign = Callable[[Post], Client]
TODAY = date(2026, 9, 3)
FIRST, LAST = date(2026, 9, 4), date(2026, 9, 10)
MIDTERM, END = date(2027, 3, 31), date(2027, 9, 30)
FINDING = "经调阅申报材料和往年结题材料核对，目标数据为本年度新增，异议不成立。"


def text(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return str(answer.content.decode())


def done(client: Client, place: str, typed: dict[str, str]) -> str:
    answer = client.post(place, typed)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def started(desk: Client, found: Decided) -> str:
    """The page of a notice that was looked at and started."""
    assert "拟定公示" in text(desk, "/notices/")
    place = f"/notices/new/{found.decision.code}/"
    preview = text(desk, place)
    assert "拟入选名单的公示" in preview
    assert "江岚省茶叶" in preview
    typed = {
        "title": "拟入选名单公示",
        "text": "现予公示。",
        "channel": "010-55550100",
        "first_day": FIRST.isoformat(),
        "days": "5",
    }
    assert desk.post(place, {**typed, "days": "2", "step": "start"}).status_code == 422
    assert desk.post(place, {**typed, "step": "look"}).status_code == 200
    return done(desk, place, {**typed, "step": "start"})


def test_projects_from_the_notice_to_the_next_bid(
    world: World, client_of: Sign, run_jobs: Callable[[], int]
) -> None:
    desk, tea, nursing = (
        client_of(world.officer), client_of(world.tea_handler), client_of(world.nursing_handler)
    )  # fmt: skip
    with clock.frozen(at(TODAY)):
        found = decided(world)
        second = checker(world)
        place = started(desk, found)
        run_jobs()
    other = client_of(Post.objects.get(pk=second.post_id))
    with clock.frozen(at(FIRST)):
        assert Message.objects.filter(kind="notice_displayed", post=world.city_handler).exists()
        assert "5个工作日" in text(nursing, place)
        typed = {"text": "目标数据与去年相同。", "contact": "010-55550102", "application": found.tea.code}
        objection = done(nursing, f"{place}object/", typed)
        assert tea.get(objection).status_code == 404
        done(other, f"{objection}step/", {"step": "acknowledge"})
    with clock.frozen(at(LAST + timedelta(days=1))):
        publish = f"/results/{found.call.code}/publish/"
        assert "尚有异议正在核查" in text(desk, publish)
        assert desk.post(f"{objection}step/", {"step": "dismiss", "finding": FINDING}).status_code == 403
        assert other.post(f"{objection}step/", {"step": "dismiss", "finding": ""}).status_code == 422
        done(other, f"{objection}step/", {"step": "dismiss", "finding": FINDING})
        assert FINDING in text(nursing, objection)
        days = {"starts_on": "2026-10-01", "midterm_on": MIDTERM.isoformat(), "ends_on": END.isoformat()}
        assert "中期报告" in desk.post(publish, {**days, "step": "look"}).content.decode()
        done(desk, publish, {**days, "step": "publish"})
        assert "重点" in text(tea, f"/results/own/{found.tea.code}/")
    a_project_runs_and_closes_late(world, desk, tea, other)


def a_project_runs_and_closes_late(world: World, desk: Client, tea: Client, other: Client) -> None:
    project = Project.objects.get(organization=world.tea)
    place = f"/projects/{project.code}/"
    midterm, closing = Milestone.objects.filter(project=project).order_by("due_on")
    with clock.frozen(at(MIDTERM - timedelta(days=1))):
        remind_by_rules(lambda _done, _total: None)
        assert "中期报告" in text(tea, "/")
        assert client_is_told(world)
        done(tea, f"{place}reports/{midterm.code}/", {"text": "已办两期。", "goal0": "2", "goal1": "0"})
        back = {"step": "return", "reason": "请补充手册进度", "due_on": "2027-04-15"}
        done(desk, f"{place}reports/{midterm.code}/step/", back)
        assert "请补充手册进度" in text(tea, place)
        done(tea, f"{place}reports/{midterm.code}/", {"text": "已办两期，手册完成初稿。", "goal0": "2"})
        done(desk, f"{place}reports/{midterm.code}/step/", {"step": "accept"})
        done(tea, f"{place}change/", {"leader": "顾南屏", "reason": "原负责人调离"})
        change = project.changes.get()
        done(desk, f"{place}change/{change.code}/", {"step": "grant"})
        assert "顾南屏" in text(tea, place)
    with clock.frozen(at(END + timedelta(days=1))):
        assert list(overdue_projects(world.tea, clock.today())) == [project]
        assert "已逾期" in text(desk, "/projects/?overdue=1")
        closed = {"text": "三期培训完成，手册印发。", "goal0": "3", "goal1": "1"}
        assert tea.post(f"{place}reports/{closing.code}/", {**closed, "goal1": ""}).status_code == 422
        done(tea, f"{place}reports/{closing.code}/", closed)
        done(desk, f"{place}reports/{closing.code}/step/", {"step": "accept"})
        spent = {"version": version(project), "settled1": "20000", "settled2": "20000"}
        assert tea.post(f"{place}budget/", spent).status_code == 422  # a third less, without a word
        done(tea, f"{place}budget/", {**spent, "reason2": "改为线上举办"})
        assert desk.post(f"{place}step/", {"step": "close"}).status_code == 403
        done(other, f"{place}step/", {"step": "close"})
        assert list(overdue_projects(world.tea, clock.today())) == []
        assert "结题报告逾期提交" in text(tea, place)
        done(tea, f"{place}uses/", {"what": "茶农手册", "adopted_by": "岚州市农业农村局", "on": "2027-09-30"})
        assert "岚州市农业农村局" in text(desk, place)
        assert "结题报告" in text(tea, "/worklog/?span=year")


def client_is_told(world: World) -> bool:
    return Message.objects.filter(kind="reminder", post=world.tea_handler).exists()


def version(project: Project) -> str:
    return str(Project.objects.get(pk=project.pk).version)


def test_a_title_with_an_objection_upheld_and_consent_withdrawn(
    world: World, client_of: Sign, client: Client
) -> None:
    cache.clear()  # look-ups of other tests came from the same address
    desk, tea, city = client_of(world.officer), client_of(world.tea_handler), client_of(world.city_officer)
    with clock.frozen(at(TODAY)):
        found = decided(world, nominates=True, makes_projects=False, award="最美科技工作者")
        agreed = [consent(one) for one in (found.tea, found.nursing, found.mathematics)]
        second = checker(world)
        started(desk, found)
    other = client_of(Post.objects.get(pk=second.post_id))
    notice = PublicNotice.objects.get()
    with clock.frozen(at(FIRST)):
        [shown] = public_notices()
        assert [line.subject for line in shown.groups[0].lines] == ["叶知秋", "苏望舒"]
        typed = {"text": "往年已获奖。", "contact": "mail@example.org", "application": found.nursing.code}
        typed |= {"sender": "江先生", "way": "mail", "received_on": FIRST.isoformat()}
        objection = done(desk, f"/notices/{notice.code}/object/", typed)
        named = {"step": "uphold", "finding": "经核实，苏望舒2023年已获同一奖项。"}
        assert other.post(f"{objection}step/", named).status_code == 422
        done(other, f"{objection}step/", {"step": "uphold", "finding": "经核实，2023年已获同一奖项。"})
        done(desk, f"{objection}step/", {"step": "successor"})
        assert "江先生" not in text(city, f"/notices/{notice.code}/")
        following = found.call.decisions.get(number=2)
        following.released_at = clock.now()  # by the panel's desk
        following.save()
        found.mathematics.state = "selected"
        found.mathematics.save()
    with clock.frozen(at(LAST + timedelta(days=1))):
        place = f"/notices/new/{following.code}/"
        facts = {"title": "递补公示", "text": "现予公示。", "channel": "010-55550100", "days": "5"}
        done(desk, place, {**facts, "first_day": "2026-09-14", "step": "start"})
        assert desk.post(f"/results/{found.call.code}/publish/", {"step": "publish"}).status_code == 422
    with clock.frozen(at(date(2026, 9, 21))):
        done(desk, f"/results/{found.call.code}/publish/", {"step": "publish"})
        assert Call.objects.get().state == CallState.DONE
        assert sorted(Honour.objects.values_list("holder", flat=True)) == ["叶知秋", "秦越"]
        assert "叶知秋" in text(city, "/honours/")
        agreed[0].withdrawn_at = clock.now()
        agreed[0].save()
        assert "叶知秋" not in text(city, "/honours/")
        assert "叶知秋" not in text(city, f"/results/{found.call.code}/")
        assert [line.subject for line in public_results()[0].groups[0].lines] == ["秦越"]
        number = Honour.objects.get(holder="秦越").number
        assert "秦越" in client.get("/honours/check/", {"number": number}).content.decode()
        assert Objection.objects.get().sender == "江先生"
        assert "叶知秋" in text(tea, f"/honours/{Honour.objects.get(holder='叶知秋').code}/")
