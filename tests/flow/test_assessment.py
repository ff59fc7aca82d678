"""T11 through the pages: from the scheme to the published grades, and what goes wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.assessment.models import Assessed, Indicator, ReviewSheet, Scheme
from quanjing.assessment.scoring import differences
from quanjing.foundation import clock
from quanjing.notify.models import Message
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Post
from quanjing.registers.models import RegisterEntry
from tests.gongwen.makers import text_to_docx
from tests.world import World, person, post

Sign = Callable[[Post], Client]
FRAME = {
    "name": "2026年度学会考核", "year": "2026", "facts_from": "2025-12", "facts_to": "2026-11",
    "opens_on": "2026-11-05", "due_on": "2026-11-30", "grace_days": "3", "appeal_days": "5",
    "kinds": ["society"], "levels": ["provincial"], "base": "100", "bonus": "5", "total": "100",
    "grades": "优秀 90-\n合格 60-90\n不合格 0-60", "quota_group": "class", "tie": "in", "tiers": "一档\n二档",
}  # fmt: skip


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def add(desk: Client, place: str, pattern: str, typed: dict[str, str], below: str = "") -> str:
    """A line; returns its key."""
    before = set(Indicator.objects.values_list("key", flat=True))
    answer = desk.post(f"{place}lines/new/?pattern={pattern}&below={below}", typed)
    assert answer.status_code == 302, answer.content.decode()
    [key] = set(Indicator.objects.values_list("key", flat=True)) - before
    return str(key)


@pytest.fixture
def scheme(world: World, client_of: Sign) -> tuple[str, dict[str, str]]:
    """Written and issued on 3 November on pages: facts 20, plan 30, talks 50, bonus, veto."""
    with clock.frozen(at(date(2026, 11, 3))):
        desk = client_of(world.officer)
        desk.post("/assessment/schemes/new/", FRAME)
        place = f"/assessment/schemes/{Scheme.objects.get().code}/"
        part = add(desk, place, "", {"label": "党建工作"})
        plan = {"label": "年度计划", "source": "unit", "p-options": "有 30\n无 0", "needs_evidence": "on"}
        talks = {"label": "宣讲", "source": "unit", "p-unit": "5", "p-most": "50", "needs_evidence": "on"}
        charter = {"label": "章程", "source": "fact", "fact": "having.charter", "p-steps": "1 20"}
        honour = {"label": "表彰", "source": "unit", "p-unit": "1", "p-most": "5", "is_bonus": "on"}
        report = {"label": "未提交年报", "source": "desk", "p-effect": "lowest"}
        keys = {
            "charter": add(desk, place, "threshold", charter, part),
            "plan": add(desk, place, "choice", plan, part),
            "talks": add(desk, place, "count", talks, part),
            "honour": add(desk, place, "count", honour),
            "report": add(desk, place, "veto", report),
        }
        assert desk.post(f"{place}step/", {"step": "issue"}).status_code == 302
        assert Scheme.objects.get().state == "open"
    return place, keys


def body_of(body: object) -> Assessed:
    return Assessed.objects.filter(organization=body).order_by("-pk")[0]


def page_of(body: object) -> str:
    return f"/assessment/bodies/{body_of(body).code}/"


def typed(keys: dict[str, str], version: int, talks: str = "9") -> dict[str, str]:
    said = {"plan": "o1", "talks": talks, "honour": "2"}
    values = {f"v-{keys[name]}": value for name, value in said.items()}
    return values | {f"on-{keys[name]}": "1" for name in said} | {"version": str(version)}


def fill(client: Client, body: object, keys: dict[str, str]) -> None:
    place = page_of(body)
    client.post(f"{place}step/", {"step": "confirm-place"})
    client.post(f"{place}save/", typed(keys, body_of(body).version))
    for name in ("plan", "talks"):
        client.post(f"{place}lines/{keys[name]}/evidence/", {"link": f"https://example.org{place}{name}"})
    client.post(f"{place}save/", typed(keys, body_of(body).version) | {"then": "send"})


def charter(client: Client, desk: Client) -> None:
    """Entered in the register and taken over; nothing has to be typed for the assessment again."""
    said = {"name": "章程", "holder_title": "秘书处", "reviewer_title": "秘书长", "then": "file"}
    fields = {"v-f1": "2026版", "v-f2": "2026-03-02", "v-f5": "是"}
    filed = client.post("/registers/charter/new/", said | fields).headers["Location"]
    desk.post(f"{filed}step/", {"step": "accept"})


def test_a_year_from_the_scheme_to_the_grades(
    world: World, scheme: tuple[str, dict[str, str]], client_of: Sign, run_jobs: Callable[[], int]
) -> None:
    place, keys = scheme
    panel = [post(world.association, f"评审{n}", Role.HANDLER, person(f"p{n}", f"评委{n}")) for n in range(3)]
    head = post(world.association, "分管领导", Role.HEAD, person("leader", "程云起"))
    desk, tea, nursing = (client_of(one) for one in (world.officer, world.tea_handler, world.nursing_handler))
    run_jobs()
    with clock.frozen(at(date(2026, 11, 10))):
        assert Message.objects.filter(kind="assessment_open", post=world.tea_handler).count() == 1
        charter(tea, desk)
        fill(tea, world.tea, keys)
        fill(nursing, world.nursing, keys)
        assert (body_of(world.tea).state, body_of(world.nursing).state) == ("sent", "sent")
    with clock.frozen(at(date(2026, 12, 4))):
        desk.post(f"{place}reviewers/", {"post": [one.code for one in panel]})
        desk.post(f"{place}step/", {"step": "review"})
        charter_line = {line[0]: line[1] for line in body_of(world.tea).lines}[keys["charter"]]
        assert (RegisterEntry.objects.count(), charter_line) == (1, "20.00")  # scored from the register
        review(client_of, world, keys)
        desk.post(f"{place}step/", {"step": "feedback"})
    with clock.frozen(at(date(2026, 12, 6))):
        read = tea.get(page_of(world.tea)).content.decode()
        assert "三位评审中取最接近两位的平均：30 / 33 / 45。" in read
        assert "三场没有记录" in read
        for name in ("talks", "honour"):
            tea.post(f"{page_of(world.tea)}lines/{keys[name]}/appeal/", {"text": "记录已补齐，请复核。"})
        appeals = list(body_of(world.tea).appeals.all())
        for one, marks in zip(appeals, ("45", "2"), strict=True):
            decided = {"marks": marks, "reason": "已核对记录原件。"}
            desk.post(f"{place}appeals/{one.code}/", decided)
        assert desk.post(f"{place}step/", {"step": "ask"}).status_code == 409  # the five days are not over
    with clock.frozen(at(date(2026, 12, 10))):
        desk.post(f"{place}step/", {"step": "ask"})
        assert client_of(head).get(page_of(world.tea)).status_code == 200  # the head reads what he approves
        client_of(head).post(f"{place}step/", {"step": "approve"})
        run_jobs()
        assert (str(body_of(world.tea).total), body_of(world.tea).grade) == ("97.00", "g1")
        assert "总分97 · 优秀" in tea.get(page_of(world.tea)).content.decode()
        listed = nursing.get(place).content.decode()
        assert listed.index("优秀") < listed.index(world.tea.name) < listed.rindex(world.nursing.name)
        exported = json.loads(desk.get(f"{place}files/json/").content)
        assert list(differences(exported)) == []


def review(client_of: Sign, world: World, keys: dict[str, str]) -> None:
    """Tea: 45 and 30 of 50 for talks lie more than a tenth apart, so that a third is asked: 33."""
    full = {f"m-{keys['plan']}": "30", f"m-{keys['talks']}": "45", f"m-{keys['honour']}": "2"}
    low = full | {f"m-{keys['talks']}": "30", f"r-{keys['talks']}": "三场没有记录"}
    mine = ReviewSheet.objects.filter(assessed__organization=world.tea).order_by("pk").select_related("post")
    for sheet, marks in zip(mine, (full, low), strict=True):
        client_of(sheet.post).post(f"/assessment/reviews/{sheet.code}/", marks)
    third = ReviewSheet.objects.select_related("post").get(is_third=True)
    only = {f"m-{keys['talks']}": "33", f"r-{keys['talks']}": "两场合并"}
    client_of(third.post).post(f"/assessment/reviews/{third.code}/", only)
    for sheet in ReviewSheet.objects.filter(given_at=None).select_related("post"):
        client_of(sheet.post).post(f"/assessment/reviews/{sheet.code}/", full)


def test_evidence_in_two_lines_is_counted_once_unless_it_is_said(
    world: World, scheme: tuple[str, dict[str, str]], client_of: Sign
) -> None:
    _place, keys = scheme
    tea, place = client_of(world.tea_handler), page_of(world.tea)
    with clock.frozen(at(date(2026, 11, 10))):
        link = {"link": "https://example.org/plan"}
        tea.post(f"{place}lines/{keys['plan']}/evidence/", link)
        again = tea.post(f"{place}lines/{keys['talks']}/evidence/", link)
        assert (again.status_code, "已用于“年度计划”" in again.content.decode()) == (422, True)
        said = link | {"again": "会上先宣讲后讨论计划"}
        assert tea.post(f"{place}lines/{keys['talks']}/evidence/", said).status_code == 302
        assert "也用于其他项目：会上先宣讲后讨论计划" in tea.get(place).content.decode()


def test_the_window_closes_during_an_upload_and_the_draft_is_kept(
    world: World, scheme: tuple[str, dict[str, str]], client_of: Sign
) -> None:
    _place, keys = scheme
    tea, place = client_of(world.tea_handler), page_of(world.tea)
    with clock.frozen(at(date(2026, 12, 2))):  # within the grace of three days
        fill(tea, world.tea, keys)
        assert (body_of(world.tea).state, body_of(world.tea).was_late) == ("sent", True)
        tea.post(f"{place}step/", {"step": "take-back"})
    with clock.frozen(at(date(2026, 12, 4))):
        file = SimpleUploadedFile("plan.docx", text_to_docx("计划。"))
        assert tea.post(f"{place}lines/{keys['plan']}/evidence/", {"file": file}).status_code == 302
        version = body_of(world.tea).version
        sent = tea.post(f"{place}save/", typed(keys, version, talks="10") | {"then": "send"})
        assert (sent.status_code, body_of(world.tea).state) == (409, "draft")
        assert body_of(world.tea).answers.get(key=keys["talks"]).value == "10"  # kept all the same
        client_of(world.officer).post(f"{place}step/", {"step": "give-time", "until": "2026-12-05"})
        tea.post(f"{place}step/", {"step": "send"})
        assert body_of(world.tea).state == "sent"


def test_a_scheme_changed_after_opening_is_a_new_version_of_which_all_are_told(
    world: World, scheme: tuple[str, dict[str, str]], client_of: Sign, run_jobs: Callable[[], int]
) -> None:
    place, keys = scheme
    desk, tea = client_of(world.officer), client_of(world.tea_handler)
    with clock.frozen(at(date(2026, 11, 10))):
        fill(tea, world.tea, keys)
        assert desk.post(f"{place}lines/{keys['talks']}/?pattern=count", {"label": "宣讲"}).status_code == 422
        shape = {"label": "宣讲", "source": "unit", "p-unit": "10", "p-most": "50", "needs_evidence": "on"}
        assert desk.post(f"{place}lines/{keys['talks']}/?pattern=count", shape).status_code == 409
        desk.post(f"{place}step/", {"step": "revise"})
        assert Scheme.objects.count() == 1  # nothing changes without a reason
        desk.post(f"{place}step/", {"step": "revise", "reason": "每场宣讲改为十分"})
        new = Scheme.objects.get(version=2)
        desk.post(f"/assessment/schemes/{new.code}/lines/{keys['talks']}/?pattern=count", shape)
        desk.post(f"/assessment/schemes/{new.code}/step/", {"step": "issue"})
        run_jobs()
        told = Message.objects.filter(kind="assessment_changed")
        assert (told.count(), {one.values["reason"] for one in told}) == (3, {"每场宣讲改为十分"})
        read = tea.get(page_of(world.tea)).content.decode()
        assert ("沿用第1版所填" in read, body_of(world.tea).state) == (True, "draft")
        assert "每场宣讲改为十分" in tea.get(f"/assessment/schemes/{new.code}/").content.decode()
