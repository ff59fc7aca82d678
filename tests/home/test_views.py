from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.world import World

from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Directive
from quanjing.organizations.models import Organization, Post
from quanjing.submissions.enums import SubmissionState
from quanjing.submissions.models import Submission
from quanjing.tasks.actions import recount
from quanjing.tasks.enums import State
from quanjing.tasks.models import Assignment, Task

SignIn = Callable[[Post], Client]
Notice = Callable[..., Directive]
DESK = {"name": "梅若谷", "org": "综合处", "phones": ["010-55550123"], "emails": []}


@pytest.fixture
def notice(world: World, at_nine: datetime) -> Notice:
    """Puts a notice into the database: to be checked, or published to `bodies` with one task each."""

    def made(
        title: str, *bodies: Organization, due: datetime | None = None, state: State = State.DUE
    ) -> Directive:
        directive = Directive.objects.create(
            organization=world.association,
            state=DirectiveState.PUBLISHED if bodies else DirectiveState.READ,
            title=title,
            doc_number="岚科协〔2026〕1号",
            day_end="17:00",
            registered_at=at_nine,
        )
        task = Task.objects.create(
            directive=directive, position=0, name="报送材料", assign=True, due_at=due, desk=DESK
        )
        for body in bodies:
            Assignment.objects.create(
                task=task, organization=body, directive=directive, state=state, changed_at=at_nine
            )
        recount(directive_id=directive.pk)
        return directive

    return made


