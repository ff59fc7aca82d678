"""The pages: the editor, the sheet of a body, the reviewer's, with a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.assessment import actions
from quanjing.assessment.models import Assessed, Indicator, ReviewSheet, Scheme
from quanjing.assessment.queries import tree_of
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from tests.assessment.conftest import at, body, fresh
from tests.world import World

Sign = Callable[[Post], Client]
FRAME = {
    "name": "2026年度考核", "year": "2026", "facts_from": "2025-12", "facts_to": "2026-11",
    "opens_on": "2026-11-05", "due_on": "2026-11-30", "grace_days": "3", "appeal_days": "5",
    "kinds": ["society"], "levels": ["provincial"], "base": "100", "bonus": "5", "total": "100",
    "grades": "优秀 90-\n合格 60-90\n不合格 0-60", "quota_group": "class", "tie": "in", "tiers": "一档\n二档",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_november(world: World) -> Iterator[None]:
    with clock.frozen(at(date(2026, 11, 3))):
        yield


def test_a_scheme_is_written_tried_and_issued_on_pages(world: World, client_of: Sign) -> None:
    client = client_of(world.officer)
    wrong = client.post("/assessment/schemes/new/", FRAME | {"grades": "优秀 很高\n合格 0-60"})
    assert (wrong.status_code, "优秀 很高" in wrong.content.decode()) == (422, True)
    client.post("/assessment/schemes/new/", FRAME)
    made = Scheme.objects.get()
    place = f"/assessment/schemes/{made.code}/"
    client.post(f"{place}lines/new/", {"label": "组织建设"})
    part = Indicator.objects.get()
    typed = {
        "label": "年度计划", "definition": "有党建部分", "source": "unit",
        "p-options": "有，且写明党建 60\n有 30\n无 0",
        "needs_evidence": "on", "weights": "二档 0.5",
    }  # fmt: skip
    client.post(f"{place}lines/new/?pattern=choice&below={part.key}", typed)
    plan = Indicator.objects.get(label="年度计划")
    assert (plan.parent, plan.options) == (part, {"o1": "有，且写明党建", "o2": "有", "o3": "无"})
    assert plan.weights == [[{"classes": [], "tiers": ["b"]}, "0.5"]]
    refused = client.post(f"{place}lines/new/?pattern=count", typed | {"label": "阅读量"})
    assert refused.status_code == 422
    shown = client.get(place).content.decode()
    assert "各项相加为60，应为100（类别1 a）。" in shown
    fact = {
        "label": "章程",
        "p-steps": "1 40",
        "source": "fact",
        "fact": "having.charter",
        "weights": "二档 1.75",
    }
    client.post(f"{place}lines/new/?pattern=threshold", fact)
    client.post(f"{place}lines/{plan.key}/?pattern=choice", typed | {"p-options": "有，且写明党建 60\n无 0"})
    plan.refresh_from_db()
    assert plan.options == {"o1": "有，且写明党建", "o3": "无"}  # words that stay keep their key
    assert "江岚省茶叶学会" in client.get(f"{place}try/").content.decode()
    client.post(f"{place}lines/{part.key}/move/", {"step": "down"})
    assert [one.indicator.label for one in tree_of(made)] == ["章程", "组织建设", "年度计划"]
    client.post(f"{place}step/", {"step": "issue"})
    assert fresh(made).state == "open"
    assert client.get(f"{place}bodies/").status_code == 200


@pytest.mark.parametrize(
    ("pattern", "typed", "parameters"),
    [
        ("conditions", {"p-conditions": "甲\n乙", "p-by_count": "1 1\n2 3"},
         {"conditions": ["o1", "o2"], "by_count": [[1, "1"], [2, "3"]]}),
        ("count", {"p-unit": "0.5", "p-most": "5"}, {"unit": "0.5", "most": "5"}),
        ("rate", {"p-most": "10", "p-zero": "full"}, {"most": "10", "zero": "full"}),
        ("deduction", {"p-start": "4", "p-each": "1", "p-floor": "0"},
         {"start": "4", "each": "1", "floor": "0"}),
        ("veto", {"p-effect": "lowest"}, {"effect": "lowest"}),
        ("panel", {"p-most": "10", "p-trim": "1"}, {"most": "10", "trim": 1}),
        ("composite", {"p-most": "5", "p-out_of": "100", "p-weights": "日常 0.4\n年终 0.6"},
         {"most": "5", "out_of": "100", "weights": [["o1", "0.4"], ["o2", "0.6"]]}),
    ],
)  # fmt: skip
def test_each_way_of_judging_is_typed_and_shown_again(
    world: World, officer: Actor, client_of: Sign, pattern: str, typed: dict[str, str], parameters: object
) -> None:
    client = client_of(world.officer)
    client.post("/assessment/schemes/new/", FRAME)
    place = f"/assessment/schemes/{Scheme.objects.get().code}/lines/"
    answer = client.post(f"{place}new/?pattern={pattern}", typed | {"label": "一项", "source": "desk"})
    assert answer.status_code == 302
    one = Indicator.objects.get()
    assert one.parameters == parameters
    again = client.get(f"{place}{one.key}/").content.decode()
    assert [text for text in typed.values() if text.splitlines()[0] not in again] == []


def test_a_body_confirms_fills_disputes_and_sends_on_its_page(
    world: World, issued: Scheme, client_of: Sign
) -> None:
    tea = body(issued, world.tea)
    client = client_of(world.tea_handler)
    place = f"/assessment/bodies/{tea.code}/"
    with clock.frozen(at(date(2026, 11, 12))):
        assert "请确认" in client.get(place).content.decode()
        client.post(f"{place}step/", {"step": "confirm-place"})
        typed = {
            "version": "1", "on-plan": "1", "v-plan": "yes", "on-talks": "1", "v-talks": "2",
            "on-honour": "1",
            "v-honour": "0", "on-charter": "1", "d-charter": "1", "w-charter": "章程已核准", "then": "send",
        }  # fmt: skip
        answered = client.post(f"{place}save/", typed, follow=True).content.decode()
        assert "“年度计划”需要佐证。" in answered  # kept, not sent
        for key in ("plan", "talks"):
            assert client.get(f"{place}lines/{key}/evidence/").status_code == 200
            link = {"link": f"https://example.org/{key}", "label": "公告"}
            client.post(f"{place}lines/{key}/evidence/", link)
        again = client.post(f"{place}lines/honour/evidence/", {"link": "https://example.org/plan"})
        assert (again.status_code, "已用于“年度计划”" in again.content.decode()) == (422, True)
        client.post(f"{place}save/", typed | {"version": "2"})
        now = Assessed.objects.get(pk=tea.pk)
        assert (now.state, now.total) == ("sent", 40)
        shown = client.get(place).content.decode()
        assert ("有异议：" in shown, f"/registers/charter/?under={world.tea.code}" in shown) == (True, True)


def test_the_desk_corrects_gives_time_and_states_its_lines(
    world: World, issued: Scheme, client_of: Sign
) -> None:
    tea = body(issued, world.tea)
    client = client_of(world.officer)
    place = f"/assessment/bodies/{tea.code}/"
    client.post(f"{place}step/", {"step": "correct-place", "class": "3", "tier": "b"})
    client.post(f"{place}step/", {"step": "give-time", "until": "2026-12-10"})
    client.post(f"{place}desk/", {"on-report": "1", "v-report": "yes", "w-report": "未收到年报"})
    now = Assessed.objects.get(pk=tea.pk)
    assert (now.tier, now.until_on, now.vetoed) == ("b", date(2026, 12, 10), ["report"])


def test_a_reviewer_gives_marks_on_the_page_and_what_is_missing_is_named(
    world: World, reviewing: Scheme, client_of: Sign
) -> None:
    sheet = ReviewSheet.objects.filter(assessed__organization=world.tea).select_related("post").first()
    assert sheet is not None
    client = client_of(sheet.post)
    place = f"/assessment/reviews/{sheet.code}/"
    with clock.frozen(at(date(2026, 12, 7))):
        typed = {"m-plan": "30", "m-talks": "45", "r-talks": "", "m-honour": "2"}
        wrong = client.post(place, typed)
        assert (wrong.status_code, "请说明扣分原因。" in wrong.content.decode()) == (422, True)
        assert 'value="45"' in wrong.content.decode()  # what was typed stays
        client.post(place, typed | {"r-talks": "一场没有通知"})
        sheet.refresh_from_db()
        assert sheet.marks["talks"] == ["45", "一场没有通知"]
        assert client.get(place).status_code == 200


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_lists_cost_the_same_for_one_body_and_for_three(
    world: World, issued: Scheme, client_of: Sign, language: str
) -> None:
    client = client_of(world.officer)
    client.cookies.load({"django_language": language})
    paths = [f"/assessment/schemes/{issued.code}/", f"/assessment/schemes/{issued.code}/bodies/"]
    with clock.frozen(at(date(2026, 11, 12))):
        three = [queries_of(client, path) for path in paths]
        Assessed.objects.filter(scheme=issued).exclude(organization=world.tea).delete()
        assert [queries_of(client, path) for path in paths] == three


def test_the_desk_shows_reasons_once_all_sheets_are_given(
    world: World, reviewing: Scheme, client_of: Sign
) -> None:
    with clock.frozen(at(date(2026, 12, 7))):
        client, place = client_of(world.officer), f"/assessment/schemes/{reviewing.code}/"
        assert 'value="feedback"' not in client.get(place).content.decode()
        ReviewSheet.objects.update(given_at=clock.now())
        assert 'value="feedback"' in client.get(place).content.decode()


def test_the_queue_costs_the_same_for_one_sheet_and_for_more(
    world: World, reviewing: Scheme, client_of: Sign
) -> None:
    post = ReviewSheet.objects.select_related("post").order_by("pk")[1].post
    with clock.frozen(at(date(2026, 12, 7))):
        client = client_of(post)
        mine = ReviewSheet.objects.filter(post=post)
        assert mine.count() == 2
        two = queries_of(client, "/assessment/reviews/")
        mine.filter(assessed__organization=world.nursing).delete()
        assert queries_of(client, "/assessment/reviews/") == two


def test_a_sheet_costs_the_same_for_five_lines_and_for_twenty(
    world: World, issued: Scheme, officer: Actor, client_of: Sign
) -> None:
    client = client_of(world.tea_handler)
    few = body(issued, world.tea)
    wanted_long = actions.begin_scheme(actor=officer, wanted=_like(issued), ready=actions.YEARLY)
    many = body(actions.issue(actor=officer, scheme=wanted_long), world.tea)
    with clock.frozen(at(date(2026, 11, 12))):
        counts = [queries_of(client, f"/assessment/bodies/{one.code}/") for one in (few, many)]
    assert counts[0] == counts[1]


def _like(scheme: Scheme) -> actions.SchemeWanted:
    names = actions.SchemeWanted.__dataclass_fields__
    return actions.SchemeWanted(**{name: getattr(scheme, name) for name in names})
