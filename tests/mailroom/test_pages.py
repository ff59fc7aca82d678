"""The ledger, a mail's page, mails put in by hand."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quanjing.mailroom.actions import Arrival, keep
from quanjing.mailroom.enums import Fate, Trouble
from quanjing.mailroom.models import IncomingMail, Mailbox
from quanjing.notify.models import Mail
from quanjing.organizations.models import Post
from tests.mailroom.conftest import facts_of
from tests.mailroom.mails import KINDS, MAILBOX
from tests.submissions.conftest import Scene

Arrive = Callable[[bytes], IncomingMail]
ClientOf = Callable[[Post], Client]


@pytest.fixture
def officer(scene: Scene, client_of: ClientOf) -> Client:
    return client_of(scene.world.officer)


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_ledger_costs_no_query_a_row(scene: Scene, arrive: Arrive, officer: Client) -> None:
    arrive(KINDS["to_its_address"][0](facts_of(scene, 1)))
    one = queries(officer, reverse("mailroom_list"))
    for serial, kind in enumerate(("zip_of_societies", "unknown_sender"), start=2):
        arrive(KINDS[kind][0](facts_of(scene, serial)))
    assert queries(officer, reverse("mailroom_list")) == one


def test_a_mails_page_costs_no_query_an_item(scene: Scene, arrive: Arrive, officer: Client) -> None:
    one = arrive(KINDS["to_its_address"][0](facts_of(scene, 1)))
    two = arrive(KINDS["several_societies"][0](facts_of(scene, 2)))
    counts = {queries(officer, reverse("mailroom_page", args=[mail.code])) for mail in (one, two)}
    assert len(counts) == 1


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, 3),
        ({"fate": "open"}, 1),
        ({"fate": "taken"}, 1),
        ({"text": "茶叶学会"}, 2),
        ({"text": "unknown"}, 0),
        ({"day": "2026-09-03"}, 3),
        ({"day": "2026-09-04"}, 0),
    ],
)
def test_the_ledger_is_narrowed(
    scene: Scene, arrive: Arrive, officer: Client, asked: dict[str, str], rows: int
) -> None:
    for serial, kind in enumerate(("to_its_address", "unknown_sender", "newsletter")):
        arrive(KINDS[kind][0](facts_of(scene, serial)))
    assert officer.get(reverse("mailroom_list"), asked).context["page"].total == rows


def test_the_desk_reads_the_mail_as_it_came(scene: Scene, arrive: Arrive, officer: Client) -> None:
    raw = KINDS["bare_gb"][0](facts_of(scene, 1))
    answer = officer.get(reverse("mailroom_raw", args=[arrive(raw).code]))
    assert b"".join(answer.streaming_content) == raw  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "message/rfc822"


def test_mails_are_put_in_by_hand(scene: Scene, officer: Client, run_jobs: Callable[[], int]) -> None:
    raw = KINDS["to_its_address"][0](facts_of(scene, 1))
    files = [SimpleUploadedFile("a.eml", raw), SimpleUploadedFile("again.eml", raw)]
    officer.post(reverse("mailroom_drop"), {"mails": files})
    run_jobs()
    assert list(IncomingMail.objects.order_by("pk").values_list("fate", flat=True)) == [
        Fate.TAKEN,
        Fate.DUPLICATE,
    ]


@pytest.mark.parametrize("data", [b"\0\1\2", b"no mail", b"x: y\n\nz"])
def test_what_is_no_mail_is_refused_and_named(scene: Scene, officer: Client, data: bytes) -> None:
    files = [SimpleUploadedFile("a.eml", data)]
    page = officer.post(reverse("mailroom_drop"), {"mails": files}, follow=True).content.decode()
    assert "a.eml" in page
    assert not IncomingMail.objects.exists()


def test_an_officer_decides_on_the_page(scene: Scene, arrive: Arrive, officer: Client) -> None:
    incoming = arrive(KINDS["unknown_sender"][0](facts_of(scene, 1)))
    page = officer.get(reverse("mailroom_page", args=[incoming.code])).content.decode()
    assert "发件人未在该单位登记" in page
    assert "文件名中有该单位名称" in page
    path = reverse("mailroom_take", args=[incoming.code, 1])
    assert "请选择事项" in officer.post(path, {}, follow=True).content.decode()
    code = scene.assignment(scene.plan).code
    assert (
        "已作为江岚省茶叶学会的报送收下"
        in officer.post(path, {"assignment": code}, follow=True).content.decode()
    )


def test_only_the_mailbox_that_is_set_is_named_when_out_of_reach(
    scene: Scene, officer: Client, settings: Any
) -> None:
    settings.MAILBOX = SimpleNamespace(user="baosong", host="mx", folder="INBOX")
    older = Mailbox.objects.create(name="old@mx/INBOX", trouble=Trouble.UNREACHABLE)
    assert "连不上邮件服务器" not in officer.get(reverse("mailroom_list")).content.decode()
    Mailbox.objects.filter(pk=older.pk).update(name="baosong@mx/INBOX")
    assert "连不上邮件服务器" in officer.get(reverse("mailroom_list")).content.decode()


def test_a_mails_page_says_whether_the_sender_was_answered(
    scene: Scene, arrive: Arrive, officer: Client
) -> None:
    pages = {}
    for serial, kind in enumerate(("to_its_address", "newsletter")):
        incoming = arrive(KINDS[kind][0](facts_of(scene, serial)))
        pages[kind] = officer.get(reverse("mailroom_page", args=[incoming.code])).content.decode()
        Mail.objects.filter(key=f"receipt:{incoming.code}").delete()
        pages[f"{kind} unanswered"] = officer.get(
            reverse("mailroom_page", args=[incoming.code])
        ).content.decode()
    assert [name for name, page in pages.items() if "答复发件人：" in page] == ["to_its_address"]
    assert [name for name, page in pages.items() if "未答复：" in page] == ["to_its_address unanswered"]


def test_the_units_page_names_the_address_of_each_item(scene: Scene, client_of: ClientOf) -> None:
    page = client_of(scene.world.tea_handler).get(reverse("report_page", args=[scene.directive.code]))
    name = MAILBOX.partition("@")[0]
    assert page.content.decode().count(f'href="mailto:{name}+') == 4


def test_a_mail_of_another_body_is_not_seen(scene: Scene, client_of: ClientOf) -> None:
    [kept] = keep(body=scene.world.association, arrivals=[Arrival(b"From: a@b.example\n\nx")])
    city = client_of(scene.world.city_officer)
    assert city.get(reverse("mailroom_page", args=[kept.code])).status_code == 404
    assert city.get(reverse("mailroom_list")).context["page"].total == 0
