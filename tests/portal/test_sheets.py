"""Reporting by a code without an account: one sheet of one body, once, and never sent without the body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.audit.models import AuditEntry
from quanjing.directives.enums import DirectiveState
from quanjing.foundation import clock
from quanjing.foundation.errors import Denied, Invalid, Missing, WrongState
from quanjing.notify.models import Message
from quanjing.organizations.models import Post
from quanjing.portal.views.sheets import MOST
from quanjing.submissions import actions
from quanjing.submissions.enums import FilledState
from quanjing.submissions.models import Filled, OutsideCode, Report, Submission
from quanjing.submissions.queries import page_of_report
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment
from tests.submissions.conftest import OPENS, Scene, make_scene
from tests.submissions.test_sending import save
from tests.world import World

PLACE = "/p/report/"
WORDS = {"who": "外聘专家 顾南屏", "b1.1.text": "春茶季走访十一个村。"}


@pytest.fixture(autouse=True)
def nobody_asked_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def scene(world: World) -> Iterator[Scene]:
    with clock.frozen(OPENS):
        yield make_scene(world)


@pytest.fixture
def secret(scene: Scene) -> str:
    return made(scene)[1]


def made(scene: Scene, days: int = 7) -> tuple[OutsideCode, str]:
    return actions.make_code(actor=scene.handler, directive=scene.directive, purpose="走访专家", days=days)


def opened(secret: str, client: Client | None = None, **typed: str) -> Any:
    return (client or Client()).post(PLACE, {"code": secret, **typed})


def body_of(answer: Any) -> str:
    """The answer without what changes with every form."""
    text = answer.content.decode()
    return text[text.index("<main") :].split("csrfmiddlewaretoken")[0] + text.split("</form>")[-1]


def test_somebody_without_an_account_fills_in_and_the_body_takes_it(
    scene: Scene, secret: str, client_of: Callable[[Post], Client], run_jobs: Callable[[], int],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    shown = opened(secret).content.decode()
    assert "江岚省茶叶学会" in shown
    assert "工作谋划" in shown
    with django_capture_on_commit_callbacks(execute=True):
        assert "已收到" in opened(secret.upper(), send="1", **WORDS).content.decode()
    filled = Filled.objects.get()
    assert (filled.state, filled.handed_by) == (FilledState.READ, "外聘专家 顾南屏")
    assert not Report.objects.exists()  # nothing of the draft changed
    assert not Submission.objects.exists()
    assert set(Message.objects.filter(kind="filled_outside").values_list("post", flat=True)) == {
        scene.world.tea_handler.pk
    }
    client = client_of(scene.world.tea_handler)
    page = f"/reports/{scene.directive.code}/forms/{filled.code}/"
    assert "春茶季走访十一个村。" in client.get(page).content.decode()
    client.post(f"{page}take/", {"version": "0", "part": ["b1"]})
    assert Report.objects.get().draft["b1"]["rows"][0]["values"]["text"] == "春茶季走访十一个村。"
    assert scene.state(scene.plan) == State.DRAFT  # sending is left to a person of the body


def test_a_code_is_used_once(scene: Scene, secret: str) -> None:
    opened(secret, send="1", **WORDS)
    assert opened(secret).status_code == 422
    assert opened(secret, send="1", **WORDS).status_code == 422
    assert Filled.objects.count() == 1


def test_every_code_that_does_not_work_gets_the_same_answer(scene: Scene) -> None:
    kinds = {"wrong": "aaaa-bbbb-cccc", "empty": ""}
    used, revoked, ended, recalled = (made(scene) for _turn in range(4))
    actions.fill_by_code(secret=used[1], typed=actions.Typed("顾南屏", rows={"b1": [("", {"text": "一"})]}))
    actions.revoke_code(actor=scene.handler, directive=scene.directive, code=revoked[0].code)
    OutsideCode.objects.filter(pk=ended[0].pk).update(until=OPENS - timedelta(seconds=1))
    kinds |= {"used": used[1], "revoked": revoked[1], "ended": ended[1]}
    answers = {name: opened(code) for name, code in kinds.items()}
    scene.directive.state = DirectiveState.READ
    scene.directive.save()
    answers["not out"] = opened(recalled[1])
    Assignment.objects.filter(directive=scene.directive).update(state=State.CANCELLED)
    scene.directive.state = DirectiveState.RECALLED
    scene.directive.save()
    answers["recalled"] = opened(recalled[1])
    assert {answer.status_code for answer in answers.values()} == {422}
    assert len({body_of(answer) for answer in answers.values()}) == 1


def test_one_address_tries_a_few_times_a_minute(scene: Scene, secret: str) -> None:
    statuses = [opened("aaaa-bbbb-cccc").status_code for _turn in range(MOST + 1)]
    assert statuses == [422] * MOST + [429]
    assert opened(secret).status_code == 429  # a right one is not told apart


def test_the_sheet_shows_nothing_of_what_the_body_has(scene: Scene, secret: str) -> None:
    save(scene, draft={"b1": {"none": False, "rows": [{"values": {"text": "草稿里的话"}}]}})
    shown = opened(secret).content.decode()
    assert "草稿里的话" not in shown
    assert "010-5555" not in shown
    assert scene.world.tea_handler.holder.name not in shown


def test_the_code_stands_in_no_address_and_is_kept_as_a_hash(scene: Scene, secret: str) -> None:
    client = Client()
    answer = opened(secret, client)
    assert secret.replace("-", "") not in answer.request["PATH_INFO"] + answer.request["QUERY_STRING"]
    assert "quanjing_session" not in str(client.cookies)
    assert "no-store" in answer.headers["Cache-Control"]
    kept = OutsideCode.objects.get()
    assert secret.replace("-", "") not in "".join(str(value) for value in vars(kept).values())
    assert secret not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"b1.1.text": "一"}, "请写姓名或职务"),
        ({"who": "顾南屏"}, "还没有填写内容"),
        ({"who": " ", "b1.1.text": " "}, "请写姓名或职务"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    scene: Scene, secret: str, typed: dict[str, str], words: str
) -> None:
    answer = opened(secret, send="1", **typed)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert all(value.strip() in shown for value in typed.values())
    assert not Filled.objects.exists()
    assert opened(secret).status_code == 200  # the code still works


def test_rows_are_added_without_scripts(scene: Scene, secret: str) -> None:
    shown = opened(secret, more="1", rows="3", **{"b2.1.name": "顾南屏"}).content.decode()
    assert 'name="b2.6.name"' in shown
    assert 'value="顾南屏"' in shown
    assert 'name="b2.51.name"' not in opened(secret, more="1", rows="999").content.decode()


def test_rows_of_a_shared_part_name_their_item(scene: Scene, secret: str) -> None:
    rows = {"b4.1.text": "一条建议", "b4.1:task": scene.advice.code, "b4.2.text": "又一条"}
    opened(secret, send="1", rows="3", who="顾南屏", **rows)
    kept = Filled.objects.get().said["blocks"]["b4"]["rows"]
    assert [one["task"] for one in kept] == [scene.advice.code, ""]


def test_places_that_the_page_does_not_have_are_not_read(scene: Scene, secret: str) -> None:
    extra = {"b9.1.text": "x", "header.unit": "别的单位", "b1.1.file": "code1234"}
    opened(secret, send="1", **WORDS, **extra)
    said = Filled.objects.get().said
    assert set(said["blocks"]) == {"b1"}
    assert set(said["blocks"]["b1"]["rows"][0]["values"]) == {"text"}
    assert "unit" not in said["header"]


def test_an_item_that_is_decided_is_not_asked(scene: Scene, secret: str) -> None:
    Assignment.objects.filter(task=scene.plan).update(state=State.ACCEPTED)
    assert "b1.1.text" not in opened(secret).content.decode()


def test_only_people_who_report_for_the_body_make_codes(scene: Scene) -> None:
    world, give = scene.world, {"directive": scene.directive, "purpose": "专家", "days": 7}
    for actor in (scene.officer, world.actor(world.city_handler), world.actor(world.auditor)):
        with pytest.raises((Missing, Denied)):
            actions.make_code(actor=actor, **give)  # type: ignore[arg-type]
    mine, _secret = made(scene)
    with pytest.raises(Missing):
        actions.revoke_code(actor=scene.nurse, directive=scene.directive, code=mine.code)


def test_a_code_says_for_whom_and_ends(scene: Scene) -> None:
    for purpose, days in ((" ", 7), ("专家", 0), ("专家", 31)):
        with pytest.raises(Invalid):
            actions.make_code(actor=scene.handler, directive=scene.directive, purpose=purpose, days=days)
    Assignment.objects.update(state=State.ACCEPTED)
    with pytest.raises(WrongState):
        made(scene)


def test_codes_are_made_shown_once_and_stopped_on_a_page(
    scene: Scene, client_of: Callable[[Post], Client]
) -> None:
    client, path = client_of(scene.world.tea_handler), f"/reports/{scene.directive.code}/codes/"
    shown = client.post(path, {"purpose": "走访专家", "days": "3"}).content.decode()
    secret = shown.split("data-secret>")[1].split("<")[0]
    assert opened(secret).status_code == 200
    assert secret not in client.get(path).content.decode()
    code = OutsideCode.objects.get()
    assert code.until == OPENS + timedelta(days=3)
    client.post(f"{path}{code.code}/revoke/")
    assert opened(secret).status_code == 422
    assert client.post(f"{path}{code.code}/revoke/").status_code == 409
    assert list(AuditEntry.objects.filter(object_code=code.code).values_list("verb", flat=True)) == [
        "submissions.make_code", "submissions.revoke_code",
    ]  # fmt: skip


def test_filling_in_stands_in_the_record_of_the_body_without_a_name(scene: Scene, secret: str) -> None:
    opened(secret, send="1", **WORDS)
    entry = AuditEntry.objects.get(verb="submissions.fill_by_code")
    assert (entry.organization_code, entry.user_name) == (scene.world.tea.code, "持码填报人")
    assert "顾南屏" not in f"{entry.object_label}{entry.detail}"


@pytest.mark.parametrize(("path", "words"), [(PLACE, "凭码报送"), ("/p/en/report/", "Report by a code")])
def test_the_page_speaks_the_language_of_its_address(scene: Scene, path: str, words: str) -> None:
    answer = Client(headers={"Accept-Language": "fr"}).get(path)
    assert words in answer.content.decode()
    assert "<script" not in answer.content.decode()


def test_a_sheet_costs_the_same_however_many_rows(scene: Scene, secret: str) -> None:
    page_of_report(scene.handler, scene.directive.code)
    counts = []
    for rows in ("3", "40"):
        with CaptureQueriesContext(connection) as seen:
            assert opened(secret, rows=rows).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 30