def page(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def send(directive: Directive, at: datetime, version: int = 1) -> None:
    for assignment in directive.assignments.all():
        Submission.objects.create(
            assignment=assignment,
            version=version,
            state=SubmissionState.SUBMITTED,
            submitted_name="周予安",
            submitted_at=at,
        )
    directive.assignments.update(state=State.SUBMITTED)
    recount(directive_id=directive.pk)


def test_a_stranger_is_sent_to_sign_in(client: Client, world: World) -> None:
    assert client.get("/").status_code == 302


def test_a_quiet_desk_says_so(world: World, client_of: SignIn) -> None:
    text = page(client_of(world.officer))
    for words in ("今天没有需要您决定的事。", "没有在办的通知。", "今后三周没有期限。"):
        assert words in text
    assert "qj-next" not in text


def test_a_notice_to_check_comes_first(world: World, client_of: SignIn, notice: Notice) -> None:
    directive = notice("关于科普日的通知")
    send(notice("关于征集的通知", world.tea), datetime.now().astimezone())
    text = page(client_of(world.officer))
    assert "<strong>核对新来文：关于科普日的通知</strong>" in text
    assert f'<a class="btn btn-primary" href="/directives/{directive.code}/">' in text
    assert "2 件事待您决定" in text


def test_reports_that_wait_are_next_where_no_notice_is(
    world: World, client_of: SignIn, notice: Notice, at_nine: datetime
) -> None:
    directive = notice("关于征集的通知", world.tea, world.nursing)
    send(directive, at_nine)
    text = page(client_of(world.officer))
    assert "<strong>审核 2 项待审材料</strong>" in text
    assert "关于征集的通知：2 项待审核" in text
    assert f'href="/inbox/?directive={directive.code}"' in text


def test_corrected_reports_are_counted_apart(
    world: World, client_of: SignIn, notice: Notice, at_nine: datetime
) -> None:
    send(notice("关于征集的通知", world.tea), at_nine, version=2)
    assert "其中 1 项为退回后重报，改动已标出。" in page(client_of(world.officer))


def test_a_running_notice_shows_its_states_and_its_rate(
    world: World, client_of: SignIn, notice: Notice
) -> None:
    directive = notice("关于征集的通知", world.tea, world.nursing, world.mathematics)
    directive.assignments.filter(organization=world.tea).update(state=State.ACCEPTED)
    directive.assignments.filter(organization=world.nursing).update(state=State.EXEMPT)
    recount(directive_id=directive.pk)
    text = page(client_of(world.officer))
    assert "办结 <b>1</b><span> / 2</span>" in text
    assert '<i class="s-accepted" style="flex:1"></i><i class="s-due" style="flex:1"></i>' in text


def test_a_finished_notice_is_no_longer_in_progress(world: World, client_of: SignIn, notice: Notice) -> None:
    notice("关于征集的通知", world.tea, state=State.NIL)
    assert "没有在办的通知。" in page(client_of(world.officer))


def test_what_falls_due_within_three_weeks_is_listed(
    world: World, client_of: SignIn, notice: Notice, at_nine: datetime
) -> None:
    notice("早的通知", world.tea, world.nursing, due=at_nine + timedelta(days=12, hours=8))
    notice("晚的通知", world.tea, due=at_nine + timedelta(days=22))
    text = page(client_of(world.officer))
    ahead = text[text.index('<ol class="qj-time">') :]
    assert "9月15日 17:00</time>" in ahead
    assert "尚有 2 项未报" in ahead
    assert "晚的通知" not in ahead


def test_the_city_desk_sees_its_own_counts(world: World, client_of: SignIn, notice: Notice) -> None:
    notice("关于征集的通知", world.tea, world.city_society)
    assert "办结 <b>0</b><span> / 1</span>" in page(client_of(world.city_officer))


def test_the_drop_area_leads_to_reading(world: World, client_of: SignIn) -> None:
    text = page(client_of(world.officer))
    assert '<form method="post" action="/directives/new/" enctype="multipart/form-data">' in text


def test_a_handler_sees_what_was_returned_first(
    world: World, client_of: SignIn, notice: Notice, at_nine: datetime
) -> None:
    notice("近的通知", world.tea, due=at_nine + timedelta(days=1))
    returned = notice("退回的通知", world.tea, due=at_nine + timedelta(days=9), state=State.RETURNED)
    text = page(client_of(world.tea_handler))
    assert "<strong>补充退回的内容：退回的通知</strong>" in text
    assert f'<a class="btn btn-primary" href="/reports/{returned.code}/">' in text
    assert text.index("退回的通知") < text.index("近的通知")


def test_a_handler_sees_whom_to_ask(world: World, client_of: SignIn, notice: Notice) -> None:
    notice("关于征集的通知", world.tea)
    assert "综合处 梅若谷 010-55550123" in page(client_of(world.tea_handler))


def test_a_handler_sees_nothing_of_others(world: World, client_of: SignIn, notice: Notice) -> None:
    notice("关于征集的通知", world.nursing)
    text = page(client_of(world.tea_handler))
    assert "目前没有要您报送的内容。" in text
    assert "关于征集的通知" not in text


def test_an_auditor_finds_his_links(world: World, client_of: SignIn, notice: Notice) -> None:
    text = page(client_of(world.auditor))
    assert '<li><a href="/audit/">审计</a></li>' in text
    assert "/directives/new/" not in text


@pytest.mark.parametrize("who", ["officer", "tea_handler", "auditor", "city_officer", "administrator"])
def test_there_is_one_primary_button_at_most(
    world: World, client_of: SignIn, notice: Notice, at_nine: datetime, who: str
) -> None:
    notice("新的通知")
    send(notice("关于征集的通知", world.tea, world.city_society), at_nine)
    notice("另一份通知", world.tea, world.city_society)
    assert page(client_of(getattr(world, who))).count("btn-primary") <= 1


@pytest.mark.parametrize("who", ["officer", "tea_handler", "auditor"])
def test_the_page_is_there_in_english(world: World, client_of: SignIn, notice: Notice, who: str) -> None:
    notice("Notice", world.tea)
    client = client_of(getattr(world, who))
    client.cookies["quanjing_language"] = "en"
    assert '<h1 class="qj-h1">Today</h1>' in page(client)


@pytest.mark.parametrize("who", ["officer", "tea_handler", "auditor"])
def test_three_notices_take_as_many_queries_as_one(
    world: World, client_of: SignIn, notice: Notice, at_nine: datetime, who: str
) -> None:
    client = client_of(getattr(world, who))

    def one_more() -> None:
        notice("核对")
        notice("填报", world.tea, due=at_nine + timedelta(days=5))
        send(notice("审核", world.tea, world.nursing), at_nine)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client)
        return len(caught)

    one_more()
    one = queries()
    one_more()
    one_more()
    assert queries() == one


@pytest.mark.parametrize("path", ["/help/", "/help/keyboard/", "/about/privacy/"])
@pytest.mark.parametrize(("language", "lang"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_help_is_there_for_everybody(
    world: World, client: Client, path: str, language: str, lang: str
) -> None:
    client.cookies["quanjing_language"] = language
    answer = client.get(path)
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in answer.content.decode()


def test_the_server_says_that_it_serves(client: Client, db: None) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_server_says_that_it_is_ready(client: Client, db: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "queue": True, "files": True}


def test_a_lost_file_store_is_not_ready(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_name: str) -> bool:
        raise ConnectionRefusedError

    monkeypatch.setattr(default_storage, "exists", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": True, "queue": True, "files": False}


@pytest.mark.django_db(transaction=True)
def test_a_lost_queue_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_q_ormq RENAME TO away")
    try:
        answer = client.get("/readyz")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE away RENAME TO django_q_ormq")
    assert (answer.status_code, answer.json()["queue"]) == (503, False)
