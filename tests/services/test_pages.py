"""The pages of services: a constant number of queries, files behind their release, limits for strangers."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import openpyxl
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.organizations.models import Post
from quanjing.services import actions
from quanjing.services.enums import HelperKind, OfferKind
from quanjing.services.models import Booking, Delivery, Question, QuestionTopic, ServiceRequest
from tests.services.conftest import booked, offered, slot_of
from tests.world import World

Sign = Callable[[Post], Client]
AFTER = datetime(2026, 9, 21, 12, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    cache.clear()


def more(officer: Actor, guests: list[Actor], number: int) -> None:
    """One more of everything that stands in a list."""
    offer = offered(officer, OfferKind.TALK, name=f"宣讲{number}")
    slot = slot_of(officer, offer, capacity=9)
    for guest in guests:
        booked(guest, slot)
    given = actions.ServiceDeskFacts("", takes_requests=True, takes_questions=True)
    desk = actions.save_desk(actor=officer, facts=given)
    needed = actions.RequestFacts("energy", f"需求{number}", "需要", from_name="企业", phone="1", agrees=True)
    request, _code = actions.request_from_outside(desk=desk, facts=needed)
    facts = actions.HelperFacts(HelperKind.EXPERT, f"专家{number}", ["energy"], "1", agrees=True)
    actions.ask_helper(actor=officer, request=request, helper=actions.save_helper(actor=officer, facts=facts))
    topic = QuestionTopic.objects.get(code="joining")
    question, _code = actions.ask_question(desk=desk, facts=actions.QuestionFacts(topic, f"问题{number}？"))
    Question.objects.filter(pk=question.pk).update(state="answered", answered_on=date(2026, 9, 3))


def test_no_list_costs_a_query_a_row(
    world: World, officer: Actor, tea: Actor, nursing: Actor, client_of: Sign
) -> None:
    pages = [
        "/services/", "/services/talks/", "/services/bookings/?all=1", "/services/bookings/demand/",
        "/services/requests/", "/services/requests/counts/", "/services/bookings.xlsx?all=1",
        "/services/requests.xlsx", "/services/roster/",
        "/services/questions/?state=every",
        f"/service-desk/{world.association.code}/questions/", "/service-desk/",
    ]  # fmt: skip
    client = client_of(world.officer)
    counts: dict[str, list[int]] = {page: [] for page in pages}
    for number in range(3):
        more(officer, [tea] if number == 0 else [tea, nursing], number)
        if number == 1:
            continue
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(page)
                assert answer.status_code == 200, page
                answer.close()
            counts[page].append(len(captured))
    assert {page: first for page, (first, _third) in counts.items()} == {
        page: third for page, (_first, third) in counts.items()
    }


def rows_of(client: Client, path: str) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(path).streaming_content)))  # type: ignore[arg-type]
    return [list(row) for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)]


def test_lists_are_given_as_tables_as_far_as_one_sees_and_without_contacts(
    world: World, officer: Actor, tea: Actor, nursing: Actor, client_of: Sign
) -> None:
    more(officer, [tea, nursing], 1)
    own = rows_of(client_of(world.tea_handler), "/services/bookings.xlsx")
    assert [row[4] for row in own] == [world.tea.name]
    desk = client_of(world.officer)
    assert {row[4] for row in rows_of(desk, "/services/bookings.xlsx?all=1")} == {
        world.tea.name, world.nursing.name,
    }  # fmt: skip
    assert rows_of(desk, "/services/bookings.xlsx?all=1&state=delivered") == []
    [asked] = rows_of(desk, "/services/requests.xlsx?show=desk")
    assert (asked[3], asked[4]) == ("需求1", "企业")
    kept = ServiceRequest.objects.get()
    assert not {kept.phone, kept.contact} & {str(cell) for cell in asked if cell}
    assert rows_of(client_of(world.tea_handler), "/services/requests.xlsx") == []


def test_several_are_confirmed_and_merged_on_the_page_of_demand(
    world: World, officer: Actor, tea: Actor, nursing: Actor, client_of: Sign
) -> None:
    slot = slot_of(officer, offered(officer), capacity=2)
    codes = [booked(tea, slot).code, booked(nursing, slot).code]
    desk = client_of(world.officer)
    place = "/services/bookings/demand/"
    page = desk.get(place).content.decode()
    assert "待确认 2，候补 0，余名额 0" in page
    desk.post(place, {"step": "confirm", "booking": codes})
    assert set(Booking.objects.values_list("state", flat=True)) == {"confirmed"}
    desk.post(place, {"step": "merge", "booking": codes})
    page = desk.get(place).content.decode()
    assert "合并出行" in page
    assert "余名额 1" in page
    trip = Booking.objects.exclude(trip=None)[0].trip
    assert trip is not None
    desk.post(place, {"step": f"split:{trip.code}"})
    assert Booking.objects.filter(trip=None).count() == 2
    assert desk.post(place, {"step": "unknown"}).status_code == 404


def test_a_file_is_given_out_while_the_consent_holds(
    world: World, officer: Actor, tea: Actor, client_of: Sign
) -> None:
    booking = booked(tea, slot_of(officer, offered(officer)))
    actions.confirm(actor=officer, bookings=[booking])
    host, guest, place = (
        client_of(world.officer),
        client_of(world.tea_handler),
        f"/services/bookings/{booking.code}/",
    )
    upload = SimpleUploadedFile("成片说明.txt", "成片说明".encode())
    with clock.frozen(AFTER):
        wrong = host.post(place, {"step": "release", "users": "", "file": upload})
        assert wrong.status_code == 422
        upload.seek(0)
        typed = {"step": "release", "users": "省科协", "uses": ["website", "archive"], "file": upload}
        assert host.post(place, typed).status_code == 302
        file = f"{place}files/{Delivery.objects.get().code}/"
        page = guest.get(place).content.decode()
        assert "网站和自有媒体" in page
        assert file in page
        assert b"".join(guest.get(file)) == "成片说明".encode()
        assert client_of(world.nursing_handler).get(file).status_code == 404
        guest.post(place, {"step": "withdraw-consent"})
        refused = guest.get(file)
        assert refused.status_code == 409
        assert "同意已撤回" in refused.content.decode()
        assert file not in host.get(place).content.decode()
        guest.post(place, {"step": "give-consent"})
        assert b"".join(host.get(file)) == "成片说明".encode()


def test_the_form_is_filled_in_with_what_is_known(world: World, officer: Actor, client_of: Sign) -> None:
    slot = slot_of(officer, offered(officer))
    page = client_of(world.tea_handler).get(f"/services/slots/{slot.code}/").content.decode()
    assert 'value="周予安"' in page
    assert "用途：拍摄制作本次图视频" in page
    assert 'name="listeners"' not in page


def test_an_address_sends_no_more_than_a_few_requests_a_minute(world: World, officer: Actor) -> None:
    given = actions.ServiceDeskFacts("", takes_requests=True, takes_questions=True)
    actions.save_desk(actor=officer, facts=given)
    typed = {
        "field": "energy", "title": "需求", "need": "需要", "from_name": "企业", "phone": "1", "agrees": "on",
    }  # fmt: skip
    place = f"/service-desk/{world.association.code}/request/"
    statuses = [Client().post(place, typed).status_code for _number in range(6)]
    assert statuses == [200] * 5 + [429]
    assert ServiceRequest.objects.count() == 5
    looks = [Client().post("/service-desk/look-up/", {"lookup": "x"}).status_code for _number in range(21)]
    assert looks == [200] * 20 + [429]


def test_a_desk_that_takes_nothing_is_not_there(world: World, officer: Actor) -> None:
    place = f"/service-desk/{world.association.code}/"
    assert Client().get(f"{place}request/").status_code == 404
    given = actions.ServiceDeskFacts("", takes_questions=True)
    actions.save_desk(actor=officer, facts=given)
    assert Client().get(f"{place}request/").status_code == 404
    assert Client().get(f"{place}questions/").status_code == 200


def test_the_pages_are_there_in_english(world: World, officer: Actor, tea: Actor, client_of: Sign) -> None:
    more(officer, [tea], 1)
    client = client_of(world.officer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Demand by day and city" in client.get("/services/bookings/demand/").content.decode()
    assert "Official channel" in client.get("/official-channel/").content.decode()
